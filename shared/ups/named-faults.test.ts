import { describe, expect, it } from 'vitest';
import { interpret } from './interpret.js';
import { cpqpower } from './mibs/cpqpower.js';
import { mge } from './mibs/mge.js';
import type { MibTable } from './mibs/mib-table.js';
import { rfc1628 } from './mibs/rfc1628.js';
import { pxgx, xups } from './mibs/xups.js';
import type { RawValue } from './raw-value.js';

type Told = readonly [MibTable, Readonly<Record<string, RawValue>>];
function said(alarms: Readonly<Record<string, readonly string[]>>, ...told: readonly Told[]): string {
  const values = new Map(
    told.flatMap(([table, objects]) => Object.entries(objects).map(([oid, value]) => [`${table.base}.${oid}`, value] as const)),
  );
  const tables = told.map(([table]) => table);
  const { power, flags } = interpret(tables, { values, alarms: new Map(Object.entries(alarms)) });
  return [power, ...flags].join(' ');
}

describe('PXGX cards count their output sources anew (NUT eaton-ups-pxg-mib)', () => {
  it.each([
    [1, 'mains'],
    [4, 'battery'],
    [5, 'battery lowBattery shutdownPending'],
    [7, 'mains'],
    [8, 'mains eco'],
    [14, 'mains trim'],
    [15, 'mains boost'],
    [13, 'mains overload'],
    [17, 'bypass bypass'],
    [41, 'bypass bypass'],
    [49, 'off off'],
    [0x40, 'mains'],
    [0x50, 'mains'],
    [0x51, 'mains eco'],
    [0x64, 'bypass bypass'],
    [0xe0, 'mains overload'],
    [0xf0, 'battery'],
    [0xf1, 'off off'],
  ])('%i is %s', (source, is) => {
    expect(said({}, [pxgx, { '4.5.0': source }])).toBe(is);
  });

  it('while 4 is a bypass on every other Eaton', () => {
    expect(said({}, [xups, { '4.5.0': 4 }])).toBe('bypass bypass');
  });
});

describe('HP and HPE (CPQPOWER)', () => {
  it.each([
    [{ '4.5.0': 3, '2.5.0': 3 }, 'mains'],
    [{ '4.5.0': 5, '2.5.0': 2 }, 'battery discharging'],
    [{ '4.5.0': 5, '7.4.0': 1 }, 'battery lowBattery'],
    [{ '4.5.0': 5, '7.2.0': 4 }, 'battery selfTest'],
    [{ '4.5.0': 5, '8.6.0': 30 }, 'battery shutdownPending'],
  ])('%o is %s', (objects, is) => {
    expect(said({}, [cpqpower, objects])).toBe(is);
  });
});

describe('low battery that the status of an Eaton card does not show (nut #2619)', () => {
  const onBattery = { '4.5.0': 5, '7.1.0': 1 } as const;
  it.each([
    ['its own alarms', { xups: [`${xups.base}.7.4`] }, []],
    ['RFC 1628’s alarms', { rfc1628: [`${rfc1628.base}.6.3.3`] }, [[rfc1628, { '6.1.0': 1, '2.1.0': 2 }]]],
    ['RFC 1628’s battery status', {}, [[rfc1628, { '2.1.0': 3 }]]],
    ['MGE’s low battery', {}, [[mge, { '5.14.0': 1 }]]],
    ['MGE’s low condition', {}, [[mge, { '5.14.0': 2, '5.16.0': 1 }]]],
  ] as const)('is taken from %s', (_where, alarms, more) => {
    expect(said({ xups: [`${xups.base}.7.6`], ...alarms }, [xups, onBattery], ...more)).toBe('battery lowBattery');
  });
});

describe('low battery beside a full one (nut #3087, #2652)', () => {
  it('is told as the card says it: on mains it triggers nothing, on battery the policy wants it twice', () => {
    const objects = { '4.1.0': 3, '2.1.0': 3, '2.4.0': 100, '2.3.0': 40 } as const;
    expect(said({}, [rfc1628, objects])).toBe('mains lowBattery');
    expect(said({}, [rfc1628, { ...objects, '4.1.0': 5 }])).toBe('battery lowBattery');
  });
});
