import { message, type Message } from '../text/message.js';
import type { Operation } from '../plan/operation.js';
import { isTerminal } from './draft.js';
import { limitMs, upsMarginSeconds } from './limits.js';
import { shapeOf } from './plan-shape.js';
import type { OperationState, RunState } from './run.js';

export type Readiness =
  | { readonly kind: 'go'; readonly despite?: readonly string[] }
  | { readonly kind: 'wait' }
  /** Conditions can no longer be met: skipped, with the reason in the report. */
  | { readonly kind: 'never'; readonly why: Message };

export type RunView = Pick<RunState, 'plan' | 'operations' | 'restore' | 'nowMs'>;
export type ReadinessRule = (run: RunView, operation: Operation) => Readiness;

/**
 * The conditions that hold whatever the plan's arrows say (behaviour.md section 6, invariants 2, 3 and 4).
 * A parameter of the state machine only so that the simulation can prove that it notices a broken one.
 */
export interface RunRules {
  readonly host: ReadinessRule;
  readonly ups: ReadinessRule;
  readonly workstation: ReadinessRule;
}

const go: Readiness = { kind: 'go' };
const wait: Readiness = { kind: 'wait' };

export const runRules: RunRules = { host: hostReadiness, ups: upsReadiness, workstation: workstationReadiness };

export function readiness(rules: RunRules, run: RunView, operation: Operation): Readiness {
  if (comesUpStill(run, operation)) return wait;
  switch (operation.kind) {
    case 'ensureHostOff':
      return rules.host(run, operation);
    case 'upsOutputOff':
      return rules.ups(run, operation);
    case 'workstationOff':
      return rules.workstation(run, operation);
    default:
      return go;
  }
}

/** A second outage found it being started: first see that through, or it would come up behind the run's back. */
function comesUpStill(run: RunView, operation: Operation): boolean {
  return run.restore.some((one) => one.operation.target.key === operation.target.key && one.status === 'inFlight');
}

/** Until when a VM that was given up may still be on its way down: its host waits that long. */
export function givenUpUntilMs(vm: OperationState): number {
  return (vm.startedAtMs ?? 0) + limitMs(vm.operation);
}

/** A VM was given up early; when its time is over its host may go. */
export function isGateToCome(one: OperationState, nowMs: number): boolean {
  return one.status === 'failed' && one.operation.kind === 'ensureVmOff' && givenUpUntilMs(one) > nowMs;
}

/** Invariant 2: every VM of the plan on this host is off, or its time is over and the plan goes on without it. */
function hostReadiness(run: RunView, host: Operation): Readiness {
  const despite: string[] = [];
  for (const vm of run.operations) {
    if (vm.operation.kind !== 'ensureVmOff' || vm.operation.target.parent !== host.target.key || vm.status === 'done') continue;
    if (!isTerminal(vm.status)) return wait;
    if (vm.status === 'skipped' || vm.operation.onTimeout === 'stop') return { kind: 'never', why: message('run.note.vmStillRuns') };
    if (run.nowMs < givenUpUntilMs(vm)) return wait;
    despite.push(vm.operation.target.name);
  }
  return despite.length === 0 ? go : { kind: 'go', despite };
}

/** Invariant 3: told last. Only what the plan puts behind it, other UPSes and this workstation may still be on. */
function upsReadiness(run: RunView, ups: Operation): Readiness {
  if (ups.unheard !== undefined) return { kind: 'never', why: message('run.note.unheard', { names: ups.unheard.join(', ') }) };
  const behind = shapeOf(run.plan).dependants.get(ups.stepId);
  for (const other of run.operations) {
    if (other.operation.kind === 'upsOutputOff' || other.operation.kind === 'workstationOff') continue;
    const isBehind = behind?.has(other.operation.stepId) === true && other.operation.kind === 'ensureMachineOff';
    if (isBehind) continue;
    if (!isTerminal(other.status)) return wait;
    if (other.status === 'skipped') return { kind: 'never', why: message('run.note.notEverythingOff') };
  }
  return go;
}

/** Invariant 4: last of all, and only when each UPS has confirmed (NutClient #14, nut #1956). */
function workstationReadiness(run: RunView, workstation: Operation): Readiness {
  for (const other of run.operations) {
    if (other.operation.id === workstation.id) continue;
    if (!isTerminal(other.status)) return wait;
    const unconfirmed = other.operation.kind === 'upsOutputOff' && other.status !== 'done';
    if (unconfirmed || other.status === 'skipped') return { kind: 'never', why: message('run.note.coordinatorStays') };
  }
  return go;
}

/** Seconds after which the UPS may cut: the limits of what still has to stop, one after the other at worst, and a margin. */
export function upsDelaySeconds(run: RunView, ups: Operation): number {
  const left = run.operations.filter((one) => !isTerminal(one.status) && one.operation.kind !== 'upsOutputOff');
  const machines = left.filter((one) => one.operation.kind !== 'workstationOff').map((one) => one.operation.timeoutSeconds);
  const workstations = left.filter((one) => one.operation.kind === 'workstationOff').map((one) => one.operation.timeoutSeconds);
  const stillNeeded = Math.max(0, ...machines) + Math.max(0, ...workstations);
  return Math.max(ups.delaySeconds ?? 0, stillNeeded + upsMarginSeconds);
}
