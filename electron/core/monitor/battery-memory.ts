import type { PolicyEffect, PolicyInput } from '../../../shared/policy/policy-effect.js';
import type { Clock, History } from '../ports.js';

/** The age of a battery and of what was seen of it changes slowly. */
const tellEveryMs = 6 * 3_600_000;

/** What UPSes were seen to discharge, kept from outage to outage. */
export interface BatteryMemory {
  keep(seen: PolicyEffect & { readonly kind: 'dischargeSeen' }): void;
  /** What the policy should be reminded of. Not while a UPS discharges: what it shows now is known there already. */
  due(isDischarging: (upsId: string) => boolean): readonly (PolicyInput & { readonly kind: 'remembered' })[];
}

interface Kept {
  toldAtMs: number;
  hasNews: boolean;
  began?: { readonly ms: number; readonly at: string };
}

export function createBatteryMemory(
  upsIds: readonly string[],
  history: Pick<History, 'addDischarge' | 'discharges'>,
  clock: Clock,
  failed: (cause: unknown) => void,
): BatteryMemory {
  const kept = new Map(upsIds.map((upsId): [string, Kept] => [upsId, { toldAtMs: Number.NEGATIVE_INFINITY, hasNews: true }]));
  return {
    keep: ({ upsId, discharge: { beganMs, ...seen }, battery }) => {
      const mine = kept.get(upsId);
      if (mine === undefined) return;
      // Named once: the wall clock may be set while it goes on.
      if (mine.began?.ms !== beganMs) {
        mine.began = { ms: beganMs, at: new Date(clock.wall().getTime() - (clock.nowMs() - beganMs)).toISOString() };
      }
      const { at } = mine.began;
      mine.hasNews = true;
      try {
        history.addDischarge(upsId, { beganAt: at, ...seen, ...battery });
      } catch (cause) {
        failed(cause);
      }
    },
    due: (isDischarging) => {
      const atMs = clock.nowMs();
      return [...kept].flatMap(([upsId, mine]) => {
        if (isDischarging(upsId) || (!mine.hasNews && atMs - mine.toldAtMs < tellEveryMs)) return [];
        mine.toldAtMs = atMs;
        mine.hasNews = false;
        try {
          return [{ kind: 'remembered' as const, upsId, atMs, wallMs: clock.wall().getTime(), discharges: history.discharges(upsId) }];
        } catch (cause) {
          failed(cause);
          return [];
        }
      });
    },
  };
}
