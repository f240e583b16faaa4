import { uptime } from 'node:os';
import type { Clock } from '../core/ports.js';

/** The machine's monotonic clock. It may stand still while the machine sleeps: the monitor finds such gaps by the machine's uptime. */
export function systemClock(): Clock {
  return {
    nowMs: () => performance.now(),
    uptimeMs: () => uptime() * 1000,
    wall: () => new Date(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}
