/** One object of a recording: OID, ASN.1 tag as answer-objects.pl reads it, value. */
export type Fact = readonly [oid: string, type: '2' | '4' | '4x' | '6' | '65' | '66' | '67', value: string | number];

const p = '1.3.6.1.4.1.318.1.1.1';
const u = '1.3.6.1.2.1.33.1';

/** The system group every agent has. */
export const managementCard: readonly Fact[] = [
  ['1.3.6.1.2.1.1.1.0', '4', 'UPS management card of the test'],
  ['1.3.6.1.2.1.1.2.0', '6', '1.3.6.1.4.1.318.1.3.27'],
  ['1.3.6.1.2.1.1.3.0', '67', 4_711_000],
];

/** A line-interactive APC Smart-UPS 1500 behind a second-generation card, on line. Objects and types: PowerNet-MIB 4.5.8. */
export const smartUps: readonly Fact[] = [
  [`${p}.1.1.1.0`, '4', 'Smart-UPS 1500'],
  [`${p}.1.1.2.0`, '4', 'RACK1'],
  [`${p}.1.2.1.0`, '4', 'UPS 04.6 (ID18)'],
  [`${p}.1.2.2.0`, '4', '05/11/2023'],
  [`${p}.1.2.3.0`, '4', 'AS2319000001'],
  [`${p}.2.1.1.0`, '2', 2],
  [`${p}.2.1.2.0`, '67', 0],
  [`${p}.2.2.1.0`, '66', 100],
  [`${p}.2.2.2.0`, '66', 24],
  [`${p}.2.2.3.0`, '67', 306_000],
  [`${p}.2.2.4.0`, '2', 1],
  [`${p}.2.2.8.0`, '2', 27],
  [`${p}.2.3.1.0`, '66', 1000],
  [`${p}.2.3.2.0`, '66', 241],
  [`${p}.2.3.4.0`, '2', 273],
  [`${p}.3.2.1.0`, '66', 231],
  [`${p}.3.2.5.0`, '2', 9],
  [`${p}.3.3.1.0`, '66', 2312],
  [`${p}.4.1.1.0`, '2', 2],
  [`${p}.4.2.1.0`, '66', 231],
  [`${p}.4.2.3.0`, '66', 31],
  [`${p}.4.2.8.0`, '2', 304],
  [`${p}.4.3.1.0`, '66', 2312],
  [`${p}.4.3.3.0`, '66', 312],
  [`${p}.5.2.6.0`, '2', 15],
  [`${p}.5.2.8.0`, '67', 12_000],
  [`${p}.5.2.9.0`, '67', 6000],
  [`${p}.5.2.10.0`, '67', 18_000],
  [`${p}.6.1.1.0`, '2', 1],
  [`${p}.6.2.1.0`, '2', 1],
  [`${p}.6.2.2.0`, '2', 1],
  [`${p}.6.2.3.0`, '2', 1],
  [`${p}.7.2.2.0`, '2', 1],
  [`${p}.7.2.3.0`, '2', 1],
  [`${p}.7.2.6.0`, '2', 1],
  [`${p}.8.1.0`, '2', 1],
  [`${p}.11.1.1.0`, '4', '0001010000000000001000000000000000000000000000000000000000000000'],
];

