import type { Operation, OperationKind } from '../plan/operation.js';
import type { Step } from '../plan/plan.js';
import { begin, isTerminal, tell, type Work } from './draft.js';
import { failures } from './forward.js';
import { restoreParallel, restoreParallelPerHost, upsSlackMs } from './limits.js';
import { shapeOf } from './plan-shape.js';
import type { RunRules } from './readiness.js';
import type { OperationState, RunState } from './run.js';

/** Failures on the way up are retried this often: hosts and vCenter answer late and in between not at all. */
const restoreRetries = 5;

type Source = Pick<RunState, 'plan' | 'stopped' | 'earlier' | 'passedPointOfNoReturnAtMs'>;

/**
 * What brings back what this run itself stopped (pve-ups #11, nut #3574): storage and switches, hosts, vCenter, the clusters'
 * earlier settings, then VMs in reverse order of the shutdown. Nothing that was off before is started.
 */
export function compileRestore(run: Source): readonly Operation[] {
  const found = run.stopped.flatMap((one) => {
    const operation = wayBack(run, one);
    return operation === undefined ? [] : [{ operation, stage: stageOf(run, one) }];
  });
  found.sort((a, b) => a.stage.rank - b.stage.rank || (a.operation.id < b.operation.id ? -1 : 1));
  return found.map(({ operation, stage }) => ({ ...operation, stepId: stage.id }));
}

function wayBack(run: Source, stopped: Operation): Operation | undefined {
  const kind = oppositeOf(stopped.kind);
  if (kind === undefined) return undefined;
  // Beyond the point of no return the UPS is left to cycle its output: that is what starts hosts (app-nut #512, nut #1370).
  if (kind === 'upsOutputAbort' && run.passedPointOfNoReturnAtMs !== undefined) return undefined;
  const earlier = run.earlier[stopped.target.key];
  if (kind === 'restoreCluster' && earlier === undefined) return undefined;
  return {
    id: `restore/${kind}/${stopped.target.key}`,
    stepId: '',
    kind,
    target: stopped.target,
    timeoutSeconds: run.plan.restore.timeoutSeconds,
    onTimeout: 'continue',
    retries: restoreRetries,
    ...(stopped.maintenance === undefined ? {} : { maintenance: stopped.maintenance }),
    ...(stopped.staysInMaintenance === true ? { staysInMaintenance: true } : {}),
    ...(stopped.vsan === undefined ? {} : { vsan: stopped.vsan }),
    ...(stopped.toldToStop === true ? { toldToStop: true } : {}),
    ...(isVcenter(run, stopped) ? { vcenter: true } : {}),
    ...(kind === 'restoreCluster' && earlier !== undefined ? { earlier } : {}),
  };
}

function oppositeOf(kind: OperationKind): OperationKind | undefined {
  switch (kind) {
    case 'ensureVmOff':
      return 'ensureVmOn';
    case 'ensureHostOff':
      return 'ensureHostOn';
    case 'ensureMachineOff':
      return 'ensureMachineOn';
    case 'prepareCluster':
      return 'restoreCluster';
    case 'upsOutputOff':
      return 'upsOutputAbort';
    default:
      return undefined;
  }
}

function stepOf(run: Source, operation: Operation): Step | undefined {
  return run.plan.steps.find((step) => step.id === operation.stepId);
}

function isVcenter(run: Source, operation: Operation): boolean {
  return operation.kind === 'ensureVmOff' && stepOf(run, operation)?.action.kind === 'shutdownVcenter';
}

/** Stages run one after the other; VMs of equal depth in the plan share one. */
function stageOf(run: Source, stopped: Operation): { readonly id: string; readonly rank: number } {
  const depth = shapeOf(run.plan).depth.get(stopped.stepId) ?? 0;
  const deepest = run.plan.steps.length;
  switch (stopped.kind) {
    case 'upsOutputOff':
      return { id: 'restore-ups', rank: 0 };
    case 'ensureMachineOff':
      // Storage and switches stopped behind the hosts come before them; other machines come last.
      return depth > hostDepth(run) ? { id: 'restore-storage', rank: 1 } : { id: 'restore-machines', rank: 100 + deepest };
    case 'ensureHostOff':
      return { id: 'restore-hosts', rank: 2 };
    case 'prepareCluster':
      return { id: 'restore-clusters', rank: 4 };
    default:
      return isVcenter(run, stopped)
        ? { id: 'restore-vcenter', rank: 3 }
        : { id: `restore-vms-${String(deepest - depth)}`, rank: 5 + deepest - depth };
  }
}

