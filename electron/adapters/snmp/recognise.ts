import { phaseIndexes, phaseOids } from '../../../shared/ups/measures.js';
import { mibTables } from '../../../shared/ups/mibs/all.js';
import type { MibTable } from '../../../shared/ups/mibs/mib-table.js';
import { instancesOf, planPolls, type PollPlan } from '../../../shared/ups/poll-plan.js';
import { cleanText, type RawValue } from '../../../shared/ups/raw-value.js';
import { askObjects } from './ask-objects.js';
import type { SnmpClient } from './snmp-client.js';
import type { SnmpError } from './snmp-error.js';

/** What was learned about a device by asking it. */
export interface Recognised {
  readonly tables: readonly MibTable[];
  /** First values of what the plan asks for. */
  readonly values: ReadonlyMap<string, RawValue>;
  readonly plan: PollPlan;
  /** What never changes while the card lives. */
  readonly identity: ReadonlyMap<string, RawValue>;
}

export type Recognition =
  | { readonly kind: 'recognised'; readonly device: Recognised }
  | { readonly kind: 'unknownDevice'; readonly description: string }
  | { readonly kind: 'failed'; readonly error: SnmpError };

const sysDescr = '1.3.6.1.2.1.1.1.0';
const sysObjectId = '1.3.6.1.2.1.1.2.0';

/**
 * Finds out by asking which MIBs a device speaks; sysObjectID is not trusted, since cards carry generic or borrowed ones
 * (a PowerWalker answers CyberPower's without one CyberPower object). Then reads every object of those MIBs once.
 */
export async function recognise(client: SnmpClient): Promise<Recognition> {
  const greeting = await askObjects(client, [sysDescr, sysObjectId]);
  if (!greeting.ok) return { kind: 'failed', error: greeting.error };
  const about = greeting.asked.values;
  const firstProbes = mibTables.flatMap((table) => table.probes.slice(0, 1).map((oid) => `${table.base}.${oid}`));
  const first = await askObjects(client, [...new Set(firstProbes)], { isAwake: true });
  if (!first.ok) return { kind: 'failed', error: first.error };
  const silent = mibTables.filter((table) => !answers(table, first.asked.values));
  const second = await askObjects(
    client,
    [...new Set(silent.flatMap((table) => table.probes.slice(1).map((oid) => `${table.base}.${oid}`)))],
    { isAwake: true, most: first.asked.portion },
  );
  if (!second.ok) return { kind: 'failed', error: second.error };
  const probed = new Map([...first.asked.values, ...second.asked.values]);
  const spoken = mibTables.filter((table) => answers(table, probed));
  const tables = withVariants(spoken, String(about.get(sysObjectId) ?? '').replace(/^\./, ''));
  if (tables.length === 0) return { kind: 'unknownDevice', description: cleanText(about.get(sysDescr)) ?? 'no description' };
  return readEverything(client, tables, Math.min(first.asked.portion, second.asked.portion));
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

async function readEverything(client: SnmpClient, tables: readonly MibTable[], most: number): Promise<Recognition> {
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
  const identityOids = tables.flatMap((table) => table.rows.filter((row) => row.kind === 'text').map((row) => `${table.base}.${row.oid}`));
  const identity = new Map([...values].filter(([oid]) => identityOids.includes(oid)));
  const plan = planPolls(tables, present, values, Math.min(first.asked.portion, more.asked.portion));
  // What will not be asked again must not be remembered: a coarser object's 231 V from before the outage would hide the finer one's 0 V.
  const polled = new Set([...plan.always, ...plan.inTurn]);
  const lasting = new Map([...values].filter(([oid]) => polled.has(oid)));
  return { kind: 'recognised', device: { tables, values: lasting, identity, plan } };
}

/** Of a per-phase column only the first row in each way of indexing: what answers tells how the card counts. */
function firstInstances(table: MibTable): readonly string[] {
  const rows = table.rows.flatMap((row) => {
    const oid = `${table.base}.${row.oid}`;
    if (row.kind !== 'number' || row.phases === undefined || row.others !== undefined) return instancesOf(table, row);
    return phaseIndexes.map((set) => `${oid}.${set[0] ?? '1'}`);
  });
  return table.alarms === undefined ? rows : [...rows, `${table.base}.${table.alarms.count}`];
}

function otherPhases(table: MibTable, present: ReadonlySet<string>): readonly string[] {
  return table.rows.flatMap((row) => {
    if (row.kind !== 'number' || row.phases === undefined || row.others !== undefined) return [];
    return phaseOids(table, row, (oid) => present.has(oid)).slice(1);
  });
}
