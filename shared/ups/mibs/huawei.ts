import { batteryNormal, flag, number, power, state, text, type MibTable } from './mib-table.js';

/** Huawei UPS2000 and UPS5000; rows of device 1. Its RFC 1628 objects carry tenths and kilowatts, so this table comes first. */
export const huawei: MibTable = {
  name: 'huawei',
  title: 'Huawei HUAWEI-UPS',
  source: 'HUAWEI-UPS-MIB; NUT huawei-mib',
  base: '1.3.6.1.4.1.2011.6.174.1',
  probes: ['2.101.1.1.1', '6.100.1.3.1', '2.101.1.3.1'],
  manufacturer: 'Huawei',
  rows: [
    state(
      '2.101.1.1.1',
      'hwUpsOutputSource',
      {
        1: power('off', 'off'),
        2: power('bypass', 'bypass'),
        3: power('mains'),
        4: power('battery'),
        5: power('mains', 'discharging'),
        6: power('mains', 'eco'),
        7: power('battery', 'eco'),
      },
      { critical: true },
    ),
    state(
      '2.101.1.3.1',
      'hwUpsBatteryStatus',
      {
        1: flag('noBattery'),
        2: batteryNormal,
        3: batteryNormal,
        4: batteryNormal,
        5: { flags: ['charging'], batteryNormal: true },
        6: flag('discharging'),
      },
      { critical: true },
    ),
    number('6.100.1.3.1', 'chargePercent', 1),
    number('6.100.1.4.1', 'runtimeSeconds', 1),
    number('4.100.1.14.1', 'loadPercent', 0.1, { phases: 'worst', others: ['4.100.1.15.1', '4.100.1.16.1'], trusted: true }),
    number('3.100.1.1.1', 'inputVolts', 0.1, { phases: 'first', others: ['3.100.1.2.1', '3.100.1.3.1'] }),
    number('4.100.1.1.1', 'outputVolts', 0.1, { phases: 'first', others: ['4.100.1.2.1', '4.100.1.3.1'] }),
    number('6.100.1.1.1', 'batteryVolts', 0.1),
    number('4.100.1.8.1', 'outputWatts', 100, { phases: 'sum', others: ['4.100.1.9.1', '4.100.1.10.1'], trusted: true }),
    number('2.101.1.4.1', 'temperatureCelsius', 0.1, { spare: true }),
    text('2.100.1.2.1', 'model'),
    text('2.100.1.3.1', 'firmware'),
    text('2.100.1.5.1', 'serial'),
  ],
};
