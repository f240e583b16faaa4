import { message, type Message } from '../text/message.js';
import type { Operation } from '../plan/operation.js';
import { isTerminal, isUnderWay } from './draft.js';
import { limitMs, upsMarginSeconds, upsSlackMs } from './limits.js';
import { shapeOf } from './plan-shape.js';
import type { OperationState, RunState, SuppliesSeen } from './run.js';

export type Readiness =
  | { readonly kind: 'go'; readonly despite?: readonly string[] }
  /** `forOthers`: for something outside its own lane, which the lane cannot see moving. */
  | { readonly kind: 'wait'; readonly forOthers?: boolean }
  /** What it is for has come about without it: it counts as done. */
  | { readonly kind: 'needless'; readonly why: Message }
  /** Conditions can no longer be met: skipped, with the reason in the report. */
  | { readonly kind: 'never'; readonly why: Message };

export interface RunView extends Pick<
  RunState,
  'plan' | 'operations' | 'restore' | 'nowMs' | 'trigger' | 'power' | 'groupId' | 'supplies'
> {
  /** The other lanes, where supply groups go down apart from each other. */
  readonly others?: readonly RunState[];
}
export type ReadinessRule = (run: RunView, operation: Operation) => Readiness;

/**
 * The conditions that hold whatever the plan's arrows say (behaviour.md section 6, invariants 2, 3 and 4).
 * A parameter of the state machine only so that the simulation can prove that it notices a broken one.
 */
export interface RunRules {
  readonly host: ReadinessRule;
  readonly ups: ReadinessRule;
  readonly workstation: ReadinessRule;
  /** On the way back up. */
  readonly restore: ReadinessRule;
  /** A lane by itself does not know the others. */
  readonly see?: (lane: RunView) => RunView;
}

const go: Readiness = { kind: 'go' };
const wait: Readiness = { kind: 'wait' };
const waitForOthers: Readiness = { kind: 'wait', forOthers: true };

export const runRules: RunRules = {
  host: hostReadiness,
  ups: upsReadiness,
  workstation: workstationReadiness,
  restore: restoreReadiness,
};

export function readiness(rules: RunRules, lane: RunView, operation: Operation): Readiness {
  const run = rules.see?.(lane) ?? lane;
  if (comesUpStill(run, operation)) return wait;
  switch (operation.kind) {
    case 'ensureHostOff':
      return rules.host(run, operation);
    case 'ensureMachineOff':
      return machineReadiness(run, operation);
    case 'upsOutputOff':
      return rules.ups(run, operation);
    case 'workstationOff':
      return rules.workstation(run, operation);
    default:
      return go;
  }
}

