import { flag, number, power, state, text, type MibTable } from './mib-table.js';

/**
 * Emerson's Chinese Liebert units. Only what a recording proves (volts in tenths, per cent): the numbers of its states are not
 * published, so where the power comes from stays unknown rather than guessed.
 */
export const emerson: MibTable = {
  name: 'emerson',
  title: 'Emerson (13400)',
  source: 'recording of a US11R0030L',
  base: '1.3.6.1.4.1.13400.2.1',
  probes: ['3.1.2.2.1.0', '3.1.4.2.3.0'],
  manufacturer: 'Emerson',
  rows: [
    number('3.1.2.2.1.0', 'chargePercent', 1),
    number('3.1.4.2.3.0', 'loadPercent', 1),
    number('3.1.3.2.1.0', 'inputVolts', 0.1),
    number('3.1.4.2.1.0', 'outputVolts', 0.1),
    number('3.1.2.2.2.0', 'batteryVolts', 0.1),
    text('2.1.1.1.0', 'model'),
    text('2.1.2.1.0', 'firmware'),
  ],
};

/** Vertiv Liebert ITA2: tenths throughout, also of minutes; watts in hundredths of a kilowatt; all ones for no sensor. */
export const ita2: MibTable = {
  name: 'ita2',
  title: 'Vertiv Liebert ITA2',
  source: 'VERTIV-ITA2-MIB 1.2; recording of an ITA2',
  base: '1.3.6.1.4.1.13400.2.54',
  probes: ['2.1.2.0', '2.5.10.0', '2.5.7.0'],
  manufacturer: 'Vertiv',
  rows: [
    state(
      '2.1.2.0',
      'upsOutputSource',
      {
        0: power('off', 'off'),
        1: power('mains'),
        2: power('battery'),
        3: power('bypass', 'bypass'),
        // Utility and battery at once.
        4: power('mains', 'discharging'),
      },
      { critical: true },
    ),
    state('2.1.1.0', 'systemStatus', { 1: flag('alarm'), 2: flag('alarm') }, { critical: true }),
    number('2.5.10.0', 'chargePercent', 1),
    number('2.5.7.0', 'runtimeSeconds', 6),
    number('2.3.14.0', 'loadPercent', 0.1, { phases: 'worst', others: ['2.3.15.0', '2.3.16.0'] }),
    number('2.2.1.0', 'inputVolts', 0.1, { phases: 'first', others: ['2.2.2.0', '2.2.3.0'] }),
    number('2.3.1.0', 'outputVolts', 0.1, { phases: 'first', others: ['2.3.2.0', '2.3.3.0'] }),
    number('2.5.1.0', 'batteryVolts', 0.1),
    number('2.5.8.0', 'temperatureCelsius', 0.1),
    number('2.5.9.0', 'temperatureCelsius', 0.1, { spare: true }),
    number('2.3.8.0', 'outputWatts', 10, { phases: 'sum', others: ['2.3.9.0', '2.3.10.0'] }),
    text('1.1.0', 'manufacturer'),
    text('1.2.0', 'model'),
    text('1.3.0', 'serial'),
  ],
};
