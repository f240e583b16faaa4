import { durationKey } from '../../shared/forecast/learned.js';
import type { Operation, Outcome } from '../../shared/plan/operation.js';
import type { Plan } from '../../shared/plan/plan.js';
import { reportRun } from '../../shared/run/report.js';
import type { Finding, RunEffect, RunEvent, RunReport, RunState } from '../../shared/run/run.js';
import { worstSeconds } from '../../shared/run/limits.js';
import { step } from '../../shared/run/step.js';
import { message } from '../../shared/text/message.js';

export interface Rehearsal {
  readonly plan: Plan;
  /** The plan compiled for the office as it was last seen. */
  readonly operations: readonly Operation[];
  readonly durations: ReadonlyMap<string, { readonly seconds: number }>;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly batterySeconds?: number;
  readonly findings?: readonly Finding[];
}

/**
 * The whole plan in virtual time through the very state machine of a real run; nothing is touched. Each operation takes what was
 * learned, or its whole limit. The verdict is a finding: `rehearsal/safe`, `tight`, `unsafe` or `unknown`.
 */
export function rehearse(rehearsal: Rehearsal): RunReport {
  const run = playThrough(rehearsal);
  const facts = { startedAt: rehearsal.startedAt };
  const neededSeconds = reportRun(run, facts).seconds;
  const { batterySeconds } = rehearsal;
  const figures = batterySeconds === undefined ? {} : { batterySeconds, marginSeconds: batterySeconds - neededSeconds };
  const findings = [...(rehearsal.findings ?? []), verdict(rehearsal, neededSeconds)];
  return reportRun(run, { ...facts, neededSeconds, ...figures, findings });
}

interface Due {
  readonly atMs: number;
  readonly event: RunEvent;
}

function playThrough(rehearsal: Rehearsal): RunState {
  const { plan, operations } = rehearsal;
  const due: Due[] = [];
  const put = (state: RunState, effects: readonly RunEffect[]) => {
    for (const effect of effects) {
      if (effect.kind !== 'perform') continue;
      due.push(endOf(rehearsal, effect.operation, effect.how, state.nowMs));
    }
    due.sort((a, b) => a.atMs - b.atMs);
  };
  const start: RunEvent = {
    kind: 'runStarted',
    atMs: 0,
    runId: 'rehearsal',
    plan,
    operations,
    trigger: 'latestSafeStart',
    mode: 'rehearsal',
    ranBefore: [],
  };
  let [state, effects] = step(undefined, start);
  put(state, effects);
  for (let next = due.shift(); next !== undefined; next = due.shift()) {
    [state, effects] = step(state, next.event);
    put(state, effects);
  }
  return state;
}

/** Just inside the limit: what is over in time is a success. */
const insideSeconds = 0.001;

/**
 * What was never seen takes as long as it may, as the forecast counts it: where the plan forces, its limit passes and the forced attempt takes its
 * own. A rehearsal plays no failures.
 */
function endOf(rehearsal: Rehearsal, operation: Operation, how: 'gentle' | 'force', nowMs: number): Due {
  const worst = worstSeconds(operation);
  const total = Math.min(rehearsal.durations.get(durationKey(operation))?.seconds ?? worst, worst);
  const limit = operation.timeoutSeconds;
  if (how === 'gentle' && total >= limit && worst > limit) {
    const atMs = nowMs + limit * 1000;
    return { atMs, event: { kind: 'ticked', atMs } };
  }
  const seconds = how === 'force' ? Math.max(0, total - limit - insideSeconds) : Math.min(total, limit - insideSeconds);
  const atMs = nowMs + seconds * 1000;
  return { atMs, event: { kind: 'operationEnded', atMs, operationId: operation.id, outcome: success(operation, seconds) } };
}

function success(operation: Operation, seconds: number): Outcome {
  return { kind: 'done', acted: operation.kind !== 'checkOffice', seconds };
}

function verdict({ plan, batterySeconds, operations }: Rehearsal, neededSeconds: number): Finding {
  const target = plan.id;
  const isUnknown = operations.length === 0 || operations.some((one) => one.unheard !== undefined);
  if (batterySeconds === undefined || isUnknown) {
    return { severity: 'warning', code: 'rehearsal/unknown', message: message('run.verdict.unknown', { needed: neededSeconds }), target };
  }
  const margin = batterySeconds - neededSeconds;
  const params = { needed: neededSeconds, battery: batterySeconds, margin };
  if (margin < 0) return { severity: 'error', code: 'rehearsal/unsafe', message: message('run.verdict.unsafe', params), target };
  if (margin < plan.marginSeconds) {
    return { severity: 'warning', code: 'rehearsal/tight', message: message('run.verdict.tight', params), target };
  }
  return { severity: 'info', code: 'rehearsal/safe', message: message('run.verdict.safe', params), target };
}
