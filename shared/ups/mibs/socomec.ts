import { batteryNormal, flag, number, power, state, text, type MibTable } from './mib-table.js';

/** Socomec Net Vision 7 and 8. "On inverter" is how an online unit always runs; only the battery tells whether it discharges. */
export const socomec: MibTable = {
  name: 'socomec',
  title: 'Socomec Net Vision 8',
  source: 'SOCOMECUPS-MIB (4555.1.1.7)',
  base: '1.3.6.1.4.1.4555.1.1.7.1',
  probes: ['4.1.0', '2.4.0', '2.1.0'],
  manufacturer: 'Socomec',
  rows: [
    state(
      '4.1.0',
      'upsOutputSource',
      {
        1: power('unknown'),
        2: power('bypass', 'bypass'),
        3: power('mains'),
        4: power('mains'),
        5: power('mains', 'eco'),
        6: power('bypass', 'bypass'),
        7: power('off', 'off'),
        8: power('off', 'off'),
        9: power('mains'),
      },
      { critical: true },
    ),
    state(
      '2.1.0',
      'upsBatteryStatus',
      {
        2: batteryNormal,
        3: { flags: ['charging'], batteryNormal: true },
        4: flag('selfTest'),
        5: power('battery', 'discharging'),
        6: flag('lowBattery'),
        7: flag('lowBattery'),
        8: flag('batteryFault'),
        9: flag('noBattery'),
      },
      { critical: true },
    ),
    state('6.3.2.0', 'upsAlarmOverload', { 1: flag('overload') }),
    state('6.3.3.0', 'upsAlarmTemperature', { 1: flag('overTemperature') }),
    state('6.3.11.0', 'upsAlarmGeneralFault', { 1: flag('fault') }),
    number('2.4.0', 'chargePercent', 1),
    number('2.3.0', 'runtimeSeconds', 60),
    number('4.4.1.4', 'loadPercent', 1, { phases: 'worst' }),
    number('3.3.1.2', 'inputVolts', 0.1, { phases: 'first' }),
    number('4.4.1.2', 'outputVolts', 0.1, { phases: 'first' }),
    number('2.5.0', 'batteryVolts', 0.1),
    // A Net Vision 6 sends whole degrees for the battery beside tenths for the room.
    number('2.6.0', 'temperatureCelsius', 0.1, { wholeBelow: 6 }),
    number('2.7.0', 'temperatureCelsius', 0.1, { wholeBelow: 6, spare: true }),
    text('1.1.0', 'model'),
    text('1.2.0', 'serial'),
    text('1.5.0', 'firmware'),
  ],
};

/**
 * Socomec's older Net Vision cards: other numbers under another root. The sources of version 5.01 of the MIB counted otherwise (5 was the battery, which is
 * a bypass since), and "on inverter" is how an online unit always runs: so only the alarm and the battery itself tell whether it is on battery.
 */
export const netvision: MibTable = {
  name: 'netvision',
  title: 'Socomec Net Vision',
  source: 'SOCOMECUPS-MIB (4555.1.1.1); NUT netvision-mib and its pull request 2803; Checkmk ups_socomec_out_source',
  base: '1.3.6.1.4.1.4555.1.1.1.1',
  probes: ['4.1.0', '2.4.0', '2.1.0'],
  manufacturer: 'Socomec',
  rows: [
    state(
      '4.1.0',
      'upsOutputSource',
      {
        1: power('unknown'),
        2: {},
        3: power('mains'),
        4: power('mains', 'eco'),
        5: power('bypass', 'bypass'),
        6: power('off', 'off'),
        7: power('bypass', 'bypass'),
        8: power('off', 'off'),
        9: {},
      },
      { critical: true },
    ),
    state(
      '2.1.0',
      'upsBatteryStatus',
      {
        2: batteryNormal,
        3: flag('lowBattery'),
        4: flag('lowBattery'),
        5: power('battery', 'discharging'),
        6: flag('replaceBattery'),
        7: flag('off'),
      },
      { critical: true },
    ),
    state('6.3.2.0', 'upsAlarmOnBattery', { 0: power('mains'), 1: power('battery') }, { critical: true }),
    number('2.4.0', 'chargePercent', 1),
    number('2.3.0', 'runtimeSeconds', 60),
    number('4.4.1.4', 'loadPercent', 1, { phases: 'worst' }),
    number('3.3.1.5', 'inputVolts', 0.1, { phases: 'first' }),
    number('4.4.1.2', 'outputVolts', 0.1, { phases: 'first' }),
    number('2.5.0', 'batteryVolts', 0.1),
    number('2.6.0', 'temperatureCelsius', 0.1, { wholeBelow: 6 }),
    text('1.1.0', 'model'),
    text('1.4.0', 'serial'),
    text('1.2.0', 'firmware'),
  ],
};
