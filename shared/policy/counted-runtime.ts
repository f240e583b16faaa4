import { rangeAt, rateAt, type BatteryFit } from '../battery/battery-fit.js';
import { claimJumps, factorOf, sourceReasons, type RuntimeReason } from '../battery/runtime-reason.js';
import type { Reading, UpsProtocol } from '../ups/reading.js';
import { drainReserve, type Reserve } from './battery-reserve.js';
import type { PowerState, SeenBefore } from './power-state.js';
import { estimateRuntime, nothingObserved, observeDischarge, type DischargeModel } from './runtime-model.js';

/** Runtime that counts, as of a reading; it decays from there by our own clock. */
export interface CountedRuntime {
  readonly atMs: number;
  readonly seconds: number;
  readonly basis: NonNullable<PowerState['runtimeBasis']>;
}

export interface OwnRuntime {
  readonly seconds: number;
  readonly from: 'thisDischarge' | 'earlierDischarges';
  /** Percent of charge it was seen to give. */
  readonly percent: number;
  readonly seen?: SeenBefore;
}

/** What we follow of one UPS on battery to judge its claims. */
export interface RuntimeWatch {
  readonly model: DischargeModel;
  readonly counted: CountedRuntime | undefined;
  /** `sinceMs`: when these very seconds were first claimed. */
  readonly claim:
    { readonly atMs: number; readonly sinceMs: number; readonly seconds: number; readonly loadPercent: number | undefined } | undefined;
  /** What earlier discharges say is left. */
  readonly reserve: Reserve | undefined;
  readonly sinceMs: number | undefined;
  /** The last jump. `heldSeconds`: counts as if it had not gone up. `beforeSeconds`: it went down from there, perhaps for one reading. */
  readonly jump: { readonly atMs: number; readonly heldSeconds?: number; readonly beforeSeconds?: number } | undefined;
  /** Gauge at the settled start of the discharge: after transfer the voltage sags at once, which says nothing. */
  readonly gauge:
    { readonly atMs: number; readonly charge: number; readonly volts: number; readonly claimSeconds: number | undefined } | undefined;
  readonly isGaugeStuck: boolean;
}

/** Claims of the first seconds are still being worked out by the device. */
const settleMs = 15_000;
const gaugeSettleMs = 30_000;
const jumpRememberedMs = 60_000;
const stuckMs = 120_000;
const stuckVoltsShare = 0.04;
/** A claim in whole minutes stands for one. */
const wholeMinuteMs = 60_000;
/** One that stands longer than this is worth a word. */
const standsMs = 180_000;
/** With so much seen of this discharge, earlier ones are no longer asked: the battery may have been replaced. */
const enoughDropPercent = 20;

/** What is known of the battery from before. */
export interface KnownBattery {
  readonly fit: BatteryFit | undefined;
  /** Against the battery itself; they lower what is not measured now. */
  readonly reasons: readonly RuntimeReason[];
}

export const noRuntimeWatched: RuntimeWatch = {
  model: nothingObserved,
  counted: undefined,
  claim: undefined,
  reserve: undefined,
  sinceMs: undefined,
  jump: undefined,
  gauge: undefined,
  isGaugeStuck: false,
};

/**
 * A reading on battery. The lowest counts of what the device claims, what it claimed before less the time passed, what earlier discharges
 * say is left, and what this one shows. Reasons against the battery lower all but the last: that is measured now.
 */
export function watchRuntime(before: RuntimeWatch, reading: Reading, atMs: number, battery: KnownBattery): RuntimeWatch {
  const sinceMs = before.sinceMs ?? atMs;
  const jump = findJump(before, reading, atMs, sinceMs);
  const gauge = before.gauge ?? readGauge(reading, atMs, sinceMs);
  const claim = claimOf(before.claim, reading, atMs) ?? before.claim;
  const reserve = battery.fit === undefined ? undefined : drainReserve(before.reserve, battery.fit, reading, atMs);
  const watch: RuntimeWatch = {
    model: observeDischarge(before.model, { atMs, chargePercent: reading.chargePercent, loadPercent: reading.loadPercent }),
    counted: undefined,
    claim,
    reserve,
    sinceMs,
    jump,
    gauge,
    isGaugeStuck: isStuck(gauge, reading, atMs),
  };
  const counted = lowest(candidates(before, watch, reading, atMs, battery));
  return counted === undefined ? watch : { ...watch, counted };
}

