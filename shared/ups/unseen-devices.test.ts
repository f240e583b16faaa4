import { describe, expect, it } from 'vitest';
import { interpret, type Interpretation } from './interpret.js';
import { atPlaces } from './measuring-points.js';
import { mibTables } from './mibs/all.js';
import { liebert } from './mibs/liebert.js';
import { liebertUps } from './mibs/liebert-ups.js';
import type { RawValue } from './raw-value.js';

/** Facts of one device under a MIB's base, read by the tables of these names. */
function device(...told: readonly (readonly [name: string, objects: Readonly<Record<string, RawValue>>])[]): Interpretation {
  const tables = mibTables.filter((table) => table.sysObjectId === undefined && told.some(([name]) => name === table.name));
  const values = new Map(
    told.flatMap(([name, objects]) => {
      const base = tables.find((table) => table.name === name)?.base ?? 'no such table';
      return Object.entries(objects).map(([oid, value]) => [`${base}.${oid}`, value] as const);
    }),
  );
  return interpret(tables, { values, alarms: new Map() });
}

describe('a PowerWalker or Voltronic with the newer Phoenixtec MIB', () => {
  const normal = {
    '2.1.0': 4,
    '2.2.0': 308,
    '2.16.1.3.1': 2382,
    '2.18.1.3.1': 2301,
    '2.18.1.5.1': -1,
    '2.18.1.7.1': 27,
    '3.1.0': 2,
    '3.3.0': 600,
    '3.4.0': 100,
    '3.5.0': 1089,
    '3.8.0': -1,
    '3.9.0': '08/03/2023',
    '1.3.0': '05616-0600',
  };

  it('is read with tenths, minutes and minus ones, and the day before the month', () => {
    expect(device(['eppc', normal])).toMatchObject({
      power: 'mains',
      flags: [],
      identity: { firmware: '05616-0600', batteryDate: '2023-03-08' },
      measures: {
        chargePercent: 100,
        runtimeSeconds: 36_000,
        loadPercent: 27,
        inputVolts: 238.2,
        outputVolts: 230.1,
        batteryVolts: 108.9,
        temperatureCelsius: 30.8,
      },
    });
    expect(device(['eppc', normal]).measures).not.toHaveProperty('outputWatts');
  });

  it.each([
    [{ '2.1.0': 5, '3.1.0': 5 }, 'battery discharging'],
    [{ '2.1.0': 5, '3.1.0': 3 }, 'battery lowBattery'],
    [{ '2.1.0': 6, '3.1.0': 2 }, 'battery selfTest'],
    [{ '2.1.0': 3, '3.1.0': 2 }, 'bypass bypass'],
    [{ '2.1.0': 9, '3.1.0': 2 }, 'mains eco'],
    [{ '2.1.0': 7, '3.1.0': 2 }, 'unknown fault'],
    [{ '2.1.0': 10, '3.1.0': 6, '2.18.1.3.1': 0, '2.18.1.7.1': 0 }, 'off batteryFault off'],
  ])('tells %o as %s', (change, said) => {
    const { power, flags } = device(['eppc', { ...normal, ...change }]);
    expect([power, ...flags].join(' ')).toBe(said);
  });
});

describe('units that a card does not keep to', () => {
  it('takes whole volts for tenths where 23 V can not be', () => {
    const xppc = (status: number) => device(['xppc', { '4.1.1.0': status, '3.2.1.0': 229, '4.2.1.0': 230, '4.2.3.0': 37 }]).measures;
    expect(xppc(2)).toEqual({ inputVolts: 229, outputVolts: 230, loadPercent: 37 });
    // On battery an input of 22.9 V is a dying one.
    expect(xppc(3)).toEqual({ inputVolts: 22.9, outputVolts: 230, loadPercent: 37 });
  });

  it('takes whole battery volts for tenths, but not those of a cell', () => {
    const volts = (raw: number) => device(['rfc1628', { '4.1.0': 3, '2.5.0': raw }]).measures.batteryVolts;
    expect([volts(54), volts(82), volts(540), volts(22), volts(4348)]).toEqual([54, 82, 54, undefined, 434.8]);
  });

  it('takes whole degrees of a Net Vision for tenths, and keeps a cold room of others', () => {
    expect(device(['socomec', { '2.1.0': 2, '2.6.0': 22, '2.7.0': 190 }]).measures.temperatureCelsius).toBe(22);
    expect(device(['socomec', { '2.1.0': 2, '2.6.0': 0, '2.7.0': 210 }]).measures.temperatureCelsius).toBe(21);
    expect(device(['powernet', { '4.1.1.0': 2, '2.3.2.0': 50 }]).measures.temperatureCelsius).toBe(5);
  });
});

