import { maxVarbinds } from '../../../shared/ups/poll-plan.js';
import type { RawValue } from '../../../shared/ups/raw-value.js';
import { decodeVarbind, isPresent } from './decode.js';
import type { Asker } from './snmp-client.js';
import { snmpStatus, type SnmpError } from './snmp-error.js';

export interface Asked {
  /** Objects that exist, with or without a value at the moment. */
  readonly present: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, RawValue>;
  /** Objects a request that the card still answered. */
  readonly portion: number;
}

export interface AskOptions {
  readonly most?: number;
  /** The device answered before, so that silence is about the length of the request. */
  readonly isAwake?: boolean;
}

/** What even cards that drop longer requests answer. */
const shortPortion = 5;

export type AskResult = { readonly ok: true; readonly asked: Asked } | { readonly ok: false; readonly error: SnmpError };

/**
 * Asks for any number of objects, of which many may not exist, in requests of at most twenty. In v1 one missing object fails the whole
 * request: it is named in the error, left out, and the rest asked again. A card that drops or refuses long requests gets shorter ones.
 */
export async function askObjects(client: Asker, oids: readonly string[], options: AskOptions = {}): Promise<AskResult> {
  const present = new Set<string>();
  const values = new Map<string, RawValue>();
  let waiting = [...oids];
  let size = options.most ?? maxVarbinds;
  let hasAnswered = options.isAwake ?? false;
  while (waiting.length > 0) {
    const part = waiting.slice(0, size);
    const answer = await client.get(part);
    if (answer.ok) {
      hasAnswered = true;
      answer.varbinds.forEach((varbind, index) => {
        const oid = part[index];
        if (oid === undefined || !isPresent(varbind)) return;
        present.add(oid);
        const value = decodeVarbind(varbind);
        if (value !== undefined) values.set(oid, value);
      });
      waiting = waiting.slice(part.length);
      continue;
    }
    const next = afterError(answer.error, part, waiting, size, hasAnswered);
    if (next === undefined) return { ok: false, error: answer.error };
    hasAnswered ||= answer.error.kind === 'status';
    ({ waiting, size } = next);
  }
  return { ok: true, asked: { present, values, portion: size } };
}

/** What remains to be asked and in what portions, or undefined when asking is pointless. */
function afterError(
  error: SnmpError,
  part: readonly string[],
  waiting: readonly string[],
  size: number,
  hasAnswered: boolean,
): { readonly waiting: string[]; readonly size: number } | undefined {
  const half = Math.max(1, Math.floor(size / 2));
  if (error.kind === 'timeout' && hasAnswered && part.length > shortPortion) return { waiting: [...waiting], size: shortPortion };
  if (error.kind !== 'status') return undefined;
  const named = error.oid;
  if (named !== undefined && error.status === snmpStatus.noSuchName) {
    const found = part.find((oid) => oid === named) ?? (part.length === 1 ? part[0] : undefined);
    if (found !== undefined) return { waiting: waiting.filter((oid) => oid !== found), size };
  }
  if (part.length === 1) return { waiting: waiting.slice(1), size };
  return { waiting: [...waiting], size: half };
}