/** What speaks against the claim at this moment: the battery's own reasons, who tells it (`source`), and how it behaves. */
export function reasonsNow(
  watch: RuntimeWatch,
  battery: KnownBattery,
  source: UpsProtocol | undefined,
  nowMs: number,
): readonly RuntimeReason[] {
  const { claim } = watch;
  const found = [...battery.reasons, ...sourceReasons(source)];
  if (hasRuntimeJumped(watch, nowMs)) found.push(claimJumps);
  if (claim !== undefined && claim.atMs - claim.sinceMs > standsMs) found.push({ kind: 'claimStands', factor: 1 });
  if (watch.isGaugeStuck) found.push({ kind: 'gaugeStands', factor: 1 });
  return found;
}

/** Our own estimate: of this discharge once enough of it was seen, before that the lower of it and what earlier ones say. */
export function ownEstimate(watch: RuntimeWatch, battery: KnownBattery, atMs: number): OwnRuntime | undefined {
  const now = estimateRuntime(watch.model);
  const found: OwnRuntime[] =
    now === undefined ? [] : [{ seconds: now.runtimeSeconds, from: 'thisDischarge', percent: now.droppedPercent }];
  const isEnough = now !== undefined && now.droppedPercent >= enoughDropPercent;
  const { reserve } = watch;
  const earlier =
    reserve === undefined || isEnough ? undefined : earlierSay(battery, reserve.percent, reserve.loadPercent, (atMs - reserve.atMs) / 1000);
  return lowest(earlier === undefined ? found : [...found, earlier]);
}

/** What earlier discharges say of a charge (0..100) that was left `passedSeconds` ago, lowered by what speaks against the battery. */
export function earlierSay(
  battery: KnownBattery,
  chargePercent: number,
  loadPercent: number | undefined,
  passedSeconds: number,
): OwnRuntime | undefined {
  const { fit } = battery;
  if (fit === undefined) return undefined;
  const left = (seconds: number) => Math.max(0, seconds * factorOf(battery.reasons) - passedSeconds);
  const range = rangeAt(fit, chargePercent, loadPercent);
  return {
    seconds: left(chargePercent / rateAt(fit, loadPercent)),
    from: 'earlierDischarges',
    percent: fit.observedPercent,
    seen: {
      discharges: fit.discharges,
      leastSeconds: left(range.leastSeconds),
      mostSeconds: left(range.mostSeconds),
      lowestPercent: fit.lowestPercent,
    },
  };
}

export function hasRuntimeJumped(watch: RuntimeWatch, nowMs: number): boolean {
  return watch.jump !== undefined && nowMs - watch.jump.atMs <= jumpRememberedMs;
}

/** Seconds left now. */
export function decayed(counted: CountedRuntime, nowMs: number): number {
  return Math.max(0, counted.seconds - Math.max(0, nowMs - counted.atMs) / 1000);
}

function claimOf(before: RuntimeWatch['claim'], reading: Reading, atMs: number): RuntimeWatch['claim'] {
  const { runtimeSeconds: seconds, loadPercent } = reading;
  if (seconds === undefined) return undefined;
  const isLighter = (loadPercent ?? 0) < 0.9 * (before?.loadPercent ?? 0);
  if (before?.seconds === seconds && !isLighter) return { ...before, atMs };
  return { atMs, sinceMs: atMs, seconds, loadPercent };
}

