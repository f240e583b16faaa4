import { bestCandidates, candidatesOf, phaseIndexes } from './measures.js';
import type { MeasureField, MibTable, Row } from './mibs/mib-table.js';
import type { RawValue } from './raw-value.js';

/** Cards drop or refuse larger requests (ups adapters ask at most this many objects at once). */
export const maxVarbinds = 20;

/** What to ask of a device that has been recognised: the urgent objects at every poll, the others in turn. */
export interface PollPlan {
  readonly always: readonly string[];
  readonly inTurn: readonly string[];
  /** What alone tells that something happened to the power: a part of `always`. */
  readonly glance: readonly string[];
  /** Objects a request. */
  readonly most: number;
}

/** A glance is a small question. */
const mostInGlance = 6;

const urgentFields: readonly MeasureField[] = ['chargePercent', 'runtimeSeconds', 'loadPercent', 'inputVolts'];

/** OIDs of a row's instances, by the ways cards index their per-phase columns. */
export function instancesOf(table: MibTable, row: Row): readonly string[] {
  const oid = `${table.base}.${row.oid}`;
  if (row.kind !== 'number' || row.phases === undefined) return [oid];
  if (row.others !== undefined) return [oid, ...row.others.map((other) => `${table.base}.${other}`)];
  return phaseIndexes.flat().map((index) => `${oid}.${index}`);
}

/**
 * Plans polls of one request each. Everything is asked every time while it fits; otherwise states that can start a shutdown and the
 * values that decide about it come first, and the rest takes turns in the places left.
 */
export function planPolls(
  tables: readonly MibTable[],
  present: ReadonlySet<string>,
  values: ReadonlyMap<string, RawValue>,
  most: number = maxVarbinds,
): PollPlan {
  const order = [...new Set(inOrderOfUrgency(tables, values))].filter((oid) => present.has(oid));
  const glance = glanceOids(tables)
    .filter((oid) => present.has(oid))
    .slice(0, mostInGlance);
  if (order.length <= most) return { always: order, inTurn: [], most, glance };
  const rotating = Math.max(1, Math.floor(most / 5));
  return { always: order.slice(0, most - rotating), inTurn: order.slice(most - rotating), most, glance };
}

/** What tells where the power comes from, then the number of alarms, then the other states that can start a shutdown. */
function glanceOids(tables: readonly MibTable[]): readonly string[] {
  const critical = tables.flatMap((table) =>
    table.rows.flatMap((row) =>
      'critical' in row && row.critical ? [{ oid: `${table.base}.${row.oid}`, tellsPower: tellsPower(row) }] : [],
    ),
  );
  const oids = (tells: boolean) => critical.filter((one) => one.tellsPower === tells).map((one) => one.oid);
  return [...new Set([...oids(true), ...alarmCounts(tables), ...oids(false)])];
}

function tellsPower(row: Row): boolean {
  return (row.kind === 'state' || row.kind === 'bits') && Object.values(row.meanings).some((meaning) => meaning.power !== undefined);
}

function alarmCounts(tables: readonly MibTable[]): readonly string[] {
  return tables.flatMap((table) => (table.alarms === undefined ? [] : [`${table.base}.${table.alarms.count}`]));
}

function inOrderOfUrgency(tables: readonly MibTable[], values: ReadonlyMap<string, RawValue>): readonly string[] {
  const rows = tables.flatMap((table) => table.rows.map((row) => ({ table, row })));
  const isState = (row: Row) => row.kind === 'state' || row.kind === 'bits';
  const critical = rows.filter(({ row }) => isState(row) && 'critical' in row && row.critical);
  const otherStates = rows.filter(({ row }) => row.kind === 'countdown' || (isState(row) && !critical.some((one) => one.row === row)));
  const best = bestCandidates(candidatesOf(tables, values));
  const winners = [...best.values()];
  const urgent = winners.filter((winner) => urgentFields.includes(winner.field));
  const oids = (chosen: readonly { readonly table: MibTable; readonly row: Row }[]) =>
    chosen.flatMap(({ table, row }) => pollInstances(table, row, values));
  const runnersUp = rows.filter(({ row }) => row.kind === 'number' && !best.has(row.field));
  return [...oids(critical), ...alarmCounts(tables), ...oids(urgent), ...oids(winners), ...oids(otherStates), ...oids(runnersUp)];
}

/** A column read as "first" is asked only for the phases that have a value. */
function pollInstances(table: MibTable, row: Row, values: ReadonlyMap<string, RawValue>): readonly string[] {
  const all = instancesOf(table, row);
  if (row.kind !== 'number' || row.phases !== 'first') return all;
  const live = all.filter((oid) => Number(values.get(oid) ?? 0) > 0);
  return live.length === 0 ? all : live;
}

/** The objects of poll number `turn` (0, 1, 2, …). */
export function objectsOfPoll(plan: PollPlan, turn: number): readonly string[] {
  if (plan.inTurn.length === 0) return plan.always;
  const places = Math.max(1, plan.most - plan.always.length);
  const start = (turn * places) % plan.inTurn.length;
  const doubled = [...plan.inTurn, ...plan.inTurn];
  return [...plan.always, ...doubled.slice(start, start + Math.min(places, plan.inTurn.length))];
}
