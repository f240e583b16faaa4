import type { Triggers } from '../plan/plan.js';
import type { PolicyConfig } from './policy-config.js';
import type { TriggerKind } from './power-state.js';
import { officeRuntime, requiredOf, type Supply } from './supplies.js';

/** Time the plan needs and what it wants to spare. */
export interface Needs {
  readonly neededSeconds: number;
  readonly marginSeconds: number;
}

export interface TriggerFacts {
  readonly supplies: readonly Supply[];
  readonly needs?: Needs | undefined;
  readonly postponedSeconds: number;
}

export interface Firing {
  readonly trigger: TriggerKind;
  /** Supplies that can no longer be counted on. */
  readonly upsIds: readonly string[];
  readonly runtimeSeconds?: number;
}

/** First to last in what they are worth telling when several hold at once. */
const ranks: readonly TriggerKind[] = [
  'forcedShutdown',
  'lowBattery',
  'latestSafeStart',
  'estimateAtFloor',
  'runtimeBelow',
  'chargeBelow',
  'onBatterySeconds',
];

/**
 * Every trigger that holds now, the weightiest first. A supply is spent when a trigger holds for it; the plan fires when one is spent
 * and fewer than the required supplies are neither spent nor gone. On mains nothing is ever spent but by a forced shutdown that the
 * user chose to follow.
 */
export function firingTriggers(facts: TriggerFacts, config: PolicyConfig): readonly Firing[] {
  const { triggers } = config;
  if (triggers === undefined || !facts.supplies.some((one) => one.standing === 'battery' || one.isForcedShutdown)) return [];
  const required = requiredOf(facts.supplies, config);
  const safeLeft = secondsToLatestSafeStart(facts, config);
  const spent = facts.supplies.flatMap((supply) => {
    const kinds = spentBy(supply, triggers, facts, safeLeft);
    return kinds.length === 0 ? [] : [{ supply, kinds }];
  });
  const standing = facts.supplies.filter((supply) => isCountedOn(supply) && !spent.some((one) => one.supply === supply));
  const found: Firing[] = [];
  if (standing.length < required) {
    for (const kind of new Set(spent.flatMap((one) => one.kinds))) {
      const upsIds = spent.filter((one) => one.kinds.includes(kind)).map((one) => one.supply.upsId);
      found.push({ trigger: kind, upsIds });
    }
  }
  const late = lateStart(facts, triggers, safeLeft);
  if (late !== undefined) found.push(late);
  return found
    .map((one) => ({ ...one, ...runtimeField(facts, required) }))
    .sort((left, right) => ranks.indexOf(left.trigger) - ranks.indexOf(right.trigger));
}

function isCountedOn(supply: Supply): boolean {
  return supply.standing === 'good' || supply.standing === 'battery';
}

/**
 * Seconds until the plan must start to fit the battery with its margin; 0 or less: now. Undefined when it is not known what the plan
 * needs or how long the office runs; Infinity while enough supplies are on mains. `runtimeOf`: with which runtime to reckon.
 */
export function secondsToLatestSafeStart(
  facts: Pick<TriggerFacts, 'supplies' | 'needs'>,
  config: PolicyConfig,
  runtimeOf: (supply: Supply) => number | undefined = (supply) => reckoned(supply, config.triggers?.lowBattery === true),
): number | undefined {
  if (facts.needs === undefined) return undefined;
  // A test ends with mains: until it is not believed any more, only the floors of charge and runtime and a low battery count.
  const supplies = facts.supplies.map((one): Supply => (one.standing === 'battery' && one.isTested ? { ...one, standing: 'good' } : one));
  const runtime = officeRuntime(supplies, requiredOf(supplies, config), runtimeOf);
  return runtime === undefined ? undefined : runtime - facts.needs.neededSeconds - facts.needs.marginSeconds;
}

/** A battery that says it is low is not counted on, whatever runtime it claims. */
function reckoned(supply: Supply, isLowFollowed: boolean): number | undefined {
  return isLowFollowed && supply.isLow ? 0 : supply.runtimeSeconds;
}

function spentBy(supply: Supply, triggers: Triggers, facts: TriggerFacts, safeLeft: number | undefined): readonly TriggerKind[] {
  const kinds: TriggerKind[] = [];
  if (triggers.forcedShutdown && supply.isForcedShutdown) kinds.push('forcedShutdown');
  if (supply.standing !== 'battery') return kinds;
  if (triggers.lowBattery && supply.isLow) kinds.push('lowBattery');
  if (triggers.chargeBelowPercent !== undefined && (supply.chargePercent ?? 101) <= triggers.chargeBelowPercent) kinds.push('chargeBelow');
  if (triggers.runtimeBelowSeconds !== undefined && (supply.runtimeSeconds ?? Infinity) <= triggers.runtimeBelowSeconds) {
    kinds.push(supply.isHeard ? 'runtimeBelow' : 'estimateAtFloor');
  }
  const limit = timeLimit(triggers, facts.postponedSeconds, safeLeft);
  if (limit !== undefined && !supply.isTimeDoubted && supply.secondsOnBattery >= limit) kinds.push('onBatterySeconds');
  return kinds;
}

/**
 * Own seconds on battery at which the plan starts. A postponement lasts only while it is known that there is still time for the plan:
 * never beyond the latest safe start.
 */
export function timeLimit(triggers: Triggers, postponedSeconds: number, safeLeft: number | undefined): number | undefined {
  if (triggers.onBatterySeconds === undefined) return undefined;
  return triggers.onBatterySeconds + (safeLeft !== undefined && safeLeft > 0 ? postponedSeconds : 0);
}

/**
 * The default trigger, and its stand-in while a UPS on battery is not heard: then nobody could hear of a low battery either, so the
 * estimate counts for plans that would only follow the flag (nut #2454, #2462; WinNUT #133).
 */
function lateStart(facts: TriggerFacts, triggers: Triggers, safeLeft: number | undefined): Firing | undefined {
  if (safeLeft === undefined || safeLeft > 0) return undefined;
  const onBattery = facts.supplies.filter((supply) => supply.standing === 'battery' && !supply.isTested);
  if (onBattery.length === 0) return undefined;
  const upsIds = onBattery.map((supply) => supply.upsId);
  const isEstimate = onBattery.some((supply) => !supply.isHeard);
  if (isEstimate && (triggers.latestSafeStart || triggers.lowBattery)) return { trigger: 'estimateAtFloor', upsIds };
  return triggers.latestSafeStart ? { trigger: 'latestSafeStart', upsIds } : undefined;
}

function runtimeField(facts: TriggerFacts, required: number): { readonly runtimeSeconds?: number } {
  const runtime = officeRuntime(facts.supplies, required, (supply) => supply.shownRuntimeSeconds);
  return runtime === undefined || !Number.isFinite(runtime) ? {} : { runtimeSeconds: runtime };
}
