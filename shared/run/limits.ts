import type { Operation } from '../plan/operation.js';

/** A power-off is quick where it works at all; waiting longer only costs battery. */
const forcedVmLimitSeconds = 60;

/** What the UPS is given on top of what still has to stop. */
export const upsMarginSeconds = 30;

/** A UPS counts its delay roughly; milliseconds. */
export const upsSlackMs = 15_000;

/** Starting up: more at once than this makes every VM slow (boot storm), fewer makes the office wait. */
export const restoreParallel = 10;
export const restoreParallelPerHost = 4;

/** Whether there is a harder way than the gentle one: power off the VM, shut the host down with VMs on it. */
export function canBeForced(operation: Operation): boolean {
  return operation.kind === 'ensureVmOff' || operation.kind === 'ensureHostOff';
}

export function limitMs(operation: Operation): number {
  return operation.timeoutSeconds * 1000;
}

/** Limit of the one forced attempt, in milliseconds. A host needs as long forced as gently. */
export function forcedLimitMs(operation: Operation): number {
  return 1000 * (operation.kind === 'ensureVmOff' ? Math.min(operation.timeoutSeconds, forcedVmLimitSeconds) : operation.timeoutSeconds);
}

/** Pause before a retry in milliseconds: 2 s, 4 s, 8 s, at most 16 s. `failures` counts from 1. */
export function retryPauseMs(failures: number): number {
  return 1000 * Math.min(16, 2 ** failures);
}

/** Seconds that one operation may take at the very most: its limit and, where the plan forces, the forced attempt's. */
export function worstSeconds(operation: Operation): number {
  const forced = operation.onTimeout === 'force' && canBeForced(operation) ? forcedLimitMs(operation) / 1000 : 0;
  return operation.timeoutSeconds + forced;
}
