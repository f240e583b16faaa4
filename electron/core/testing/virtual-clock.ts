import type { Clock } from '../ports.js';

/** A clock that moves only when told to: a whole outage in milliseconds, every run the same. */
export interface VirtualClock extends Clock {
  /**
   * Lets `ms` pass. Timers run in order of their time (then of their making), each at its own time; between them everything that
   * waits for settled promises goes on, so that code with `await` behaves as it would in real time.
   */
  advance(ms: number): Promise<void>;
  /** Advances timer by timer until `isSo` holds. Throws when it does not within `withinMs`: a test must not hang. */
  advanceUntil(isSo: () => boolean, withinMs: number): Promise<void>;
  /** The machine sleeps: wall clock moves, timers do not run; the monotonic clock moves too where `isSeen` (Windows) or stands still. */
  sleep(ms: number, options?: { readonly isSeen?: boolean }): void;
  /** Somebody sets the wall clock. */
  setWall(iso: string): void;
  /** Timers that have not run and were not cancelled. */
  pending(): number;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** Long enough for chains of awaits; promises that wait for real input or output are not for this clock. */
const turnsBetweenTimers = 40;

async function settle(): Promise<void> {
  for (let turn = 0; turn < turnsBetweenTimers; turn += 1) await Promise.resolve();
}

export function createVirtualClock(start: { readonly nowMs?: number; readonly wall?: string } = {}): VirtualClock {
  let nowMs = start.nowMs ?? 0;
  let wallMs = Date.parse(start.wall ?? '2026-01-01T00:00:00.000Z');
  let upMs = nowMs;
  let made = 0;
  const timers = new Set<Timer>();

  const next = (untilMs: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.atMs > untilMs) continue;
      if (first === undefined || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order)) first = timer;
    }
    return first;
  };
  const moveTo = (atMs: number) => {
    wallMs += Math.max(0, atMs - nowMs);
    upMs += Math.max(0, atMs - nowMs);
    nowMs = Math.max(nowMs, atMs);
  };
  const runOne = async (timer: Timer) => {
    timers.delete(timer);
    moveTo(timer.atMs);
    timer.run();
    await settle();
  };

  return {
    nowMs: () => nowMs,
    uptimeMs: () => upMs,
    wall: () => new Date(wallMs),
    after: (ms, run) => {
      const timer: Timer = { atMs: nowMs + Math.max(0, ms), order: (made += 1), run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: async (ms) => {
      await settle();
      const untilMs = nowMs + ms;
      for (let timer = next(untilMs); timer !== undefined; timer = next(untilMs)) await runOne(timer);
      moveTo(untilMs);
      await settle();
    },
    advanceUntil: async (isSo, withinMs) => {
      await settle();
      const untilMs = nowMs + withinMs;
      while (!isSo()) {
        const timer = next(untilMs);
        if (timer === undefined) throw new Error(`not so within ${String(withinMs)} ms of virtual time`);
        await runOne(timer);
      }
    },
    sleep: (ms, options = {}) => {
      wallMs += ms;
      upMs += ms;
      if (options.isSeen === true) nowMs += ms;
    },
    setWall: (iso) => {
      wallMs = Date.parse(iso);
    },
    pending: () => timers.size,
  };
}