/** A three-phase online UPS behind a card that speaks the standard MIB only, on line. Objects and types: RFC 1628. */
export const standardCard: readonly Fact[] = [
  [`${u}.1.1.0`, '4', 'Example Power'],
  [`${u}.1.2.0`, '4', 'ON3 20 kVA'],
  [`${u}.1.3.0`, '4', '2.07   '],
  [`${u}.1.4.0`, '4', 'Card 3.1'],
  [`${u}.1.5.0`, '4', 'ups-1'],
  [`${u}.2.1.0`, '2', 2],
  [`${u}.2.2.0`, '2', 0],
  [`${u}.2.3.0`, '2', 41],
  [`${u}.2.4.0`, '2', 100],
  [`${u}.2.5.0`, '2', 2731],
  [`${u}.2.7.0`, '2', 25],
  ...[231, 229, 230].map((volts, index): Fact => [`${u}.3.3.1.3.${String(index + 1)}`, '2', volts]),
  [`${u}.4.1.0`, '2', 3],
  ...[230, 230, 231].map((volts, index): Fact => [`${u}.4.4.1.2.${String(index + 1)}`, '2', volts]),
  ...[1400, 950, 2100].map((watts, index): Fact => [`${u}.4.4.1.4.${String(index + 1)}`, '2', watts]),
  ...[21, 14, 32].map((percent, index): Fact => [`${u}.4.4.1.5.${String(index + 1)}`, '2', percent]),
  [`${u}.6.1.0`, '66', 0],
  [`${u}.7.3.0`, '2', 6],
  [`${u}.8.1.0`, '2', 2],
  [`${u}.8.2.0`, '2', -1],
  [`${u}.8.3.0`, '2', -1],
  [`${u}.8.4.0`, '2', -1],
  [`${u}.8.5.0`, '2', 2],
  [`${u}.9.7.0`, '2', 2],
];

export const scenarios = ['online', 'onbattery', 'lowbattery', 'selftest', 'overload', 'commlost'] as const;
export type Scenario = (typeof scenarios)[number];

/** upsBasicStateOutputState with these flags (counted from 1) raised. */
function flags(...raised: readonly number[]): string {
  return Array.from({ length: 64 }, (_, index) => (raised.includes(index + 1) ? '1' : '0')).join('');
}

/** RFC 1628 alarm rows with sparse indexes, as agents hand them out. */
function alarms(...numbers: readonly number[]): readonly Fact[] {
  const rows = numbers.map((number): Fact => [`${u}.6.2.1.2.${String(number * 7)}`, '6', `${u}.6.3.${String(number)}`]);
  return [[`${u}.6.1.0`, '66', numbers.length], ...rows];
}

const facts = (base: string, values: Readonly<Record<string, string | number>>) =>
  Object.entries(values).map(([oid, value]) => ({ oid: `${base}.${oid}.0`, value }));

/** What differs from the recording of a UPS on line; the two devices tell the same story. */
export const scenarioChanges: Readonly<
  Record<
    Scenario,
    { readonly values: readonly { readonly oid: string; readonly value: string | number }[]; readonly added: readonly Fact[] }
  >
> = {
  online: { values: [], added: [] },
  onbattery: {
    values: [
      ...facts(p, {
        '4.1.1': 3,
        '2.1.2': 3000,
        '2.2.1': 96,
        '2.3.1': 962,
        '2.2.3': 280_000,
        '3.3.1': 0,
        '3.2.1': 0,
        '3.2.5': 4,
        '11.1.1': flags(1, 2, 6, 19),
      }),
      ...facts(u, { '2.2': 30, '2.3': 38, '2.4': 96, '4.1': 5 }),
    ],
    added: alarms(2, 6),
  },
  lowbattery: {
    values: [
      ...facts(p, {
        '4.1.1': 3,
        '2.1.1': 3,
        '2.1.2': 60_000,
        '2.2.1': 9,
        '2.3.1': 92,
        '2.2.3': 11_000,
        '3.3.1': 0,
        '3.2.1': 0,
        '3.2.5': 4,
        '11.1.1': flags(1, 2, 3, 6, 19, 30),
      }),
      ...facts(u, { '2.1': 3, '2.2': 600, '2.3': 1, '2.4': 9, '4.1': 5 }),
    ],
    added: alarms(2, 3),
  },
  selftest: {
    values: [
      ...facts(p, { '4.1.1': 3, '2.1.2': 400, '3.2.5': 9, '7.2.3': 4, '11.1.1': flags(2, 6, 19, 29) }),
      ...facts(u, { '2.2': 4, '4.1': 5, '7.3': 5 }),
    ],
    added: alarms(24),
  },
  overload: {
    values: [...facts(p, { '11.1.1': flags(1, 4, 6, 9, 19), '4.3.3': 1085, '4.2.3': 108 }), { oid: `${u}.4.4.1.5.3`, value: 112 }],
    added: alarms(8),
  },
  commlost: {
    values: facts(p, { '4.1.1': 1, '8.1': 2, '11.1.1': flags(19) }),
    added: alarms(20),
  },
};
