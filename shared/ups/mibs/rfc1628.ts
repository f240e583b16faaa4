import { batteryNormal, flag, number, power, state, text, type Meaning, type MibTable } from './mib-table.js';

/** upsOutputSource. The RFC's compliance section prints other numbers; those are a misprint. */
export const outputSource: Readonly<Record<number, Meaning>> = {
  1: power('unknown'),
  2: power('off', 'off'),
  3: power('mains'),
  4: power('bypass', 'bypass'),
  5: power('battery'),
  6: power('mains', 'boost'),
  7: power('mains', 'trim'),
};

export const batteryStatus: Readonly<Record<number, Meaning>> = {
  2: batteryNormal,
  3: flag('lowBattery'),
  4: flag('lowBattery'),
};

/** upsTestResultsSummary. upsTestId keeps the last test for ever, so only this object tells whether one runs. */
export const testResults: Readonly<Record<number, Meaning>> = { 3: flag('selfTestFailed'), 5: flag('selfTest') };

/** upsWellKnownAlarms by number; overload, replace battery and lost communication exist nowhere else in this MIB. */
export const wellKnownAlarms: Readonly<Record<string, Meaning>> = {
  '6.3.1': flag('replaceBattery'),
  '6.3.2': power('battery'),
  '6.3.3': flag('lowBattery'),
  '6.3.4': flag('lowBattery'),
  '6.3.5': flag('overTemperature'),
  // A bad input is what being on battery is about; it says nothing more.
  '6.3.6': {},
  '6.3.7': flag('alarm'),
  '6.3.8': flag('overload'),
  '6.3.9': power('bypass', 'bypass'),
  '6.3.10': flag('alarm'),
  '6.3.11': flag('off'),
  '6.3.12': flag('off'),
  '6.3.13': flag('fault'),
  '6.3.14': flag('off'),
  '6.3.15': flag('off'),
  '6.3.16': flag('alarm'),
  '6.3.17': flag('fault'),
  '6.3.18': flag('fault'),
  '6.3.19': flag('selfTestFailed'),
  '6.3.20': flag('communicationLost'),
  '6.3.21': flag('awaitingPower'),
  '6.3.22': flag('shutdownPending'),
  '6.3.23': flag('shutdownPending'),
  '6.3.24': flag('selfTest'),
};

/** The standard MIB, spoken by almost every card beside its maker's own: the fallback. Runtime in minutes, no serial number. */
export const rfc1628: MibTable = {
  name: 'rfc1628',
  title: 'RFC 1628 UPS-MIB',
  source: 'RFC 1628',
  base: '1.3.6.1.2.1.33.1',
  probes: ['4.1.0', '2.1.0', '2.4.0', '1.2.0', '1.1.0'],
  rows: [
    state('4.1.0', 'upsOutputSource', outputSource, { critical: true }),
    state('2.1.0', 'upsBatteryStatus', batteryStatus, { critical: true }),
    state('7.3.0', 'upsTestResultsSummary', testResults, { critical: true }),
    { kind: 'countdown', oid: '8.2.0' },
    number('2.4.0', 'chargePercent', 1),
    number('2.3.0', 'runtimeSeconds', 60, { absent: [1092] }),
    number('4.4.1.5', 'loadPercent', 1, { phases: 'worst' }),
    number('3.3.1.3', 'inputVolts', 1, { phases: 'first' }),
    number('4.4.1.2', 'outputVolts', 1, { phases: 'first' }),
    number('2.5.0', 'batteryVolts', 0.1),
    number('2.7.0', 'temperatureCelsius', 1),
    number('4.4.1.4', 'outputWatts', 1, { phases: 'sum' }),
    text('1.1.0', 'manufacturer'),
    text('1.2.0', 'model'),
    text('1.3.0', 'firmware'),
    text('1.5.0', 'serial', /^ID:\s*([^\s,]+)/),
  ],
  outputPhases: '4.3.0',
  alarms: { count: '6.1.0', column: '6.2.1.2', meanings: wellKnownAlarms },
};
