import type { SupplyGroup } from '../plan/feeds.js';
import type { Forecast, GroupForecast, Verdict } from './forecast.js';
import { secondsByGroup, type GroupNeeds } from './group-needs.js';
import { verdictOf } from './predict.js';

/** Worst first. */
const order: readonly Verdict[] = ['unsafe', 'unknown', 'tight', 'safe'];

/**
 * The forecast of a plan whose supply groups fall dark apart from each other: each is held against its own UPSes, as if all of them failed at once. The
 * whole is as good as the group that is worst off. `lasts`: seconds, undefined when nobody knows.
 * `isComplete`: false while something of the office is not known; then no verdict is given.
 */
export function withGroups(
  whole: Forecast,
  groups: readonly GroupNeeds[],
  marginSeconds: number,
  lasts: (group: SupplyGroup) => number | undefined,
  isComplete: boolean,
): Forecast {
  const needed = secondsByGroup(groups, new Set(groups.map((group) => group.id)));
  const told = groups.map((group): GroupForecast => {
    const neededSeconds = needed.get(group.id) ?? group.neededSeconds;
    const runtimeSeconds = lasts(group);
    const battery = runtimeSeconds === undefined ? {} : { runtimeSeconds };
    return {
      groupId: group.id,
      upsIds: group.upsIds,
      required: group.required,
      neededSeconds,
      ...(runtimeSeconds === undefined ? {} : { batterySeconds: runtimeSeconds, marginSeconds: runtimeSeconds - neededSeconds }),
      verdict: isComplete ? verdictOf(neededSeconds, battery, marginSeconds) : 'unknown',
    };
  });
  const [worst] = [...told].sort(
    (one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict) || (one.marginSeconds ?? 0) - (other.marginSeconds ?? 0),
  );
  if (worst === undefined) return whole;
  const { batterySeconds: _battery, marginSeconds: _margin, ...rest } = whole;
  const { neededSeconds, verdict } = worst;
  const figures =
    worst.batterySeconds === undefined ? {} : { batterySeconds: worst.batterySeconds, marginSeconds: worst.batterySeconds - neededSeconds };
  return { ...rest, neededSeconds, ...figures, verdict, groups: told };
}
