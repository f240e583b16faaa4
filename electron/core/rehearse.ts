import { durationKey } from '../../shared/forecast/learned.js';
import type { Operation, Outcome } from '../../shared/plan/operation.js';
import type { Plan } from '../../shared/plan/plan.js';
import { reportRun } from '../../shared/run/report.js';
import type { Finding, RunEffect, RunEvent, RunReport, RunState } from '../../shared/run/run.js';
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
      const seconds = secondsOf(rehearsal, effect.operation);
      const atMs = state.nowMs + seconds * 1000;
      due.push({
        atMs,
        event: { kind: 'operationEnded', atMs, operationId: effect.operation.id, outcome: success(effect.operation, seconds) },
      });
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

/** Just inside the limit: a rehearsal tells how long it takes when all goes as the plan allows, not what a failure would do. */
function secondsOf(rehearsal: Rehearsal, operation: Operation): number {
  const learned = rehearsal.durations.get(durationKey(operation))?.seconds ?? operation.timeoutSeconds;
  return Math.min(learned, operation.timeoutSeconds - 0.001);
}

function success(operation: Operation, seconds: number): Outcome {
  return { kind: 'done', acted: operation.kind !== 'checkOffice', seconds };
}

function verdict({ plan, batterySeconds, operations }: Rehearsal, neededSeconds: number): Finding {
  const target = plan.id;
  if (batterySeconds === undefined || operations.length === 0) {
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
