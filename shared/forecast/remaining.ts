import type { Operation } from '../plan/operation.js';
import { isTerminal } from '../run/draft.js';
import { worstSeconds } from '../run/limits.js';
import type { OperationState, RunState } from '../run/run.js';
import { durationKey } from './learned.js';
import type { Learned } from './predict.js';
import { schedule } from './schedule.js';

/** What a run that takes the office down still needs; seconds from now. */
export interface Remaining {
  readonly neededSeconds: number;
  /** Until the first step beyond the point of no return; absent where there is none or it is passed. */
  readonly pointOfNoReturnSeconds?: number;
}

/**
 * Plays what is still open of a run, `nowMs` after its beginning, by the rules of the forecast. What is under way counts with the rest of its learned
 * time; once that is over, with all that its limit still allows. Undefined where nothing is being stopped, or where something could never start.
 */
export function remaining(
  run: Pick<RunState, 'plan' | 'phase' | 'operations' | 'passedPointOfNoReturnAtMs'>,
  durations: Learned,
  nowMs: number,
): Remaining | undefined {
  if (run.phase !== 'running' && run.phase !== 'beyond') return undefined;
  const open = new Map(run.operations.filter((one) => !isTerminal(one.status)).map((one) => [one.operation, one]));
  const secondsOf = (operation: Operation) => secondsLeft(operation, open.get(operation), durations, nowMs);
  const played = schedule(run.plan, [...open.keys()], secondsOf);
  if (played.length !== open.size) return undefined;
  const beyond = new Set(run.plan.steps.filter((step) => step.beyondPointOfNoReturn).map((step) => step.id));
  const noReturn = played.filter((one) => beyond.has(one.operation.stepId)).map((one) => one.startSeconds);
  return {
    neededSeconds: Math.max(0, ...played.map((one) => one.endSeconds)),
    ...(run.passedPointOfNoReturnAtMs !== undefined || noReturn.length === 0 ? {} : { pointOfNoReturnSeconds: Math.min(...noReturn) }),
  };
}

function secondsLeft(operation: Operation, state: OperationState | undefined, durations: Learned, nowMs: number): number {
  const worst = worstSeconds(operation);
  const expected = Math.min(worst, durations.get(durationKey(operation))?.seconds ?? Infinity);
  if (state?.status === 'forcing' && state.limitAtMs !== undefined) return Math.max(0, (state.limitAtMs - nowMs) / 1000);
  if (state?.startedAtMs === undefined) return expected;
  const passed = Math.max(0, nowMs - state.startedAtMs) / 1000;
  return passed < expected ? expected - passed : Math.max(0, worst - passed);
}
