import { flag, number, power, state, text, type MibTable } from './mib-table.js';

/**
 * Liebert's older UPS MIB (GXT2 behind an SNMP/Web card). It has no object for the source of the output: battery and "off" are alarms,
 * and mains is that neither is raised. "On inverter" is not read: an online unit always is.
 */
export const liebertUps: MibTable = {
  name: 'liebertups',
  title: 'Liebert UPS (older)',
  source: 'LIEBERT-UPS-MIB; NUT liebert-voyager and its recording of a GXT2-1500RT120',
  base: '1.3.6.1.4.1.476.1.1.1.1',
  probes: ['6.1.0', '2.6.0', '2.1.0'],
  manufacturer: 'Liebert',
  rows: [
    state('13.1.0', 'lcUpsOnBypass', { 2: power('bypass', 'bypass'), 4: power('bypass', 'bypass') }, { critical: true }),
    state('7.2.0', 'lcUpsTestBatteryStatus', { 3: flag('selfTestFailed'), 4: flag('selfTest') }, { critical: true }),
    number('2.6.0', 'chargePercent', 1),
    number('2.1.0', 'runtimeSeconds', 60),
    number('4.2.0', 'loadPercent', 1),
    number('3.6.1.2', 'inputVolts', 1, { phases: 'first' }),
    number('4.4.1.2', 'outputVolts', 1, { phases: 'first' }),
    number('2.3.0', 'batteryVolts', 1),
    number('2.5.0', 'temperatureCelsius', 1),
    number('4.5.0', 'outputWatts', 1),
    text('1.1.0', 'manufacturer'),
    text('1.2.0', 'model'),
    text('1.6.0', 'serial'),
    text('1.5.0', 'firmware'),
  ],
  outputPhases: '4.3.0',
  alarms: {
    count: '6.1.0',
    column: '6.2.1.2',
    otherwise: 'mains',
    meanings: {
      '6.3.1': flag('lowBattery'),
      '6.3.2': flag('lowBattery'),
      // A bad input is what being on battery is about; it says nothing more.
      '6.3.3': {},
      '6.3.4': flag('overTemperature'),
      '6.3.5': flag('overTemperature'),
      '6.3.6': flag('overload'),
      '6.3.7': flag('overload'),
      '6.3.8': {},
      '6.3.9': flag('replaceBattery'),
      '6.3.10': power('battery'),
      '6.3.11': flag('shutdownPending'),
      '6.3.12': power('off', 'off'),
      '6.3.13': {},
      '6.3.15': flag('fault'),
      '6.3.16': flag('fault'),
    },
  },
};
