import { measuredDisagreements } from './disagreements.js';
import { candidatesOf, chooseMeasures, type Measures } from './measures.js';
import type { IdentityField, Meaning, MibTable, Row } from './mibs/mib-table.js';
import { phasesOf } from './phases.js';
import { plainDate } from './plain-date.js';
import { asNumber, cleanText, type RawValue } from './raw-value.js';
import { upsFlags, type Disagreement, type Phase, type PowerSource, type UpsFlag } from './reading.js';

export interface SnmpAnswers {
  /** By the OID that was asked for; cards that append `.0` in their answer change nothing. */
  readonly values: ReadonlyMap<string, RawValue>;
  /** Object identifiers of the current alarms, by name of the MIB. */
  readonly alarms: ReadonlyMap<string, readonly string[]>;
}

export interface Interpretation {
  readonly identity: Readonly<Partial<Record<IdentityField, string>>>;
  readonly measures: Measures;
  /** Of a device that has more than one, else none. */
  readonly phases: readonly Phase[];
  readonly power: PowerSource;
  readonly flags: readonly UpsFlag[];
  /** MIBs that said something, best first. */
  readonly mibs: readonly string[];
  /** MIBs of one device that contradict each other; the worse statement was taken. */
  readonly disagreements: readonly Disagreement[];
}

/** Cards with an own MIB sometimes name their alarms by RFC 1628's identifiers. */
const standardBase = '1.3.6.1.2.1.33.1';

interface Said extends Meaning {
  readonly mib: string;
  readonly weak: boolean;
}

/**
 * Reads a device's answers by its MIB tables, best table first. Never throws and never guesses: what no table understands is absent,
 * power that nobody states is `unknown`. When the card has lost its UPS every measured value is old and therefore left out.
 */
export function interpret(tables: readonly MibTable[], answers: SnmpAnswers): Interpretation {
  const speaking = tables.filter((table) => speaks(table, answers.values));
  const said = tables.flatMap((table) => [
    ...(speaking.includes(table) ? rowsSaid(table, answers.values) : []),
    ...alarmsSaid(table, answers),
  ]);
  const claimed = choosePower(said);
  const candidates = candidatesOf(speaking, answers.values);
  const { inputVolts } = chooseMeasures(candidates, { power: claimed.power, low: false, normal: false });
  const flags = collectFlags(said, claimed.power, inputVolts);
  const identity = identityOf(tables, answers.values);
  const mibs = speaking.map((table) => table.name);
  if (flags.includes('communicationLost')) {
    return { identity, measures: {}, phases: [], power: 'unknown', flags: ['communicationLost'], mibs, disagreements: [] };
  }
  const measures = chooseMeasures(candidates, {
    power: claimed.power,
    low: flags.includes('lowBattery'),
    normal: said.some((meaning) => meaning.batteryNormal === true),
  });
  const found = {
    identity,
    measures,
    phases: phasesOf(speaking, answers.values, claimed.power),
    mibs,
    disagreements: [...claimed.disagreements, ...measuredDisagreements(candidates)],
  };
  // Stand-by and "off" of a UPS that feeds a load contradict themselves (seen on a NetAgent, and in RFC 1628 of an APC).
  const isFeeding = (measures.outputVolts ?? 0) > 50 && (measures.loadPercent ?? 0) > 0;
  if (!isFeeding) return { ...found, power: claimed.power, flags };
  return { ...found, power: claimed.power === 'off' ? 'unknown' : claimed.power, flags: flags.filter((flag) => flag !== 'off') };
}

function speaks(table: MibTable, values: ReadonlyMap<string, RawValue>): boolean {
  const prefix = `${table.base}.`;
  for (const oid of values.keys()) if (oid.startsWith(prefix)) return true;
  return false;
}

function rowsSaid(table: MibTable, values: ReadonlyMap<string, RawValue>): Said[] {
  return table.rows.flatMap((row) => {
    const weak = 'weak' in row && row.weak;
    return meaningsOf(row, values.get(`${table.base}.${row.oid}`)).map((meaning) => ({ ...meaning, mib: table.name, weak }));
  });
}

