import type { Judge, MakeJudge } from './judge.js';

const confirmMs = 5000;
const stableMainsMs = 30_000;

/** The rules of behaviour.md section 1 that a run's simulation needs, and no more: confirm, coalesce, debounce, decay. */
export const plainJudge: MakeJudge = (plan, neededSeconds): Judge => {
  let power: 'mains' | 'battery' | 'unknown' = 'unknown';
  let otherSinceMs: number | undefined;
  let batterySinceMs: number | undefined;
  let readyReadings = 0;
  let lowReadings = 0;
  let last: { readonly runtimeSeconds: number; readonly atMs: number } | undefined;
  return {
    observe: (reading, nowMs) => {
      if (reading !== undefined) {
        last = { runtimeSeconds: reading.runtimeSeconds, atMs: nowMs };
        if (power === 'unknown' && reading.power === 'mains') power = 'mains';
        if (reading.power === power) otherSinceMs = undefined;
        else {
          otherSinceMs ??= nowMs;
          if (nowMs - otherSinceMs >= (reading.power === 'battery' ? confirmMs : stableMainsMs)) {
            power = reading.power;
            batterySinceMs = power === 'battery' ? otherSinceMs : undefined;
            otherSinceMs = undefined;
          }
        }
        lowReadings = reading.lowBattery && reading.power === 'battery' ? lowReadings + 1 : 0;
      }
      if (power !== 'battery' || otherSinceMs !== undefined) {
        readyReadings = 0;
        return { power };
      }
      // Silent: the last good runtime, used up by our own clock (nut #2454).
      const left = last === undefined ? Number.POSITIVE_INFINITY : last.runtimeSeconds - (nowMs - last.atMs) / 1000;
      readyReadings = left - neededSeconds - plan.marginSeconds <= 0 ? readyReadings + 1 : 0;
      if (readyReadings >= 2) return { power, trigger: reading === undefined ? 'estimateAtFloor' : 'latestSafeStart' };
      if (plan.triggers.lowBattery && lowReadings >= 2) return { power, trigger: 'lowBattery' };
      const onBatteryMs = plan.triggers.onBatterySeconds === undefined ? undefined : plan.triggers.onBatterySeconds * 1000;
      if (onBatteryMs !== undefined && nowMs - (batterySinceMs ?? nowMs) >= onBatteryMs) return { power, trigger: 'onBatterySeconds' };
      return { power };
    },
  };
};
