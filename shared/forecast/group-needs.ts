import type { Compiled } from '../plan/compile.js';
import { operationsFor, type SupplyGroup } from '../plan/feeds.js';
import type { Operation, OperationKind } from '../plan/operation.js';
import { predecessors } from '../plan/order.js';
import type { Plan } from '../plan/plan.js';
import type { ForecastStep, LearnedDuration } from './forecast.js';
import { forecast } from './predict.js';

export interface GroupNeeds extends SupplyGroup {
  /** To stop what hangs on its supplies, and nothing else. */
  readonly neededSeconds: number;
  /** Its steps as they pass while it goes down alone; those without anything to do are missing. */
  readonly steps: readonly GroupStep[];
}

export interface GroupStep extends Pick<ForecastStep, 'id' | 'startSeconds' | 'endSeconds'> {
  /** Ids of the steps of its own group that must be over before it. */
  readonly after: ReadonlySet<string>;
  /** Ids of those that must be over in the other groups, too: it stops what these may need. */
  readonly afterElsewhere: ReadonlySet<string>;
}

type Durations = ReadonlyMap<string, Pick<LearnedDuration, 'seconds' | 'observations'>>;

/** What falls dark apart from each other, and how long each takes to go down by itself. */
export function groupNeeds(
  plan: Plan,
  { operations, groups }: Pick<Compiled, 'operations' | 'groups'>,
  durations: Durations,
): readonly GroupNeeds[] {
  return groups.map((group) => {
    const own = operationsFor(operations, group.id, () => true);
    const { neededSeconds, steps } = forecast(plan, own, durations, {});
    return { ...group, neededSeconds, steps: steps.map((step) => groupStep(plan, step, own)) };
  });
}

function groupStep(plan: Plan, { id, startSeconds, endSeconds }: ForecastStep, own: readonly Operation[]): GroupStep {
  const after = predecessors(plan, id);
  const kind = own.find((one) => one.stepId === id)?.kind;
  const isLast = own.some((one) => one.kind === 'workstationOff');
  return {
    id,
    startSeconds,
    endSeconds,
    after,
    afterElsewhere: kind === undefined ? new Set() : afterElsewhere(plan, kind, after, isLast),
  };
}

/**
 * The rules of the run (shared/run/readiness.ts): a machine waits for what the plan stops before it anywhere, this workstation for everything, and the
 * command to its UPS for all but the other commands.
 */
function afterElsewhere(plan: Plan, kind: OperationKind, after: ReadonlySet<string>, isLast: boolean): ReadonlySet<string> {
  if (kind === 'ensureMachineOff') return after;
  if (kind === 'workstationOff') return new Set(plan.steps.map((step) => step.id));
  if (kind !== 'upsOutputOff' || !isLast) return new Set();
  return new Set(plan.steps.flatMap((step) => (step.action.kind === 'upsOutputOff' ? [] : [step.id])));
}

/** Seconds from its trigger to its end, for each group, while those in `dark` are on battery: what others need waits for them, and only then stops. */
export function secondsByGroup(groups: readonly GroupNeeds[], dark: ReadonlySet<string>): ReadonlyMap<string, number> {
  const delays = new Map<GroupStep, number>();
  const endOf = (group: GroupNeeds, step: GroupStep) => step.endSeconds + delayOf(group, step);
  /** By how much a step begins later than if its group went down alone. */
  const delayOf = (group: GroupNeeds, step: GroupStep): number => {
    const known = delays.get(step);
    if (known !== undefined) return known;
    // Only a circle, which validation refuses, comes here again before the end.
    delays.set(step, 0);
    const inherited = group.steps.filter((one) => step.after.has(one.id)).map((one) => delayOf(group, one));
    const awaited = groups
      .filter((other) => other !== group && dark.has(other.id))
      .flatMap((other) => other.steps.filter((one) => step.afterElsewhere.has(one.id)).map((one) => endOf(other, one)));
    const delay = Math.max(0, ...inherited, ...awaited.map((seconds) => seconds - step.startSeconds));
    delays.set(step, delay);
    return delay;
  };
  return new Map(groups.map((group) => [group.id, Math.max(0, ...group.steps.map((step) => endOf(group, step)))]));
}
