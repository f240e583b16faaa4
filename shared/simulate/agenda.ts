/** Virtual time: what is due when, in order of time and then of entry. Milliseconds. */
export interface Agenda {
  readonly nowMs: number;
  /** Runs once after `ms`; gives its cancellation. */
  after(ms: number, run: () => void): () => void;
  /** Runs what is due next; false when nothing is left or it lies behind `untilMs`. */
  next(untilMs: number): boolean;
}

interface Entry {
  readonly atMs: number;
  readonly order: number;
  run: (() => void) | undefined;
}

export function openAgenda(): Agenda {
  const heap: Entry[] = [];
  let nowMs = 0;
  let order = 0;
  return {
    get nowMs() {
      return nowMs;
    },
    after: (ms, run) => {
      const entry: Entry = { atMs: nowMs + Math.max(0, Math.round(ms)), order: (order += 1), run };
      push(heap, entry);
      return () => {
        entry.run = undefined;
      };
    },
    next: (untilMs) => {
      for (;;) {
        const first = heap[0];
        if (first === undefined || first.atMs > untilMs) return false;
        pop(heap);
        if (first.run === undefined) continue;
        nowMs = first.atMs;
        first.run();
        return true;
      }
    },
  };
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

function push(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || isBefore(parent, entry)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    const left = heap[below];
    if (left === undefined) break;
    const right = heap[below + 1];
    if (right !== undefined && isBefore(right, left)) below += 1;
    const child = heap[below];
    if (child === undefined || isBefore(last, child)) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = last;
}
