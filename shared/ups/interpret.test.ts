import { describe, expect, it } from 'vitest';
import { interpret, type SnmpAnswers } from './interpret.js';
import { mibTables } from './mibs/all.js';
import { powernet } from './mibs/powernet.js';
import { rfc1628 } from './mibs/rfc1628.js';
import { mge } from './mibs/mge.js';
import { xups } from './mibs/xups.js';
import { xppc } from './mibs/xppc.js';
import { huawei } from './mibs/huawei.js';
import type { MibTable } from './mibs/mib-table.js';
import type { RawValue } from './raw-value.js';

/** Answers of a device, by OID relative to a table. */
function answers(...told: readonly (readonly [MibTable, Readonly<Record<string, RawValue>>])[]): SnmpAnswers {
  const values = new Map(
    told.flatMap(([table, objects]) => Object.entries(objects).map(([oid, value]) => [`${table.base}.${oid}`, value] as const)),
  );
  return { values, alarms: new Map() };
}
const apc = (objects: Readonly<Record<string, RawValue>>) => interpret([powernet], answers([powernet, objects]));
const standard = (objects: Readonly<Record<string, RawValue>>) => interpret([rfc1628], answers([rfc1628, objects]));
const bits = (...raised: readonly number[]) => Array.from({ length: 64 }, (_, index) => (raised.includes(index + 1) ? '1' : '0')).join('');

describe('every MIB table', () => {
  it('has a name, a source and probes, and no row twice', () => {
    for (const table of mibTables) {
      expect(table.probes.length, table.title).toBeGreaterThan(0);
      expect(table.source, table.title).not.toBe('');
      const oids = table.rows.map((row) => row.oid);
      const facts = table.rows.map((row) => `${row.oid} ${'pick' in row ? String(row.pick) : ''}${'point' in row ? row.point : ''}`);
      expect(new Set(facts).size, table.title).toBe(facts.length);
      expect(
        [table.base, ...oids].every((oid) => /^\d+(\.\d+)*$/.test(oid)),
        table.title,
      ).toBe(true);
    }
  });

  it('reads scalars with their instance, since an agent answers noSuchName without it (nut issue 953)', () => {
    const bare = mibTables.flatMap((table) =>
      table.rows.filter((row) => (row.kind !== 'number' || row.phases === undefined) && !/\.(0|1)$/.test(row.oid)).map(() => table.name),
    );
    // An extension of net-snmp is told by the letters of its name, Vertiv's points by their number alone.
    expect([...new Set(bare)]).toEqual(['vertiv', 'extend', 'extendnut']);
  });

  it('says where the power comes from, or says why not', () => {
    const silent = mibTables.filter(
      (table) =>
        ![...table.rows.flatMap((row) => (row.kind === 'state' ? [row.meanings] : [])), table.alarms?.meanings ?? {}].some((meanings) =>
          Object.values(meanings).some((meaning) => meaning.power === 'battery'),
        ),
    );
    expect(silent.map((table) => table.name)).toEqual([
      'cpqdevice',
      'dell',
      'telecom',
      'emerson',
      'gamatronic',
      'abb',
      'orvaldi',
      'poweralert',
      'extend',
    ]);
  });
});

describe('units', () => {
  it('takes PowerNet’s TimeTicks as hundredths of a second and RFC 1628’s runtime as minutes', () => {
    expect(apc({ '4.1.1.0': 2, '2.2.3.0': 1_637_400 }).measures.runtimeSeconds).toBe(16_374);
    expect(standard({ '4.1.0': 3, '2.3.0': 18 }).measures.runtimeSeconds).toBe(1080);
  });

  it('takes volts above 600 as tenths, which some cards send where RFC 1628 says volts (2360 for 236.0 V)', () => {
    expect(standard({ '4.1.0': 3, '3.3.1.3.1': 2360 }).measures.inputVolts).toBe(236);
  });

  it('reads one UPS the same through three MIBs, with the finest unit of each value', () => {
    const eaton = interpret(
      [xups, mge, rfc1628],
      answers(
        [xups, { '4.5.0': 3, '2.1.0': 1132, '2.2.0': 55, '2.4.0': 91, '3.4.1.2.1': 229 }],
        [mge, { '7.3.0': 2, '5.1.0': 1132, '5.2.0': 91, '5.5.0': 550, '6.2.1.2.1.0': 2290 }],
        [rfc1628, { '4.1.0': 3, '2.3.0': 18, '2.4.0': 91, '2.5.0': 550, '3.3.1.3.1': 228 }],
      ),
    );
    expect(eaton).toMatchObject({
      power: 'mains',
      measures: { runtimeSeconds: 1132, chargePercent: 91, batteryVolts: 55, inputVolts: 229 },
      disagreements: [],
    });
  });

  it('believes Huawei’s own kilowatts before its RFC 1628 watts, which are off by a hundred', () => {
    const found = interpret(
      [huawei, rfc1628],
      answers(
        [huawei, { '2.101.1.1.1': 3, '4.100.1.8.1': 21, '4.100.1.9.1': 24, '4.100.1.10.1': 60 }],
        [rfc1628, { '4.1.0': 3, '4.4.1.4.1': 34 }],
      ),
    );
    expect(found.measures.outputWatts).toBe(10_500);
  });
});

