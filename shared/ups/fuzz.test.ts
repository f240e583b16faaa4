import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpretApcupsd, parseApcupsdRecords } from './apcupsd-status.js';
import { interpret } from './interpret.js';
import type { Measures } from './measures.js';
import { mibTables } from './mibs/all.js';
import type { MeasureField } from './mibs/mib-table.js';
import { interpretNut } from './nut-variables.js';
import { plainLeast } from './plain-values.js';
import { instancesOf, maxVarbinds, objectsOfPoll, planPolls } from './poll-plan.js';
import type { RawValue } from './raw-value.js';
import { upsFlags, type UpsFlag } from './reading.js';
import { ranges } from './sane.js';

/** Deterministic and fast: the same stream on every machine. */
function stream(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

function expectPossible(
  measures: Measures,
  flags: readonly UpsFlag[],
  power: string,
  least: Readonly<Partial<Record<MeasureField, number>>> = {},
): void {
  for (const [field, value] of Object.entries(measures) as [MeasureField, number][]) {
    const { min: general, max } = ranges[field];
    const min = least[field] ?? general;
    if (!(value >= min && value <= (field === 'chargePercent' ? 100 : max))) throw new Error(`${field} is ${String(value)}`);
  }
  if (!flags.every((flag) => upsFlags.includes(flag)) || new Set(flags).size !== flags.length) throw new Error(flags.join());
  if (!['mains', 'battery', 'bypass', 'off', 'unknown'].includes(power)) throw new Error(power);
  if (flags.includes('communicationLost') && (power !== 'unknown' || Object.keys(measures).length > 0))
    throw new Error('values of a lost UPS');
}

const oddities: readonly RawValue[] = [
  -1,
  0,
  1,
  2,
  3,
  4,
  5,
  9,
  15,
  100,
  255,
  1092,
  2360,
  65_535,
  655_350,
  2_147_483_647,
  4_294_967_295,
  -2_147_483_648,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e300,
  0.5,
  '',
  'UNKNOWN',
  'NOT SUPPORTED',
  '0'.repeat(64),
  '1'.repeat(64),
  '01'.repeat(3000),
  '\u0000\u0007',
  '12.5',
  '-7',
  'x'.repeat(70_000),
  '1.3.6.1.2.1.33.1.6.3.20',
  '🔋',
];

describe('mutated answers', () => {
  const ofTable = mibTables.map((table) => [
    ...table.rows.flatMap((row) => instancesOf(table, row)),
    ...(table.alarms === undefined ? [] : [`${table.base}.${table.alarms.count}`]),
  ]);
  const objects = ofTable.flat();

  it('never crash the MIB interpreter nor give a value that cannot be (100 000 devices)', () => {
    const below = stream(1628);
    for (let device = 0; device < 100_000; device += 1) {
      const values = new Map<string, RawValue>();
      for (let count = below(12); count >= 0; count -= 1) {
        const spoken = ofTable[(below(4) * 5 + 20 - (device % 5)) % ofTable.length] ?? [];
        const oid = spoken[below(spoken.length)] ?? '';
        values.set(oid, below(3) === 0 ? below(5000) - 500 : (oddities[below(oddities.length)] ?? 0));
      }
      const tables = mibTables.filter((_, index) => (device + index) % 5 === 0);
      const alarms = new Map([['rfc1628', below(5) === 0 ? [`1.3.6.1.2.1.33.1.6.3.${String(below(30))}`] : []]]);
      const { measures, flags, power } = interpret(tables, { values, alarms });
      expectPossible(measures, flags, power);
    }
  }, 120_000);

  it('never plan a poll above the limit, and reach every object within a few polls', () => {
    const below = stream(7);
    for (let device = 0; device < 300; device += 1) {
      const present = new Set(Array.from({ length: below(90) }, () => objects[below(objects.length)] ?? ''));
      const plan = planPolls(mibTables, present, new Map([...present].map((oid) => [oid, below(300)])));
      const asked = new Set<string>();
      for (let turn = 0; turn < 40; turn += 1) {
        const poll = objectsOfPoll(plan, turn);
        expect(poll.length).toBeLessThanOrEqual(maxVarbinds);
        expect(new Set(poll).size).toBe(poll.length);
        for (const oid of poll) asked.add(oid);
      }
      expect([...plan.always, ...plan.inTurn].every((oid) => asked.has(oid))).toBe(true);
    }
  });

  it('never crash the NUT interpreter', () => {
    const name = fc.constantFrom(
      'ups.status',
      'battery.charge',
      'battery.runtime',
      'ups.load',
      'input.voltage',
      'output.voltage',
      'ups.temperature',
      'ups.test.result',
      'device.model',
      'battery.date',
      'battery.mfr.date',
      'ups.alarm',
      'output.L1.power.percent',
      'output.L2.power.percent',
      'input.L2-N.voltage',
      'input.source',
      'driver.name',
    );
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('OL', 'OB LB', 'OB OFF OB', 'FSD OL', '', 'CAL', 'NaN', '-1', '1e9', '99999999999999', '65535', '0', '  50 '),
      fc.double().map(String),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 9 }), (pairs) => {
        const { measures, flags, power } = interpretNut(new Map(pairs));
        expectPossible(measures, flags, power, plainLeast);
      }),
      { numRuns: 20_000 },
    );
  });

  it('never crash the apcupsd interpreter', () => {
    const key = fc.constantFrom(
      'STATUS',
      'STATFLAG',
      'BCHARGE',
      'TIMELEFT',
      'LOADPCT',
      'LINEV',
      'OUTPUTV',
      'BATTV',
      'ITEMP',
      'SELFTEST',
      'LASTXFER',
      'DATE',
      'END APC',
      '',
    );
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('0x05060250', '0xffffffff', 'COMMLOST', '46.8 Minutes', '-1 Percent', '2026-11-22 13:32:07 +0000', ':::'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value), { maxLength: 12 }), (pairs) => {
        const { measures, flags, power } = interpretApcupsd(
          parseApcupsdRecords(pairs.map(([left, right]) => `${left.padEnd(9)}: ${right}`)),
        );
        expectPossible(measures, flags, power, plainLeast);
      }),
      { numRuns: 20_000 },
    );
  });
});
