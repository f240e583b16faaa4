import { number, text, type MibTable } from './mib-table.js';

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
