import type { Clock } from '../ports.js';

export interface Gap {
  readonly gapMs: number;
}

/** Uptime is told to the second, and both clocks are not read at one instant. */
const shortestSleepMs = 10_000;
/** Longer than a busy machine, a full disk or a paused VM keeps a timer waiting. */
const longestStallMs = 60_000;

/**
 * Finds that the machine slept. Some systems' monotonic clock stands still in a sleep (Linux, macOS): their uptime goes on. Others' goes on
 * (Windows), and only its length tells a sleep from a stall. The wall clock is not asked: somebody may set it.
 */
export interface GapWatch {
  /** To be called at least every `everyMs`. */
  look(): Gap | undefined;
}

export function createGapWatch(clock: Clock, everyMs: number): GapWatch {
  let monotonicMs = clock.nowMs();
  let uptimeMs = clock.uptimeMs();
  return {
    look: () => {
      const passedMs = clock.nowMs() - monotonicMs;
      const upMs = clock.uptimeMs() - uptimeMs;
      monotonicMs += passedMs;
      uptimeMs += upMs;
      if (passedMs > everyMs + longestStallMs) return { gapMs: passedMs };
      return upMs - passedMs > shortestSleepMs ? { gapMs: upMs } : undefined;
    },
  };
}
