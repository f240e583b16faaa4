import { flag, power, state, type Meaning, type StateRow } from './mib-table.js';

/** Words of NUT's ups.status. Off and bypass come before "on line", which drivers tell beside them. */
const words: Readonly<Record<string, Meaning>> = {
  OFF: power('off', 'off'),
  BYPASS: power('bypass', 'bypass'),
  OB: power('battery'),
  OL: power('mains'),
  LB: flag('lowBattery'),
  RB: flag('replaceBattery'),
  CHRG: flag('charging'),
  DISCHRG: flag('discharging'),
  CAL: flag('calibrating'),
  OVER: flag('overload'),
  TRIM: flag('trim'),
  BOOST: flag('boost'),
  FSD: flag('forcedShutdown'),
};

/** Rows for a text that holds ups.status, one a word; `pattern` finds a word there, as itself or as `1`, in its groups. */
export const nutStatus = (oid: string, pattern: (word: string) => string): readonly StateRow[] =>
  Object.entries(words).map(([word, meaning]) =>
    state(oid, `ups.status ${word}`, { 1: meaning, [word.toLowerCase()]: meaning }, { critical: true, pick: new RegExp(pattern(word)) }),
  );
