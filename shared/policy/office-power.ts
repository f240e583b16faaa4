import { batterySeconds } from './battery-time.js';
import type { SuppliesSeen } from '../run/run.js';
import type { PolicyConfig } from './policy-config.js';
import type { PolicyState } from './policy-state.js';
import { requiredOf, suppliesOf, untilTooFew } from './supplies.js';

/** UPSes of the plan whose power counts as battery. */
export function upsIdsOnBattery(state: PolicyState, config: PolicyConfig): readonly string[] {
  return planned(state, config)
    .filter((one) => one.state.power === 'battery')
    .map((one) => one.state.upsId);
}

/** Whether enough supplies are left on mains although others run on battery. */
export function isOfficeHeld(state: PolicyState, config: PolicyConfig): boolean {
  const onMains = planned(state, config).filter((one) => isFed(one.state.power)).length;
  return onMains >= Math.max(1, Math.min(config.requiredSupplies, config.upsIds.length));
}

/** The office is on battery: a supply is, and too few are on mains. Once so, it stays so until a supply feeds it from mains again. */
export function isOfficeOnBattery(state: PolicyState, config: PolicyConfig): boolean {
  if (state.outage !== undefined && isForced(state, config)) return true;
  if (isOfficeHeld(state, config)) return false;
  if (upsIdsOnBattery(state, config).length > 0) return true;
  return state.outage !== undefined && !planned(state, config).some((one) => isFed(one.state.power));
}

/** One that says battery once in between may have blinked: only a second time takes back that it returns. */
function upsIdsReturning(state: PolicyState, config: PolicyConfig): readonly string[] {
  return planned(state, config)
    .filter(({ state: one, recent }) => one.pending === 'mains' || (one.power === 'battery' && one.trust === 'fresh' && recent.length < 2))
    .map((one) => one.state.upsId);
}

function upsIdsSilent(state: PolicyState, config: PolicyConfig): readonly string[] {
  return config.upsIds.filter((upsId) => !state.ups.some((one) => one.state.upsId === upsId && one.state.trust === 'fresh'));
}

/** What a run needs to know of the UPSes beside it, over all that hangs on them. */
export function suppliesSeen(
  views: readonly { readonly groupId: string; readonly state: PolicyState; readonly config: PolicyConfig }[],
): SuppliesSeen {
  const all = (of: typeof upsIdsOnBattery) => [...new Set(views.flatMap(({ state, config }) => of(state, config)))].sort();
  return {
    spare: Object.fromEntries(views.map(({ groupId, state, config }) => [groupId, spareUpsIds(state, config)])),
    failing: all(upsIdsOnBattery),
    onMains: all(upsIdsOnMains),
    silent: all(upsIdsSilent),
    returning: all(upsIdsReturning),
  };
}

/** A forced shutdown that the plan follows: its output will go, whatever the mains does. */
function isForced(state: PolicyState, config: PolicyConfig): boolean {
  return config.triggers?.forcedShutdown === true && planned(state, config).some((one) => one.isForcedShutdown);
}

/** Own seconds for which the office has been short of supplies: of the one whose failure made them too few. */
export function officeSecondsOnBattery(state: PolicyState, config: PolicyConfig): number {
  const supplies = suppliesOf(state.ups, config, state.nowMs);
  if (supplies.length === 0) return 0;
  const failing = supplies.length - requiredOf(supplies, config) + 1;
  const times = planned(state, config).map((one) => {
    if (one.outage !== undefined) return batterySeconds(one.outage, state.nowMs);
    return isFed(one.state.power) ? 0 : Number.POSITIVE_INFINITY;
  });
  const seconds = untilTooFew(times, failing);
  if (Number.isFinite(seconds)) return seconds;
  return Math.max(0, ...times.filter((one) => Number.isFinite(one)));
}

/**
 * Mains is back and has been heard to be stable on the required supplies; what a restore waits for. Contradictory telemetry is not
 * stable, and neither is bypass: there the battery protects nothing.
 */
export function isMainsStable(state: PolicyState, config: PolicyConfig): boolean {
  if (state.outage !== undefined || config.upsIds.length === 0) return false;
  const stable = planned(state, config).filter(
    ({ state: power, claim }) =>
      power.power === 'mains' &&
      power.trust === 'fresh' &&
      !power.doubts.includes('contradictory') &&
      claim?.power === 'mains' &&
      state.nowMs - claim.sinceMs >= config.stableMainsSeconds * 1000,
  );
  return stable.length >= Math.max(1, Math.min(config.requiredSupplies, config.upsIds.length));
}

/** UPSes of the plan that were just heard to be on mains, for long enough to count. */
export function upsIdsOnMains(state: PolicyState, config: PolicyConfig): readonly string[] {
  return planned(state, config)
    .filter(({ state: one, claim }) => one.trust === 'fresh' && one.power === 'mains' && claim?.power === 'mains')
    .map((one) => one.state.upsId);
}

/**
 * UPSes that the office could lose and still have its required supplies on mains, as just heard. One on battery counts for nothing here: that it feeds as
 * well may not last.
 */
export function spareUpsIds(state: PolicyState, config: PolicyConfig): readonly string[] {
  const onMains = upsIdsOnMains(state, config);
  const required = Math.max(1, Math.min(config.requiredSupplies, config.upsIds.length));
  return config.upsIds.filter((upsId) => onMains.filter((one) => one !== upsId).length >= required);
}

/**
 * Charge that a restore may count on: of the required supplies on mains the least charged, the best ones taken. Absent when not told. One on battery counts
 * for nothing: what it has is being used up (reboot loop: WinNUT #55).
 */
export function officeChargePercent(state: PolicyState, config: PolicyConfig): number | undefined {
  const charges = planned(state, config)
    .filter((one) => one.state.trust === 'fresh' && one.state.power === 'mains')
    .map((one) => one.state.reading?.chargePercent)
    .filter((one): one is number => one !== undefined)
    .sort((left, right) => right - left);
  return charges[Math.max(1, Math.min(config.requiredSupplies, config.upsIds.length)) - 1];
}

function planned(state: PolicyState, config: PolicyConfig): PolicyState['ups'] {
  return state.ups.filter((one) => config.upsIds.includes(one.state.upsId));
}

function isFed(power: PolicyState['ups'][number]['state']['power']): boolean {
  return power === 'mains' || power === 'bypass';
}
