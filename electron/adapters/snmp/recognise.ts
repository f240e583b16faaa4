import { interpret } from '../../../shared/ups/interpret.js';
import { atPlaces, pointOids } from '../../../shared/ups/measuring-points.js';
import { phaseIndexes, phaseOids } from '../../../shared/ups/measures.js';
import { mibTables } from '../../../shared/ups/mibs/all.js';
import type { MibTable } from '../../../shared/ups/mibs/mib-table.js';
import { instancesOf, planPolls, type PollPlan } from '../../../shared/ups/poll-plan.js';
import { cleanText, type RawValue } from '../../../shared/ups/raw-value.js';
import type { Disagreement } from '../../../shared/ups/reading.js';
import { askObjects, type AskResult } from './ask-objects.js';
import type { Asker } from './snmp-client.js';
import type { SnmpError } from './snmp-error.js';
import { spokenBases } from './spoken-bases.js';

/** What was learned about a device by asking it. */
export interface Recognised {
  readonly tables: readonly MibTable[];
  /** First values of what the plan asks for. */
  readonly values: ReadonlyMap<string, RawValue>;
  readonly plan: PollPlan;
  /** What never changes while the card lives. */
  readonly identity: ReadonlyMap<string, RawValue>;
  /** Measured values that MIBs of the device tell differently: compared while all of them are asked, that is now. */
  readonly disagreements: readonly Disagreement[];
}

export type Recognition =
  | { readonly kind: 'recognised'; readonly device: Recognised }
  | { readonly kind: 'unknownDevice'; readonly description: string }
  | { readonly kind: 'failed'; readonly error: SnmpError };

const sysDescr = '1.3.6.1.2.1.1.1.0';
const sysObjectId = '1.3.6.1.2.1.1.2.0';

/**
 * Finds out by asking which MIBs a device speaks; sysObjectID is not trusted, since cards carry generic or borrowed ones
 * (a PowerWalker answers CyberPower's without one CyberPower object). Then reads every object of those MIBs once. `most` is how many
 * objects a request may have where that is known.
 */
export async function recognise(client: Asker, most?: number): Promise<Recognition> {
  const greeting = await askObjects(client, [sysDescr, sysObjectId]);
  if (!greeting.ok) return { kind: 'failed', error: greeting.error };
  const about = greeting.asked.values;
  const probes = await probe(client, most);
  if (!probes.ok) return { kind: 'failed', error: probes.error };
  const bases = await spokenBases(
    client,
    mibTables.filter((table) => !answers(table, probes.asked.values)).map((table) => table.base),
  );
  const spoken = mibTables.filter((table) => bases.has(table.base) || answers(table, probes.asked.values));
  const tables = withVariants(spoken, String(about.get(sysObjectId) ?? '').replace(/^\./, ''));
  const unknown = { kind: 'unknownDevice', description: cleanText(about.get(sysDescr)) ?? 'no description' } as const;
  if (tables.length === 0) return unknown;
  // Without the points of measurement, which power strips and cabinets have as well: a UPS is known by more than volts.
  const fixed = tables.map((table) => atPlaces(table, new Map()));
  const device = await readEverything(client, fixed, probes.asked.portion);
  if (device.kind === 'recognised' && device.device.plan.always.length === 0) return unknown;
  const oids = tables.flatMap(pointOids);
  if (device.kind !== 'recognised' || oids.length === 0) return device;
  const points = await askObjects(client, oids, { isAwake: true, most: device.device.plan.most });
  if (!points.ok) return { kind: 'failed', error: points.error };
  if (points.asked.values.size === 0) return device;
  return readEverything(
    client,
    tables.map((table) => atPlaces(table, points.asked.values)),
    points.asked.portion,
  );
}

