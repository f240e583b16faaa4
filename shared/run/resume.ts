import { message } from '../text/message.js';
import { begin, change, giveUp, isUnderWay, rememberStopped, skip, type Work } from './draft.js';
import { limitMs } from './limits.js';
import type { OperationState } from './run.js';

/**
 * After a crash or restart nobody watches what was in flight. Each such operation is sent out again, and looks before it acts,
 * with its full limit: how long the program was away says nothing about how long the guest still needs.
 * `turnsBack`: mains is back, so what was in flight is only remembered as told.
 */
export function resume(work: Work, turnsBack: boolean): void {
  const { run } = work;
  const isForward = (run.phase === 'running' || run.phase === 'beyond') && !turnsBack;
  for (const [index, one] of run.operations.entries()) {
    if (one.operation.kind === 'workstationOff') settleWorkstation(work, index, one);
    else if (isUnderWay(one.status)) resumeForward(work, index, one, isForward);
  }
  if (!isForward && run.phase !== 'restoring') rememberAll(work);
  for (const [index, one] of run.restore.entries()) {
    if (!isUnderWay(one.status)) continue;
    if (run.phase === 'restoring') sendAgain(work, 'restore', index, 'gentle');
    else giveUp(work, 'restore', index, 'failed', { code: 'run/stopped', message: message('run.note.runStopped') });
  }
}

/**
 * The program was away and the run does not go on stopping: what had not been stopped yet may have lost its power meanwhile. What ran
 * before is looked at when restoring; what still runs costs one look.
 */
function rememberAll(work: Work): void {
  const known = new Set(work.run.stopped.map((one) => one.target.key));
  for (const { operation, status, acted } of work.run.operations) {
    const isSo = status === 'done' && acted === false;
    if (!isSo && !known.has(operation.target.key) && operation.kind !== 'upsOutputOff' && operation.kind !== 'prepareCluster') {
      rememberStopped(work, operation, true);
    }
  }
}

function resumeForward(work: Work, index: number, one: OperationState, isForward: boolean): void {
  if (!isForward || hasCycled(work, one)) {
    const why = isForward ? message('run.note.restarted') : message('run.note.powerBack');
    giveUp(work, 'operations', index, 'timedOut', { code: 'run/stopped', message: why });
    return;
  }
  sendAgain(work, 'operations', index, one.status === 'forcing' ? 'force' : 'gentle');
}

function sendAgain(work: Work, lane: 'operations' | 'restore', index: number, how: 'gentle' | 'force'): void {
  const one = work.run[lane][index];
  if (one === undefined) return;
  change(work, lane, index, { startedAtMs: work.run.nowMs, limitAtMs: work.run.nowMs + limitMs(one.operation) });
  begin(work, lane, index, how);
}

/** The UPS was told and its delay has passed: it has cut and come back, telling it again would cut a running office. */
function hasCycled(work: Work, ups: OperationState): boolean {
  if (ups.operation.kind !== 'upsOutputOff' || ups.startedAtMs === undefined) return false;
  return work.run.nowMs - ups.startedAtMs >= 1000 * (ups.operation.delaySeconds ?? 0);
}

/** This program runs again, so its workstation has been off or was never told; either way it must not go down at every start. */
function settleWorkstation(work: Work, index: number, one: OperationState): void {
  const { run } = work;
  if (isUnderWay(one.status)) {
    change(work, 'operations', index, { status: 'done', acted: true, endedAtMs: run.nowMs, note: message('run.note.restarted') });
  } else if (one.status === 'waiting' && run.operations.some((ups) => ups.status === 'done' && hasCycled(work, ups))) {
    skip(work, 'operations', index, message('run.note.restarted'));
  }
}