describe('what a card does not know', () => {
  it.each([
    ['all ones', apc({ '4.1.1.0': 2, '2.2.3.0': 4_294_967_295, '2.2.1.0': 4_294_967_295 })],
    ['minus one', standard({ '4.1.0': 3, '2.3.0': -1, '2.4.0': -1, '2.7.0': -1 })],
    ['sixteen ones', standard({ '4.1.0': 3, '2.3.0': 65_535, '2.4.0': 65_535 })],
    ['65535 seconds in minutes', standard({ '4.1.0': 3, '2.3.0': 1092 })],
    ['absolute zero and 255 degrees', standard({ '4.1.0': 3, '2.7.0': -273, '2.4.0': 255 })],
    ['no sensor', apc({ '4.1.1.0': 2, '2.2.2.0': 255, '2.3.2.0': 2550 })],
    ['zero beside a full battery', standard({ '4.1.0': 3, '2.1.0': 2, '2.3.0': 0, '3.3.1.3.1': 0, '2.5.0': 0, '2.7.0': 0 })],
  ])('is absent, never a number: %s', (_name, found) => {
    expect(found.measures).toEqual({});
  });

  it('keeps zeros that mean something: a dead input on battery, an empty battery, no load', () => {
    const found = standard({ '4.1.0': 5, '2.1.0': 3, '2.3.0': 0, '2.4.0': 0, '3.3.1.3.1': 0, '4.4.1.5.1': 0 });
    expect(found.measures).toEqual({ runtimeSeconds: 0, chargePercent: 0, inputVolts: 0, loadPercent: 0 });
  });

  it('leaves out texts that say nothing, and takes the serial out of Eaton’s name', () => {
    const found = standard({ '1.1.0': '  ', '1.2.0': 'N/A', '1.3.0': '2.07\u0000\u0000', '1.5.0': 'ID: GA10J05109 , Msg: 9PX1000iRT2U' });
    expect(found.identity).toEqual({ firmware: '2.07', serial: 'GA10J05109' });
  });

  it('calls power unknown when nobody states it, and clamps a charge of 104 %', () => {
    expect(standard({ '4.1.0': 1, '2.4.0': 104 })).toMatchObject({ power: 'unknown', measures: { chargePercent: 100 } });
    expect(interpret([], answers())).toMatchObject({ power: 'unknown', flags: [], mibs: [] });
  });
});

describe('self-tests look like outages', () => {
  it.each([
    ['PowerNet: results in progress', apc({ '4.1.1.0': 3, '7.2.3.0': 4 })],
    ['PowerNet: flag 29', apc({ '4.1.1.0': 3, '11.1.1.0': bits(2, 6, 19, 29) })],
    ['PowerNet: transfer cause, input alive', apc({ '4.1.1.0': 3, '3.2.5.0': 9, '3.3.1.0': 2300 })],
    ['PowerNet: on battery test', apc({ '4.1.1.0': 15 })],
    ['RFC 1628: results in progress', standard({ '4.1.0': 5, '7.3.0': 5 })],
    ['XUPS: test status', interpret([xups], answers([xups, { '4.5.0': 5, '8.2.0': 4 }]))],
    ['XUPS: battery under test', interpret([xups], answers([xups, { '4.5.0': 5, '2.5.0': 7 }]))],
  ])('and are told apart: %s', (_name, found) => {
    expect(found).toMatchObject({ power: 'battery', flags: ['selfTest'] });
  });

  it('does not excuse a dead input by the remembered cause of the last transfer', () => {
    expect(apc({ '4.1.1.0': 3, '3.2.5.0': 9, '3.3.1.0': 0 })).toMatchObject({ power: 'battery', flags: [] });
  });

  it('does not see a test in the cause that a card on mains remembers, nor in the id of the last test (nut issue 2416)', () => {
    expect(apc({ '4.1.1.0': 2, '3.2.5.0': 9 }).flags).toEqual([]);
    expect(standard({ '4.1.0': 3, '7.1.0': '1.3.6.1.2.1.33.1.7.7.4', '7.3.0': 1 }).flags).toEqual([]);
  });
});