describe('an older Net Vision', () => {
  const said = (objects: Readonly<Record<string, RawValue>>) => {
    const { power, flags } = device(['netvision', objects]);
    return [power, ...flags].join(' ');
  };

  it.each([
    ['on its inverter', { '4.1.0': 2, '2.1.0': 2, '6.3.2.0': 0 }, 'mains'],
    ['on its inverter from the battery', { '4.1.0': 2, '2.1.0': 2, '6.3.2.0': 1 }, 'battery'],
    ['discharging, without the alarm', { '4.1.0': 2, '2.1.0': 5 }, 'battery discharging'],
    ['on bypass', { '4.1.0': 5, '2.1.0': 2, '6.3.2.0': 0 }, 'bypass bypass'],
    ['on battery by the older numbers', { '4.1.0': 5, '2.1.0': 3, '6.3.2.0': 1 }, 'battery lowBattery bypass'],
    ['off after an outage', { '4.1.0': 8, '2.1.0': 2, '6.3.2.0': 0 }, 'off off'],
    ['in maintenance bypass', { '4.1.0': 7, '2.1.0': 2, '6.3.2.0': 0 }, 'bypass bypass'],
    ['saving energy', { '4.1.0': 4, '2.1.0': 2, '6.3.2.0': 0 }, 'mains eco'],
    ['with a source that says nothing', { '4.1.0': 9, '2.1.0': 2 }, 'unknown'],
  ])('%s is told by its alarm, not by numbers that changed their meaning', (_what, objects, is) => {
    expect(said(objects)).toBe(is);
  });
});

describe('makers beside RFC 1628', () => {
  it('name themselves where the standard MIB is silent', () => {
    const standard = { '4.1.0': 3, '2.4.0': 100 } as const;
    expect(device(['abb', { '1.0': 'ABB', '2.0': 'DPA' }], ['rfc1628', standard]).identity).toEqual({ manufacturer: 'ABB', model: 'DPA' });
    expect(device(['orvaldi', { '1.3.0': 'G2', '1.4.0': '123', '1.6.0': 'VERFW:01428.1400' }], ['rfc1628', standard])).toMatchObject({
      identity: { model: 'G2', serial: '123', firmware: '01428.1400' },
      power: 'mains',
    });
    expect(device(['delta', { '1.1.0': 'Minuteman', '1.2.0': 'E1500' }], ['rfc1628', standard])).toMatchObject({
      identity: { manufacturer: 'Minuteman', model: 'E1500' },
      measures: { chargePercent: 100 },
    });
    expect(device(['ge', { '4.1.0': 3, '2.1.0': 2, '4.4.1.5.1': 22, '4.4.1.5.2': 31 }])).toMatchObject({
      power: 'mains',
      measures: { loadPercent: 31 },
    });
    expect(device(['riello', { '4.1.0': 5, '2.1.0': 3, '2.3.0': 4 }])).toMatchObject({
      power: 'battery',
      flags: ['lowBattery'],
      measures: { runtimeSeconds: 240 },
    });
  });

  it('tell the serial number of an HP beside its own MIB', () => {
    const found = device(['cpqpower', { '1.1.0': 'HPE', '4.5.0': 3, '2.4.0': 98 }], ['cpqdevice', { '7.0': 'ACC123' }]);
    expect(found).toMatchObject({ identity: { manufacturer: 'HPE', serial: 'ACC123' }, power: 'mains' });
  });

  it('tell the temperature of their battery, and that of the room only without one', () => {
    expect(device(['xups', { '4.5.0': 3, '6.1.0': 19 }], ['rfc1628', { '2.7.0': 25 }]).measures.temperatureCelsius).toBe(25);
    expect(device(['xups', { '4.5.0': 3, '6.1.0': 19 }], ['rfc1628', { '2.7.0': 0 }]).measures.temperatureCelsius).toBe(19);
  });
});

