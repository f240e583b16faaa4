import { batteryNormal, flag, number, power, state, type MibTable } from './mib-table.js';

/** Alpha's FXM and Argus' units. They are line-interactive: "inverter" is the battery. */
export const argus: MibTable = {
  name: 'argus',
  title: 'Alpha and Argus UPS',
  source: 'Argus MIB (7309.6.1) as Centreon’s alpha plugin reads the battery; upsOutputSource as NetworkMonitor names it',
  base: '1.3.6.1.4.1.7309.6.1',
  probes: ['4.1.0', '2.1.0', '2.5.0'],
  manufacturer: 'Alpha',
  rows: [
    state(
      '4.1.0',
      'upsOutputSource',
      {
        1: power('off', 'off'),
        2: power('mains'),
        3: power('mains', 'boost'),
        4: power('mains', 'boost'),
        5: power('mains', 'trim'),
        6: power('mains', 'trim'),
        7: power('battery'),
        8: power('unknown'),
        9: power('unknown'),
        10: power('off', 'off'),
        11: power('bypass', 'bypass'),
      },
      { critical: true },
    ),
    state('2.1.0', 'upsBatteryStatus', { 2: batteryNormal, 3: flag('lowBattery'), 4: flag('lowBattery') }, { critical: true }),
    number('2.5.0', 'chargePercent', 1),
    number('4.4.1.7', 'loadPercent', 1, { phases: 'worst' }),
    number('2.3.0', 'batteryVolts', 0.1),
    number('2.6.0', 'temperatureCelsius', 1),
  ],
};