describe('states', () => {
  it('leaves every value out and calls power unknown when the card has lost its UPS', () => {
    const lost = { power: 'unknown', flags: ['communicationLost'], measures: {} };
    expect(apc({ '4.1.1.0': 2, '8.1.0': 2, '2.2.1.0': 100, '1.1.1.0': 'Smart-UPS' })).toMatchObject({
      ...lost,
      identity: { model: 'Smart-UPS' },
    });
    expect(apc({ '4.1.1.0': 2, '11.1.1.0': bits(4, 19), '2.2.1.0': 100 })).toMatchObject(lost);
    const alarmed = {
      ...answers([rfc1628, { '4.1.0': 3, '2.4.0': 100, '6.1.0': 1 }]),
      alarms: new Map([['rfc1628', ['1.3.6.1.2.1.33.1.6.3.20']]]),
    };
    expect(interpret([rfc1628], alarmed)).toMatchObject(lost);
  });

  it('shows overload, which APC and RFC 1628 have in no status, from flag 9 and the alarm table', () => {
    expect(apc({ '4.1.1.0': 2, '11.1.1.0': bits(4, 6, 9, 19) }).flags).toEqual(['overload']);
    const alarmed = { ...answers([rfc1628, { '4.1.0': 3, '6.1.0': 1 }]), alarms: new Map([['rfc1628', ['1.3.6.1.2.1.33.1.6.3.8']]]) };
    expect(interpret([rfc1628], alarmed).flags).toEqual(['overload']);
  });

  it('shows an alarm that it does not know, and one that could not be read', () => {
    const unread = answers([rfc1628, { '4.1.0': 3, '6.1.0': 2 }]);
    expect(interpret([rfc1628], unread).flags).toEqual(['alarm']);
    expect(interpret([rfc1628], { ...unread, alarms: new Map([['rfc1628', ['1.3.6.1.4.1.99.1']]]) }).flags).toEqual(['alarm']);
  });

  it('does not alarm over a 9PX that keeps “returned from low battery” in its table', () => {
    const told = { ...answers([xups, { '4.5.0': 3, '7.1.0': 1 }]), alarms: new Map([['xups', ['1.3.6.1.4.1.534.1.7.6']]]) };
    expect(interpret([xups], told)).toMatchObject({ power: 'mains', flags: [] });
  });

  it('derives low battery of a Network-M2 from the alarm table when its status stays normal (nut issue 2619)', () => {
    const told = {
      ...answers([xups, { '4.5.0': 5, '7.1.0': 1 }], [rfc1628, { '2.1.0': 2 }]),
      alarms: new Map([['xups', ['1.3.6.1.4.1.534.1.7.4']]]),
    };
    expect(interpret([xups, rfc1628], told)).toMatchObject({ power: 'battery', flags: ['lowBattery'] });
  });

  it('takes the worse of two contradicting MIBs and notes the contradiction', () => {
    const found = interpret([powernet, rfc1628], answers([powernet, { '4.1.1.0': 2 }], [rfc1628, { '4.1.0': 5 }]));
    expect(found).toMatchObject({ power: 'battery', disagreements: [{ field: 'power' }] });
  });

  it('asks the state string of an APC only when its status does not say', () => {
    expect(apc({ '11.1.1.0': bits(2, 6, 19) }).power).toBe('battery');
    expect(apc({ '4.1.1.0': 1, '11.1.1.0': bits(4, 6, 19) }).power).toBe('mains');
    expect(apc({ '4.1.1.0': 2, '11.1.1.0': 'UNKNOWN' })).toMatchObject({ power: 'mains', flags: [] });
  });

  it('says bypass while an MGE is neither on battery nor on its inverter, and off never feeds a load', () => {
    expect(interpret([mge], answers([mge, { '7.3.0': 2, '7.4.0': 1 }]))).toMatchObject({ power: 'bypass', flags: ['bypass'] });
    expect(interpret([xppc], answers([xppc, { '4.1.1.0': 8, '4.2.1.0': 2360, '4.2.3.0': 16 }]))).toMatchObject({
      power: 'unknown',
      flags: [],
    });
    expect(interpret([xppc], answers([xppc, { '4.1.1.0': 8, '4.2.1.0': 0, '4.2.3.0': 0 }]))).toMatchObject({
      power: 'off',
      flags: ['off'],
    });
  });
});
