import type { Operation } from '../plan/operation.js';
import { predecessors } from '../plan/order.js';
import type { Plan } from '../plan/plan.js';
import { Heap } from './heap.js';
import { StepQueue } from './step-queue.js';

export interface Scheduled {
  readonly operation: Operation;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Id of the operation whose end let this one start; absent for those that start at once. */
  readonly enabledBy?: string;
}

/**
 * Plays the plan with known durations in seconds: steps start when their predecessors are finished, operations under the step's limits in all and per
 * host, hosts after their VMs, the UPS after all that it feeds, the workstation last. These are the rules of the run (shared/run/readiness.ts), so what it
 * says is what will happen. Event driven; what can never start, as in a circle, is missing from the result.
 */
export function schedule(plan: Plan, operations: readonly Operation[], secondsOf: (operation: Operation) => number): readonly Scheduled[] {
  const play = new Play(plan, operations);
  const flights = new Heap<Scheduled>();
  const done: Scheduled[] = [];
  let now = 0;
  let enabledBy: string | undefined;
  for (;;) {
    for (const operation of play.startable()) {
      const endSeconds = now + Math.max(0, secondsOf(operation));
      flights.push({ operation, startSeconds: now, endSeconds, ...(enabledBy === undefined ? {} : { enabledBy }) }, endSeconds);
    }
    const next = flights.pop();
    if (next === undefined) return done;
    now = next.endSeconds;
    enabledBy = next.operation.id;
    done.push(next);
    play.end(next.operation);
  }
}

interface StepPlay {
  readonly queue: StepQueue;
  /** Direct predecessors that are not finished. */
  waitsFor: number;
  readonly dependants: string[];
}

class Play {
  private readonly steps = new Map<string, StepPlay>();
  private active: StepPlay[] = [];
  private readonly gates: Gates;

  constructor(plan: Plan, operations: readonly Operation[]) {
    this.gates = new Gates(plan, operations);
    const byStep = new Map<string, Operation[]>(plan.steps.map((step) => [step.id, []]));
    for (const operation of operations) byStep.get(operation.stepId)?.push(operation);
    for (const step of plan.steps) {
      this.steps.set(step.id, { queue: new StepQueue(step, byStep.get(step.id) ?? []), waitsFor: 0, dependants: [] });
    }
    for (const step of plan.steps) for (const id of new Set(step.after)) this.tie(id, step.id);
    for (const step of [...this.steps.values()].filter((one) => one.waitsFor === 0)) this.open(step);
  }

  /** Everything that may start now; each is started by being asked for. */
  *startable(): Generator<Operation> {
    for (const step of this.active) {
      for (let next = step.queue.take(this.gates.isOpen); next !== undefined; next = step.queue.take(this.gates.isOpen)) yield next;
    }
  }

  end(operation: Operation): void {
    this.gates.end(operation);
    const step = this.steps.get(operation.stepId);
    if (step === undefined) return;
    step.queue.end(operation);
    if (step.queue.isDone) this.close(step);
  }

  private tie(earlier: string, later: string): void {
    const step = this.steps.get(later);
    const before = this.steps.get(earlier);
    if (step === undefined || before === undefined) return;
    before.dependants.push(later);
    step.waitsFor += 1;
  }

  private open(step: StepPlay): void {
    this.active.push(step);
    if (step.queue.isDone) this.close(step);
  }

  private close(step: StepPlay): void {
    this.active = this.active.filter((one) => one !== step);
    for (const id of step.dependants) {
      const next = this.steps.get(id);
      if (next === undefined) continue;
      next.waitsFor -= 1;
      if (next.waitsFor === 0) this.open(next);
    }
  }
}

/** What must be over before an operation may start, beyond the plan's arrows. */
class Gates {
  private readonly plan: Plan;
  /** Unfinished VM operations by host key. */
  private readonly vmsOn = new Map<string, number>();
  /** Unfinished operations by step that the UPS command waits for, apart from machines, which the author may put behind it. */
  private readonly fed = new Map<string, number>();
  private readonly machines = new Map<string, number>();
  private unfinished = 0;

  constructor(plan: Plan, operations: readonly Operation[]) {
    this.plan = plan;
    for (const operation of operations) this.count(operation, 1);
  }

  end(operation: Operation): void {
    this.count(operation, -1);
  }

  readonly isOpen = (operation: Operation): boolean => {
    switch (operation.kind) {
      case 'ensureHostOff':
        return (this.vmsOn.get(operation.target.key) ?? 0) === 0;
      case 'upsOutputOff':
        return this.isLast(operation.stepId);
      case 'workstationOff':
        return this.unfinished === 1;
      default:
        return true;
    }
  };

  private isLast(upsStep: string): boolean {
    if (this.fed.size > 0) return false;
    return [...this.machines.keys()].every((stepId) => predecessors(this.plan, stepId).has(upsStep));
  }

  private count(operation: Operation, by: 1 | -1): void {
    this.unfinished += by;
    const { kind, stepId, target } = operation;
    if (kind === 'ensureVmOff' && target.parent !== undefined) add(this.vmsOn, target.parent, by);
    if (kind === 'upsOutputOff' || kind === 'workstationOff') return;
    add(kind === 'ensureMachineOff' ? this.machines : this.fed, stepId, by);
  }
}

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
