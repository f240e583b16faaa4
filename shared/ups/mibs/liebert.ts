import { batteryNormal, flag, number, power, state, text, type MeasureField, type MibTable } from './mib-table.js';
import { outputSource } from './rfc1628.js';

const input = '3.5.2.1.1';
const systemOutput = '3.5.2.1.9';
const outputToLoad = '3.5.2.1.5';

/** lgpPwrLineMeasurementTable: volts of a line against neutral, else against the next line; its share of the capacity. */
const measured = (column: string, field: MeasureField, point: string) =>
  number(`3.5.2.3.1.${column}`, field, 1, { phases: field === 'loadPercent' ? 'worst' : 'first', point });

/** Liebert/Vertiv. `lgpPwrOutputToLoadOnInverter` is not read: an online unit runs on its inverter all day. */
export const liebert: MibTable = {
  name: 'liebert',
  title: 'Liebert Global Products',
  source: 'LIEBERT-GP-POWER-MIB',
  base: '1.3.6.1.4.1.476.1.42',
  probes: ['3.5.3.55.0', '3.5.1.18.0', '3.5.1.26.0'],
  rows: [
    state('3.5.3.55.0', 'lgpPwrStateUpsOutputSource', outputSource, { critical: true }),
    state(
      '3.5.1.26.0',
      'lgpPwrBatteryCapacityStatus',
      { 2: batteryNormal, 3: flag('lowBattery'), 4: flag('lowBattery') },
      { critical: true },
    ),
    state('3.5.3.10.0', 'lgpPwrOutputToLoadOnBypass', { 1: power('bypass', 'bypass') }, { critical: true, weak: true }),
    state('3.5.1.14.0', 'lgpPwrBatteryChargeStatus', { 3: flag('charging'), 4: flag('discharging') }),
    state('3.5.3.11.0', 'lgpPwrBoost', { 1: flag('boost') }),
    state('3.5.3.12.0', 'lgpPwrBuck', { 1: flag('trim') }),
    number('3.5.1.18.0', 'runtimeSeconds', 60),
    number('3.5.1.19.0', 'chargePercent', 1),
    measured('5', 'inputVolts', input),
    measured('4', 'inputVolts', input),
    ...[systemOutput, outputToLoad].flatMap((point) => [
      measured('19', 'loadPercent', point),
      measured('7', 'loadPercent', point),
      measured('5', 'outputVolts', point),
      measured('4', 'outputVolts', point),
    ]),
    text('2.4.2.1.3.1', 'manufacturer'),
    text('2.4.2.1.4.1', 'model'),
    text('2.4.2.1.5.1', 'firmware'),
    text('2.4.2.1.7.1', 'serial'),
  ],
  points: '3.5.2.3.1.3',
};