describe('an apcupsd behind net-snmp', () => {
  const told = (text: string) => device(['extend', { '115': text }]);
  const read = {
    power: 'unknown',
    flags: [],
    measures: { chargePercent: 100, runtimeSeconds: 486, loadPercent: 37, inputVolts: 117, batteryVolts: 27 },
  };

  it('is read from JSON', () => {
    const data = {
      nominal_voltage: '120',
      time_remaining: '8.1',
      charge: '100.0',
      battery_voltage: '27.0',
      load: '37.0',
      input_voltage: '117.0',
    };
    expect(told(JSON.stringify({ errorString: '', error: '0', data, version: 1 }, undefined, 3))).toMatchObject(read);
    expect(told('{"data":{"charge":12.5,"time_remaining":1}}').measures).toEqual({ chargePercent: 12.5, runtimeSeconds: 60 });
  });

  it('is read from the lines of older scripts', () => {
    expect(told('117.0\n37.0\n100.0\n8.1\n27.0\n120\n24.0\n')).toMatchObject(read);
    expect(told('apcaccess: connection refused\n').measures).toEqual({});
  });
});

describe('a NUT behind net-snmp', () => {
  const told = (text: string) => device(['extendnut', { '116': text }]);
  const values = '100\n18\n2280\n44\n45\n230\n252.0\n17\n';

  it('is read from eight values and the status in words', () => {
    expect(told(`${values}OL CHRG\n`)).toMatchObject({
      power: 'mains',
      flags: ['charging'],
      measures: { chargePercent: 100, runtimeSeconds: 2280, batteryVolts: 44, inputVolts: 252, loadPercent: 17 },
    });
    expect(told(`${values}OB DISCHRG LB\n`)).toMatchObject({ power: 'battery', flags: ['lowBattery', 'discharging'] });
    expect(told('Unknown\nUnknown\nUnknown\nUnknown\nUnknown\nUnknown\nUnknown\nUnknown\nUnknown\n')).toMatchObject({
      power: 'unknown',
      flags: [],
      measures: {},
    });
  });

  it('is read from a line for each word of the status', () => {
    const lines = (...raised: readonly number[]) =>
      Array.from({ length: 15 }, (_, index) => (raised.includes(index) ? '1' : '0')).join('\n');
    expect(told(values + lines(0))).toMatchObject({ power: 'mains', flags: [] });
    expect(told(values + lines(1, 2, 6))).toMatchObject({ power: 'battery', flags: ['lowBattery', 'discharging'] });
    expect(told(values + lines(0, 10))).toMatchObject({ power: 'mains', flags: ['overload'] });
    expect(told(`${values}OL BYPASS\n`)).toMatchObject({ power: 'bypass', flags: ['bypass'] });
    expect(told(values + lines(0, 7))).toMatchObject({ power: 'bypass', flags: ['bypass'] });
    // Everything at once is no answer; the worst of it counts.
    expect(told(values + lines(...Array.from({ length: 15 }, (_, index) => index)))).toMatchObject({ power: 'battery' });
  });
});

describe('Vertiv cards that tell words', () => {
  const normal = {
    '1.4872': 'Normal',
    '1.4153': '100',
    '1.4150': '47',
    '1.5861': '23',
    '1.4096': '231.4',
    '1.4385': '230.1',
    '1.4148': '82.3',
    '1.4156': '27.0',
    '100.4162': 'Inactive Event',
    '100.6182': 'Inactive Event',
  };

  it('are read in the units of their display', () => {
    expect(device(['vertiv', normal])).toMatchObject({
      power: 'mains',
      flags: [],
      measures: {
        chargePercent: 100,
        runtimeSeconds: 2820,
        loadPercent: 23,
        inputVolts: 231.4,
        outputVolts: 230.1,
        batteryVolts: 82.3,
        temperatureCelsius: 27,
      },
    });
  });

  it.each([
    [{ '1.4872': 'Battery', '100.4168': 'Active Warning', '1.4096': '0.0' }, 'battery discharging'],
    [{ '1.4872': 'Battery', '100.4162': 'Active Alarm' }, 'battery lowBattery'],
    [{ '1.4872': 'Bypass', '100.6182': 'Active Event' }, 'bypass replaceBattery bypass'],
    [{ '1.4872': 'None', '1.4385': '0.0', '1.5861': '0' }, 'off off'],
    [{ '1.4872': 'Unavailable' }, 'unknown'],
  ])('tell %o as %s', (change, said) => {
    const { power, flags } = device(['vertiv', { ...normal, ...change }]);
    expect([power, ...flags].join(' ')).toBe(said);
  });

  it('of three phases tell each of them', () => {
    const three = { ...normal, '1.4098': '229.0', '1.4100': '230.0', '1.4386': '230.0', '1.4387': '229.9', '1.4223': '20', '1.4224': '41' };
    const { measures, phases } = device(['vertiv', { ...three, '1.4225': '33' }]);
    expect(measures.loadPercent).toBe(41);
    expect(phases.map(({ loadPercent }) => loadPercent)).toEqual([20, 41, 33]);
  });
});

