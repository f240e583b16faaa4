import type { Step } from '../plan/plan.js';
import { message } from '../text/message.js';
import { begin, change, giveUp, isTerminal, isUnderWay, skip, stopWatching, tell, tellFailure, type Work } from './draft.js';
import { canBeForced } from './limits.js';
import { shapeOf } from './plan-shape.js';
import { isGateToCome, readiness, upsDelaySeconds, waitsForOthers, type RunRules } from './readiness.js';
import type { OperationState, StepStatus } from './run.js';

/** Moves the shutdown on as far as it goes now: over what has ended, what is ready and what is out of time. */
export function advanceForward(work: Work, rules: RunRules): void {
  let before: number;
  do {
    before = work.changes;
    settleSteps(work);
    startReady(work, rules);
    if (work.changes === before) skipWhatNeverBecomesReady(work, rules);
  } while (work.changes !== before);
  const { run } = work;
  if (run.steps.some((step) => step.status === 'waiting' || step.status === 'running')) return;
  if (run.operations.some((one) => !isTerminal(one.status))) return;
  run.phase = 'finished';
  if (run.power === 'battery') run.isDownInThisOutage = true;
  tell(work, { kind: 'runFinished', phase: 'finished', failed: failures(run.operations) });
}

export function failures(list: readonly OperationState[]): number {
  return list.filter((one) => one.status === 'failed' || one.status === 'timedOut').length;
}

/** What happens to operations whose time is over. `mayForce`: while stopping or restoring nothing is forced. */
export function applyLimits(work: Work, lane: 'operations' | 'restore', mayForce: boolean): void {
  const { run } = work;
  for (const [index, one] of run[lane].entries()) {
    if (one.limitAtMs === undefined || one.limitAtMs > run.nowMs) continue;
    const isGentle = one.status === 'inFlight' || (one.status === 'waiting' && one.attempt > 0);
    if (!isGentle && one.status !== 'forcing') continue;
    if (isUnderWay(one.status)) stopWatching(work, one.operation.id, false);
    const limit = one.operation.timeoutSeconds;
    const why = { code: 'run/timedOut', message: message('run.note.timedOut', { limit }) };
    if (isGentle && mayForce && one.operation.onTimeout === 'force' && canBeForced(one.operation)) {
      if (one.status === 'inFlight') tellFailure(work, one.operation, why, false);
      begin(work, lane, index, 'force');
    } else if (lane === 'operations' && one.operation.onTimeout === 'stop') {
      giveUp(work, lane, index, 'timedOut', { code: 'run/timedOut', message: message('run.note.stopsRun') });
    } else if (one.operation.kind === 'ensureVmOff') {
      giveUp(work, lane, index, 'timedOut', { code: 'run/timedOut', message: message('run.note.leftBehind', { limit }) });
    } else {
      giveUp(work, lane, index, 'timedOut', why);
    }
  }
}

function settleSteps(work: Work): void {
  const { run } = work;
  for (const [index, step] of run.plan.steps.entries()) {
    const status = run.steps[index]?.status;
    if (status === 'waiting') openStep(work, index, step);
    if (run.steps[index]?.status === 'running') closeStep(work, index, step.id);
  }
}

function openStep(work: Work, index: number, step: Step): void {
  const { run } = work;
  let isReady = true;
  for (const id of step.after) {
    const earlier = run.steps.find((one) => one.id === id);
    if (earlier === undefined) continue;
    if (earlier.status === 'skipped' || (earlier.status === 'failed' && stopsDependants(run.operations, id))) {
      for (const [at, one] of run.operations.entries()) {
        if (one.operation.stepId === step.id && !isTerminal(one.status)) {
          skip(work, 'operations', at, message('run.note.dependencySkipped'));
        }
      }
      setStep(work, index, step.id, 'skipped');
      tell(work, { kind: 'stepFinished', step: step.id, status: 'skipped' });
      return;
    }
    if (earlier.status === 'waiting' || earlier.status === 'running') isReady = false;
  }
  if (!isReady) return;
  setStep(work, index, step.id, 'running');
  tell(work, { kind: 'stepStarted', step: step.id });
}

function stopsDependants(operations: readonly OperationState[], stepId: string): boolean {
  return operations.some(
    (one) =>
      one.operation.stepId === stepId && one.operation.onTimeout === 'stop' && (one.status === 'failed' || one.status === 'timedOut'),
  );
}