function meaningsOf(row: Row, raw: RawValue | undefined): readonly Meaning[] {
  if (raw === undefined) return [];
  switch (row.kind) {
    case 'state': {
      const told = row.pick === undefined ? raw : (row.pick.exec(String(raw))?.slice(1).find(Boolean) ?? '');
      const meaning = row.meanings[asNumber(told) ?? String(told).trim().toLowerCase()];
      return meaning === undefined ? [] : [meaning];
    }
    case 'bits':
      return typeof raw === 'string' ? bitsSaid(raw, row.meanings, row.whenZero ?? {}) : [];
    case 'countdown': {
      const seconds = asNumber(raw);
      return seconds !== undefined && seconds > 0 && seconds <= 86_400 ? [{ flags: ['shutdownPending'] }] : [];
    }
    case 'number':
    case 'text':
      return [];
  }
}

function bitsSaid(bits: string, ones: Readonly<Record<number, Meaning>>, zeros: Readonly<Record<number, Meaning>>): readonly Meaning[] {
  if (!/^[01]{8,}$/.test(bits)) return [];
  return Array.from(bits).flatMap((bit, index) => {
    const meaning = bit === '1' ? ones[index + 1] : zeros[index + 1];
    return meaning === undefined ? [] : [meaning];
  });
}

function alarmsSaid(table: MibTable, answers: SnmpAnswers): Said[] {
  if (table.alarms === undefined) return [];
  const { meanings, otherwise } = table.alarms;
  const count = asNumber(answers.values.get(`${table.base}.${table.alarms.count}`) ?? '');
  const names = answers.alarms.get(table.name) ?? [];
  const said = names.map((name): Meaning => {
    const base = [table.base, standardBase].find((prefix) => name.startsWith(`${prefix}.`));
    const known = base === undefined ? undefined : meanings[name.slice(base.length + 1)];
    return known ?? { flags: ['alarm'] };
  });
  const isUnnamed = names.length === 0 && count !== undefined && count > 0 && count < 1000;
  // Only once every alarm is known can their silence tell something.
  const isSilent = count !== undefined && names.length >= count && said.every((meaning) => meaning.power === undefined);
  const more: readonly Meaning[] = [
    ...(isUnnamed ? [{ flags: ['alarm'] } as const] : []),
    ...(isSilent && otherwise !== undefined ? [{ power: otherwise }] : []),
  ];
  return [...said, ...more].map((meaning) => ({ ...meaning, mib: table.name, weak: true }));
}

/** Battery beats everything (the worse statement decides), then the best table that knows; second-hand statements only when nobody knows. */
function choosePower(said: readonly Said[]): { readonly power: PowerSource; readonly disagreements: readonly Disagreement[] } {
  const known = (weak: boolean) => said.filter((one) => one.weak === weak && one.power !== undefined && one.power !== 'unknown');
  const strong = known(false);
  const claims = strong.length > 0 ? strong : known(true);
  const power = (claims.find((claim) => claim.power === 'battery') ?? claims[0])?.power ?? 'unknown';
  const differs = new Set(claims.map((claim) => claim.mib)).size > 1 && claims.some((claim) => claim.power !== power);
  return {
    power,
    disagreements: differs
      ? [{ field: 'power', said: claims.map(({ mib, power: value }) => ({ source: mib, value: value ?? 'unknown' })) }]
      : [],
  };
}

/** A remembered "self test" as the cause of the last transfer does not excuse an input that is dead now. */
function collectFlags(said: readonly Said[], power: PowerSource, inputVolts: number | undefined): readonly UpsFlag[] {
  const isInputDead = inputVolts !== undefined && inputVolts < 20;
  const raised = new Set(
    said.filter((one) => one.onlyOnBattery !== true || (power === 'battery' && !isInputDead)).flatMap((one) => one.flags ?? []),
  );
  return upsFlags.filter((flag) => raised.has(flag));
}

function identityOf(tables: readonly MibTable[], values: ReadonlyMap<string, RawValue>): Interpretation['identity'] {
  const identity: Partial<Record<IdentityField, string>> = {};
  for (const table of tables) {
    for (const row of table.rows) {
      if (row.kind !== 'text' || identity[row.field] !== undefined) continue;
      const told = cleanText(values.get(`${table.base}.${row.oid}`));
      const wanted = row.pick === undefined || told === undefined ? told : row.pick.exec(told)?.[1];
      const picked = row.date === undefined || wanted === undefined ? wanted : plainDate(wanted, row.date);
      if (picked !== undefined) identity[row.field] = picked;
    }
    if (identity.manufacturer === undefined && table.manufacturer !== undefined) identity.manufacturer = table.manufacturer;
  }
  return identity;
}
