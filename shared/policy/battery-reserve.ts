import { rateAt, type BatteryFit } from '../battery/battery-fit.js';
import type { Reading } from '../ups/reading.js';

/** Charge that is left of an outage by what earlier discharges showed, whatever the gauge says now. */
export interface Reserve {
  readonly atMs: number;
  /** 0..100 */
  readonly percent: number;
  readonly loadPercent: number | undefined;
}

/**
 * Drains by our own clock at the load that was told, and is never more than the gauge says: a gauge that stands at 100 % does not keep a
 * battery full. Undefined until a charge was told.
 */
export function drainReserve(before: Reserve | undefined, fit: BatteryFit, reading: Reading, atMs: number): Reserve | undefined {
  const loadPercent = reading.loadPercent ?? before?.loadPercent;
  if (before === undefined) return reading.chargePercent === undefined ? undefined : { atMs, percent: reading.chargePercent, loadPercent };
  const drained = before.percent - (Math.max(0, atMs - before.atMs) / 1000) * rateAt(fit, before.loadPercent);
  return { atMs, percent: Math.max(0, Math.min(drained, reading.chargePercent ?? drained)), loadPercent };
}
