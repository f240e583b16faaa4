import { describe, expect, it } from 'vitest';
import { interpret } from './interpret.js';
import { mge } from './mibs/mge.js';
import type { MibTable } from './mibs/mib-table.js';
import { powernet } from './mibs/powernet.js';
import { rfc1628 } from './mibs/rfc1628.js';
import { xups } from './mibs/xups.js';
import type { RawValue } from './raw-value.js';

function fields(...told: readonly (readonly [MibTable, Readonly<Record<string, RawValue>>])[]) {
  const values = new Map(
    told.flatMap(([table, objects]) => Object.entries(objects).map(([oid, value]) => [`${table.base}.${oid}`, value] as const)),
  );
  return interpret(
    told.map(([table]) => table),
    { values, alarms: new Map() },
  ).disagreements;
}

describe('MIBs of one device', () => {
  it.each([
    ['minutes and seconds', [xups, { '2.1.0': 1132 }], [rfc1628, { '2.3.0': 18 }]],
    ['whole volts and tenths', [xups, { '2.2.0': 55 }], [rfc1628, { '2.5.0': 546 }]],
    ['volts a moment apart', [mge, { '6.2.1.2.1.0': 2290 }], [rfc1628, { '3.3.1.3.1': 228 }]],
    ['volts between phases and of one', [mge, { '7.2.1.2.1': 4000 }], [rfc1628, { '4.4.1.2.1': 231 }]],
    ['a charge rounded differently', [powernet, { '2.3.1.0': 966 }], [rfc1628, { '2.4.0': 96 }]],
    ['a zero for what is not measured', [powernet, { '2.2.1.0': 100 }], [rfc1628, { '2.4.0': 0 }]],
    ['minus one', [powernet, { '2.2.1.0': 100 }], [rfc1628, { '2.4.0': -1 }]],
  ] as const)('may tell the same in their own way: %s', (_how, one, other) => {
    expect(fields(one, other)).toEqual([]);
  });

  it('that tell charge or runtime differently are both quoted, and the finer one is told', () => {
    expect(fields([powernet, { '2.3.1.0': 964, '2.2.3.0': 360_000 }], [rfc1628, { '2.4.0': 29, '2.3.0': 20 }])).toEqual([
      {
        field: 'chargePercent',
        said: [
          { source: 'powernet', value: 96.4 },
          { source: 'rfc1628', value: 29 },
        ],
      },
      {
        field: 'runtimeSeconds',
        said: [
          { source: 'powernet', value: 3600 },
          { source: 'rfc1628', value: 1200 },
        ],
      },
    ]);
  });

  it('that tell the power differently are both quoted, and the worse one is told', () => {
    expect(fields([powernet, { '4.1.1.0': 2 }], [rfc1628, { '4.1.0': 5 }])).toEqual([
      {
        field: 'power',
        said: [
          { source: 'powernet', value: 'mains' },
          { source: 'rfc1628', value: 'battery' },
        ],
      },
    ]);
  });
});
