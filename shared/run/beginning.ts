import type { RunEvent, RunState, RunTrigger } from './run.js';

/** Why a run began, and with what power. */
export interface Beginning {
  readonly runId: string;
  readonly trigger: RunTrigger;
  readonly power: RunState['power'];
}

/** Folded over a run's journal. What overtakes a drill begins there, with what power there is then. */
export function beginningAfter(began: Beginning | undefined, event: RunEvent | { readonly kind: 'intended' }): Beginning | undefined {
  if (event.kind === 'runStarted') return { runId: event.runId, trigger: event.trigger, power: event.power ?? 'mains' };
  if (began?.trigger !== 'drill') return began;
  if (event.kind === 'powerLost') return { ...began, power: 'battery' };
  if (event.kind === 'powerReturned') return { ...began, power: 'mains' };
  if (event.kind === 'triggered' || event.kind === 'groupJoined') return { ...began, trigger: event.trigger };
  return began;
}
