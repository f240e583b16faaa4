import { batteryDate, batteryNormal, flag, number, power, state, text, type Meaning, type MibTable } from './mib-table.js';

/** xupsOutputSource; HP's cards use the first ten. */
export const xupsOutputSource: Readonly<Record<number, Meaning>> = {
  1: power('unknown'),
  2: power('off', 'off'),
  3: power('mains'),
  4: power('bypass', 'bypass'),
  5: power('battery'),
  6: power('mains', 'boost'),
  7: power('mains', 'trim'),
  8: power('mains'),
  9: power('mains'),
  10: power('mains', 'eco'),
  11: power('bypass', 'bypass'),
  12: power('mains', 'eco'),
};

/** xupsBatteryAbmStatus. */
export const abmStatus: Readonly<Record<number, Meaning>> = {
  1: { flags: ['charging'], batteryNormal: true },
  2: flag('discharging'),
  3: batteryNormal,
  4: batteryNormal,
  6: flag('noBattery'),
  7: flag('selfTest'),
  8: flag('batteryFault'),
};

/** xupsTestBatteryStatus. */
export const xupsTestStatus: Readonly<Record<number, Meaning>> = { 3: flag('selfTestFailed'), 4: flag('selfTest') };

const alarms: Readonly<Record<string, Meaning>> = {
  '7.3': power('battery'),
  '7.4': flag('lowBattery'),
  // 5 and 6 report that mains and battery are good again; a real 9PX keeps 6 in its table.
  '7.5': {},
  '7.6': {},
  '7.7': flag('overload'),
  '7.8': flag('fault'),
  '7.9': flag('lowBattery'),
  '7.10': flag('fault'),
  '7.11': power('bypass', 'bypass'),
  '7.13': flag('off'),
  '7.14': {},
  '7.16': flag('shutdownPending'),
  '7.23': flag('replaceBattery'),
  '7.24': flag('off'),
  '7.25': flag('selfTestFailed'),
  '7.26': flag('communicationLost'),
  '7.27': flag('shutdownPending'),
  '7.28': flag('selfTest'),
  '7.32': flag('fault'),
  '7.44': power('bypass', 'bypass'),
};

/** Eaton/Powerware. Runtime in seconds, battery in whole volts, one load for the whole UPS. */
export const xups: MibTable = {
  name: 'xups',
  title: 'Eaton XUPS',
  source: 'Eaton XUPS-MIB 2019-09',
  base: '1.3.6.1.4.1.534.1',
  probes: ['4.5.0', '2.4.0', '2.1.0', '4.1.0'],
  rows: [
    state('4.5.0', 'xupsOutputSource', xupsOutputSource, { critical: true }),
    state('2.5.0', 'xupsBatteryAbmStatus', abmStatus, { critical: true }),
    state('8.2.0', 'xupsTestBatteryStatus', xupsTestStatus, { critical: true }),
    state('2.7.0', 'xupsBatteryFailure', { 1: flag('batteryFault') }),
    state('2.8.0', 'xupsBatteryNotPresent', { 1: flag('noBattery') }),
    state('2.9.0', 'xupsBatteryAged', { 1: flag('replaceBattery') }),
    state('2.10.0', 'xupsBatteryLowCapacity', { 1: flag('lowBattery') }),
    state('4.10.0', 'xupsOutputStatus', { 1: flag('off') }),
    { kind: 'countdown', oid: '9.1.0' },
    { kind: 'countdown', oid: '9.6.0' },
    number('2.4.0', 'chargePercent', 1),
    number('2.1.0', 'runtimeSeconds', 1),
    number('4.4.1.8', 'loadPercent', 1, { phases: 'worst' }),
    number('4.1.0', 'loadPercent', 1),
    number('3.4.1.2', 'inputVolts', 1, { phases: 'first' }),
    number('4.4.1.2', 'outputVolts', 1, { phases: 'first' }),
    number('2.2.0', 'batteryVolts', 1),
    number('4.4.1.4', 'outputWatts', 1, { phases: 'sum' }),
    number('6.1.0', 'temperatureCelsius', 1, { spare: true }),
    number('6.5.0', 'temperatureCelsius', 1, { spare: true }),
    text('1.1.0', 'manufacturer'),
    text('1.2.0', 'model'),
    text('1.3.0', 'firmware', /^(?:INV:\s*)?(.+)$/),
    text('1.6.0', 'serial'),
    batteryDate('2.6.0'),
  ],
  outputPhases: '4.3.0',
  alarms: { count: '7.1.0', column: '7.2.1.2', meanings: alarms },
};

const codes = (from: number, to: number, meaning: Meaning) =>
  Object.fromEntries(Array.from({ length: to - from + 1 }, (_, index) => [from + index, meaning]));

/** PXGX/UPS cards answer XUPS objects, but count their output sources anew: 4 is battery here and bypass there. */
const pxgxOutputSource: Readonly<Record<number, Meaning>> = {
  0: power('off', 'off'),
  ...codes(1, 3, power('mains')),
  4: power('battery'),
  5: power('battery', 'lowBattery', 'shutdownPending'),
  6: power('mains'),
  7: power('mains'),
  // Energy saver, variable module management, high redundancy: ways of being on mains.
  8: power('mains', 'eco'),
  9: power('mains'),
  10: power('mains'),
  13: power('mains', 'overload'),
  14: power('mains', 'trim'),
  15: power('mains', 'boost'),
  ...codes(16, 18, power('bypass', 'bypass')),
  ...codes(32, 41, power('bypass', 'bypass')),
  ...codes(48, 50, power('off', 'off')),
  0x40: power('mains'),
  0x50: power('mains'),
  0x51: power('mains', 'eco'),
  0x60: power('bypass', 'bypass'),
  0x64: power('bypass', 'bypass'),
  0xe0: power('mains', 'overload'),
  0xf0: power('battery'),
  0xf1: power('off', 'off'),
};

export const pxgx: MibTable = {
  ...xups,
  title: 'Eaton PXGX/UPS',
  source: 'NUT eaton-ups-pxg-mib',
  sysObjectId: '1.3.6.1.4.1.534.2.12',
  rows: xups.rows.map((row) => (row.oid === '4.5.0' ? state('4.5.0', 'xupsOutputSource', pxgxOutputSource, { critical: true }) : row)),
};
