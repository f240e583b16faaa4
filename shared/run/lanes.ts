import { isUnderWay } from './draft.js';
import { isRunOver } from './lane.js';
import { restoreNotBeforeMs } from './restore.js';
import { hasCut, isFeeding } from './readiness.js';
import type { RunEffect, RunPhase, RunState, StepStatus, SuppliesSeen } from './run.js';

type Joint = RunState & { readonly lanes: readonly RunState[] };

/** The phase that says most about what may still happen, first: what cannot be called off any more outweighs what can. */
const phases: readonly RunPhase[] = ['beyond', 'running', 'aborting', 'restoring', 'finished', 'aborted', 'restored', 'interrupted'];
/** Of lanes that are over: what stays down outweighs what is back, and that what never went. */
const ends: readonly RunPhase[] = ['interrupted', 'finished', 'restored', 'aborted'];
const stepStatuses: readonly StepStatus[] = ['running', 'waiting', 'failed', 'done', 'skipped'];

/** All lanes told as one run, for those who only look: the window, the report, the journal's list. */
export function together(run: RunState, lanes: readonly RunState[]): Joint {
  const lead = leadOf(lanes) ?? run;
  const { passedPointOfNoReturnAtMs: _passed, isDownInThisOutage: _down, fedAgain: _fed, ...base } = run;
  const passed = lead.phase === 'beyond' ? lead.passedPointOfNoReturnAtMs : undefined;
  const open = lanes.filter((lane) => !isRunOver(lane));
  return {
    ...base,
    // What overtakes a drill is told in its place.
    trigger: run.trigger === 'drill' ? lead.trigger : run.trigger,
    plan: lead.plan,
    phase: lead.phase,
    operations: lanes.flatMap((lane) => lane.operations),
    restore: lanes.flatMap((lane) => lane.restore),
    steps: lead.plan.steps.map(({ id }) => ({ id, status: stepStatus(id, lanes) })),
    power: open.some((lane) => lane.power === 'battery') ? 'battery' : 'mains',
    ranBefore: [...new Set(lanes.flatMap((lane) => lane.ranBefore))],
    earlier: Object.assign({}, ...[...lanes].reverse().map((lane) => lane.earlier)) as RunState['earlier'],
    stopped: lanes.flatMap((lane) => lane.stopped),
    restoreWanted: (open.length === 0 ? lanes : open).some((lane) => lane.restoreWanted),
    restoreAllowed: lead.restoreAllowed,
    ...(passed === undefined ? {} : { passedPointOfNoReturnAtMs: passed }),
    ...(lanes.every((lane) => lane.isDownInThisOutage === true) ? { isDownInThisOutage: true } : {}),
    lanes,
  };
}

/** Lanes that are over say little while others are not, and so does a drill beside a run. */
function leadOf(lanes: readonly RunState[]): RunState | undefined {
  const open = lanes.filter((lane) => !isRunOver(lane));
  const [told, order] = open.length === 0 ? [lanes, ends] : [open, phases];
  const real = told.filter((lane) => lane.trigger !== 'drill');
  return [...(real.length === 0 ? told : real)].sort((one, other) => order.indexOf(one.phase) - order.indexOf(other.phase))[0];
}

function stepStatus(id: string, lanes: readonly RunState[]): StepStatus {
  const told = lanes.filter((lane) => hasStep(lane, id));
  const all = (told.length === 0 ? lanes : told).map((lane) => lane.steps.find((step) => step.id === id)?.status ?? 'waiting');
  return stepStatuses.find((status) => all.includes(status)) ?? 'waiting';
}

function hasStep(lane: RunState, stepId: string): boolean {
  return lane.operations.some((one) => one.operation.stepId === stepId);
}

/** Where an outcome belongs: to the lane that waits for it. */
export function isWaitedFor(lane: RunState, operationId: string): boolean {
  return [...lane.operations, ...lane.restore].some((one) => one.operation.id === operationId && isUnderWay(one.status));
}