describe('Delta’s fifth MIB', () => {
  const normal = { '5.1.0': 1, '7.1.0': 1, '7.2.0': 1, '7.3.0': 1, '7.5.0': 33, '7.6.0': 2745, '7.10.0': 98, '7.12.0': 28, '5.8.0': 12 };

  it('counts from one where the fourth counts from zero', () => {
    expect(device(['delta5', { ...normal, '4.3.0': 2305, '5.4.0': 2300, '5.7.0': 640, '8.2.0': 2 }])).toMatchObject({
      power: 'mains',
      flags: [],
      measures: {
        chargePercent: 98,
        runtimeSeconds: 1980,
        loadPercent: 12,
        inputVolts: 230.5,
        outputVolts: 230,
        batteryVolts: 274.5,
        outputWatts: 640,
        temperatureCelsius: 28,
      },
    });
  });

  it.each([
    [{ '5.1.0': 2, '7.3.0': 4 }, 'battery discharging'],
    [{ '5.1.0': 2, '7.2.0': 2 }, 'battery lowBattery'],
    [{ '5.1.0': 2, '8.2.0': 3 }, 'battery selfTest'],
    [{ '5.1.0': 3, '9.10.0': 1 }, 'bypass overload bypass'],
    [{ '7.1.0': 3, '8.2.0': 5 }, 'mains replaceBattery selfTestFailed'],
    [{ '5.1.0': 9 }, 'mains eco'],
    [{ '9.1.0': 1 }, 'unknown communicationLost'],
  ])('tells %o as %s', (change, said) => {
    const { power, flags } = device(['delta5', { ...normal, ...change }]);
    expect([power, ...flags].join(' ')).toBe(said);
  });

  it('and the fourth tell a test by its result, and an overload by its alarm', () => {
    const { power, flags } = device(['delta', { '5.1.0': 1, '7.2.0': 0, '8.2.0': 2, '9.12.0': 1 }]);
    expect([power, ...flags].join(' ')).toBe('battery overload selfTest');
  });
});

describe('points of measurement that each Liebert numbers as it likes', () => {
  const { base } = liebert;
  const name = (place: number, point: number) => [`${base}.3.5.2.3.1.3.${String(place)}.1`, `${base}.3.5.2.1.${String(point)}`] as const;
  const line = (column: number, place: number, ...lines: readonly number[]) =>
    lines.map((value, index) => [`${base}.3.5.2.3.1.${String(column)}.${String(place)}.${String(index + 1)}`, value] as const);

  it('are found by their names', () => {
    const values = new Map<string, RawValue>([
      [`${base}.3.5.3.55.0`, 3],
      ...[name(1, 9), name(2, 7), name(3, 1)],
      ...line(5, 1, 230, 231, 229),
      ...line(7, 1, 24, 23, 22),
      ...line(5, 2, 220, 220, 220),
      ...line(4, 3, 391, 391, 393),
      ...line(5, 3, 227, 224, 226),
    ]);
    const found = interpret([atPlaces(liebert, values)], { values, alarms: new Map() });
    expect(found).toMatchObject({ power: 'mains', measures: { inputVolts: 227, outputVolts: 230, loadPercent: 24 } });
    expect(found.phases.map(({ outputVolts, loadPercent }) => [outputVolts, loadPercent])).toEqual([
      [230, 24],
      [231, 23],
      [229, 22],
    ]);
  });

  it('are left out where nothing is measured there', () => {
    const rows = atPlaces(liebert, new Map([name(1, 7)])).rows;
    expect(rows.some((row) => row.kind === 'number' && row.phases !== undefined)).toBe(false);
  });
});

