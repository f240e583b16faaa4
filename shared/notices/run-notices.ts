import { assertNever } from '../result.js';
import type { RunStory } from '../run/run.js';
import { message } from '../text/message.js';
import { draft, type Draft } from './draft.js';

export interface RunContext {
  readonly planTitle: string;
  /** Title of a step, as the plan names it. */
  readonly stepTitle: (stepId: string) => string;
  /** The run is a drill: a few VMs, which come back at once. */
  readonly isDrill?: boolean;
}

/** The notice that an event of a run is worth. Every operation has its line in the window; only what a person must know is told. */
export function runNotice(story: RunStory, context: RunContext): Draft | undefined {
  if (context.isDrill === true) {
    const said = drillNotice(story, context);
    if (said !== 'as in a run') return said;
  }
  const actions = ['view.run'] as const;
  switch (story.kind) {
    case 'runStarted': {
      const body = message(`policy.trigger.${story.trigger}`);
      return draft('run', 'error', message('policy.notice.run.started', { plan: context.planTitle }), {
        body,
        actions,
        sameAs: `started ${story.runId}`,
      });
    }
    case 'runWidened': {
      const body = message(`policy.trigger.${story.trigger}`);
      return draft('run', 'error', message('policy.notice.run.widened', { plan: context.planTitle, n: story.operations }), {
        body,
        actions,
      });
    }
    case 'pointOfNoReturnPassed':
      return draft('run', 'warning', message('policy.notice.run.beyond'), { body: message('policy.notice.run.beyond.body'), actions });
    case 'operationFailed':
      if (!story.final) return undefined;
      return draft(`run.operation.${story.operation}`, 'error', message('policy.notice.run.failed', { target: story.target }), {
        body: story.message,
        actions,
      });
    case 'stepFinished':
      if (story.status !== 'failed') return undefined;
      return draft(`run.step.${story.step}`, 'warning', message('policy.notice.run.stepFailed', { step: context.stepTitle(story.step) }), {
        body: message('policy.notice.run.goesOn'),
        actions,
      });
    case 'restoreStarted': {
      const body = message('policy.notice.run.restoring.body', { n: story.operations });
      return draft('run', 'info', message('policy.notice.run.restoring'), { body, actions });
    }
    case 'runFinished':
      return finished(story);
    case 'stepStarted':
    case 'operationIntended':
    case 'operationDone':
    case 'powerReturned':
      return undefined;
    default:
      return assertNever(story);
  }
}

/** What an exercise says in other words than a shutdown, or not at all. */
function drillNotice(story: RunStory, context: RunContext): Draft | undefined | 'as in a run' {
  const actions = ['view.run'] as const;
  switch (story.kind) {
    case 'runStarted': {
      const body = message('drill.notice.started.body', { n: story.operations });
      return draft('run', 'info', message('drill.notice.started', { plan: context.planTitle }), { body, actions });
    }
    case 'runWidened':
    case 'restoreStarted':
      return undefined;
    case 'runFinished': {
      if (story.phase === 'aborted') return draft('run', 'info', message('drill.notice.aborted'), { actions });
      if (story.phase !== 'restored') return undefined;
      if (story.failed === 0) return draft('run', 'info', message('drill.notice.restored'), { actions });
      const body = message('policy.notice.run.failures', { n: story.failed });
      return draft('run', 'warning', message('drill.notice.failed'), { body, actions });
    }
    default:
      return 'as in a run';
  }
}

function finished(story: Extract<RunStory, { kind: 'runFinished' }>): Draft | undefined {
  const { phase, failed } = story;
  if (phase !== 'finished' && phase !== 'aborted' && phase !== 'restored') return undefined;
  const body = failed > 0 ? { body: message('policy.notice.run.failures', { n: failed }) } : {};
  const severity = failed > 0 ? 'warning' : 'info';
  return draft('run', severity, message(`policy.notice.run.${phase}`), { ...body, actions: ['view.run'] });
}