/** A UPS that another lane told takes along what hangs on it here: nothing is started before it has cut. */
export function mindCuts(lanes: readonly RunState[]): readonly RunState[] {
  return lanes.map((lane) => {
    const cuts = lanes
      .filter((other) => other !== lane && other.passedPointOfNoReturnAtMs !== undefined)
      .map((other) => cutMs(other, lane));
    const cutByOthersMs = Math.max(0, ...cuts);
    return cutByOthersMs === (lane.cutByOthersMs ?? 0) ? lane : { ...lane, cutByOthersMs };
  });
}

/** A UPS that had been told, and must have cut since, answers again, or did until now: what hangs on it may have started by itself. */
export function mindReturns(lanes: readonly RunState[], seen: readonly SuppliesSeen[], nowMs: number): readonly RunState[] {
  const told = lanes
    .flatMap((lane) => lane.operations)
    .filter((one) => hasCut(one, nowMs) && seen.some((supplies) => isFeeding(supplies, one.operation.target.id)));
  return lanes.map((lane) => {
    const isFed = told.some(({ operation }) => operation.feeds?.includes(lane.groupId ?? '') === true);
    if (lane.phase !== 'finished' || lane.fedAgain !== undefined || !isFed) return lane;
    const { isDownInThisOutage, ...rest } = lane;
    return { ...rest, fedAgain: isDownInThisOutage === true ? 'tooLittle' : 'enough' };
  });
}

function cutMs(other: RunState, lane: RunState): number {
  const feeding = other.operations.filter(
    ({ operation }) => operation.kind === 'upsOutputOff' && lane.groupId !== undefined && operation.feeds?.includes(lane.groupId) === true,
  );
  return restoreNotBeforeMs({ ...other, operations: feeding, cutByOthersMs: 0 });
}

/**
 * vCenter is dark with another group: only that group's lane can give the cluster its settings back, once vCenter runs again. Gives the lanes with what was
 * found before, and the duty, moved there.
 */
export function handOver(lanes: readonly RunState[], from: RunState): readonly RunState[] {
  const heirOf = (endpoint: string) =>
    lanes.find(
      (lane) =>
        lane !== from &&
        !isRunOver(lane) &&
        lane.stopped.some((one) => one.kind === 'ensureVmOff' && one.vcenter === true && one.target.endpoint === endpoint),
    );
  let next = lanes;
  for (const duty of from.stopped) {
    if (duty.kind !== 'prepareCluster') continue;
    const heir = heirOf(duty.target.endpoint);
    const settings = from.earlier[duty.target.key];
    if (heir === undefined || settings === undefined) continue;
    next = next.map((lane) => {
      if (lane.groupId === from.groupId) return without(lane, duty.target.key);
      if (lane.groupId !== heir.groupId) return lane;
      const stopped = [...lane.stopped.filter((one) => one.target.key !== duty.target.key), duty];
      return { ...lane, stopped, earlier: { ...lane.earlier, [duty.target.key]: settings } };
    });
  }
  return next;
}

function without(lane: RunState, key: string): RunState {
  return {
    ...lane,
    stopped: lane.stopped.filter((one) => one.target.key !== key),
    earlier: Object.fromEntries(Object.entries(lane.earlier).filter(([one]) => one !== key)),
  };
}

/** What one lane tells, as part of the whole: its end is not always the run's. */
export function toldTogether(effect: RunEffect, all: Joint): readonly RunEffect[] {
  if (effect.kind !== 'tell' || effect.event.kind !== 'runFinished') return [effect];
  if (all.lanes.some((one) => ['running', 'beyond', 'aborting', 'restoring'].includes(one.phase))) return [];
  const failed = [...all.operations, ...all.restore].filter((one) => one.status === 'failed' || one.status === 'timedOut').length;
  return [{ kind: 'tell', event: { ...effect.event, phase: all.phase, failed } }];
}
