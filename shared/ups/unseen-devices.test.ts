import { describe, expect, it } from 'vitest';
import { interpret, type Interpretation } from './interpret.js';
import { mibTables } from './mibs/all.js';
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
    expect(device(['riello', { '4.1.0': 5, '2.1.0': 3, '2.3.0': 4 }])).toMatchObject({
      power: 'battery',
      flags: ['lowBattery'],
      measures: { runtimeSeconds: 240 },
    });
  });

  it('tell the temperature of their battery, and that of the room only without one', () => {
    expect(device(['xups', { '4.5.0': 3, '6.1.0': 19 }], ['rfc1628', { '2.7.0': 25 }]).measures.temperatureCelsius).toBe(25);
    expect(device(['xups', { '4.5.0': 3, '6.1.0': 19 }], ['rfc1628', { '2.7.0': 0 }]).measures.temperatureCelsius).toBe(19);
  });
});

describe('an apcupsd behind net-snmp', () => {
  const told = (text: string) => device(['extend', { '10.117.112.115.45.97.112.99.117.112.115': text }]);
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
