import type { RunEffect } from '../run/run.js';

/** What a run tells, in one line of a simulated outage's story. */
export function storyLine(event: (RunEffect & { readonly kind: 'tell' })['event']): string {
  switch (event.kind) {
    case 'operationIntended':
      return `${event.how} ${event.operation} (${event.attempt})`;
    case 'operationDone':
      return `done ${event.operation}${event.acted ? '' : ', was so already'}`;
    case 'operationFailed':
      return `failed ${event.operation}: ${event.code}${event.final ? ', given up' : ''}`;
    case 'stepStarted':
      return `step ${event.step}`;
    case 'stepFinished':
      return `step ${event.step} ${event.status}`;
    case 'runFinished':
      return `run ${event.phase}`;
    default:
      return event.kind;
  }
}