/** Whether it is held by something that moves without this lane. */
export function waitsForOthers(rules: RunRules, run: RunView, operation: Operation): boolean {
  const ready = readiness(rules, run, operation);
  return ready.kind === 'wait' && ready.forOthers === true;
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

/** Storage and switches serve more than hangs on their own supplies: what the plan stops before them and is going down elsewhere goes first there, too. */
function machineReadiness(run: RunView, machine: Operation): Readiness {
  const { dependants } = shapeOf(run.plan);
  const isBefore = ({ operation, status }: OperationState) =>
    !isTerminal(status) && dependants.get(operation.stepId)?.has(machine.stepId) === true;
  return (run.others ?? []).some((lane) => lane.operations.some(isBefore)) ? waitForOthers : go;
}

/** Invariant 3: told last of what it feeds. Only what the plan puts behind it, other UPSes and this workstation may still be on. */
function upsReadiness(run: RunView, ups: Operation): Readiness {
  if (ups.unheard !== undefined) return { kind: 'never', why: message('run.note.unheard', { names: ups.unheard.join(', ') }) };
  if (isToldElsewhere(run, ups)) return { kind: 'needless', why: message('run.note.upsToldBefore') };
  if (isBack(run, ups)) return { kind: 'needless', why: message('run.note.upsNotFailing') };
  if (isBeingTold(run, ups)) return waitForOthers;
  const own = offReadiness(run, run.operations, ups);
  if (own.kind !== 'go') return own;
  for (const groupId of ups.feeds ?? []) {
    if (groupId === run.groupId) continue;
    const lane = run.others?.find((one) => one.groupId === groupId && isDown(one) && !mayBeUpAgain(run, one));
    if (lane === undefined) {
      // It feeds what is to stay up, too: told once that can do without it, and not at all when there is mains again.
      if (run.supplies?.spare[groupId]?.includes(ups.target.id) === true) continue;
      if (run.power === 'battery') return waitForOthers;
      return { kind: 'never', why: message('run.note.upsFeedsOthers') };
    }
    const other = offReadiness(lane, lane.operations, ups);
    if (other.kind === 'never') return other;
    if (other.kind === 'wait') return waitForOthers;
  }
  return takesCoordinator(run, ups) && othersStillStop(run) ? waitForOthers : go;
}

/** For another group that hangs on it, in this outage. Once it must have cut and is heard all the same, it has come back since, or never went. */
function isToldElsewhere(run: RunView, ups: Operation): boolean {
  return (run.others ?? []).some((lane) =>
    lane.operations.some((one) => {
      if (one.operation.target.key !== ups.target.key || one.status !== 'done' || one.acted !== true || !isDown(lane)) return false;
      if (!hasCut(one, run.nowMs)) return true;
      return lane.power === 'battery' && (run.supplies === undefined || !isFeeding(run.supplies, ups.target.id));
    }),
  );
}

/** Of a UPS that was told: its delay, counted roughly as devices do, is over. */
export function hasCut({ operation, status, acted, endedAtMs = 0 }: OperationState, nowMs: number): boolean {
  if (operation.kind !== 'upsOutputOff' || status !== 'done' || acted !== true) return false;
  return nowMs >= endedAtMs + 1000 * (operation.delaySeconds ?? 0) + upsSlackMs;
}

/** Heard, and feeding what hangs on it, from mains or from its battery. */
export function isFeeding({ failing, onMains, silent, returning }: SuppliesSeen, upsId: string): boolean {
  return onMains.includes(upsId) || (failing.includes(upsId) && !silent.includes(upsId) && !returning.includes(upsId));
}

/**
 * Heard to be on mains (again), while what hangs on it goes down for want of others: cutting it would help nobody. When all of them are back beyond the point of
 * no return, it is told all the same: that starts the hosts again. A person means all of them.
 */
function isBack(run: RunView, ups: Operation): boolean {
  return run.trigger !== 'person' && run.power === 'battery' && run.supplies?.onMains.includes(ups.target.id) === true;
}

/** One command at a time: the next looks at what came of it. */
function isBeingTold(run: RunView, ups: Operation): boolean {
  return (run.others ?? []).some((lane) =>
    lane.operations.some((one) => one.operation.target.key === ups.target.key && isUnderWay(one.status)),
  );
}

/** Going down, or down: it needs its supplies no more once all of it has ended. */
function isDown(lane: RunState): boolean {
  return lane.phase === 'running' || lane.phase === 'beyond' || lane.phase === 'finished';
}

/** A UPS of its group that was told has come back: hosts start with the power on their sockets, though too few supplies may be back. */
function mayBeUpAgain(run: RunView, lane: RunState): boolean {
  if (lane.fedAgain !== undefined) return true;
  return allOperations(run).some(
    ({ operation, status, acted }) =>
      operation.kind === 'upsOutputOff' &&
      status === 'done' &&
      acted === true &&
      operation.feeds?.includes(lane.groupId ?? '') === true &&
      run.supplies?.failing.includes(operation.target.id) === false,
  );
}

function offReadiness(run: Pick<RunState, 'plan'>, operations: readonly OperationState[], ups: Operation): Readiness {
  const behind = shapeOf(run.plan).dependants.get(ups.stepId);
  for (const other of operations) {
    if (other.operation.kind === 'upsOutputOff' || other.operation.kind === 'workstationOff') continue;
    const isBehind = behind?.has(other.operation.stepId) === true && other.operation.kind === 'ensureMachineOff';
    if (isBehind) continue;
    if (!isTerminal(other.status)) return wait;
    if (other.status === 'skipped') return { kind: 'never', why: message('run.note.notEverythingOff') };
  }
  return go;
}

/** Whether this workstation goes dark with the UPS: then nobody would be left to stop the rest. */
function takesCoordinator(run: RunView, ups: Operation): boolean {
  return allOperations(run).some(({ operation }) => operation.kind === 'workstationOff' && sharesGroup(operation, ups));
}

function othersStillStop(run: RunView): boolean {
  return (run.others ?? []).some((lane) =>
    lane.operations.some(
      ({ operation, status }) => operation.kind !== 'upsOutputOff' && operation.kind !== 'workstationOff' && !isTerminal(status),
    ),
  );
}

function allOperations(run: RunView): readonly OperationState[] {
  return [...run.operations, ...(run.others ?? []).flatMap((lane) => lane.operations)];
}

function sharesGroup(one: Operation, other: Operation): boolean {
  return one.feeds === undefined || other.feeds === undefined || one.feeds.some((groupId) => other.feeds?.includes(groupId));
}

/** Invariant 4: last of all, and only when each UPS has confirmed (NutClient #14, nut #1956). */
function workstationReadiness(run: RunView, workstation: Operation): Readiness {
  for (const other of run.operations) {
    if (other.operation.id === workstation.id) continue;
    if (!isTerminal(other.status)) return wait;
    const unconfirmed = other.operation.kind === 'upsOutputOff' && other.status !== 'done';
    if (unconfirmed || other.status === 'skipped') return { kind: 'never', why: message('run.note.coordinatorStays') };
  }
  for (const lane of run.others ?? []) {
    if (lane.operations.some((other) => !isTerminal(other.status))) return waitForOthers;
    // What stays on there by the plan's own "stop" is not left alone.
    if (isDown(lane) && lane.operations.some((other) => other.status === 'skipped')) {
      return { kind: 'never', why: message('run.note.coordinatorStays') };
    }
  }
  return go;
}

/** Until when this workstation may still be on its way down, by its own limit; 0 when it was not told, Infinity while it is being told. */
export function leavesUntilMs(lane: Pick<RunState, 'operations'>): number {
  const until = ({ operation, status, endedAtMs = 0 }: OperationState) => {
    if (operation.kind !== 'workstationOff') return 0;
    if (isUnderWay(status)) return Number.POSITIVE_INFINITY;
    return status === 'done' ? endedAtMs + limitMs(operation) : 0;
  };
  return Math.max(0, ...lane.operations.map(until));
}

/** Nothing is begun that this workstation will not see the end of; a cluster's settings come back when nobody stops parts of it any more. */
function restoreReadiness(run: RunView, operation: Operation): Readiness {
  if ((run.others ?? []).some((lane) => leavesUntilMs(lane) > run.nowMs)) return waitForOthers;
  if (operation.kind !== 'restoreCluster') return go;
  const isStopping = (lane: RunState) => lane.phase === 'running' || lane.phase === 'beyond' || lane.phase === 'aborting';
  const touches = (lane: RunState) => lane.operations.some((one) => one.operation.target.key === operation.target.key);
  return (run.others ?? []).some((lane) => isStopping(lane) && touches(lane)) ? waitForOthers : go;
}

/** Seconds after which the UPS may cut: the limits of what still has to stop on it, one after the other at worst, and a margin. */
export function upsDelaySeconds(run: RunView, ups: Operation): number {
  const left = allOperations(run).filter(
    (one) => !isTerminal(one.status) && one.operation.kind !== 'upsOutputOff' && sharesGroup(one.operation, ups),
  );
  const machines = left.filter((one) => one.operation.kind !== 'workstationOff').map((one) => one.operation.timeoutSeconds);
  const workstations = left.filter((one) => one.operation.kind === 'workstationOff').map((one) => one.operation.timeoutSeconds);
  const stillNeeded = Math.max(0, ...machines) + Math.max(0, ...workstations);
  return Math.max(ups.delaySeconds ?? 0, stillNeeded + upsMarginSeconds);
}
