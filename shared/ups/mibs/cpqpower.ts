import { flag, number, state, text, type MibTable } from './mib-table.js';
import { abmStatus, xupsOutputSource, xupsTestStatus } from './xups.js';

/** HP and HPE R/T units: laid out like Eaton's XUPS under another number, with the battery in tenths of volts. */
export const cpqpower: MibTable = {
  name: 'cpqpower',
  title: 'HP/HPE CPQPOWER',
  source: 'CPQPOWER-MIB 1.76; NUT compaq-mib',
  base: '1.3.6.1.4.1.232.165.3',
  probes: ['4.5.0', '2.4.0', '2.1.0'],
  manufacturer: 'HP',
  rows: [
    state('4.5.0', 'upsOutputSource', xupsOutputSource, { critical: true }),
    state('2.5.0', 'upsBatteryAbmStatus', abmStatus, { critical: true }),
    state('7.2.0', 'upsTestBatteryStatus', xupsTestStatus, { critical: true }),
    // Gone since version 1.76 of the MIB; older cards still answer.
    state('7.4.0', 'upsLowBattery', { 1: flag('lowBattery') }, { critical: true }),
    { kind: 'countdown', oid: '8.1.0' },
    { kind: 'countdown', oid: '8.6.0' },
    number('2.4.0', 'chargePercent', 1),
    number('2.1.0', 'runtimeSeconds', 1),
    number('4.1.0', 'loadPercent', 1),
    number('3.4.1.2', 'inputVolts', 1, { phases: 'first' }),
    number('4.4.1.2', 'outputVolts', 1, { phases: 'first' }),
    number('2.2.0', 'batteryVolts', 0.1),
    number('4.4.1.4', 'outputWatts', 1, { phases: 'sum' }),
    number('6.1.0', 'temperatureCelsius', 1, { spare: true }),
    text('1.1.0', 'manufacturer'),
    text('1.2.0', 'model'),
    text('1.3.0', 'firmware'),
  ],
  outputPhases: '4.3.0',
};
