import { batteryDate, batteryNormal, flag, number, power, state, text, type MibTable } from './mib-table.js';

/** Tripp Lite cards of the LX kind; rows of device 1. Older PowerAlert cards speak RFC 1628. */
export const tripplite: MibTable = {
  name: 'tripplite',
  title: 'Tripp Lite TRIPPLITE-PRODUCTS',
  source: 'TRIPPLITE-PRODUCTS MIB',
  base: '1.3.6.1.4.1.850.1.1',
  probes: ['3.1.3.3.1.1.1.1', '3.1.3.1.1.1.4.1', '3.1.3.1.1.1.1.1'],
  manufacturer: 'Tripp Lite',
  rows: [
    state(
      '3.1.3.3.1.1.1.1',
      'tlpUpsOutputSource',
      {
        0: power('unknown'),
        1: power('unknown'),
        2: power('off', 'off'),
        3: power('mains'),
        4: power('bypass', 'bypass'),
        5: power('battery'),
        6: power('mains', 'boost'),
        7: power('mains', 'trim'),
        8: power('mains'),
        9: power('mains', 'eco'),
        10: power('battery', 'selfTest'),
      },
      { critical: true },
    ),
    state('3.1.3.1.1.1.1.1', 'tlpUpsBatteryStatus', { 2: batteryNormal, 3: flag('lowBattery'), 4: flag('lowBattery') }, { critical: true }),
    number('3.1.3.1.1.1.4.1', 'chargePercent', 1),
    number('3.1.3.1.1.1.3.1', 'runtimeSeconds', 60),
    number('3.1.3.3.2.1.5.1', 'loadPercent', 1, { phases: 'worst' }),
    number('3.1.3.2.2.1.3.1', 'inputVolts', 0.1, { phases: 'first' }),
    number('3.1.3.3.2.1.2.1', 'outputVolts', 0.1, { phases: 'first' }),
    number('3.1.3.1.2.1.1.1', 'batteryVolts', 0.1),
    number('3.1.2.1.1.7.1', 'temperatureCelsius', 0.1),
    number('3.1.3.3.2.1.4.1', 'outputWatts', 1, { phases: 'sum' }),
    text('1.2.1.5.1', 'model'),
    batteryDate('3.1.3.1.5.1.5.1.1'),
  ],
};
