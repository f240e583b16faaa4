import type { Mutable } from '../mutable.js';
import type { Operation } from '../plan/operation.js';
import type { Message } from '../text/message.js';
import type { OperationState, OperationStatus, RunEffect, RunState, RunStory, StepStatus } from './run.js';
import { forcedLimitMs, limitMs } from './limits.js';

/** A run's state while one event is worked in: a private copy that is changed in place and then handed out as the next state. */
export interface Draft extends Mutable<Omit<RunState, 'operations' | 'restore' | 'steps' | 'stopped'>> {
  operations: OperationState[];
  restore: OperationState[];
  steps: { readonly id: string; readonly status: StepStatus }[];
  stopped: Operation[];
}

export interface Work {
  readonly run: Draft;
  readonly effects: RunEffect[];
  /** Counts changes, so that advancing goes on until nothing moves any more. */
  changes: number;
}

export type Lane = 'operations' | 'restore';

export function openDraft(state: RunState): Work {
  const run: Draft = {
    ...state,
    operations: [...state.operations],
    restore: [...state.restore],
    steps: [...state.steps],
    stopped: [...state.stopped],
  };
  return { run, effects: [], changes: 0 };
}

export function tell(work: Work, event: RunStory): void {
  work.effects.push({ kind: 'tell', event });
}

export function change(work: Work, lane: Lane, index: number, patch: Partial<OperationState>): void {
  const before = work.run[lane][index];
  if (before === undefined) return;
  work.run[lane][index] = { ...before, ...patch };
  work.changes += 1;
}

export function isTerminal(status: OperationStatus): boolean {
  return status === 'done' || status === 'failed' || status === 'timedOut' || status === 'skipped';
}

export function isUnderWay(status: OperationStatus): boolean {
  return status === 'inFlight' || status === 'forcing';
}

/** Sends an operation out. The limit counts from the first attempt: retries do not buy time, a forced attempt has its own. */
export function begin(
  work: Work,
  lane: Lane,
  index: number,
  how: 'gentle' | 'force',
  detail: { readonly operation?: Operation; readonly despite?: readonly string[] } = {},
): void {
  const at = work.run[lane][index];
  if (at === undefined) return;
  const operation = withEarlier(work.run, detail.operation ?? at.operation);
  const nowMs = work.run.nowMs;
  const attempt = at.attempt + 1;
  change(work, lane, index, {
    operation,
    attempt,
    status: how === 'force' ? 'forcing' : 'inFlight',
    startedAtMs: at.startedAtMs ?? nowMs,
    limitAtMs: how === 'force' ? nowMs + forcedLimitMs(operation) : (at.limitAtMs ?? nowMs + limitMs(operation)),
    held: false,
  });
  const { id, kind, target } = operation;
  tell(work, { kind: 'operationIntended', operation: id, action: kind, target: target.name, how, attempt });
  const despite = detail.despite ?? [];
  work.effects.push({ kind: 'perform', operation, how, ...(despite.length === 0 ? {} : { despite }) });
}

/** A second look must not take our own settings for the ones to return to. */
function withEarlier(run: Draft, operation: Operation): Operation {
  const earlier = run.earlier[operation.target.key];
  return operation.kind === 'prepareCluster' && earlier !== undefined ? { ...operation, earlier } : operation;
}

/** Ends an operation for good without success. What was told to stop is remembered: it may still go down. */
export function giveUp(
  work: Work,
  lane: Lane,
  index: number,
  status: 'failed' | 'timedOut',
  why: { readonly code: string; readonly message: Message },
): void {
  const at = work.run[lane][index];
  if (at === undefined) return;
  change(work, lane, index, { status, endedAtMs: work.run.nowMs, note: why.message, held: false });
  const wasNeverTold = at.operation.wasSilent === true && at.attempt <= (at.unsent ?? 0);
  if (lane === 'operations' && !wasNeverTold) rememberStopped(work, at.operation, false);
  tellFailure(work, at.operation, why, true);
}

export function skip(work: Work, lane: Lane, index: number, note: Message): void {
  change(work, lane, index, { status: 'skipped', note, held: false });
}

export function tellFailure(
  work: Work,
  operation: Operation,
  why: { readonly code: string; readonly message: Message },
  final: boolean,
): void {
  const { id, kind, target } = operation;
  tell(work, { kind: 'operationFailed', operation: id, action: kind, target: target.name, code: why.code, message: why.message, final });
}

/** Leaves an operation's watcher behind. `settle`: nothing more is sent, but what was sent is seen through. */
export function stopWatching(work: Work, operationId: string, settle: boolean): void {
  work.effects.push({ kind: 'stopWatching', operationId, settle });
}

/** `seen`: it was seen stopped. Otherwise it was only told, and restoring must watch before it calls it running. */
export function rememberStopped(work: Work, operation: Operation, seen: boolean): void {
  if (!hasWayBack(operation)) return;
  const before = work.run.stopped.find((one) => one.target.key === operation.target.key && one.kind === operation.kind);
  forgetStopped(work, operation.target.key, operation.kind);
  const { toldToStop: _, staysInMaintenance, ...plain } = operation;
  // In maintenance mode by our own doing is no state to return to: what was known first counts.
  const stays = before === undefined ? staysInMaintenance : before.staysInMaintenance;
  work.run.stopped.push({ ...plain, ...(stays === true ? { staysInMaintenance: true } : {}), ...(seen ? {} : { toldToStop: true }) });
}

export function forgetStopped(work: Work, key: string, kind?: Operation['kind']): void {
  const kept = work.run.stopped.filter((one) => one.target.key !== key || (kind !== undefined && one.kind !== kind));
  if (kept.length !== work.run.stopped.length) work.run.stopped = kept;
}

function hasWayBack(operation: Operation): boolean {
  switch (operation.kind) {
    case 'ensureVmOff':
    case 'ensureHostOff':
    case 'ensureMachineOff':
    case 'prepareCluster':
    case 'upsOutputOff':
      return true;
    default:
      return false;
  }
}