describe('what one more row tells', () => {
  it('of an Argus: the inverter is the battery', () => {
    const said = (source: number) => {
      const { power, flags } = device(['argus', { '4.1.0': source, '2.1.0': 2, '2.3.0': 545, '2.5.0': 97, '2.6.0': 21, '4.4.1.7.1': 40 }]);
      return [power, ...flags].join(' ');
    };
    expect([2, 3, 6, 7, 9, 10, 11].map(said)).toEqual([
      'mains',
      'mains boost',
      'mains trim',
      'battery',
      'unknown',
      'off off',
      'bypass bypass',
    ]);
    expect(device(['argus', { '4.1.0': 2, '2.3.0': 545, '2.5.0': 97 }]).measures).toEqual({ batteryVolts: 54.5, chargePercent: 97 });
  });

  it('of the room, where nothing tells how warm the battery is', () => {
    expect(device(['mge', { '7.3.0': 2, '8.1.0': 235 }]).measures.temperatureCelsius).toBe(23.5);
    expect(device(['mge', { '7.3.0': 2, '8.1.0': 235, '5.7.0': 30 }]).measures.temperatureCelsius).toBe(30);
    expect(device(['huawei', { '2.101.1.1.1': 3, '2.101.1.4.1': 252 }]).measures.temperatureCelsius).toBe(25.2);
  });

  it('of an APC with three phases: the watts of all of them', () => {
    const watts = { '9.3.3.1.13.1.1.1': 1200, '9.3.3.1.13.1.1.2': -1, '9.3.3.1.13.1.1.3': 800 };
    expect(device(['powernet', { '4.1.1.0': 2, ...watts }]).measures.outputWatts).toBe(2000);
  });

  it('of a CyberPower with three phases: their volts, where the scalars are empty', () => {
    const phases = {
      '9.1.2.1.2.1': 2301,
      '9.1.2.1.2.2': 2310,
      '9.1.2.1.2.3': 2290,
      '9.2.2.1.2.1': 2300,
      '9.2.2.1.2.2': 2301,
      '9.2.2.1.2.3': 2299,
    };
    const found = device(['cps', { '4.1.1.0': 2, '3.2.1.0': 0, '4.2.1.0': 0, '9.2.1.0': 3, ...phases }]);
    expect(found.measures).toEqual({ inputVolts: 230.1, outputVolts: 230 });
    expect(found.phases.map(({ inputVolts }) => inputVolts)).toEqual([230.1, 231, 229]);
  });

  it('of an older Liebert: its bypass, where it names no source', () => {
    expect(device(['liebert', { '3.5.3.10.0': 1, '3.5.1.26.0': 2, '3.5.1.14.0': 3 }])).toMatchObject({
      power: 'bypass',
      flags: ['charging', 'bypass'],
    });
    expect(device(['liebert', { '3.5.3.10.0': 2, '3.5.1.26.0': 2 }])).toMatchObject({ power: 'unknown', flags: [] });
  });
});

describe('a Vertiv Liebert ITA2', () => {
  const normal = {
    '1.2.0': 'ITA2',
    '1.3.0': '2101',
    '2.1.1.0': 0,
    '2.1.2.0': 1,
    '2.2.1.0': 2311,
    '2.2.2.0': 0,
    '2.2.3.0': 0,
    '2.3.1.0': 2302,
    '2.3.2.0': 0,
    '2.3.8.0': 152,
    '2.3.9.0': 0,
    '2.3.14.0': 304,
    '2.3.15.0': 0,
    '2.5.1.0': 2193,
    '2.5.7.0': 355,
    '2.5.8.0': 65_535,
    '2.5.9.0': 241,
    '2.5.10.0': 98,
  };

  it('is read in tenths of minutes and hundredths of kilowatts', () => {
    expect(device(['ita2', normal])).toMatchObject({
      identity: { manufacturer: 'Vertiv', model: 'ITA2', serial: '2101' },
      power: 'mains',
      flags: [],
      measures: {
        chargePercent: 98,
        runtimeSeconds: 2130,
        loadPercent: 30.4,
        inputVolts: 231.1,
        outputVolts: 230.2,
        batteryVolts: 219.3,
        temperatureCelsius: 24.1,
        outputWatts: 1520,
      },
    });
  });

  it.each([
    [{ '2.1.2.0': 2, '2.1.1.0': 1, '2.2.1.0': 0 }, 'battery alarm'],
    [{ '2.1.2.0': 3 }, 'bypass bypass'],
    [{ '2.1.2.0': 4 }, 'mains discharging'],
    [{ '2.1.2.0': 0, '2.3.1.0': 0, '2.3.14.0': 0 }, 'off off'],
    [{ '2.1.2.0': 7 }, 'unknown'],
  ])('tells %o as %s', (change, said) => {
    const { power, flags } = device(['ita2', { ...normal, ...change }]);
    expect([power, ...flags].join(' ')).toBe(said);
  });

  it('of three phases tells each of them', () => {
    const three = { ...normal, '2.3.2.0': 2299, '2.3.3.0': 2304, '2.3.15.0': 411, '2.3.16.0': 207, '2.3.9.0': 190, '2.3.10.0': 101 };
    const { measures, phases } = device(['ita2', three]);
    expect(measures).toMatchObject({ loadPercent: 41.1, outputWatts: 4430 });
    expect(phases.map(({ loadPercent, outputWatts }) => [loadPercent, outputWatts])).toEqual([
      [30.4, 1520],
      [41.1, 1900],
      [20.7, 1010],
    ]);
  });
});

