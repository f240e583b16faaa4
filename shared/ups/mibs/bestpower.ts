import { number, power, state, text, type MibTable } from './mib-table.js';

/** Best Power Ferrups with the first ConnectUPS cards. */
export const bestpower: MibTable = {
  name: 'bestpower',
  title: 'Best Power',
  source: 'NUT bestpower-mib',
  base: '1.3.6.1.4.1.2947.1',
  probes: ['2.1.0', '2.3.0', '1.2.0'],
  manufacturer: 'Eaton',
  rows: [
    state('2.1.0', 'power status', { 1: power('mains'), 2: power('battery') }, { critical: true }),
    number('2.3.0', 'runtimeSeconds', 60),
    number('2.4.0', 'batteryVolts', 0.1),
    text('1.2.0', 'model'),
    text('1.5.0', 'serial'),
    text('1.7.0', 'firmware'),
  ],
};
