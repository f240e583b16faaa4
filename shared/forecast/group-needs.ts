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
  /** It has this workstation, which waits for those as well that wait for others. */
  readonly isLast: boolean;
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
    const isLast = own.some(({ kind }) => kind === 'workstationOff');
    return { ...group, neededSeconds: forecast(plan, own, durations, {}).neededSeconds, isLate: late.has(group.id), isLast };
  });
}

/** Seconds from its trigger to its end, for each group, while those in `dark` are on battery: what others need waits for them, and only then stops. */
export function secondsByGroup(groups: readonly GroupNeeds[], dark: ReadonlySet<string>): ReadonlyMap<string, number> {
  const seconds = (group: GroupNeeds, without: readonly string[]): number => {
    const seen = [...without, group.id];
    const others = groups.filter((other) => group.isLate && dark.has(other.id) && !seen.includes(other.id));
    const waits = others.map((other) => (group.isLast ? seconds(other, seen) : other.neededSeconds));
    return Math.max(0, ...waits) + group.neededSeconds;
  };
  return new Map(groups.map((group) => [group.id, seconds(group, [])]));
}
