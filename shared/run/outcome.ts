import type { ClusterSettings, Outcome } from '../plan/operation.js';
import { message } from '../text/message.js';
import { change, forgetStopped, giveUp, isUnderWay, rememberStopped, skip, tell, tellFailure, type Lane, type Work } from './draft.js';
import { canBeForced, retryPauseMs } from './limits.js';
import type { OperationState, RunEvent } from './run.js';

/** Code of an outcome: stopped before anything was sent, so the world is as it was. */
export const stoppedCode = 'run/stopped';

/** Failures of the look before: no command has left. */
const unsentCodes: ReadonlySet<string> = new Set(['run/unknownState', 'run/noConnection']);

/** Whether an earlier attempt may have been carried out: one that was not heard, or that failed after its command had left. */
function mayHaveActed(one: OperationState): boolean {
  return one.attempt - 1 > (one.unsent ?? 0);
}

/** Takes in how an operation ended. One that is not under way (any more) is ignored: its time was over, or the run turned round. */
export function takeOutcome(work: Work, operationId: string, outcome: Outcome): void {
  for (const lane of ['operations', 'restore'] as const) {
    const index = work.run[lane].findIndex((one) => one.operation.id === operationId && isUnderWay(one.status));
    const one = work.run[lane][index];
    if (one === undefined) continue;
    if (outcome.kind === 'done') takeSuccess(work, lane, index, one, outcome);
    else takeFailure(work, lane, index, one, outcome);
    return;
  }
}

function takeSuccess(work: Work, lane: Lane, index: number, one: OperationState, outcome: Outcome & { kind: 'done' }): void {
  const { run } = work;
  const { id, kind, target } = one.operation;
  // Seen off on a later attempt, an earlier one of ours was the cause.
  const acted = outcome.acted || mayHaveActed(one);
  // The delay that the UPS will really keep to: nothing may be started before it has cut.
  const operation = outcome.delaySeconds === undefined ? one.operation : { ...one.operation, delaySeconds: outcome.delaySeconds };
  const { remark } = outcome;
  change(work, lane, index, { operation, status: 'done', endedAtMs: run.nowMs, acted, ...(remark === undefined ? {} : { remark }) });
  if (lane === 'operations' && acted) rememberStopped(work, one.operation, true);
  if (lane === 'restore') {
    forgetStopped(work, target.key);
    if (kind === 'restoreCluster') {
      run.earlier = Object.fromEntries(Object.entries(run.earlier).filter(([key]) => key !== target.key));
    }
  }
  const seconds = (run.nowMs - (one.startedAtMs ?? run.nowMs)) / 1000;
  tell(work, { kind: 'operationDone', operation: id, action: kind, target: target.name, acted, seconds });
}

/** Kept beside however it ends, and told at once: a wake packet that nobody sent may be why a host does not come. */
export function takeRemark(work: Work, event: RunEvent & { readonly kind: 'remarked' }): void {
  for (const lane of ['operations', 'restore'] as const) {
    const index = work.run[lane].findIndex((one) => one.operation.id === event.operationId && isUnderWay(one.status));
    const one = work.run[lane][index];
    if (one === undefined) continue;
    change(work, lane, index, { remark: event.remark });
    tellFailure(work, one.operation, { code: event.code, message: event.remark }, false);
    return;
  }
}

/** The first settings found are the true ones; what a second pass finds is our own work. */
export function noteEarlier(work: Work, key: string, earlier: ClusterSettings): void {
  if (work.run.earlier[key] === undefined) work.run.earlier = { ...work.run.earlier, [key]: earlier };
}

function takeFailure(work: Work, lane: Lane, index: number, one: OperationState, outcome: Outcome & { kind: 'failed' }): void {
  const { run } = work;
  const isForward = run.phase === 'running' || run.phase === 'beyond';
  const goesOn = lane === 'operations' ? isForward : run.phase === 'restoring';
  if (outcome.code === stoppedCode && !goesOn) {
    // Nothing was sent this time; what an earlier attempt sent may still take effect.
    if (lane === 'operations' && mayHaveActed(one)) rememberStopped(work, one.operation, false);
    skip(work, lane, index, message('run.note.runStopped'));
    return;
  }
  const failed = (one.failures ?? 0) + 1;
  const unsent = (one.unsent ?? 0) + (unsentCodes.has(outcome.code) ? 1 : 0);
  const notBeforeMs = run.nowMs + retryPauseMs(failed);
  const isInTime = one.limitAtMs === undefined || notBeforeMs < one.limitAtMs;
  const isGentle = one.status === 'inFlight';
  if (goesOn && isGentle && outcome.retryable && failed <= one.operation.retries && isInTime) {
    change(work, lane, index, { status: 'waiting', failures: failed, unsent, notBeforeMs, note: outcome.message });
    tellFailure(work, one.operation, outcome, false);
    return;
  }
  if (goesOn && isGentle && lane === 'operations' && one.operation.onTimeout === 'force' && canBeForced(one.operation)) {
    // Force only when its time is over, as the plan says (behaviour.md section 2.3), even if the gentle way is closed.
    change(work, lane, index, { status: 'waiting', failures: failed, unsent, held: true, note: message('run.note.heldForForce') });
    tellFailure(work, one.operation, outcome, false);
    return;
  }
  change(work, lane, index, { failures: failed, unsent });
  giveUp(work, lane, index, 'failed', outcome);
}
