import { batteryNormal, flag, number, power, state, text, type Meaning, type MibTable } from './mib-table.js';

/** This MIB says yes as 1 and no as 2. */
const yes = (meaning: Meaning): Readonly<Record<number, Meaning>> => ({ 1: meaning });

/** Eaton/MGE. Runtime in seconds, volts in tenths; it has no "on mains", only "not on battery, not on bypass". */
export const mge: MibTable = {
  name: 'mge',
  title: 'MGE/Eaton MG-SNMP-UPS',
  source: 'MG-SNMP-UPS-MIB',
  base: '1.3.6.1.4.1.705.1',
  probes: ['7.3.0', '5.2.0', '5.14.0', '5.1.0'],
  rows: [
    // Before "on battery": while on bypass that says no, which is not the same as mains.
    state('7.4.0', 'upsmgOutputOnByPass', yes(power('bypass', 'bypass')), { critical: true }),
    state('7.3.0', 'upsmgOutputOnBattery', { 1: power('battery'), 2: power('mains') }, { critical: true }),
    state('5.14.0', 'upsmgBatteryLowBattery', { 1: flag('lowBattery'), 2: batteryNormal }, { critical: true }),
    state('5.16.0', 'upsmgBatteryLowCondition', yes(flag('lowBattery')), { critical: true }),
    state('7.10.0', 'upsmgOutputOverLoad', yes(flag('overload')), { critical: true }),
    state('5.11.0', 'upsmgBatteryReplacement', yes(flag('replaceBattery'))),
    state('5.9.0', 'upsmgBatteryFaultBattery', yes(flag('batteryFault'))),
    state('5.15.0', 'upsmgBatteryChargerFault', yes(flag('fault'))),
    state('7.8.0', 'upsmgOutputOnBoost', yes(flag('boost'))),
    state('7.12.0', 'upsmgOutputOnBuck', yes(flag('trim'))),
    state('7.11.0', 'upsmgOutputOverTemp', yes(flag('overTemperature'))),
    number('5.2.0', 'chargePercent', 1),
    number('5.1.0', 'runtimeSeconds', 1),
    number('7.2.1.4', 'loadPercent', 1, { phases: 'worst' }),
    number('6.2.1.2', 'inputVolts', 0.1, { phases: 'first' }),
    number('7.2.1.2', 'outputVolts', 0.1, { phases: 'first' }),
    number('5.5.0', 'batteryVolts', 0.1),
    number('5.7.0', 'temperatureCelsius', 1),
    number('8.1.0', 'temperatureCelsius', 0.1, { spare: true }),
    text('1.1.0', 'model'),
    text('1.7.0', 'serial'),
    text('1.4.0', 'firmware'),
  ],
  outputPhases: '7.1.0',
};
