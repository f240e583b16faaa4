import type { Operation } from '../plan/operation.js';
import type { Plan } from '../plan/plan.js';
import { worstSeconds } from '../run/limits.js';
import type { Forecast, ForecastStep, LearnedDuration, Verdict } from './forecast.js';
import { durationKey } from './learned.js';
import { schedule, type Scheduled } from './schedule.js';

export interface Battery {
  /** Runtime that counts; absent when nobody knows. */
  readonly runtimeSeconds?: number;
}

export interface KnownOffice {
  /** False while there is a hypervisor of which nothing was ever heard. */
  readonly isKnown: boolean;
}

export type Learned = ReadonlyMap<string, Pick<LearnedDuration, 'seconds' | 'observations'>>;

/**
 * Proves, or refutes, that the plan fits the battery. What was never observed counts with its whole limit and, where the plan forces, that of the
 * forced attempt: an honest upper bound. A learned duration never counts for more than that, since the run goes on without waiting longer.
 */
export function forecast(
  plan: Plan,
  operations: readonly Operation[],
  durations: Learned,
  battery: Battery,
  office: KnownOffice = { isKnown: true },
): Forecast {
  const learned = (operation: Operation) => durations.get(durationKey(operation));
  const secondsOf = (operation: Operation) => Math.min(worstSeconds(operation), learned(operation)?.seconds ?? Infinity);
  const played = schedule(plan, operations, secondsOf);
  const neededSeconds = played.reduce((end, one) => Math.max(end, one.endSeconds), 0);
  const basisOf = (operation: Operation) => (learned(operation) === undefined ? 'configured' : 'learned');
  const steps = stepsOf(plan, played, basisOf);
  const noReturn = steps
    .filter((step) => plan.steps.some((one) => one.id === step.id && one.beyondPointOfNoReturn))
    .map((step) => step.startSeconds);
  const isComplete = office.isKnown && operations.length > 0 && played.length === operations.length;
  return {
    neededSeconds,
    ...(battery.runtimeSeconds === undefined
      ? {}
      : { batterySeconds: battery.runtimeSeconds, marginSeconds: battery.runtimeSeconds - neededSeconds }),
    verdict: isComplete ? verdictOf(neededSeconds, battery, plan.marginSeconds) : 'unknown',
    criticalPath: criticalPath(played),
    steps,
    targets: played.map((one) => ({
      key: one.operation.target.key,
      name: one.operation.target.name,
      stepId: one.operation.stepId,
      startSeconds: one.startSeconds,
      endSeconds: one.endSeconds,
      limitEndSeconds: one.startSeconds + worstSeconds(one.operation),
      basis: basisOf(one.operation),
    })),
    ...(noReturn.length === 0 ? {} : { pointOfNoReturnSeconds: Math.min(...noReturn) }),
  };
}

export function verdictOf(neededSeconds: number, battery: Battery, marginSeconds: number): Verdict {
  if (battery.runtimeSeconds === undefined) return 'unknown';
  const spare = battery.runtimeSeconds - neededSeconds;
  if (spare < 0) return 'unsafe';
  return spare < marginSeconds ? 'tight' : 'safe';
}

function stepsOf(
  plan: Plan,
  played: readonly Scheduled[],
  basisOf: (operation: Operation) => ForecastStep['basis'],
): readonly ForecastStep[] {
  const byStep = new Map<string, Scheduled[]>();
  for (const one of played) {
    const own = byStep.get(one.operation.stepId);
    if (own === undefined) byStep.set(one.operation.stepId, [one]);
    else own.push(one);
  }
  return plan.steps.flatMap((step) => {
    const ones = byStep.get(step.id);
    if (ones === undefined) return [];
    return [
      {
        id: step.id,
        startSeconds: ones.reduce((start, one) => Math.min(start, one.startSeconds), Number.POSITIVE_INFINITY),
        endSeconds: ones.reduce((end, one) => Math.max(end, one.endSeconds), 0),
        basis: ones.every((one) => basisOf(one.operation) === 'learned') ? ('learned' as const) : ('configured' as const),
      },
    ];
  });
}

/** Step ids in order, from the start to what ends last: shortening anything else would not shorten the whole. */
function criticalPath(played: readonly Scheduled[]): readonly string[] {
  const byId = new Map(played.map((one) => [one.operation.id, one]));
  let at = played.reduce<Scheduled | undefined>(
    (last, one) => (last === undefined || one.endSeconds >= last.endSeconds ? one : last),
    undefined,
  );
  const path: string[] = [];
  while (at !== undefined) {
    if (path[0] !== at.operation.stepId) path.unshift(at.operation.stepId);
    at = at.enabledBy === undefined ? undefined : byId.get(at.enabledBy);
  }
  return path;
}
