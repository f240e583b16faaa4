import type { RunEvent, RunState } from './run.js';
import { step, type RunStep } from './step.js';

type Journalled = RunEvent | { readonly kind: 'intended' };

/**
 * A run's state from its journal. Intents are evidence for people; the state follows from the events alone. Undefined when the
 * journal does not begin with runStarted (nothing was done then: the start is the first thing written).
 */
export function replay(events: Iterable<Journalled>, by: RunStep = step): RunState | undefined {
  let state: RunState | undefined;
  for (const event of events) {
    if (event.kind === 'intended') continue;
    if (state === undefined && event.kind !== 'runStarted') return undefined;
    state = by(state, event)[0];
  }
  return state;
}
