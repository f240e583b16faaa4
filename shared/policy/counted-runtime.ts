import type { Reading } from '../ups/reading.js';
import type { PowerState } from './power-state.js';
import { estimateRuntime, nothingObserved, observeDischarge, type DischargeModel } from './runtime-model.js';

/** Runtime that counts, as of a reading; it decays from there by our own clock. */
export interface CountedRuntime {
  readonly atMs: number;
  readonly seconds: number;
  readonly basis: NonNullable<PowerState['runtimeBasis']>;
}

/** What we follow of one UPS on battery to judge its claims. */
export interface RuntimeWatch {
  readonly model: DischargeModel;
  readonly counted?: CountedRuntime;
  readonly claim?: { readonly atMs: number; readonly seconds: number; readonly loadPercent?: number };
  readonly sinceMs?: number;
  /** The last jump. `heldSeconds`: counts as if it had not gone up. `beforeSeconds`: it went down from there, perhaps for one reading. */
  readonly jump?: { readonly atMs: number; readonly heldSeconds?: number; readonly beforeSeconds?: number };
  /** Gauge at the settled start of the discharge: after transfer the voltage sags at once, which says nothing. */
  readonly gauge?: { readonly atMs: number; readonly charge: number; readonly volts: number; readonly claimSeconds?: number };
  readonly isGaugeStuck: boolean;
}

/** Claims of the first seconds are still being worked out by the device. */
const settleMs = 15_000;
const gaugeSettleMs = 30_000;
const jumpRememberedMs = 60_000;
const stuckMs = 120_000;
const stuckVoltsShare = 0.04;

export const noRuntimeWatched: RuntimeWatch = { model: nothingObserved, isGaugeStuck: false };

/** A reading on battery. The lowest of what the device claims, what it last claimed less the time passed, and our own estimate counts. */
export function watchRuntime(before: RuntimeWatch, reading: Reading, atMs: number): RuntimeWatch {
  const sinceMs = before.sinceMs ?? atMs;
  const model = observeDischarge(before.model, { atMs, ...pick(reading) });
  const jump = findJump(before, reading, atMs, sinceMs);
  const gauge = before.gauge ?? readGauge(reading, atMs, sinceMs);
  const isGaugeStuck = isStuck(gauge, reading, atMs);
  const claim = claimOf(reading, atMs);
  const watch: RuntimeWatch = {
    model,
    sinceMs,
    isGaugeStuck,
    ...(claim === undefined ? (before.claim === undefined ? {} : { claim: before.claim }) : { claim }),
    ...(jump === undefined ? {} : { jump }),
    ...(gauge === undefined ? {} : { gauge }),
  };
  const counted = lowest(candidates(before, watch, reading, atMs));
  return counted === undefined ? watch : { ...watch, counted };
}

export function hasRuntimeJumped(watch: RuntimeWatch, nowMs: number): boolean {
  return watch.jump !== undefined && nowMs - watch.jump.atMs <= jumpRememberedMs;
}

/** Seconds left now. */
export function decayed(counted: CountedRuntime, nowMs: number): number {
  return Math.max(0, counted.seconds - Math.max(0, nowMs - counted.atMs) / 1000);
}

function pick(reading: Reading): { readonly chargePercent?: number; readonly loadPercent?: number } {
  return {
    ...(reading.chargePercent === undefined ? {} : { chargePercent: reading.chargePercent }),
    ...(reading.loadPercent === undefined ? {} : { loadPercent: reading.loadPercent }),
  };
}

function claimOf(reading: Reading, atMs: number): RuntimeWatch['claim'] {
  if (reading.runtimeSeconds === undefined) return undefined;
  const load = reading.loadPercent === undefined ? {} : { loadPercent: reading.loadPercent };
  return { atMs, seconds: reading.runtimeSeconds, ...load };
}

