import type { MibTable } from '../../../shared/ups/mibs/mib-table.js';
import { asNumber, type RawValue } from '../../../shared/ups/raw-value.js';
import { isCommonAbsent } from '../../../shared/ups/sane.js';
import { decodeVarbind } from './decode.js';
import type { Answer, SnmpClient } from './snmp-client.js';

const mostAlarms = 32;

/** Object identifiers of the current alarms of every MIB whose count is above zero; a table that cannot be read is left out. */
export async function readAlarms(
  client: SnmpClient,
  tables: readonly MibTable[],
  values: ReadonlyMap<string, RawValue>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const alarms = new Map<string, readonly string[]>();
  for (const table of tables) {
    if (table.alarms === undefined) continue;
    const count = asNumber(values.get(`${table.base}.${table.alarms.count}`) ?? 0) ?? 0;
    if (count <= 0 || isCommonAbsent(count)) continue;
    const names = await walkColumn(client, `${table.base}.${table.alarms.column}`, Math.min(count, mostAlarms));
    if (names.length > 0) alarms.set(table.name, names);
  }
  return alarms;
}

/** The table is sparse: rows are found by asking for successors, never by index. */
async function walkColumn(client: SnmpClient, column: string, rows: number): Promise<readonly string[]> {
  const names: string[] = [];
  let from = column;
  while (names.length < rows) {
    const answer: Answer =
      client.version === '1' ? await client.getNext(from) : await client.getBulk(from, Math.min(10, rows - names.length));
    if (!answer.ok || answer.varbinds.length === 0) return names;
    for (const varbind of answer.varbinds) {
      if (!varbind.oid.startsWith(`${column}.`) || varbind.oid === from) return names;
      const name = decodeVarbind(varbind);
      if (name === undefined) return names;
      names.push(String(name).replace(/^\./, ''));
      from = varbind.oid;
    }
  }
  return names;
}
