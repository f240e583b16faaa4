import { describe, expect, it } from 'vitest';
import { interpret } from './interpret.js';
import { huawei } from './mibs/huawei.js';
import { mge } from './mibs/mge.js';
import type { MibTable } from './mibs/mib-table.js';
import { powernet } from './mibs/powernet.js';
import { rfc1628 } from './mibs/rfc1628.js';
import { xups } from './mibs/xups.js';
import type { RawValue } from './raw-value.js';

function read(...told: readonly (readonly [MibTable, Readonly<Record<string, RawValue>>])[]) {
  const values = new Map(
    told.flatMap(([table, objects]) => Object.entries(objects).map(([oid, value]) => [`${table.base}.${oid}`, value] as const)),
  );
  return interpret(
    told.map(([table]) => table),
    { values, alarms: new Map() },
  );
}

const threePhases = {
  '4.1.0': 3,
  '4.3.0': 3,
  '3.3.1.3.1': 231,
  '3.3.1.3.2': 229,
  '3.3.1.3.3': 230,
  '4.4.1.2.1': 230,
  '4.4.1.2.2': 230,
  '4.4.1.2.3': 231,
  '4.4.1.4.1': 1500,
  '4.4.1.4.2': 900,
  '4.4.1.4.3': 2050,
  '4.4.1.5.1': 22,
  '4.4.1.5.2': 0,
  '4.4.1.5.3': 32,
} as const;

describe('a three-phase device', () => {
  it('tells the load of its worst phase rather than the mean of all, and the finer of two MIBs', () => {
    const own = { '4.1.1.0': 2, '4.3.3.0': 181, '9.3.3.1.10.1.1.1': 22, '9.3.3.1.10.1.1.2': 0, '9.3.3.1.10.1.1.3': 31 };
    expect(read([powernet, own], [rfc1628, threePhases]).measures.loadPercent).toBe(31);
    expect(read([powernet, { '4.1.1.0': 2, '4.3.3.0': 312 }], [rfc1628, threePhases]).measures.loadPercent).toBe(31.2);
  });

  it('is read phase by phase; the worst load and the sum of the watts stand for all', () => {
    const found = read([rfc1628, threePhases]);
    expect(found.phases).toEqual([
      { phase: 1, inputVolts: 231, outputVolts: 230, loadPercent: 22, outputWatts: 1500 },
      { phase: 2, inputVolts: 229, outputVolts: 230, loadPercent: 0, outputWatts: 900 },
      { phase: 3, inputVolts: 230, outputVolts: 231, loadPercent: 32, outputWatts: 2050 },
    ]);
    expect(found.measures).toMatchObject({ loadPercent: 32, outputWatts: 4450, inputVolts: 231 });
  });

  it('is one by its voltages when its count is none that can be', () => {
    for (const count of [0, 9]) expect(read([rfc1628, { ...threePhases, '4.3.0': count }]).phases).toHaveLength(3);
  });

  it('keeps the phases that have power when one has failed', () => {
    const found = read([rfc1628, { ...threePhases, '3.3.1.3.1': 0 }]);
    expect(found.phases.map((phase) => phase.inputVolts)).toEqual([0, 229, 230]);
    expect(found.measures.inputVolts).toBe(229);
  });

  it('is found without a count by the phases that carry a voltage', () => {
    const found = read([
      huawei,
      { '2.101.1.1.1': 3, '4.100.1.1.1': 2213, '4.100.1.2.1': 2214, '4.100.1.3.1': 2220, '4.100.1.14.1': 481, '4.100.1.15.1': 20 },
    ]);
    expect(found.phases).toMatchObject([
      { outputVolts: 221.3, loadPercent: 48.1 },
      { outputVolts: 221.4, loadPercent: 2 },
      { outputVolts: 222 },
    ]);
  });

  it('is none when one phase fills three rows (a 9PX in its MGE objects)', () => {
    const rows = { '7.1.0': 1, '7.2.1.2.1': 2300, '7.2.1.2.2': 2300, '7.2.1.2.3': 2300, '7.2.1.4.1': 40, '7.2.1.4.2': 40, '7.2.1.4.3': 40 };
    expect(read([xups, { '4.5.0': 3, '4.3.0': 1, '4.4.1.2.1': 230 }], [mge, { '7.3.0': 2, ...rows }]).phases).toEqual([]);
  });
});
