import type { Countdown } from '../snapshot/snapshot.js';
import { groupViews } from './group-view.js';
import { isOfficeOnBattery } from './office-power.js';
import type { PolicyConfig } from './policy-config.js';
import type { PolicyState } from './policy-state.js';
import type { CountedTrigger } from './power-state.js';
import { officeRuntime, requiredOf, suppliesOf, untilTooFew, type Supply } from './supplies.js';
import { secondsToLatestSafeStart, timeLimit } from './triggers.js';

interface Due {
  readonly trigger: CountedTrigger;
  readonly seconds: number;
}

/** Seconds until the run starts if nothing changes; undefined while nothing counts down. Never negative. */
export function secondsUntilStart(state: PolicyState, config: PolicyConfig): number | undefined {
  return countdown(state, config)?.secondsLeft;
}

/** The countdown for a person, to the trigger that comes first in any supply group. None on mains, before confirmation, or once the run was started. */
export function countdown(state: PolicyState, config: PolicyConfig): Countdown | undefined {
  const found = groupViews(state, config).flatMap((view) => countdownOf(view.state, view.config) ?? []);
  return found.sort((left, right) => left.secondsLeft - right.secondsLeft)[0];
}

function countdownOf(state: PolicyState, config: PolicyConfig): Countdown | undefined {
  if (state.fired !== undefined || !isOfficeOnBattery(state, config)) return undefined;
  const supplies = suppliesOf(state.ups, config, state.nowMs);
  // While mains is back but not yet stable nothing fires, so nothing counts down.
  if (!supplies.some((supply) => supply.standing === 'battery')) return undefined;
  const first = dues(state, supplies, config)[0];
  if (first === undefined) return undefined;
  return {
    trigger: first.trigger,
    secondsLeft: Math.max(0, Math.round(first.seconds)),
    canPostpone: canPostpone(state, config),
    ...(state.postponedSeconds > 0 ? { postponedUntilSeconds: state.postponedSeconds } : {}),
  };
}

/** Only the trigger on time can be put off, and only while there is known to be time left for the plan after it. */
export function canPostpone(state: PolicyState, config: PolicyConfig): boolean {
  if (state.fired !== undefined || config.triggers === undefined || !isOfficeOnBattery(state, config)) return false;
  const supplies = suppliesOf(state.ups, config, state.nowMs);
  const first = dues(state, supplies, config)[0];
  const safeLeft = secondsToLatestSafeStart({ supplies, needs: state.needs }, config);
  return first?.trigger === 'onBatterySeconds' && safeLeft !== undefined && safeLeft > first.seconds;
}

function dues(state: PolicyState, supplies: readonly Supply[], config: PolicyConfig): readonly Due[] {
  const { triggers } = config;
  if (triggers === undefined) return [];
  const required = requiredOf(supplies, config);
  const shown = (supply: Supply) => supply.shownRuntimeSeconds;
  const isEstimate = supplies.some((supply) => supply.standing === 'battery' && !supply.isHeard);
  const found: Due[] = [];
  const add = (trigger: CountedTrigger, seconds: number | undefined) => {
    if (seconds !== undefined && Number.isFinite(seconds) && !state.spent.includes(trigger)) found.push({ trigger, seconds });
  };
  const safeLeft = secondsToLatestSafeStart({ supplies, needs: state.needs }, config, shown);
  if (triggers.latestSafeStart || (isEstimate && triggers.lowBattery)) add(isEstimate ? 'estimateAtFloor' : 'latestSafeStart', safeLeft);
  if (triggers.runtimeBelowSeconds !== undefined) {
    const runtime = officeRuntime(supplies, required, shown);
    add('runtimeBelow', runtime === undefined ? undefined : runtime - triggers.runtimeBelowSeconds);
  }
  const limit = timeLimit(triggers, state.postponedSeconds, safeLeft);
  if (limit !== undefined) {
    const secondsToLimit = untilTooFew(
      supplies.map((supply) => timeLeft(supply, limit)),
      required,
    );
    // A postponement ends at the latest safe start, whether or not the plan has that trigger.
    add('onBatterySeconds', state.postponedSeconds > 0 && safeLeft !== undefined ? Math.min(secondsToLimit, safeLeft) : secondsToLimit);
  }
  return found.sort((left, right) => left.seconds - right.seconds);
}

function timeLeft(supply: Supply, limit: number): number {
  if (supply.standing === 'gone' || supply.standing === 'unheard') return 0;
  return supply.standing === 'battery' && !supply.isTimeDoubted ? limit - supply.secondsOnBattery : Number.POSITIVE_INFINITY;
}
