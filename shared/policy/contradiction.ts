import type { Reading } from '../ups/reading.js';

/** What the battery does while the device says "mains". */
export interface Drift {
  readonly sinceMs: number;
  readonly topCharge: number | undefined;
  readonly lowCharge: number | undefined;
  readonly topVolts: number | undefined;
  readonly lowVolts: number | undefined;
  /** When charge or voltage last fell below everything before. */
  readonly fellAtMs: number | undefined;
}

/** What was seen of the input voltage. */
export interface InputWitness {
  readonly highestVolts?: number;
  /** Readings in a row in which it was gone. */
  readonly goneInARow: number;
  readonly says: 'good' | 'gone' | 'untold';
}

export type Contradiction = 'none' | 'doubt' | 'battery';

const windowMs = 600_000;
const restlessMs = 120_000;
/** The lowest mains anywhere is 100 V; a DC-fed device tells less and is left out. */
const leastMainsVolts = 80;
const goneShare = 0.3;
const goneVolts = 50;

export const noInputSeen: InputWitness = { goneInARow: 0, says: 'untold' };

/** Input voltage as a witness: gone only where it was good before, because devices that do not measure it say 0. */
export function witnessInput(before: InputWitness, inputVolts: number | undefined): InputWitness {
  if (inputVolts === undefined) return { ...before, goneInARow: 0, says: 'untold' };
  const highestVolts = Math.max(before.highestVolts ?? 0, inputVolts);
  const wasMains = highestVolts >= leastMainsVolts;
  if (wasMains && inputVolts < goneShare * highestVolts) {
    return { highestVolts, goneInARow: before.goneInARow + 1, says: 'gone' };
  }
  // A voltage near 0 that was never good ends the belief in a test, and nothing else.
  const goneInARow = inputVolts < goneVolts ? before.goneInARow + 1 : 0;
  return { highestVolts, goneInARow, says: wasMains && inputVolts >= leastMainsVolts ? 'good' : 'untold' };
}

/** For tests and calibrations: twice in a row, because one wrong value must not turn a self test into an outage. */
export function isInputGone(input: InputWitness): boolean {
  return input.goneInARow >= 2;
}

export function beginDrift(reading: Reading, nowMs: number): Drift {
  const charge = reading.chargePercent;
  const volts = reading.batteryVolts;
  return { sinceMs: nowMs, topCharge: charge, lowCharge: charge, topVolts: volts, lowVolts: volts, fellAtMs: undefined };
}

/** Follows charge and voltage. A charge that rises, or ten minutes without a fall, begin anew: self-discharge is no outage. */
export function observeDrift(drift: Drift | undefined, reading: Reading, nowMs: number): Drift {
  if (drift === undefined) return beginDrift(reading, nowMs);
  const charge = reading.chargePercent ?? drift.lowCharge;
  const volts = reading.batteryVolts ?? drift.lowVolts;
  const isRising = charge !== undefined && drift.lowCharge !== undefined && charge > drift.lowCharge;
  const isOld = nowMs - drift.sinceMs > windowMs && nowMs - (drift.fellAtMs ?? drift.sinceMs) > restlessMs;
  if (isRising || isOld) return beginDrift(reading, nowMs);
  const fell = isBelow(charge, drift.lowCharge) || isBelow(volts, drift.lowVolts);
  return {
    sinceMs: drift.sinceMs,
    topCharge: drift.topCharge ?? charge,
    lowCharge: charge,
    topVolts: most(drift.topVolts, volts),
    lowVolts: least(drift.lowVolts, volts),
    fellAtMs: fell ? nowMs : drift.fellAtMs,
  };
}

/**
 * "On line, 100 %" while voltage and charge fall (wolnut #9). Whether the device's "mains" is believed:
 * `battery`: at least two witnesses agree that it is not so and none speaks for mains; `doubt`: shown, nothing decided by it.
 * A good input voltage always speaks for mains: a lying UPS never causes a shutdown on mains.
 * During an outage less evidence will do: mains coming back makes a battery's voltage rise at once.
 */
export function contradiction(drift: Drift, input: InputWitness, nowMs: number, isInOutage: boolean): Contradiction {
  const isFalling = drift.fellAtMs !== undefined && nowMs - drift.fellAtMs <= restlessMs;
  const isLongEnough = nowMs - drift.sinceMs >= (isInOutage ? 3000 : 60_000);
  const chargeFell = isFalling && isLongEnough && fall(drift.topCharge, drift.lowCharge) >= (isInOutage ? 1 : 3);
  const voltsFall = isFalling && isLongEnough ? fall(drift.topVolts, drift.lowVolts) / (drift.topVolts ?? 1) : 0;
  const voltsFell = voltsFall >= (isInOutage ? 0.005 : 0.02);
  const isGone = input.says === 'gone' && isInputGone(input);
  if (isGone && (chargeFell || voltsFell)) return 'battery';
  if (input.says === 'untold' && chargeFell && voltsFell) return 'battery';
  // From boost to float charging a battery's voltage falls by up to 7 %.
  return chargeFell || isGone || voltsFall >= 0.08 ? 'doubt' : 'none';
}

function fall(top: number | undefined, low: number | undefined): number {
  return top === undefined || low === undefined ? 0 : top - low;
}

function isBelow(value: number | undefined, low: number | undefined): boolean {
  return value !== undefined && low !== undefined && value < low;
}

function most(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.max(left, right);
}

function least(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
}
