import { assertNever } from '../result.js';
import { message } from '../text/message.js';
import {
  change,
  giveUp,
  isTerminal,
  isUnderWay,
  openDraft,
  rememberStopped,
  skip,
  stopWatching,
  tell,
  type Draft,
  type Work,
} from './draft.js';
import { nextDueMs } from './due.js';
import { advanceForward, applyLimits, failures } from './forward.js';
import { noteEarlier, takeOutcome, takeRemark } from './outcome.js';
import type { RunRules } from './readiness.js';
import { advanceRestore, beginRestore, restoreNotBeforeMs, waitsForRestore } from './restore.js';
import { resume } from './resume.js';
import type { OperationState, RunEffect, RunEvent, RunState, SuppliesSeen } from './run.js';

export type RunStep = (state: RunState | undefined, event: RunEvent) => [RunState, RunEffect[]];

/** The state machine of everything that goes down together: pure, so that a whole outage passes in virtual time. A first event other than runStarted is a bug. */
export function laneStepWith(rules: RunRules): RunStep {
  return (state, event) => {
    if (event.kind === 'runStarted') return start(event, rules);
    if (state === undefined) throw new Error(`a run begins with runStarted, not ${event.kind}`);
    const nowMs = Math.max(state.nowMs, event.atMs);
    if (event.kind === 'ticked' && (nextDueMs(state) ?? Number.POSITIVE_INFINITY) > nowMs) return [{ ...state, nowMs }, []];
    const work = openDraft({ ...state, nowMs });
    take(work, event, nowMs - state.nowMs);
    advance(work, rules);
    return [work.run, work.effects];
  };
}

/** Looks again at what waits, after something changed outside this lane. The very same state when nothing follows. */
export function reconsider(state: RunState, atMs: number, rules: RunRules): [RunState, RunEffect[]] {
  const work = openDraft({ ...state, nowMs: Math.max(state.nowMs, atMs) });
  advance(work, rules);
  return work.changes === 0 && work.effects.length === 0 ? [state, []] : [work.run, work.effects];
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
    power: event.power ?? (trigger === 'person' || trigger === 'drill' ? 'mains' : 'battery'),
    ranBefore: event.ranBefore,
    earlier: {},
    stopped: [],
    restoreWanted: plan.restore.enabled,
    restoreAllowed: false,
    ...(event.groupId === undefined ? {} : { groupId: event.groupId }),
  });
  tell(work, { kind: 'runStarted', runId: event.runId, planId: plan.id, trigger, operations: event.operations.length });
  advance(work, rules);
  return [work.run, work.effects];
}

function waiting(operation: OperationState['operation']): OperationState {
  return { operation, status: 'waiting', attempt: 0 };
}

type LaterEvent = Exclude<RunEvent, { readonly kind: 'runStarted' }>;

function take(work: Work, event: LaterEvent, passedMs: number): void {
  const { run } = work;
  switch (event.kind) {
    // The last two are of the whole run, not of one lane.
    case 'ticked':
    case 'groupJoined':
    case 'suppliesSeen':
      return;
    case 'operationEnded':
      takeOutcome(work, event.operationId, event.outcome);
      return;
    case 'earlierNoted': {
      const one = run.operations.find(({ operation }) => operation.id === event.operationId);
      if (one !== undefined) noteEarlier(work, one.operation.target.key, event.earlier);
      return;
    }
    case 'remarked':
      takeRemark(work, event);
      return;
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
      takeResume(work, event, passedMs);
      return;
    default:
      assertNever(event);
  }
}

function takePowerReturn(work: Work): void {
  const { run } = work;
  if (run.power === 'mains') return;
  run.power = 'mains';
  delete run.isDownInThisOutage;
  if (run.fedAgain !== undefined) run.fedAgain = 'enough';
  tell(work, { kind: 'powerReturned' });
  if (run.phase === 'running' && run.plan.onPowerReturn === 'restore') stopIssuing(work);
}

function takePowerLoss(work: Work): void {
  const { run } = work;
  run.power = 'battery';
  run.restoreAllowed = false;
  if (run.trigger === 'drill') {
    // Nothing more is stopped for an exercise; what is being started was wanted before the outage as well. The trigger decides what goes down for it.
    if (run.phase === 'running') stopIssuing(work);
    return;
  }
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
  if (!mayGoForwardAgain(run)) return;
  run.ranBefore = [...new Set([...run.ranBefore, ...(event.ranBefore ?? [])])];
  const wasDrill = run.trigger === 'drill';
  run.plan = event.plan ?? run.plan;
  run.trigger = event.trigger;
  run.power = event.trigger === 'person' ? run.power : 'battery';
  // Nobody was told yet that this is a shutdown.
  if (wasDrill)
    tell(work, { kind: 'runStarted', runId: run.id, planId: run.plan.id, trigger: run.trigger, operations: event.operations?.length ?? 0 });
  forwardAgain(work, event.operations);
}