function candidates(before: RuntimeWatch, watch: RuntimeWatch, reading: Reading, atMs: number): readonly CountedRuntime[] {
  const found: CountedRuntime[] = [];
  const add = (seconds: number, basis: CountedRuntime['basis']) => found.push({ atMs, seconds: Math.max(0, seconds), basis });
  if (reading.runtimeSeconds !== undefined) add(reading.runtimeSeconds, 'device');
  else if (before.counted !== undefined) add(decayed(before.counted, atMs), 'decayed');
  const own = estimateRuntime(watch.model);
  if (own !== undefined) add(own.runtimeSeconds, 'model');
  if (watch.jump?.heldSeconds !== undefined) add(watch.jump.heldSeconds - (atMs - watch.jump.atMs) / 1000, 'decayed');
  if (watch.isGaugeStuck && watch.gauge?.claimSeconds !== undefined) {
    add(watch.gauge.claimSeconds - (atMs - watch.gauge.atMs) / 1000, 'decayed');
  }
  return found;
}

function lowest(found: readonly CountedRuntime[]): CountedRuntime | undefined {
  return found.reduce<CountedRuntime | undefined>((low, one) => (low === undefined || one.seconds < low.seconds ? one : low), undefined);
}

/** A claim that neither the time passed nor a change of load explains. After a jump up the claim before it counts for a minute. */
function findJump(before: RuntimeWatch, reading: Reading, atMs: number, sinceMs: number): RuntimeWatch['jump'] {
  const kept = before.jump !== undefined && atMs - before.jump.atMs <= jumpRememberedMs ? before.jump : undefined;
  const last = before.claim;
  if (last === undefined || reading.runtimeSeconds === undefined || atMs - sinceMs < settleMs) return kept;
  // After a long silence there is nothing to compare with: load and charge may have changed unseen.
  if (atMs - last.atMs > jumpRememberedMs) return kept;
  const expected = Math.max(0, last.seconds - (atMs - last.atMs) / 1000);
  const load = last.loadPercent !== undefined && last.loadPercent > 0 ? (reading.loadPercent ?? last.loadPercent) / last.loadPercent : 1;
  if (isWellAbove(reading.runtimeSeconds, expected) && load > 0.9) {
    const { beforeSeconds } = kept ?? {};
    const was = beforeSeconds === undefined || kept === undefined ? undefined : beforeSeconds - (atMs - kept.atMs) / 1000;
    // Back where it was: the low value between was the odd one.
    if (was !== undefined && !isWellAbove(reading.runtimeSeconds, was)) return { atMs };
    return { atMs, heldSeconds: kept?.heldSeconds === undefined ? expected : Math.min(expected, kept.heldSeconds) };
  }
  if (reading.runtimeSeconds < expected * 0.6 - 30 && load < 1.1) return { atMs, beforeSeconds: expected };
  return kept;
}

function isWellAbove(seconds: number, expected: number): boolean {
  return seconds > expected * 1.3 + 60;
}

function readGauge(reading: Reading, atMs: number, sinceMs: number): RuntimeWatch['gauge'] {
  if (reading.chargePercent === undefined || reading.batteryVolts === undefined || atMs - sinceMs < gaugeSettleMs) return undefined;
  const claim = reading.runtimeSeconds === undefined ? {} : { claimSeconds: reading.runtimeSeconds };
  return { atMs, charge: reading.chargePercent, volts: reading.batteryVolts, ...claim };
}

/** The gauge stands still while the voltage falls away: then its charge and runtime are not believed either (wolnut #9). */
function isStuck(gauge: RuntimeWatch['gauge'], reading: Reading, atMs: number): boolean {
  if (gauge === undefined || reading.chargePercent === undefined || reading.batteryVolts === undefined) return false;
  if (atMs - gauge.atMs < stuckMs || reading.chargePercent < gauge.charge) return false;
  return reading.batteryVolts <= gauge.volts * (1 - stuckVoltsShare);
}
