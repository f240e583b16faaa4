import { batteryNormal, flag, number, state, text, type MibTable } from './mib-table.js';

/**
 * Gamatronic power systems and UPSes. Which source feeds the output is told in objects that nobody has published, so that power stays
 * unknown; the temperature's sign is an object of its own and is left out.
 */
export const gamatronic: MibTable = {
  name: 'gamatronic',
  title: 'Gamatronic',
  source: 'GAMATRONIC-MIB; Checkmk and LibreNMS for the UPS branch (6050.5)',
  base: '1.3.6.1.4.1.6050',
  probes: ['5.5.1.1.2.1', '5.4.1.1.2.1', '1.2.2.0', '1.1.1.0'],
  manufacturer: 'Gamatronic',
  rows: [
    state('1.2.26.1.6.1', 'psBatteryStatus', { 0: batteryNormal, 1: flag('batteryFault'), 2: flag('lowBattery') }, { critical: true }),
    number('5.4.1.1.2', 'inputVolts', 1, { phases: 'first' }),
    number('5.5.1.1.2', 'outputVolts', 1, { phases: 'first' }),
    number('1.2.2.0', 'batteryVolts', 0.1),
    number('5.5.1.1.4', 'outputWatts', 100, { phases: 'sum' }),
    text('1.1.2.0', 'manufacturer'),
    text('1.1.1.0', 'model'),
    text('1.1.8.0', 'serial'),
  ],
};