describe('a Voltronic with its maker’s own MIB', () => {
  const normal = {
    '1.1.0': '',
    '1.3.0': 'VFI 3000',
    '1.6.0': 'VERFW:01428.1400',
    '3.1.0': 2,
    '3.3.0': 42,
    '3.4.0': 97,
    '3.5.0': 814,
    '3.13.0': 251,
    '4.5.1.3.0': 2287,
    '5.1.0': 3,
    '5.6.0': 1,
    '5.7.1.2.0': 2299,
    '5.7.1.5.0': 6100,
    '5.7.1.7.0': 21,
    '7.2.0': 2,
  };

  it('is read with tenths and minutes', () => {
    expect(device(['voltronic', normal])).toMatchObject({
      identity: { manufacturer: 'Voltronic', model: 'VFI 3000', firmware: '01428.1400' },
      power: 'mains',
      flags: [],
      measures: {
        chargePercent: 97,
        runtimeSeconds: 2520,
        loadPercent: 21,
        inputVolts: 228.7,
        outputVolts: 229.9,
        batteryVolts: 81.4,
        temperatureCelsius: 25.1,
        outputWatts: 610,
      },
    });
  });

  it.each([
    [{ '5.1.0': 5, '3.1.0': 5 }, 'battery discharging'],
    [{ '5.1.0': 5, '3.1.0': 4 }, 'battery lowBattery'],
    [{ '5.1.0': 8, '7.2.0': 5 }, 'battery selfTest'],
    [{ '5.1.0': 4, '3.1.0': 7 }, 'bypass replaceBattery bypass'],
    [{ '5.1.0': 10, '7.2.0': 3 }, 'mains eco selfTestFailed'],
    [{ '5.1.0': 7 }, 'mains trim'],
    [{ '5.1.0': 9, '5.7.1.2.0': 0, '5.7.1.7.0': 0 }, 'off off'],
    [{ '5.1.0': 1 }, 'unknown'],
  ])('tells %o as %s', (change, said) => {
    const { power, flags } = device(['voltronic', { ...normal, ...change }]);
    expect([power, ...flags].join(' ')).toBe(said);
  });
});

describe('a Liebert that tells battery and "off" only by alarms', () => {
  const objects = {
    '1.2.0': 'GXT2',
    '2.1.0': 21,
    '2.3.0': 54,
    '2.5.0': 29,
    '2.6.0': 99,
    '3.6.1.2.1': 119,
    '4.2.0': 34,
    '4.4.1.2.1': 121,
    '4.5.0': 360,
    '7.2.0': 2,
    '13.1.0': 3,
  };
  const told = (count: number, alarms: readonly number[] | undefined, change: Readonly<Record<string, RawValue>> = {}) => {
    const { base, name } = liebertUps;
    const values = new Map(Object.entries({ ...objects, '6.1.0': count, ...change }).map(([oid, value]) => [`${base}.${oid}`, value]));
    const named = alarms?.map((alarm) => `${base}.6.3.${String(alarm)}`);
    return interpret([liebertUps], { values, alarms: new Map(named === undefined ? [] : [[name, named]]) });
  };
  const said = ({ power, flags }: Interpretation) => [power, ...flags].join(' ');

  it('is on mains while no alarm says otherwise', () => {
    expect(told(0, undefined)).toMatchObject({
      identity: { manufacturer: 'Liebert', model: 'GXT2' },
      power: 'mains',
      flags: [],
      measures: {
        chargePercent: 99,
        runtimeSeconds: 1260,
        loadPercent: 34,
        inputVolts: 119,
        outputVolts: 121,
        batteryVolts: 54,
        temperatureCelsius: 29,
        outputWatts: 360,
      },
    });
    expect(said(told(1, [9]))).toBe('mains replaceBattery');
  });

  it('is on battery, low, off or on bypass when one does', () => {
    expect(said(told(2, [3, 10]))).toBe('battery');
    expect(said(told(3, [1, 3, 10]))).toBe('battery lowBattery');
    expect(said(told(1, [12], { '4.2.0': 0, '4.4.1.2.1': 0 }))).toBe('off off');
    expect(said(told(0, undefined, { '13.1.0': 2 }))).toBe('bypass bypass');
    expect(said(told(0, undefined, { '7.2.0': 4 }))).toBe('mains selfTest');
  });

  it('says nothing about the power as long as an alarm has no name', () => {
    expect(said(told(2, undefined))).toBe('unknown alarm');
    expect(said(told(2, [3]))).toBe('unknown');
  });
});

