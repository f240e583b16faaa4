import type { Operation } from '../plan/operation.js';

/** What a learned duration is known by. The uuid survives renaming and a move; where there is none the name has to do. */
export function durationKey(operation: Pick<Operation, 'kind' | 'target'>): string {
  return `${operation.kind}/${operation.target.uuid ?? operation.target.name}`;
}

const lastObservations = 10;
const fewObservations = 3;

/**
 * Seconds to plan with, from what was observed (oldest first): the slowest of the last ten, and a tenth on top; a quarter while there are fewer than
 * three. Never less than one second. Slower than the mean on purpose: a battery does not forgive the one bad day.
 */
export function learnedSeconds(observations: readonly number[]): number {
  const recent = observations.slice(-lastObservations);
  const reserve = recent.length < fewObservations ? 1.25 : 1.1;
  return Math.max(1, Math.ceil(Math.max(0, ...recent) * reserve));
}
