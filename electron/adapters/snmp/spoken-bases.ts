import type { Asker } from './snmp-client.js';

/** So many subtrees a request: answers carry longer objects than the questions. */
const portion = 10;

/**
 * Of subtrees of objects, those that hold anything at all, found by asking for what comes after their root: cards leave out any object, also
 * those that every device should have. What is lost or refused counts as not there; nothing depends on it that was found by asking directly.
 */
export async function spokenBases(client: Asker, bases: readonly string[]): Promise<ReadonlySet<string>> {
  const spoken = new Set<string>();
  let waiting = [...new Set(bases)].sort(byObject);
  let size = portion;
  while (waiting.length > 0) {
    const part = waiting.slice(0, size);
    const answer = await client.getNext(part);
    if (answer.ok) {
      for (const [index, base] of part.entries()) if (answer.varbinds[index]?.oid.startsWith(`${base}.`) === true) spoken.add(base);
      waiting = waiting.slice(part.length);
      continue;
    }
    if (answer.error.kind !== 'status') return spoken;
    // Behind the last object of a v1 agent the whole request fails, and so would all that come later.
    const end = part.indexOf(answer.error.oid ?? '');
    if (end >= 0) waiting = waiting.slice(0, end);
    else if (part.length === 1) return spoken;
    else size = Math.floor(part.length / 2);
  }
  return spoken;
}

/** In the order in which agents walk. */
function byObject(one: string, other: string): number {
  const [left, right] = [one, other].map((oid) => oid.split('.').map(Number));
  const at = left?.findIndex((part, index) => part !== right?.[index]) ?? -1;
  return at < 0 ? -1 : (left?.[at] ?? 0) - (right?.[at] ?? -1);
}
