import { flag, number, state, type MibTable } from './mib-table.js';
import { batteryStatus, outputSource, rfc1628, testResults } from './rfc1628.js';

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

/** RFC 1628's objects, all of them, under the maker's number. */
const underOwnNumber = (about: Pick<MibTable, 'name' | 'title' | 'source' | 'base'>): MibTable => ({ ...rfc1628, ...about });

/** Controllers in units of Mitsubishi and Borri. */
export const sinetica = underOwnNumber({
  name: 'sinetica',
  title: 'Sinetica',
  source: 'SINETICA-MIB (13891.101)',
  base: '1.3.6.1.4.1.13891.101',
});

export const riello = underOwnNumber({
  name: 'riello',
  title: 'Riello RUPS',
  source: 'RUPS-MIB (5491.10.1) as Centreon’s riello plugin reads it',
  base: '1.3.6.1.4.1.5491.10.1',
});

export const ge = underOwnNumber({
  name: 'ge',
  title: 'General Electric (SitePro and others)',
  source: 'GEPARALLELUPS-MIB',
  base: '1.3.6.1.4.1.818.1.1.10',
});