function hostDepth(run: Source): number {
  const { depth } = shapeOf(run.plan);
  return Math.max(-1, ...run.plan.steps.filter((step) => step.action.kind === 'shutdownHosts').map((step) => depth.get(step.id) ?? 0));
}

/**
 * Restoring before the UPS has cut, or while this workstation goes down, would start what loses power a moment later. A time, not a
 * state: a command that was taken and never carried out must not hold the office back for ever.
 */
export function restoreNotBeforeMs(run: Pick<RunState, 'operations' | 'passedPointOfNoReturnAtMs' | 'cutByOthersMs'>): number {
  let notBefore = run.cutByOthersMs ?? 0;
  for (const { operation, status, endedAtMs = 0 } of run.operations) {
    if (status !== 'done') continue;
    if (operation.kind === 'workstationOff') notBefore = Math.max(notBefore, endedAtMs + 1000 * operation.timeoutSeconds);
    if (operation.kind === 'upsOutputOff' && run.passedPointOfNoReturnAtMs !== undefined) {
      notBefore = Math.max(notBefore, endedAtMs + 1000 * (operation.delaySeconds ?? 0) + upsSlackMs);
    }
  }
  return notBefore;
}

export function waitsForRestore(run: Pick<RunState, 'phase' | 'restoreWanted'>): boolean {
  return (run.phase === 'aborted' || run.phase === 'finished') && run.restoreWanted;
}

export function beginRestore(work: Work): void {
  const { run } = work;
  run.phase = 'restoring';
  run.restore = compileRestore(run).map((operation): OperationState => ({ operation, status: 'waiting', attempt: 0 }));
  work.changes += 1;
  tell(work, { kind: 'restoreStarted', operations: run.restore.length });
}

/** Moves the restore on: one stage after the other, a stage ending when all of it is up or given up. */
export function advanceRestore(work: Work, rules: RunRules): void {
  const { run } = work;
  const first = run.restore.find((one) => !isTerminal(one.status));
  if (first === undefined) {
    run.phase = 'restored';
    tell(work, { kind: 'runFinished', phase: 'restored', failed: failures(run.restore) });
    return;
  }
  const openStages = stagesOpen(run.restore);
  const busy = new Map<string, number>();
  const count = (key: string) => busy.set(key, (busy.get(key) ?? 0) + 1);
  for (const one of run.restore) {
    if (one.status !== 'inFlight' || isOnlyWatched(one)) continue;
    count('all');
    count(one.operation.target.parent ?? '');
  }
  for (const [index, one] of run.restore.entries()) {
    if (one.status !== 'waiting' || !openStages.has(one.operation.stepId)) continue;
    if (one.notBeforeMs !== undefined && one.notBeforeMs > run.nowMs) continue;
    const host = one.operation.kind === 'ensureVmOn' ? (one.operation.target.parent ?? '') : undefined;
    if ((busy.get('all') ?? 0) >= restoreParallel) break;
    if (host !== undefined && (busy.get(host) ?? 0) >= restoreParallelPerHost) continue;
    if (!isHostBack(run.restore, one)) continue;
    if (rules.restore(rules.see?.(run) ?? run, one.operation).kind !== 'go') continue;
    begin(work, 'restore', index, 'gentle');
    count('all');
    if (host !== undefined) count(host);
  }
}

/**
 * The first stage that is not over; and with the hosts' stage also vCenter's, so that a host that never comes back does not
 * keep vCenter waiting on a host that did.
 */
function stagesOpen(restore: readonly OperationState[]): ReadonlySet<string> {
  const open = new Set<string>();
  for (const one of restore) {
    if (isTerminal(one.status) || isOnlyWatched(one)) continue;
    const stage = one.operation.stepId;
    if (open.size === 0 || (open.has('restore-hosts') && stage === 'restore-vcenter')) open.add(stage);
  }
  return open;
}

/** A VM that may still be going down is watched for long; the others do not wait for that. */
function isOnlyWatched(one: OperationState): boolean {
  const { kind, toldToStop, vcenter } = one.operation;
  return kind === 'ensureVmOn' && toldToStop === true && vcenter !== true && one.status === 'inFlight';
}

function isHostBack(restore: readonly OperationState[], vm: OperationState): boolean {
  if (vm.operation.kind !== 'ensureVmOn') return true;
  return restore.every((host) => host.operation.target.key !== vm.operation.target.parent || isTerminal(host.status));
}
