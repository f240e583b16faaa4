import { number, power, state, text, type MibTable } from './mib-table.js';

/**
 * Eaton's Matrix inverter systems: inverters on a telecom battery, and a switch between them and mains. "On inverter" is how they always
 * run, also on mains, so that where the power comes from stays unknown; the mains side of the switch means that no battery is behind it.
 * Powers are in VA, and therefore not told.
 */
export const telecom: MibTable = {
  name: 'telecom',
  title: 'Eaton Matrix TELECOM',
  source: 'TELECOM-MIB 0.01',
  base: '1.3.6.1.4.1.935.10.2.1',
  probes: ['3.2.1.19.1', '3.2.1.7.1', '1.4.0'],
  manufacturer: 'Eaton',
  rows: [
    state(
      '3.2.1.19.1',
      'matStsRunningMode',
      { 1: power('unknown'), 2: power('bypass', 'bypass'), 3: power('off', 'off') },
      { critical: true },
    ),
    number('3.2.1.7.1', 'inputVolts', 0.1),
    number('3.2.1.11.1', 'outputVolts', 0.1),
    number('2.2.1.8.1', 'batteryVolts', 0.1),
    number('3.2.1.16.1', 'temperatureCelsius', 0.1, { spare: true }),
    text('1.2.0', 'model'),
    text('1.1.0', 'serial', /^(?!0+$)(.+)$/),
    text('1.5.0', 'firmware'),
  ],
};
