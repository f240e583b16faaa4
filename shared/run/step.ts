import { assertNever } from '../result.js';
import { message } from '../text/message.js';
import { giveUp, isTerminal, isUnderWay, openDraft, skip, stopWatching, tell, type Draft, type Work } from './draft.js';
import { nextDueMs } from './due.js';
import { advanceForward, applyLimits, failures } from './forward.js';
import { noteEarlier, takeOutcome } from './outcome.js';
import { runRules, type RunRules } from './readiness.js';
import { advanceRestore, beginRestore } from './restore.js';
import { resume } from './resume.js';
import type { OperationState, RunEffect, RunEvent, RunState } from './run.js';

export type RunStep = (state: RunState | undefined, event: RunEvent) => [RunState, RunEffect[]];

/** The state machine of a run: pure, so that a whole outage passes in virtual time. A first event other than runStarted is a bug. */
export const step: RunStep = stepWith(runRules);

export function stepWith(rules: RunRules): RunStep {
  return (state, event) => {
    if (event.kind === 'runStarted') return start(event, rules);
    if (state === undefined) throw new Error(`a run begins with runStarted, not ${event.kind}`);
    const nowMs = Math.max(state.nowMs, event.atMs);
    if (event.kind === 'ticked' && (nextDueMs(state) ?? Number.POSITIVE_INFINITY) > nowMs) return [{ ...state, nowMs }, []];
    const work = openDraft({ ...state, nowMs });
    take(work, event);
    advance(work, rules);
    return [work.run, work.effects];
  };
}

function start(event: RunEvent & { readonly kind: 'runStarted' }, rules: RunRules): [RunState, RunEffect[]] {
  const { plan, trigger } = event;
  const work = openDraft({
    id: event.runId,
    plan,
    phase: 'running',
    trigger,
    mode: event.mode,
    operations: event.operations.map(waiting),
    steps: plan.steps.map((one) => ({ id: one.id, status: 'waiting' })),
    restore: [],
    nowMs: event.atMs,
    power: event.power ?? (trigger === 'person' ? 'mains' : 'battery'),
    ranBefore: event.ranBefore,
    earlier: {},
    stopped: [],
    restoreWanted: plan.restore.enabled,
    restoreAllowed: false,
  });
  tell(work, { kind: 'runStarted', runId: event.runId, planId: plan.id, trigger, operations: event.operations.length });
  advance(work, rules);
  return [work.run, work.effects];
}

function waiting(operation: OperationState['operation']): OperationState {
  return { operation, status: 'waiting', attempt: 0 };
}

type LaterEvent = Exclude<RunEvent, { readonly kind: 'runStarted' }>;

function take(work: Work, event: LaterEvent): void {
  const { run } = work;
  switch (event.kind) {
    case 'ticked':
      return;
    case 'operationEnded':
      takeOutcome(work, event.operationId, event.outcome);
      return;
    case 'earlierNoted': {
      const one = run.operations.find(({ operation }) => operation.id === event.operationId);
      if (one !== undefined) noteEarlier(work, one.operation.target.key, event.earlier);
      return;
    }
    case 'powerReturned':
      takePowerReturn(work);
      return;
    case 'powerLost':
      takePowerLoss(work);
      return;
    case 'triggered':
      takeTrigger(work, event);
      return;
    case 'restoreAllowed':
      // Between the trigger and the end of the shutdown it would be worth nothing by the time it counts.
      if (run.power === 'mains' && ['aborting', 'aborted', 'finished'].includes(run.phase)) run.restoreAllowed = true;
      return;
    case 'cancelled':
      takeCancel(work, event.restore === true);
      return;
    case 'resumed':
      takeResume(work, event);
      return;
    default:
      assertNever(event);
  }
}

function takePowerReturn(work: Work): void {
  const { run } = work;
  if (run.power === 'mains') return;
  run.power = 'mains';
  tell(work, { kind: 'powerReturned' });
  if (run.phase === 'running' && run.plan.onPowerReturn === 'restore') stopIssuing(work);
}

function takePowerLoss(work: Work): void {
  const { run } = work;
  run.power = 'battery';
  run.restoreAllowed = false;
  if (run.phase === 'restoring') forwardAgain(work, undefined);
}

/** Before the point of no return: nothing new goes out, what went out is seen through and later restored. */
function stopIssuing(work: Work): void {
  const { run } = work;
  run.phase = 'aborting';
  for (const [index, one] of run.operations.entries()) {
    if (isUnderWay(one.status)) stopWatching(work, one.operation.id, true);
    if (one.status !== 'waiting') continue;
    if (one.attempt === 0) skip(work, 'operations', index, message('run.note.runStopped'));
    else giveUp(work, 'operations', index, 'failed', { code: 'run/stopped', message: message('run.note.runStopped') });
  }
}

