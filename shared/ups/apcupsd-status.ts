import { batteryDate } from './device-date.js';
import type { PlainInterpretation } from './nut-variables.js';
import { plainMeasures } from './plain-values.js';
import { cleanText } from './raw-value.js';
import { upsFlags, type PowerSource, type UpsFlag } from './reading.js';

/** Bits of STATFLAG, from apcupsd's include/defines.h. */
const bits = {
  calibrating: 0x1,
  trim: 0x2,
  boost: 0x4,
  online: 0x8,
  onBattery: 0x10,
  overload: 0x20,
  lowBattery: 0x40,
  replaceBattery: 0x80,
  communicationLost: 0x100,
  shutdown: 0x200,
  batteryPresent: 0x400_0000,
} as const;

/** Older servers print no STATFLAG; COMMLOST and SHUTTING DOWN then replace the whole STATUS. */
const words: Readonly<Record<string, number>> = {
  CAL: bits.calibrating,
  TRIM: bits.trim,
  BOOST: bits.boost,
  ONLINE: bits.online,
  ONBATT: bits.onBattery,
  OVERLOAD: bits.overload,
  LOWBATT: bits.lowBattery,
  REPLACEBATT: bits.replaceBattery,
  COMMLOST: bits.communicationLost,
  SHUTTING: bits.shutdown,
};

/** The daemon polls a networked UPS every 60 s by default; three missed polls are no longer its current state. */
const staleAfterMs = 180_000;

/** Splits `KEY      : value` records at the first colon; dates carry colons of their own. */
export function parseApcupsdRecords(lines: readonly string[]): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    records.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return records;
}

/**
 * Reads apcupsd's status. While it has lost the UPS, or its last contact is minutes old, every value in it is the last one seen and
 * therefore left out. A server that shuts itself down is a forced shutdown for all it feeds.
 */
export function interpretApcupsd(records: ReadonlyMap<string, string>): PlainInterpretation {
  const identity = identityOf(records);
  const status = statusBits(records);
  const has = (bit: number) => ((status ?? 0) & bit) !== 0;
  if (has(bits.communicationLost) || isStale(records)) {
    const lostContact = has(bits.communicationLost) ? 'deviceSilent' : 'dataStale';
    return { identity, measures: {}, power: 'unknown', flags: ['communicationLost'], lostContact };
  }
  const power = powerOf(has);
  const flags = flagsOf(records, has);
  const measures = measuresOf(records, power, flags.has('lowBattery'));
  const isInputDead = measures.inputVolts !== undefined && measures.inputVolts < 20;
  if (power === 'battery' && !isInputDead && /self.?test/i.test(records.get('LASTXFER') ?? '')) flags.add('selfTest');
  const date = batteryDate({ replaced: records.get('BATTDATE'), made: records.get('MANDATE') });
  return {
    identity,
    measures,
    power,
    flags: upsFlags.filter((flag) => flags.has(flag)),
    ...(date === undefined ? {} : { batteryDate: date }),
  };
}

function statusBits(records: ReadonlyMap<string, string>): number | undefined {
  const hex = /^0x([0-9a-f]{1,8})\b/i.exec(records.get('STATFLAG') ?? '')?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  const found = (records.get('STATUS') ?? '').split(/\s+/).map((word) => words[word] ?? 0);
  const sum = found.reduce((all, bit) => all | bit, 0);
  return sum === 0 ? undefined : sum;
}

function powerOf(has: (bit: number) => boolean): PowerSource {
  if (has(bits.onBattery)) return 'battery';
  return has(bits.online) || has(bits.trim) || has(bits.boost) ? 'mains' : 'unknown';
}

function flagsOf(records: ReadonlyMap<string, string>, has: (bit: number) => boolean): Set<UpsFlag> {
  const flags = new Set<UpsFlag>();
  const named = ['calibrating', 'trim', 'boost', 'overload', 'lowBattery', 'replaceBattery'] as const;
  for (const name of named) if (has(bits[name])) flags.add(name);
  if (has(bits.shutdown)) flags.add('forcedShutdown');
  const status = records.get('STATUS') ?? '';
  if (/\bNOBATT\b/.test(status)) flags.add('noBattery');
  const test = records.get('SELFTEST') ?? '';
  if (test === 'IP') flags.add('selfTest');
  if (test === 'NG' || test === 'BT') flags.add('selfTestFailed');
  return flags;
}

/** A dumb UPS has nothing to ask: its DATE stays that of the start while the cable's signals are watched (a capture of 3.12 shows days). */
function isStale(records: ReadonlyMap<string, string>): boolean {
  if (/\bdumb\b/i.test(`${records.get('DRIVER') ?? ''} ${records.get('MODEL') ?? ''}`)) return false;
  const seen = momentOf(records.get('DATE'));
  const told = momentOf(records.get('END APC'));
  return Number.isFinite(seen) && Number.isFinite(told) && told - seen > staleAfterMs;
}

/**
 * Version 3.14 writes ISO, 3.12 and before ctime with a zone's name (`Wed Jun 08 19:51:27 CEST 2011`). Both moments are of one clock, so
 * the name, which not every engine knows, is left out.
 */
function momentOf(text: string | undefined): number {
  return Date.parse((text ?? '').replace(/(\d{2}:\d{2}:\d{2}) [A-Z]{2,5} (\d{4})$/, '$1 $2'));
}

function measuresOf(records: ReadonlyMap<string, string>, power: PowerSource, low: boolean) {
  const get = (name: string) => [records.get(name)];
  return plainMeasures(
    {
      chargePercent: get('BCHARGE'),
      runtimeSeconds: get('TIMELEFT'),
      loadPercent: get('LOADPCT'),
      inputVolts: get('LINEV'),
      outputVolts: get('OUTPUTV'),
      batteryVolts: get('BATTV'),
      temperatureCelsius: [celsius(records.get('ITEMP'))],
    },
    { power, low, normal: false },
    { runtimeSeconds: 60 },
  );
}

/** Some builds of apcupsd tell degrees Fahrenheit. */
function celsius(told: string | undefined): string | undefined {
  const fahrenheit = /^\s*(-?[\d.]+)\s*F\b/.exec(told ?? '')?.[1];
  return fahrenheit === undefined ? told : (((Number(fahrenheit) - 32) * 5) / 9).toFixed(1);
}

function identityOf(records: ReadonlyMap<string, string>): PlainInterpretation['identity'] {
  const model = cleanText(records.get('MODEL')) ?? cleanText(records.get('APCMODEL'));
  const serial = cleanText(records.get('SERIALNO'));
  const firmware = cleanText(records.get('FIRMWARE'));
  return {
    ...(model === undefined ? {} : { model }),
    ...(serial === undefined ? {} : { serial }),
    ...(firmware === undefined ? {} : { firmware }),
  };
}