describe('a Gamatronic', () => {
  it('tells what it measures, and of its power nothing', () => {
    const phases = {
      '5.4.1.1.2.1': 231,
      '5.4.1.1.2.2': 229,
      '5.4.1.1.2.3': 230,
      '5.5.1.1.2.1': 230,
      '5.5.1.1.2.2': 230,
      '5.5.1.1.2.3': 231,
    };
    const watts = { '5.5.1.1.4.1': 24, '5.5.1.1.4.2': 31, '5.5.1.1.4.3': 19 };
    const found = device(['gamatronic', { '1.1.2.0': 'Gamatronic', '1.2.2.0': 541, '1.2.26.1.6.1': 2, ...phases, ...watts }]);
    expect(found).toMatchObject({
      power: 'unknown',
      flags: ['lowBattery'],
      measures: { inputVolts: 231, outputVolts: 230, batteryVolts: 54.1, outputWatts: 7400 },
    });
    expect(found.phases.map(({ outputWatts }) => outputWatts)).toEqual([2400, 3100, 1900]);
  });
});

describe('an APC Galaxy 5500', () => {
  const flags = (...raised: readonly number[]) =>
    Array.from({ length: 64 }, (_, index) => (raised.includes(index + 1) ? '1' : '0')).join('');

  it.each([
    [{ '11.1.1.0': flags(4, 6) }, 'mains'],
    [{ '4.1.1.0': 1, '11.1.1.0': flags(4, 6) }, 'mains'],
    [{ '4.1.1.0': 1, '11.1.1.0': flags(1, 2, 6) }, 'battery'],
    [{ '11.1.1.0': flags(1, 2, 3, 6) }, 'battery lowBattery'],
  ])('is known by its flags where it has no state: %o is %s', (objects, said) => {
    const found = device(['powernet', { '2.1.1.0': 1, ...objects }]);
    expect([found.power, ...found.flags].join(' ')).toBe(said);
  });
});

describe('watts that are kilowatts', () => {
  it('are not told as watts', () => {
    const watts = (told: number, load: number) =>
      device(['rfc1628', { '4.1.0': 3, '4.4.1.4.1': told, '4.4.1.5.1': load }]).measures.outputWatts;
    expect([watts(1, 27), watts(20, 35), watts(0, 0), watts(35, 12)]).toEqual([undefined, 20, 0, 35]);
  });

  it('nor is none measured where a phase feeds a load', () => {
    const phase = (place: number) => ({
      [`4.4.1.2.${String(place)}`]: 230 + place,
      [`4.4.1.4.${String(place)}`]: 0,
      [`4.4.1.5.${String(place)}`]: place - 1,
    });
    const { phases } = device(['rfc1628', { '4.1.0': 3, ...phase(1), ...phase(2), ...phase(3) }]);
    expect(phases.map(({ outputWatts }) => outputWatts)).toEqual([0, undefined, undefined]);
  });
});

