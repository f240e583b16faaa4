import * as snmp from 'net-snmp';
import { message } from '../../../shared/text/message.js';
import type { WriteRight } from '../../../shared/ups/command.js';
import type { RawValue } from '../../../shared/ups/raw-value.js';
import { mayWrite, vacmColumns } from '../../../shared/ups/vacm.js';
import type { Credentials } from './credentials.js';
import { decodeVarbind } from './decode.js';
import type { Asker } from './snmp-client.js';

/** More rows than a card's tables have; an agent that goes on for ever is left. */
const mostRows = 100;

/**
 * What an agent's own table of access rights says of writing these objects, by reading it. Only of SNMPv3 users: which group a community belongs to
 * is nowhere told. An agent that hides its tables, or shows a right to some of the objects only, leaves it open.
 */
export async function writeRight(
  client: Asker & { readonly credentials: Credentials },
  host: string,
  oids: readonly string[],
): Promise<WriteRight> {
  const { credentials } = client;
  if (credentials.kind !== 'user' || oids.length === 0) return { kind: 'unknown' };
  const values = new Map<string, RawValue>();
  for (const column of Object.values(vacmColumns)) {
    for (const [oid, value] of await walk(client, column)) values.set(oid, value);
    if (values.size === 0) return { kind: 'unknown' };
  }
  const { name, level } = credentials.user;
  const may = oids.map((oid) => mayWrite(values, { name, level: levelOf(level) }, oid));
  if (may.every((one) => one === true)) return { kind: 'granted' };
  if (may.some((one) => one !== false)) return { kind: 'unknown' };
  return { kind: 'refused', failure: { code: 'ups/refused', message: message('ups.writeRefused', { host }) } };
}

function levelOf(level: snmp.SecurityLevel): 1 | 2 | 3 {
  if (level === snmp.SecurityLevel.noAuthNoPriv) return 1;
  return level === snmp.SecurityLevel.authNoPriv ? 2 : 3;
}

async function walk(client: Asker, column: string): Promise<readonly (readonly [string, RawValue])[]> {
  const rows: (readonly [string, RawValue])[] = [];
  let from = column;
  while (rows.length < mostRows) {
    const answer = await client.getNext([from]);
    const next = answer.ok ? answer.varbinds[0] : undefined;
    const value = next === undefined ? undefined : decodeVarbind(next);
    if (next === undefined || value === undefined || !next.oid.startsWith(`${column}.`) || next.oid === from) return rows;
    rows.push([next.oid, value]);
    from = next.oid;
  }
  return rows;
}
