import type { Operation } from '../plan/operation.js';
import { predecessors } from '../plan/order.js';
import type { Plan, Step } from '../plan/plan.js';

export interface Scheduled {
  readonly operation: Operation;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Id of the operation whose end let this one start; absent for those that start at once. */
  readonly enabledBy?: string;
}

interface StepWork {
  readonly step: Step;
  readonly waiting: Operation[];
  inFlight: number;
  left: number;
  readonly perHost: Map<string, number>;
  readonly before: ReadonlySet<string>;
}

interface Flight {
  readonly operation: Operation;
  readonly start: number;
  readonly end: number;
  readonly enabledBy?: string;
}

/** What must be over before an operation may start, beyond the plan's arrows; mirrors the rules of the run (shared/run/readiness.ts). */
interface Gates {
  /** Unfinished VM operations per host key. */
  readonly vmsOn: Map<string, number>;
  /** Unfinished operations that neither tell a UPS nor stop the workstation, per step. */
  readonly machinesLeft: Map<string, number>;
  unfinished: number;
}

/**
 * Plays the plan with known durations: steps start when their predecessors are finished, operations under the step's limits in all and per host.
 * Event driven; the same rules as the run, so what it says is what will happen. Durations in seconds.
 */
export function schedule(plan: Plan, operations: readonly Operation[], secondsOf: (operation: Operation) => number): readonly Scheduled[] {
  const works = worksOf(plan, operations);
  const gates = gatesOf(operations);
  const done: Scheduled[] = [];
  const flights = new FlightHeap();
  let now = 0;
  let enabledBy: string | undefined;
  for (;;) {
    startAll(works, gates, (operation) => {
      flights.push({
        operation,
        start: now,
        end: now + Math.max(0, secondsOf(operation)),
        ...(enabledBy === undefined ? {} : { enabledBy }),
      });
    });
    const next = flights.pop();
    if (next === undefined) return done;
    now = next.end;
    enabledBy = next.operation.id;
    done.push({
      operation: next.operation,
      startSeconds: next.start,
      endSeconds: next.end,
      ...(next.enabledBy === undefined ? {} : { enabledBy: next.enabledBy }),
    });
    finish(works, gates, next.operation);
  }
}

function worksOf(plan: Plan, operations: readonly Operation[]): ReadonlyMap<string, StepWork> {
  const works = new Map<string, StepWork>();
  for (const step of plan.steps)
    works.set(step.id, { step, waiting: [], inFlight: 0, left: 0, perHost: new Map(), before: predecessors(plan, step.id) });
  for (const operation of operations) {
    const work = works.get(operation.stepId);
    if (work === undefined) continue;
    work.waiting.push(operation);
    work.left += 1;
  }
  return works;
}

function gatesOf(operations: readonly Operation[]): Gates {
  const gates: Gates = { vmsOn: new Map(), machinesLeft: new Map(), unfinished: operations.length };
  for (const operation of operations) count(gates, operation, 1);
  return gates;
}

function count(gates: Gates, operation: Operation, by: 1 | -1): void {
  const parent = operation.target.parent;
  if (operation.kind === 'ensureVmOff' && parent !== undefined) gates.vmsOn.set(parent, (gates.vmsOn.get(parent) ?? 0) + by);
  if (operation.kind === 'upsOutputOff' || operation.kind === 'workstationOff') return;
  gates.machinesLeft.set(operation.stepId, (gates.machinesLeft.get(operation.stepId) ?? 0) + by);
}

function finish(works: ReadonlyMap<string, StepWork>, gates: Gates, operation: Operation): void {
  gates.unfinished -= 1;
  count(gates, operation, -1);
  const work = works.get(operation.stepId);
  if (work === undefined) return;
  work.inFlight -= 1;
  work.left -= 1;
  const parent = operation.target.parent;
  if (parent !== undefined) work.perHost.set(parent, (work.perHost.get(parent) ?? 1) - 1);
}

function startAll(works: ReadonlyMap<string, StepWork>, gates: Gates, start: (operation: Operation) => void): void {
  for (const work of works.values()) {
    if (work.waiting.length === 0 || [...work.before].some((id) => (works.get(id)?.left ?? 0) > 0)) continue;
    for (let index = 0; index < work.waiting.length && work.inFlight < work.step.parallel;) {
      const operation = work.waiting[index];
      if (operation === undefined || !mayStart(work, works, gates, operation)) {
        index += 1;
        continue;
      }
      work.waiting.splice(index, 1);
      work.inFlight += 1;
      const parent = operation.target.parent;
      if (parent !== undefined) work.perHost.set(parent, (work.perHost.get(parent) ?? 0) + 1);
      start(operation);
    }
  }
}

function mayStart(work: StepWork, works: ReadonlyMap<string, StepWork>, gates: Gates, operation: Operation): boolean {
  const parent = operation.target.parent;
  switch (operation.kind) {
    case 'ensureVmOff':
      return parent === undefined || (work.perHost.get(parent) ?? 0) < work.step.parallelPerHost;
    case 'ensureHostOff':
      return (gates.vmsOn.get(operation.target.key) ?? 0) === 0;
    case 'upsOutputOff':
      return [...gates.machinesLeft].every(([stepId, left]) => left === 0 || (works.get(stepId)?.before.has(operation.stepId) ?? false));
    case 'workstationOff':
      return gates.unfinished === 1;
    default:
      return true;
  }
}

/** A binary heap by end; ties in the order they were pushed. */
class FlightHeap {
  private readonly items: { readonly flight: Flight; readonly order: number }[] = [];
  private pushed = 0;

  push(flight: Flight): void {
    const { items } = this;
    items.push({ flight, order: (this.pushed += 1) });
    for (let at = items.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.before(at, parent)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): Flight | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top?.flight;
    items[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      let least = at;
      if (left < items.length && this.before(left, least)) least = left;
      if (left + 1 < items.length && this.before(left + 1, least)) least = left + 1;
      if (least === at) return top.flight;
      this.swap(at, least);
      at = least;
    }
  }

  private before(one: number, other: number): boolean {
    const a = this.items[one];
    const b = this.items[other];
    if (a === undefined || b === undefined) return false;
    return a.flight.end < b.flight.end || (a.flight.end === b.flight.end && a.order < b.order);
  }

  private swap(one: number, other: number): void {
    const held = this.items[one];
    const moved = this.items[other];
    if (held === undefined || moved === undefined) return;
    this.items[one] = moved;
    this.items[other] = held;
  }
}
