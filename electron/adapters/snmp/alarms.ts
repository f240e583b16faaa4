import type { MibTable } from '../../../shared/ups/mibs/mib-table.js';
import { asNumber, type RawValue } from '../../../shared/ups/raw-value.js';
import { isCommonAbsent } from '../../../shared/ups/sane.js';
import { within } from '../common/within.js';
import { decodeVarbind } from './decode.js';
import type { Asker } from './snmp-client.js';

const mostAlarms = 32;
/** A reading must not fail for its alarms; what was read of them last serves meanwhile. */
const limitMs = 2000;

type Alarms = ReadonlyMap<string, readonly string[]>;

/**
 * Object identifiers of the current alarms of every MIB whose count is above zero. A walk that is lost is not an empty table: some cards say only
 * there that they have lost their UPS, and their other values would then look fresh.
 */
export class AlarmReader {
  readonly #client: Asker;
  #last: Alarms = new Map();
  /** Some agents never answer GETBULK; asking one by one is slower and sure. */
  #isBulkSilent = false;

  constructor(client: Asker) {
    this.#client = client;
  }

  async read(tables: readonly MibTable[], values: ReadonlyMap<string, RawValue>): Promise<Alarms> {
    const counted = tables.flatMap((table) => {
      const count = table.alarms === undefined ? 0 : (asNumber(values.get(`${table.base}.${table.alarms.count}`) ?? 0) ?? 0);
      return count <= 0 || isCommonAbsent(count) ? [] : [{ table, count }];
    });
    const before: Alarms = new Map(counted.flatMap(({ table }) => [[table.name, this.#last.get(table.name) ?? []] as const]));
    this.#last = await within(limitMs, this.#walk(counted, before), before);
    return new Map([...this.#last].filter(([, names]) => names.length > 0));
  }

  async #walk(counted: readonly { readonly table: MibTable; readonly count: number }[], before: Alarms): Promise<Alarms> {
    const alarms = new Map(before);
    for (const { table, count } of counted) {
      const names = await this.#column(`${table.base}.${table.alarms?.column ?? ''}`, Math.min(count, mostAlarms));
      if (names !== undefined) alarms.set(table.name, names);
    }
    return alarms;
  }

  /** The table is sparse: rows are found by asking for successors, never by index. Undefined when an answer was lost. */
  async #column(column: string, rows: number): Promise<readonly string[] | undefined> {
    const names: string[] = [];
    let from = column;
    while (names.length < rows) {
      const isBulk = this.#client.version !== '1' && !this.#isBulkSilent;
      const answer = await (isBulk ? this.#client.getBulk(from, Math.min(10, rows - names.length)) : this.#client.getNext([from]));
      if (!answer.ok && isBulk && answer.error.kind === 'timeout') this.#isBulkSilent = true;
      // A v1 agent says noSuchName at the end of what it has.
      if (!answer.ok) return answer.error.kind === 'status' ? names : undefined;
      if (answer.varbinds.length === 0) return names;
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
}
