import type { Compiled } from '../plan/compile.js';
import { neededByOthers, operationsFor, type SupplyGroup } from '../plan/feeds.js';
import type { Plan } from '../plan/plan.js';
import type { LearnedDuration } from './forecast.js';
import { forecast } from './predict.js';

export interface GroupNeeds extends SupplyGroup {
  /** To stop what hangs on its supplies, and nothing else. */
  readonly neededSeconds: number;
  /** It has what others may need to the end: it waits for them. */
  readonly isLate: boolean;
}

type Durations = ReadonlyMap<string, Pick<LearnedDuration, 'seconds' | 'observations'>>;

/** What falls dark apart from each other, and how long each takes to go down by itself. */
export function groupNeeds(
  plan: Plan,
  { operations, groups }: Pick<Compiled, 'operations' | 'groups'>,
  durations: Durations,
): readonly GroupNeeds[] {
  const late = neededByOthers(operations);
  return groups.map((group) => {
    const own = operationsFor(operations, group.id, () => true);
    return { ...group, neededSeconds: forecast(plan, own, durations, {}).neededSeconds, isLate: late.has(group.id) };
  });
}

/** Seconds from its trigger to its end, for each group, while those in `dark` are on battery: what others need waits for them, and only then stops. */
export function secondsByGroup(groups: readonly GroupNeeds[], dark: ReadonlySet<string>): ReadonlyMap<string, number> {
  return new Map(
    groups.map((group) => {
      const others = groups.filter((other) => group.isLate && other.id !== group.id && dark.has(other.id));
      return [group.id, Math.max(0, ...others.map((other) => other.neededSeconds)) + group.neededSeconds];
    }),
  );
}