function takeCancel(work: Work, restore: boolean): void {
  const { run } = work;
  switch (run.phase) {
    case 'running':
      run.restoreWanted = restore;
      stopIssuing(work);
      return;
    case 'aborting':
      run.restoreWanted = restore;
      return;
    case 'restoring':
      for (const [index, one] of run.restore.entries()) {
        if (isTerminal(one.status)) continue;
        if (isUnderWay(one.status)) stopWatching(work, one.operation.id, true);
        skip(work, 'restore', index, message('run.note.runStopped'));
      }
      interrupt(work);
      return;
    case 'aborted':
    case 'finished':
      if (restore) run.restoreWanted = true;
      else interrupt(work);
      return;
    // Beyond the point of no return a half-told UPS would cut an office that nobody shuts down any more.
    case 'beyond':
    case 'restored':
    case 'interrupted':
      return;
    default:
      assertNever(run.phase);
  }
}

function interrupt(work: Work): void {
  const { run } = work;
  run.phase = 'interrupted';
  run.restoreWanted = false;
  tell(work, { kind: 'runFinished', phase: 'interrupted', failed: failures([...run.operations, ...run.restore]) });
}

function takeTrigger(work: Work, event: RunEvent & { readonly kind: 'triggered' }): void {
  const { run } = work;
  if (!['aborting', 'aborted', 'finished', 'restoring'].includes(run.phase)) return;
  run.ranBefore = [...new Set([...run.ranBefore, ...(event.ranBefore ?? [])])];
  run.trigger = event.trigger;
  run.power = event.trigger === 'person' ? run.power : 'battery';
  forwardAgain(work, event.operations);
}

/** A second outage: nothing more is started, and everything is ensured to be down again (what is down costs one look). */
function forwardAgain(work: Work, fresh: readonly OperationState['operation'][] | undefined): void {
  const { run } = work;
  for (const one of run.operations) if (isUnderWay(one.status)) stopWatching(work, one.operation.id, false);
  for (const [index, one] of run.restore.entries()) {
    if (isUnderWay(one.status)) stopWatching(work, one.operation.id, true);
    else if (!isTerminal(one.status)) skip(work, 'restore', index, message('run.note.runStopped'));
  }
  run.operations = (fresh ?? run.operations.map((one) => one.operation)).map(waiting);
  run.steps = run.plan.steps.map((one) => ({ id: one.id, status: 'waiting' }));
  run.phase = 'running';
  run.restoreWanted = run.plan.restore.enabled;
  run.restoreAllowed = false;
  forgetPointOfNoReturn(run);
  work.changes += 1;
}

function forgetPointOfNoReturn(run: Draft): void {
  delete run.passedPointOfNoReturnAtMs;
}

function takeResume(work: Work, event: RunEvent & { readonly kind: 'resumed' }): void {
  const { run } = work;
  const turnsBack = event.power === 'mains' && run.phase === 'running' && run.power === 'battery' && run.plan.onPowerReturn === 'restore';
  resume(work, turnsBack);
  if (event.power === 'mains') takePowerReturn(work);
  if (event.power === 'battery' && run.power === 'mains') takePowerLoss(work);
}

function advance(work: Work, rules: RunRules): void {
  const { run } = work;
  applyLimits(work, 'operations', run.phase === 'running' || run.phase === 'beyond');
  applyLimits(work, 'restore', false);
  if (run.phase === 'running' || run.phase === 'beyond') advanceForward(work, rules);
  if (run.phase === 'aborting' && run.operations.every((one) => isTerminal(one.status))) {
    run.phase = 'aborted';
    tell(work, { kind: 'runFinished', phase: 'aborted', failed: failures(run.operations) });
  }
  if ((run.phase === 'aborted' || run.phase === 'finished') && run.restoreWanted && run.restoreAllowed) beginRestore(work);
  if (run.phase === 'restoring') advanceRestore(work);
}

/** Nothing will follow by itself any more: restored, given up, or ended with nothing to bring back. */
export function isRunOver(run: RunState): boolean {
  switch (run.phase) {
    case 'restored':
    case 'interrupted':
      return true;
    case 'finished':
    case 'aborted':
      return !run.restoreWanted || run.stopped.length === 0;
    default:
      return false;
  }
}
