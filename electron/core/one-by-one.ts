/**
 * Takes items in the order they came, one at a time: what is sent while one is being taken waits for its turn, so that no state is
 * changed in the middle of a change. `afterAll` runs each time the line is empty again.
 */
export interface OneByOne<T> {
  send(item: T): void;
  /** Forgets what waits. */
  clear(): void;
}

export function oneByOne<T>(take: (item: T) => void, afterAll: () => void): OneByOne<T> {
  const queue: T[] = [];
  let isTaking = false;
  return {
    send: (item) => {
      queue.push(item);
      if (isTaking) return;
      isTaking = true;
      try {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) take(next);
      } finally {
        isTaking = false;
      }
      afterAll();
    },
    clear: () => {
      queue.length = 0;
    },
  };
}
