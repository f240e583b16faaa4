import { flag, number, state, text, type MibTable } from './mib-table.js';
import { batteryStatus, outputSource, testResults, wellKnownAlarms } from './rfc1628.js';

/** WebPower/NetAgent USHA cards: RFC 1628's objects under the maker's number, with tenths of volts and degrees. */
export const usha: MibTable = {
  name: 'usha',
  title: 'MegaTec USHA',
  source: 'USHA-MIB (2468.1.2)',
  base: '1.3.6.1.4.1.2468.1.2.1.1',
  probes: ['4.1.0', '2.4.0', '2.1.0'],
  rows: [
    state('4.1.0', 'upsOutputGroupSource', outputSource, { critical: true }),
    state('2.1.0', 'upsBatteryGroupStatus', { ...batteryStatus, 5: flag('discharging'), 6: flag('batteryFault') }, { critical: true }),
    state('6.3.0', 'upsTestBatteryTestResult', testResults, { critical: true }),
    number('2.4.0', 'chargePercent', 1),
    number('2.3.0', 'runtimeSeconds', 60),
    number('4.4.1.5', 'loadPercent', 1, { phases: 'worst' }),
    number('3.3.1.3', 'inputVolts', 0.1, { phases: 'first' }),
    number('4.4.1.2', 'outputVolts', 0.1, { phases: 'first' }),
    number('2.5.0', 'batteryVolts', 0.1),
    number('2.7.0', 'temperatureCelsius', 0.1),
    number('4.4.1.4', 'outputWatts', 1, { phases: 'sum' }),
  ],
};

/** Sinetica controllers (Mitsubishi, Borri): RFC 1628 under the maker's number. */
export const sinetica: MibTable = {
  name: 'sinetica',
  title: 'Sinetica',
  source: 'SINETICA-MIB (13891.101)',
  base: '1.3.6.1.4.1.13891.101',
  probes: ['4.1.0', '2.4.0', '2.1.0'],
  rows: [
    state('4.1.0', 'upsOutputSource', outputSource, { critical: true }),
    state('2.1.0', 'upsBatteryStatus', batteryStatus, { critical: true }),
    state('7.3.0', 'upsTestResultsSummary', testResults, { critical: true }),
    number('2.4.0', 'chargePercent', 1),
    number('2.3.0', 'runtimeSeconds', 60),
    number('4.4.1.5', 'loadPercent', 1, { phases: 'worst' }),
    number('3.3.1.3', 'inputVolts', 1, { phases: 'first' }),
    number('4.4.1.2', 'outputVolts', 1, { phases: 'first' }),
    number('2.5.0', 'batteryVolts', 0.1),
    number('2.7.0', 'temperatureCelsius', 1),
    number('4.4.1.4', 'outputWatts', 1, { phases: 'sum' }),
    text('1.1.0', 'manufacturer'),
    text('1.2.0', 'model'),
    text('1.3.0', 'firmware'),
  ],
  alarms: { count: '6.1.0', column: '6.2.1.2', meanings: wellKnownAlarms },
};