function candidates(
  before: RuntimeWatch,
  watch: RuntimeWatch,
  reading: Reading,
  atMs: number,
  battery: KnownBattery,
): readonly CountedRuntime[] {
  const factor = factorOf(reasonsNow(watch, battery, reading.protocol, atMs));
  const found: CountedRuntime[] = [];
  const add = (seconds: number, basis: CountedRuntime['basis']) => found.push({ atMs, seconds: Math.max(0, seconds), basis });
  const { claim, gauge, jump } = watch;
  if (reading.runtimeSeconds !== undefined && claim !== undefined) {
    // The same words again and again are as old as their first time: a card that froze repeats them until the battery is empty.
    const stoodMs = atMs - claim.sinceMs;
    add(claim.seconds * factor - Math.max(0, stoodMs - wholeMinuteMs) / 1000, stoodMs > standsMs ? 'decayed' : 'device');
  } else if (before.counted !== undefined) add(decayed(before.counted, atMs), 'decayed');
  const own = ownEstimate(watch, battery, atMs);
  if (own !== undefined) add(own.seconds, own.from === 'thisDischarge' ? 'model' : 'earlier');
  if (jump?.heldSeconds !== undefined) add(jump.heldSeconds * factor - (atMs - jump.atMs) / 1000, 'decayed');
  if (watch.isGaugeStuck && gauge?.claimSeconds !== undefined) add(gauge.claimSeconds * factor - (atMs - gauge.atMs) / 1000, 'decayed');
  return found;
}

function lowest<T extends { readonly seconds: number }>(found: readonly T[]): T | undefined {
  return found.reduce<T | undefined>((low, one) => (low === undefined || one.seconds < low.seconds ? one : low), undefined);
}

/** A claim that neither the time passed nor a change of load explains. After a jump up the claim before it counts for a minute. */
function findJump(before: RuntimeWatch, reading: Reading, atMs: number, sinceMs: number): RuntimeWatch['jump'] {
  const last = before.claim;
  // A card that froze after a jump repeats it: that confirms nothing.
  const isRepeated = last !== undefined && last.seconds === reading.runtimeSeconds && last.sinceMs <= (before.jump?.atMs ?? -1);
  const isYoung = before.jump !== undefined && atMs - before.jump.atMs <= jumpRememberedMs;
  const kept = isYoung || isRepeated ? before.jump : undefined;
  if (last === undefined || reading.runtimeSeconds === undefined || atMs - sinceMs < settleMs) return kept;
  // After a long silence there is nothing to compare with: load and charge may have changed unseen.
  if (atMs - last.atMs > jumpRememberedMs) return kept;
  const expected = Math.max(0, last.seconds - (atMs - last.atMs) / 1000);
  const load = last.loadPercent !== undefined && last.loadPercent > 0 ? (reading.loadPercent ?? last.loadPercent) / last.loadPercent : 1;
  const held = heldNow(kept, atMs);
  const hold = held === undefined ? {} : { heldSeconds: held };
  if (isWellAbove(reading.runtimeSeconds, expected) && load > 0.9) {
    const was = kept?.beforeSeconds === undefined ? undefined : kept.beforeSeconds - (atMs - kept.atMs) / 1000;
    // Back where it was: the low value between was the odd one. What a jump up before that was held to still holds.
    if (was !== undefined && !isWellAbove(reading.runtimeSeconds, was)) return { atMs, ...hold };
    return { atMs, heldSeconds: Math.min(expected, held ?? expected) };
  }
  if (reading.runtimeSeconds < expected * 0.6 - 30 && load < 1.1) return { atMs, beforeSeconds: expected, ...hold };
  return kept;
}

/** What a jump up is held to, counted down to this moment. */
function heldNow(jump: RuntimeWatch['jump'], atMs: number): number | undefined {
  return jump?.heldSeconds === undefined ? undefined : jump.heldSeconds - (atMs - jump.atMs) / 1000;
}

function isWellAbove(seconds: number, expected: number): boolean {
  return seconds > expected * 1.3 + 60;
}

function readGauge(reading: Reading, atMs: number, sinceMs: number): RuntimeWatch['gauge'] {
  if (reading.chargePercent === undefined || reading.batteryVolts === undefined || atMs - sinceMs < gaugeSettleMs) return undefined;
  return { atMs, charge: reading.chargePercent, volts: reading.batteryVolts, claimSeconds: reading.runtimeSeconds };
}

/** The gauge stands still while the voltage falls away: then its charge and runtime are not believed either (wolnut #9). */
function isStuck(gauge: RuntimeWatch['gauge'], reading: Reading, atMs: number): boolean {
  if (gauge === undefined || reading.chargePercent === undefined || reading.batteryVolts === undefined) return false;
  if (atMs - gauge.atMs < stuckMs || reading.chargePercent < gauge.charge) return false;
  return reading.batteryVolts <= gauge.volts * (1 - stuckVoltsShare);
}