/** Whether a trigger means anything to a run under way: not while it stops things, nor when all is down or about to go dark. A drill gives way at any time. */
export function mayGoForwardAgain(run: RunState): boolean {
  if (run.trigger === 'drill') return run.phase !== 'restored' && run.phase !== 'interrupted';
  if (run.phase === 'finished') return run.isDownInThisOutage !== true && run.nowMs >= restoreNotBeforeMs(run);
  return run.phase === 'aborting' || run.phase === 'aborted' || run.phase === 'restoring';
}

/**
 * Whether what hangs on this lane's supplies may have started by itself on one that had cut, and nobody will fire for it again in this outage. Not while a
 * UPS says mains again: as for a trigger, it is first seen whether that lasts.
 */
export function mayStandAgain(lane: RunState, supplies: Pick<SuppliesSeen, 'returning'>): boolean {
  return lane.fedAgain === 'tooLittle' && lane.power === 'battery' && supplies.returning.length === 0 && mayGoForwardAgain(lane);
}

const lingerMs = 30_000;

/** A second outage: nothing more is started, and everything is ensured to be down again (what is down costs one look). */
function forwardAgain(work: Work, fresh: readonly OperationState['operation'][] | undefined): void {
  const { run } = work;
  for (const one of run.operations) {
    if (isTerminal(one.status) || one.attempt === 0) continue;
    // Fresh operations name only what still runs: what is on its way down must not be forgotten.
    rememberStopped(work, one.operation, false);
    if (isUnderWay(one.status)) stopWatching(work, one.operation.id, false);
  }
  for (const [index, one] of run.restore.entries()) {
    if (isUnderWay(one.status)) {
      stopWatching(work, one.operation.id, true);
      // Its target cannot be shut down before this has ended, so it gets no more time than a start needs.
      change(work, 'restore', index, { limitAtMs: Math.min(one.limitAtMs ?? Infinity, run.nowMs + lingerMs) });
    } else if (!isTerminal(one.status)) skip(work, 'restore', index, message('run.note.runStopped'));
  }
  run.operations = (fresh ?? run.operations.map((one) => one.operation)).map(waiting);
  run.steps = run.plan.steps.map((one) => ({ id: one.id, status: 'waiting' }));
  run.phase = 'running';
  run.restoreWanted = run.plan.restore.enabled;
  run.restoreAllowed = false;
  delete run.fedAgain;
  forgetPointOfNoReturn(run);
  work.changes += 1;
}

function forgetPointOfNoReturn(run: Draft): void {
  delete run.passedPointOfNoReturnAtMs;
}

/** A process is back within seconds; who was away longer has been restarted, and perhaps the whole office with him. */
export const staleMs = 60_000;

function takeResume(work: Work, event: RunEvent & { readonly kind: 'resumed' }, awayMs: number): void {
  const { run } = work;
  const isForward = run.phase === 'running' || run.phase === 'beyond';
  const isStale = isForward && awayMs >= staleMs && !run.operations.some(isUpsTold);
  const isBack = event.power === 'mains' && run.power === 'battery' && run.plan.onPowerReturn === 'restore';
  // What an interrupted drill would have shown is lost; what it stopped comes back.
  const isDrilling = run.trigger === 'drill' && run.phase === 'running';
  const turnsBack = isDrilling || (isBack && (run.phase === 'running' || isStale));
  resume(work, turnsBack || isStale);
  if (isStale && turnsBack) {
    // Even beyond the point of no return: what was off may have come back with the mains, and must not be cut off now.
    run.phase = 'running';
    forgetPointOfNoReturn(run);
  }
  if (isDrilling) stopIssuing(work);
  if (event.power === 'mains') takePowerReturn(work);
  if (event.power === 'battery' && run.power === 'mains') takePowerLoss(work);
  // What was seen off then may be on now: everything is looked at again.
  if (isStale && !turnsBack) forwardAgain(work, undefined);
}

function isUpsTold(one: OperationState): boolean {
  return one.operation.kind === 'upsOutputOff' && one.status === 'done';
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
  if (waitsForRestore(run) && run.restoreAllowed && run.nowMs >= restoreNotBeforeMs(run)) beginRestore(work);
  if (run.phase === 'restoring') advanceRestore(work, rules);
}

/** Nothing will follow by itself any more: restored, given up, or ended with nothing to bring back. */
export function isRunOver(run: RunState): boolean {
  if (run.lanes !== undefined) return run.lanes.every(isRunOver);
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
