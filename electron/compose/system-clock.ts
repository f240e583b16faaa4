import type { Clock } from '../core/ports.js';

/** The machine's monotonic clock. It may stand still while the machine sleeps: the monitor finds such gaps by the wall clock. */
export function systemClock(): Clock {
  return {
    nowMs: () => performance.now(),
    wall: () => new Date(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}
