import type { OperationStatus, RunPhase, RunState, StepStatus } from '../../../shared/run/run.js';
import type { IconName } from '../../ui/icons.js';

type Tone = 'ok' | 'warn' | 'danger' | 'info' | 'neutral';

const operations: Readonly<Record<OperationStatus, { readonly icon: IconName; readonly tone: Tone; readonly spins?: boolean }>> = {
  waiting: { icon: 'circle', tone: 'neutral' },
  inFlight: { icon: 'sync', tone: 'info', spins: true },
  forcing: { icon: 'flame', tone: 'warn' },
  done: { icon: 'pass-filled', tone: 'ok' },
  failed: { icon: 'error', tone: 'danger' },
  timedOut: { icon: 'clockface', tone: 'danger' },
  skipped: { icon: 'skip', tone: 'neutral' },
};
const steps: Readonly<Record<StepStatus, { readonly icon: IconName; readonly tone: Tone }>> = {
  waiting: { icon: 'circle', tone: 'neutral' },
  running: { icon: 'play-circle', tone: 'info' },
  done: { icon: 'pass-filled', tone: 'ok' },
  failed: { icon: 'error', tone: 'danger' },
  skipped: { icon: 'skip', tone: 'neutral' },
};
const phases: Readonly<Record<RunPhase, Tone>> = {
  running: 'danger',
  beyond: 'danger',
  finished: 'info',
  aborting: 'warn',
  aborted: 'warn',
  restoring: 'info',
  restored: 'ok',
  interrupted: 'warn',
};

export function operationLook(status: OperationStatus) {
  return operations[status];
}

export function stepLook(status: StepStatus) {
  return steps[status];
}

export function phaseTone(phase: RunPhase): Tone {
  return phases[phase];
}

/** How much of what has to be done is done, 0..100. */
export function progressPercent(run: Pick<RunState, 'operations' | 'restore' | 'phase'>): number {
  const list = run.phase === 'restoring' || run.phase === 'restored' ? run.restore : run.operations;
  if (list.length === 0) return run.phase === 'restored' ? 100 : 0;
  const ended = list.filter((one) => ['done', 'failed', 'timedOut', 'skipped'].includes(one.status)).length;
  return Math.round((100 * ended) / list.length);
}

/** Whether a person can still call it off. */
export function isGoing(phase: RunPhase): boolean {
  return phase === 'running' || phase === 'beyond' || phase === 'aborting' || phase === 'restoring';
}

/** How long the run has taken so far, in milliseconds; of one that is over, how long it took. */
export function elapsedMs(run: Pick<RunState, 'phase' | 'nowMs'> & { readonly startedAt: string }, at: string): number {
  return isGoing(run.phase) ? Math.max(run.nowMs, Date.parse(at) - Date.parse(run.startedAt)) : run.nowMs;
}
