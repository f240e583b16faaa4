import { batteryNormal, flag, number, power, state, text, type MibTable } from './mib-table.js';

/** Voltronic Power's own cards: EPPC's ideas under the maker's number, tenths, and "boost" and "trim" as states of the system. */
export const voltronic: MibTable = {
  name: 'voltronic',
  title: 'Voltronic Power (43943)',
  source: 'NUT voltronic-mib 0.10',
  base: '1.3.6.1.4.1.43943.1.1',
  probes: ['5.1.0', '3.4.0', '3.1.0'],
  manufacturer: 'Voltronic',
  rows: [
    state(
      '5.1.0',
      'upsOutputSource',
      {
        1: power('unknown'),
        2: power('off', 'off'),
        3: power('mains'),
        4: power('bypass', 'bypass'),
        5: power('battery'),
        6: power('mains', 'boost'),
        7: power('mains', 'trim'),
        8: power('battery', 'selfTest'),
        9: power('off', 'off'),
        10: power('mains', 'eco'),
        // A frequency converter.
        11: power('mains'),
      },
      { critical: true },
    ),
    state(
      '3.1.0',
      'upsBatteryStatus',
      {
        2: batteryNormal,
        3: flag('lowBattery'),
        4: flag('lowBattery'),
        5: flag('discharging'),
        6: flag('batteryFault'),
        7: flag('replaceBattery'),
      },
      { critical: true },
    ),
    state('7.2.0', 'upsTestResultsSummary', { 3: flag('selfTestFailed'), 5: flag('selfTest') }, { critical: true }),
    number('3.4.0', 'chargePercent', 1),
    number('3.3.0', 'runtimeSeconds', 60),
    number('5.7.1.7', 'loadPercent', 1, { phases: 'worst' }),
    number('4.5.1.3', 'inputVolts', 0.1, { phases: 'first' }),
    number('5.7.1.2', 'outputVolts', 0.1, { phases: 'first' }),
    number('3.5.0', 'batteryVolts', 0.1),
    number('3.13.0', 'temperatureCelsius', 0.1),
    number('5.7.1.5', 'outputWatts', 0.1, { phases: 'sum' }),
    text('1.1.0', 'manufacturer'),
    text('1.3.0', 'model'),
    text('1.4.0', 'serial'),
    text('1.6.0', 'firmware', /^(?:VERFW:)?(.+)$/),
  ],
  outputPhases: '5.6.0',
};
