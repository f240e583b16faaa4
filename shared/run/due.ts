import type { OperationState, RunState } from './run.js';
import { restoreNotBeforeMs, waitsForRestore } from './restore.js';
import { givenUpUntilMs, isGateToCome, leavesUntilMs } from './readiness.js';

/**
 * When the run must be looked at again even if nothing is heard: milliseconds since it began; undefined when only an event can
 * move it. The runner sets one timer by it instead of ticking.
 */
export function nextDueMs(run: RunState): number | undefined {
  if (run.lanes !== undefined) {
    const first = Math.min(...run.lanes.map((lane) => nextDueMs(lane) ?? Number.POSITIVE_INFINITY), mayStartAgainMs(run, run.lanes));
    return first === Number.POSITIVE_INFINITY ? undefined : first;
  }
  let due = Number.POSITIVE_INFINITY;
  if (run.restoreAllowed && waitsForRestore(run)) due = restoreNotBeforeMs(run);
  for (const one of run.operations) due = Math.min(due, dueOf(one, run.nowMs));
  for (const one of run.restore) due = Math.min(due, dueOf(one, run.nowMs));
  return due === Number.POSITIVE_INFINITY ? undefined : due;
}

/** What comes up in one lane was held while this workstation went down for another, and it is still here. */
function mayStartAgainMs(run: RunState, lanes: readonly RunState[]): number {
  const until = Math.max(...lanes.map(leavesUntilMs));
  return until > run.nowMs && lanes.some((lane) => lane.phase === 'restoring') ? until : Number.POSITIVE_INFINITY;
}

function dueOf(one: OperationState, nowMs: number): number {
  const limit = one.limitAtMs ?? Number.POSITIVE_INFINITY;
  if (one.status === 'inFlight' || one.status === 'forcing') return limit;
  if (one.status === 'waiting' && one.attempt > 0) {
    // A retry that is due but has no free place yet waits for an outcome, not for the clock.
    const retry = one.held === true || one.notBeforeMs === undefined || one.notBeforeMs <= nowMs ? limit : one.notBeforeMs;
    return Math.min(limit, retry);
  }
  return isGateToCome(one, nowMs) ? givenUpUntilMs(one) : Number.POSITIVE_INFINITY;
}