/** The first probe of every table, then the others of those that did not answer. */
async function probe(client: Asker, most: number | undefined): Promise<AskResult> {
  const oids = (tables: readonly MibTable[], from: number, to?: number) => [
    ...new Set(tables.flatMap((table) => table.probes.slice(from, to).map((oid) => `${table.base}.${oid}`))),
  ];
  const first = await askObjects(client, oids(mibTables, 0, 1), { isAwake: true, ...(most === undefined ? {} : { most }) });
  if (!first.ok) return first;
  const silent = mibTables.filter((table) => !answers(table, first.asked.values));
  const second = await askObjects(client, oids(silent, 1), { isAwake: true, most: first.asked.portion });
  if (!second.ok) return second;
  const values = new Map([...first.asked.values, ...second.asked.values]);
  return { ok: true, asked: { ...second.asked, values } };
}

/** A table for one sysObjectID stands in for the common table of its name on that device, and only there. */
function withVariants(spoken: readonly MibTable[], objectId: string): readonly MibTable[] {
  const fitting = spoken.filter((table) => table.sysObjectId === undefined || table.sysObjectId === objectId);
  return fitting.filter(
    (table) => table.sysObjectId !== undefined || !fitting.some((other) => other !== table && other.name === table.name),
  );
}

/** By values: some agents answer NULL where they should say noSuchObject, and would seem to speak everything. */
function answers(table: MibTable, values: ReadonlyMap<string, RawValue>): boolean {
  return table.probes.some((oid) => values.has(`${table.base}.${oid}`));
}

async function readEverything(client: Asker, tables: readonly MibTable[], most: number): Promise<Recognition> {
  const first = await askObjects(client, [...new Set(tables.flatMap(firstInstances))], { isAwake: true, most });
  if (!first.ok) return { kind: 'failed', error: first.error };
  const more = await askObjects(
    client,
    tables.flatMap((table) => otherPhases(table, first.asked.present)),
    { isAwake: true, most: first.asked.portion },
  );
  if (!more.ok) return { kind: 'failed', error: more.error };
  const present = new Set([...first.asked.present, ...more.asked.present]);
  const values = new Map([...first.asked.values, ...more.asked.values]);
  const lasting = new Set(tables.flatMap(lastingOids));
  const identity = new Map([...values].filter(([oid]) => lasting.has(oid)));
  const plan = planPolls(tables, present, values, Math.min(first.asked.portion, more.asked.portion));
  // What will not be asked again must not be remembered: a coarser object's 231 V from before the outage would hide the finer one's 0 V.
  const polled = new Set([...plan.always, ...plan.inTurn]);
  const { disagreements } = interpret(tables, { values, alarms: new Map() });
  return {
    kind: 'recognised',
    device: {
      tables,
      values: new Map([...values].filter(([oid]) => polled.has(oid))),
      identity,
      plan,
      disagreements: disagreements.filter(({ field }) => field !== 'power'),
    },
  };
}

/** Read once: who the device is, and how many phases it has. */
function lastingOids(table: MibTable): readonly string[] {
  const texts = table.rows.filter((row) => row.kind === 'text').map((row) => row.oid);
  return [...texts, ...(table.outputPhases === undefined ? [] : [table.outputPhases])].map((oid) => `${table.base}.${oid}`);
}

/** Of a per-phase column only the first row in each way of indexing: what answers tells how the card counts. */
function firstInstances(table: MibTable): readonly string[] {
  const rows = table.rows.flatMap((row) => {
    const oid = `${table.base}.${row.oid}`;
    if (row.kind !== 'number' || row.phases === undefined || row.others !== undefined) return instancesOf(table, row);
    return phaseIndexes.map((set) => `${oid}.${set[0] ?? '1'}`);
  });
  const more = [table.alarms?.count, table.outputPhases].filter((oid) => oid !== undefined);
  return [...rows, ...more.map((oid) => `${table.base}.${oid}`)];
}

function otherPhases(table: MibTable, present: ReadonlySet<string>): readonly string[] {
  return table.rows.flatMap((row) => {
    if (row.kind !== 'number' || row.phases === undefined || row.others !== undefined) return [];
    return phaseOids(table, row, (oid) => present.has(oid)).slice(1);
  });
}
