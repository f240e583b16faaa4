import { number, text, type MibTable } from './mib-table.js';
import { nutStatus } from './nut-words.js';

/** The UPS at a Synology NAS, as its NUT sees it: the status in NUT's words, measured values as floats, runtime in seconds. */
export const synology: MibTable = {
  name: 'synology',
  title: 'Synology NAS',
  source: 'SYNOLOGY-UPS-MIB; LibreNMS issue 1199 and Centreon for values of real ones',
  base: '1.3.6.1.4.1.6574.4',
  probes: ['2.1.0', '3.1.1.0'],
  rows: [
    ...nutStatus('2.1.0', (word) => `(?:^|\\s)(${word})(?:\\s|$)`),
    number('3.1.1.0', 'chargePercent', 1),
    number('3.6.1.0', 'runtimeSeconds', 1),
    number('2.12.1.0', 'loadPercent', 1),
    number('4.1.1.0', 'inputVolts', 1),
    number('5.1.1.0', 'outputVolts', 1),
    number('3.2.1.0', 'batteryVolts', 1),
    number('3.5.0', 'temperatureCelsius', 1),
    number('2.11.0', 'temperatureCelsius', 1),
    text('1.2.0', 'manufacturer'),
    text('1.1.0', 'model'),
    text('1.3.0', 'serial'),
    text('2.10.1.0', 'firmware'),
  ],
};
