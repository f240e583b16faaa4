import type { Reading } from '../ups/reading.js';

const maxRuntimeSeconds = 7 * 86_400;
const maxVolts = 1000;
const maxLoadPercent = 1000;
/** A battery this full does not have 0 seconds left; several devices say 0 while they have not worked it out yet. */
const emptyChargePercent = 30;
/** RFC 1628 and PowerNet: "if not supported, return 0". With this much runtime claimed at once, 0 % is such a 0. */
const notEmptySeconds = 120;

type Numbers =
  'chargePercent' | 'runtimeSeconds' | 'loadPercent' | 'inputVolts' | 'outputVolts' | 'batteryVolts' | 'temperatureCelsius' | 'outputWatts';

const ranges: Readonly<Record<Numbers, readonly [min: number, max: number]>> = {
  chargePercent: [0, 100],
  runtimeSeconds: [0, maxRuntimeSeconds],
  loadPercent: [0, maxLoadPercent],
  inputVolts: [0, maxVolts],
  outputVolts: [0, maxVolts],
  batteryVolts: [0, maxVolts],
  temperatureCelsius: [-60, 200],
  outputWatts: [0, 10_000_000],
};

const names = Object.keys(ranges) as Numbers[];

/** The reading without values that cannot be: an absurd number is an absent one, so that nothing is ever decided by it. */
export function plausible(reading: Reading): Reading {
  const kept = withoutAbsurd(reading);
  if (kept.runtimeSeconds === 0 && (kept.chargePercent ?? 0) > emptyChargePercent) return without(kept, 'runtimeSeconds');
  if (kept.chargePercent === 0 && (kept.runtimeSeconds ?? 0) >= notEmptySeconds) return without(kept, 'chargePercent');
  return kept;
}

function withoutAbsurd(reading: Reading): Reading {
  let kept = reading;
  for (const name of names) {
    const value = kept[name];
    if (value === undefined) continue;
    const [min, max] = ranges[name];
    if (!(value >= min && value <= max)) kept = without(kept, name);
  }
  return kept;
}

function without(reading: Reading, name: Numbers): Reading {
  const { [name]: _absurd, ...rest } = reading;
  return rest;
}

/** Whether a reading says anything about the power now: a card that lost its UPS answers with values of yesterday. */
export function isHeard(reading: Reading): boolean {
  return !reading.flags.includes('communicationLost');
}
