import type { Plan } from '../../../shared/plan/plan.js';
import type { PowerState } from '../../../shared/policy/power-state.js';
import type { UpsView } from '../../../shared/snapshot/snapshot.js';

/**
 * What the end of the line rests on: discharges seen before, this one, the UPS's word, that word lowered by what speaks against the battery, a count
 * from the last credible word, or several UPSes that are not one line.
 */
export type CourseBasis = 'earlier' | 'now' | 'claim' | 'lowered' | 'counted' | 'several';

/** How far apart those lie who say when the battery is empty. */
export interface CourseBand {
  readonly earliestSeconds: number;
  readonly latestSeconds: number;
  /** Which end is not the line's: the discharges seen have both, a claim or our own estimate that does not count is the later one. */
  readonly between: 'discharges' | 'claim' | 'own';
}

/** The battery's charge over the time without mains: it runs down evenly, for that is how the engine judges it. */
export interface BatteryCourse {
  readonly basis: CourseBasis;
  /** 0..100, now. */
  readonly fromPercent: number;
  readonly endSeconds: number;
  /** 0..100: to here the charge was seen to fall in this way; absent where nothing was measured. */
  readonly seenToPercent?: number;
  readonly discharges?: number;
  readonly band?: CourseBand;
}

/** Less is no spread but rounding. */
const leastSpreadSeconds = 2;

/**
 * The UPS that decides how long the plan's supplies last: of those it names, the last that it needs. Absent when it has not told anything just now.
 */
export function decisiveUps(plan: Pick<Plan, 'ups' | 'requiredSupplies'>, all: readonly UpsView[]): PowerState | undefined {
  const lasting = all
    .filter((one) => plan.ups.includes(one.connectionId))
    .sort((a, b) => (b.state.runtimeSeconds ?? -1) - (a.state.runtimeSeconds ?? -1));
  const state = lasting[plan.requiredSupplies - 1]?.state;
  return state?.trust === 'fresh' ? state : undefined;
}

/** Absent while the charge or the runtime is unknown. */
export function courseOf(state: PowerState | undefined, batterySeconds: number | undefined): BatteryCourse | undefined {
  const fromPercent = state?.reading?.chargePercent;
  if (state === undefined || fromPercent === undefined || batterySeconds === undefined) return undefined;
  const line = { fromPercent, endSeconds: batterySeconds };
  const isThisUps = Math.abs((state.runtimeSeconds ?? Infinity) - batterySeconds) < 1;
  if (!isThisUps) return { ...line, basis: 'several' };
  const basis = basisOf(state);
  const seen = basis === 'earlier' ? state.runtimeTrust?.seen : undefined;
  const band = bandOf(state, basis, batterySeconds);
  const seenToPercent = basis === 'now' ? 0 : seen?.lowestPercent;
  return {
    ...line,
    basis,
    ...(seenToPercent === undefined ? {} : { seenToPercent: Math.min(fromPercent, seenToPercent) }),
    ...(seen === undefined ? {} : { discharges: seen.discharges }),
    ...(band === undefined ? {} : { band }),
  };
}

function basisOf({ runtimeBasis, runtimeTrust }: PowerState): CourseBasis {
  switch (runtimeBasis) {
    case 'earlier':
      return 'earlier';
    case 'model':
      return 'now';
    case 'device':
      return (runtimeTrust?.factor ?? 1) < 1 ? 'lowered' : 'claim';
    default:
      return 'counted';
  }
}

function bandOf({ runtimeTrust: trust }: PowerState, basis: CourseBasis, endSeconds: number): CourseBand | undefined {
  const { seen } = trust ?? {};
  if (basis === 'earlier' && seen !== undefined && seen.mostSeconds - seen.leastSeconds >= leastSpreadSeconds)
    return { earliestSeconds: seen.leastSeconds, latestSeconds: seen.mostSeconds, between: 'discharges' };
  const isOurs = basis === 'earlier' || basis === 'now';
  const later = isOurs || trust?.ownSeconds === undefined ? trust?.claimedSeconds : trust.ownSeconds;
  if (later === undefined || later - endSeconds < leastSpreadSeconds) return undefined;
  return { earliestSeconds: endSeconds, latestSeconds: later, between: later === trust?.ownSeconds ? 'own' : 'claim' };
}
