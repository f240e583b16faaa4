import { batteryNormal, flag, number, state, text, type MibTable } from './mib-table.js';
import { outputSource } from './rfc1628.js';

/**
 * Liebert/Vertiv. `lgpPwrOutputToLoadOnInverter` is not read: an online unit runs on its inverter all day. Line measurements are rows
 * whose meaning differs from unit to unit; the cards give them over RFC 1628 as well.
 */
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
    number('3.5.1.18.0', 'runtimeSeconds', 60),
    number('3.5.1.19.0', 'chargePercent', 1),
    text('2.4.2.1.3.1', 'manufacturer'),
    text('2.4.2.1.4.1', 'model'),
    text('2.4.2.1.5.1', 'firmware'),
    text('2.4.2.1.7.1', 'serial'),
  ],
};