function closeStep(work: Work, index: number, stepId: string): void {
  let done = 0;
  let skipped = 0;
  let bad = 0;
  for (const { operation, status } of work.run.operations) {
    if (operation.stepId !== stepId) continue;
    if (!isTerminal(status)) return;
    if (status === 'done') done += 1;
    else if (status === 'skipped') skipped += 1;
    else bad += 1;
  }
  const allSkipped = skipped > 0 && done === 0 && bad === 0;
  const status: StepStatus = allSkipped ? 'skipped' : bad + skipped > 0 ? 'failed' : 'done';
  setStep(work, index, stepId, status);
  tell(work, { kind: 'stepFinished', step: stepId, status });
}

function setStep(work: Work, index: number, id: string, status: StepStatus): void {
  work.run.steps[index] = { id, status };
  work.changes += 1;
}

function startReady(work: Work, rules: RunRules): void {
  const { run } = work;
  const busy = new Map<string, number>();
  const count = (key: string, by: number) => busy.set(key, (busy.get(key) ?? 0) + by);
  for (const one of run.operations) {
    if (!isUnderWay(one.status)) continue;
    count(one.operation.stepId, 1);
    count(`${one.operation.stepId} ${one.operation.target.parent ?? ''}`, 1);
  }
  for (const [stepIndex, step] of run.plan.steps.entries()) {
    if (run.steps[stepIndex]?.status !== 'running') continue;
    for (const [index, one] of run.operations.entries()) {
      if (one.status !== 'waiting' || one.operation.stepId !== step.id || one.held === true) continue;
      if (one.notBeforeMs !== undefined && one.notBeforeMs > run.nowMs) continue;
      const perHost = one.operation.kind === 'ensureVmOff' ? `${step.id} ${one.operation.target.parent ?? ''}` : undefined;
      if ((busy.get(step.id) ?? 0) >= step.parallel) break;
      if (perHost !== undefined && (busy.get(perHost) ?? 0) >= step.parallelPerHost) continue;
      if (!startOne(work, rules, index)) continue;
      count(step.id, 1);
      if (perHost !== undefined) count(perHost, 1);
    }
  }
}

/** Whether it was sent out. */
function startOne(work: Work, rules: RunRules, index: number): boolean {
  const { run } = work;
  const one = run.operations[index];
  if (one === undefined) return false;
  const { operation } = one;
  const ready = readiness(rules, run, operation);
  if (ready.kind === 'wait') return false;
  if (ready.kind === 'needless') {
    change(work, 'operations', index, { status: 'done', acted: false, endedAtMs: run.nowMs, note: ready.why, held: false });
    const { id, kind, target } = operation;
    tell(work, { kind: 'operationDone', operation: id, action: kind, target: target.name, acted: false, seconds: 0 });
    return false;
  }
  if (ready.kind === 'never') {
    skip(work, 'operations', index, ready.why);
    return false;
  }
  passPointOfNoReturn(work, operation.stepId);
  begin(work, 'operations', index, 'gentle', {
    ...(ready.despite === undefined ? {} : { despite: ready.despite }),
    ...(operation.kind === 'upsOutputOff'
      ? { operation: { ...operation, delaySeconds: upsDelaySeconds(rules.see?.(run) ?? run, operation) } }
      : {}),
  });
  return true;
}

function passPointOfNoReturn(work: Work, stepId: string): void {
  const { run } = work;
  if (run.phase !== 'running' || !shapeOf(run.plan).beyond.has(stepId)) return;
  run.phase = 'beyond';
  run.passedPointOfNoReturnAtMs = run.nowMs;
  tell(work, { kind: 'pointOfNoReturnPassed', step: stepId });
}

/**
 * A run never hangs: when nothing is under way, nothing will be retried or forced and no limit is still to come, what waits
 * has conditions that cannot be met (a circle in the plan, for one) and is skipped with a note.
 */
function skipWhatNeverBecomesReady(work: Work, rules: RunRules): void {
  const { run } = work;
  const isMoving = (one: OperationState) =>
    isUnderWay(one.status) || (one.status === 'waiting' && one.attempt > 0) || isGateToCome(one, run.nowMs);
  if (run.operations.some(isMoving) || run.restore.some((one) => one.status === 'inFlight')) return;
  if (run.operations.some((one) => one.status === 'waiting' && waitsForOthers(rules, run, one.operation))) return;
  for (const [index, one] of run.operations.entries()) {
    if (one.status === 'waiting') skip(work, 'operations', index, message('run.note.blocked'));
  }
  for (const [index, step] of run.steps.entries()) {
    if (step.status !== 'waiting') continue;
    setStep(work, index, step.id, 'skipped');
    tell(work, { kind: 'stepFinished', step: step.id, status: 'skipped' });
  }
}
