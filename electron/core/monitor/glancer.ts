import type { Clock, Glance, UpsSource } from '../ports.js';

export interface GlancerParts {
  readonly clock: Clock;
  readonly source: UpsSource;
  /** Milliseconds from one glance to the next, as things are now; undefined while nobody needs one. */
  readonly intervalMs: () => number | undefined;
  /** No reading is under way, and none is due at once. */
  readonly isIdle: () => boolean;
  /** The last reading was answered. */
  readonly isHeard: () => boolean;
  /** Something is not as at the last reading, the device did not say, or says something again: it is time for a whole reading. */
  readonly changed: () => void;
}

/**
 * Between readings on mains a glance asks a device only for what tells its power, and says nothing but that a reading is due: nothing is
 * believed or decided by it. So an outage is noticed within a second although whole readings are seconds apart, and so is a device that answers again.
 */
export interface Glancer {
  start(): void;
  stop(): void;
}

/** How often it is looked whether a glance is wanted again. */
const restMs = 1000;

export function createGlancer(parts: GlancerParts): Glancer {
  const { clock, source } = parts;
  let isStopped = true;
  let cancelTimer: (() => void) | undefined;

  const isOver = () => isStopped;
  const plan = () => {
    cancelTimer = clock.after(parts.intervalMs() ?? restMs, look);
  };

  const look = () => {
    if (parts.intervalMs() === undefined || !parts.isIdle()) {
      plan();
      return;
    }
    void glanceAt(source).then((found) => {
      if (isOver()) return;
      if (found !== 'unasked' && found !== (parts.isHeard() ? 'same' : 'silent')) parts.changed();
      plan();
    });
  };

  return {
    start: () => {
      if (!isStopped || source.glance === undefined) return;
      isStopped = false;
      plan();
    },
    stop: () => {
      isStopped = true;
      cancelTimer?.();
    },
  };
}

/** A throw is a bug of the source; a whole reading will tell it. */
async function glanceAt(source: UpsSource): Promise<Glance> {
  try {
    return (await source.glance?.()) ?? 'unasked';
  } catch {
    return 'silent';
  }
}
