import type { Clock } from '../ports.js';

/** A gap in the clock. `gapMs` only when the monotonic clock saw it: a wall clock that jumped may just have been set. */
export interface Gap {
  readonly gapMs?: number;
}

/** Longer than a busy machine or a slow disk keeps a timer waiting. */
export const gapMs = 10_000;

/**
 * Finds that the program slept. Some systems' monotonic clock goes on in a sleep (Windows), others' stands still (Linux, macOS): there
 * only the wall clock shows it, and a wall clock that somebody set looks the same. Reading again harms neither.
 */
export interface GapWatch {
  /** To be called at least every `everyMs`. */
  look(): Gap | undefined;
}

export function createGapWatch(clock: Clock, everyMs: number): GapWatch {
  let monotonicMs = clock.nowMs();
  let wallMs = clock.wall().getTime();
  return {
    look: () => {
      const passedMs = clock.nowMs() - monotonicMs;
      const wallPassedMs = clock.wall().getTime() - wallMs;
      monotonicMs += passedMs;
      wallMs += wallPassedMs;
      if (passedMs > everyMs + gapMs) return { gapMs: passedMs };
      return Math.abs(wallPassedMs - passedMs) > gapMs ? {} : undefined;
    },
  };
}