describe('a UPS at a Synology NAS', () => {
  const objects = {
    '1.1.0': 'Ellipse PRO',
    '1.2.0': 'EATON',
    '1.3.0': '000000000',
    '2.1.0': 'OL CHRG',
    '2.12.1.0': 11,
    '3.1.1.0': 96,
    '3.2.1.0': 26.9,
    '3.6.1.0': 1410,
    '4.1.1.0': 231,
    '5.1.1.0': 230,
  };

  it('is read by NUT’s words, without a serial number of zeros', () => {
    const found = device(['synology', objects]);
    expect(found).toMatchObject({
      power: 'mains',
      flags: ['charging'],
      measures: { chargePercent: 96, runtimeSeconds: 1410, loadPercent: 11, inputVolts: 231, outputVolts: 230, batteryVolts: 26.9 },
    });
    expect(found.identity).toEqual({ manufacturer: 'EATON', model: 'Ellipse PRO' });
  });

  it.each([
    ['OL', 'mains'],
    ['OB DISCHRG', 'battery discharging'],
    ['FSD OB LB', 'battery lowBattery forcedShutdown'],
    ['OL BYPASS', 'bypass bypass'],
    ['OFF', 'off off'],
    ['', 'unknown'],
    ['WAIT', 'unknown'],
  ])('tells %s as %s', (status, said) => {
    const { power, flags } = device(['synology', { '2.1.0': status, '3.1.1.0': 80 }]);
    expect([power, ...flags].join(' ')).toBe(said);
  });
});

describe('two MIBs of which one says “off” of a UPS that feeds its load', () => {
  it('leave the contradiction told, and nothing off', () => {
    const found = device(['powernet', { '4.1.1.0': 2, '4.2.1.0': 230, '4.2.3.0': 31 }], ['rfc1628', { '4.1.0': 2 }]);
    expect(found).toMatchObject({ power: 'mains', flags: [], disagreements: [{ field: 'power' }] });
  });
});

describe('an APC Easy UPS with three phases, which speaks Phoenixtec’s MIB', () => {
  const normal = {
    '2.1.1.0': 2,
    '2.2.1.0': 99,
    '2.2.4.0': 9999,
    '3.2.1.0': 2490,
    '4.1.1.0': 2,
    '4.2.1.0': 2210,
    '4.2.3.0': 30,
    '8.1.3.0': 18,
    '8.2.2.0': 2311,
    '8.2.3.0': 2307,
    '8.2.4.0': 2325,
    '8.3.2.0': 2301,
    '8.3.3.0': 2299,
    '8.3.4.0': 2300,
    '8.3.5.0': 214,
    '8.3.6.0': 337,
    '8.3.7.0': 252,
    '8.5.2.0': 16,
    '8.5.3.0': 16,
    '8.5.5.0': 5,
    '8.6.4.0': 12,
    '8.7.4.0': 16,
    '8.7.6.0': 16,
  };
  const said = (change: Readonly<Record<string, RawValue>>) => {
    const { power, flags } = device(['xppc', { ...normal, ...change }]);
    return [power, ...flags].join(' ');
  };

  it('is read phase by phase, with minutes', () => {
    const { measures, phases } = device(['xppc', normal]);
    expect(measures).toMatchObject({ chargePercent: 99, runtimeSeconds: 1080, loadPercent: 33.7, inputVolts: 231.1, outputVolts: 230.1 });
    expect(phases.map(({ loadPercent }) => loadPercent)).toEqual([21.4, 33.7, 25.2]);
  });

  it.each([
    [{}, 'mains'],
    [{ '8.5.5.0': 4 }, 'battery'],
    [{ '4.1.1.0': 9, '8.5.5.0': 4, '8.5.3.0': 14 }, 'battery lowBattery trim'],
    [{ '4.1.1.0': 1, '8.6.4.0': 13 }, 'bypass bypass'],
    [{ '8.7.4.0': 14, '8.7.6.0': 14 }, 'mains overload overTemperature'],
    [{ '8.7.7.0': 14 }, 'mains fault'],
    [{ '4.1.1.0': 1 }, 'unknown'],
  ])('tells %o as %s', (change, is) => {
    expect(said(change)).toBe(is);
  });
});

describe('legs of a split phase', () => {
  it('are no contradiction: one MIB tells each, another both together', () => {
    const between = (volts: number) =>
      device(
        ['powernet', { '4.1.1.0': 2, '4.2.1.0': volts, '3.2.1.0': volts }],
        ['rfc1628', { '4.1.0': 3, '4.4.1.2.1': 120, '3.3.1.3.1': 119 }],
      );
    expect([between(240), between(208)].map(({ disagreements }) => disagreements)).toEqual([[], []]);
    expect(between(175).disagreements.map(({ field }) => field)).toEqual(['inputVolts', 'outputVolts']);
  });
});
