import { flag, number, power, state, text, type Meaning, type MibTable } from './mib-table.js';

/** An event of the card is told in words: `Inactive Event` while it is not so. */
const event = (oid: string, name: string, meaning: Meaning) =>
  state(oid, name, { 'active event': meaning, 'active warning': meaning, 'active alarm': meaning });

/**
 * Vertiv's newer cards (Unity, RDU101) in GXT4, GXT5, PSI5 and others: a table of points by number, each in the words and units of the
 * display. Only points that a UPS has are read, since the same cards sit in air conditioners and power strips.
 */
export const vertiv: MibTable = {
  name: 'vertiv',
  title: 'Vertiv points (LIEBERT-GP-FLEXIBLE)',
  source: 'LIEBERT-GP-FLEXIBLE-MIB, lgpFlexibleBasicTable; NUT vertiv-psi5-mib; point numbers as published for GXT5 and PSI5',
  base: '1.3.6.1.4.1.476.1.42.3.9.20.1.20.1.2',
  probes: ['1.4872', '1.4153', '1.4150'],
  manufacturer: 'Vertiv',
  rows: [
    state(
      '1.4872',
      'UPS output source',
      {
        other: power('unknown'),
        none: power('off', 'off'),
        off: power('off', 'off'),
        normal: power('mains'),
        bypass: power('bypass', 'bypass'),
        'maintenance bypass': power('bypass', 'bypass'),
        battery: power('battery'),
        booster: power('mains', 'boost'),
        reducer: power('mains', 'trim'),
      },
      { critical: true },
    ),
    event('100.4162', 'battery low', flag('lowBattery')),
    event('100.4168', 'battery discharging', flag('discharging')),
    event('100.4215', 'system output off', flag('off')),
    event('100.4233', 'inverter failure', flag('fault')),
    event('100.5806', 'output overload', flag('overload')),
    event('100.6182', 'replace battery', flag('replaceBattery')),
    event('100.4219', 'battery temperature', flag('overTemperature')),
    number('1.4153', 'chargePercent', 1),
    number('1.4150', 'runtimeSeconds', 60),
    number('1.5861', 'loadPercent', 1),
    number('1.4223', 'loadPercent', 1, { phases: 'worst', others: ['1.4224', '1.4225'] }),
    number('1.4096', 'inputVolts', 1, { phases: 'first', others: ['1.4098', '1.4100'] }),
    number('1.4385', 'outputVolts', 1, { phases: 'first', others: ['1.4386', '1.4387'] }),
    number('1.4148', 'batteryVolts', 1),
    number('1.4156', 'temperatureCelsius', 1),
    text('1.4240', 'model'),
  ],
};
