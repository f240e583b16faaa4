import type { ClusterSettings, Operation, Outcome } from '../plan/operation.js';
import { stoppedCode } from '../run/outcome.js';
import type { RunEffect } from '../run/run.js';
import { message } from '../text/message.js';
import type { Agenda } from './agenda.js';
import type { SimulatedOffice } from './office.js';
import type { Random } from './random.js';
import type { World } from './world.js';

/** The performer's counterpart in the simulated world: looks first, acts only if needed, watches until it is so. */
export interface SimulatedHands {
  perform(
    effect: RunEffect & { readonly kind: 'perform' },
    toldBefore: boolean,
    hears: { readonly ended: (outcome: Outcome) => void; readonly noted: (earlier: ClusterSettings) => void },
  ): Grip;
}

export interface Grip {
  /** Sends nothing more, but sees through what was sent. */
  settle(): void;
  stop(): void;
}

export interface HandsOptions {
  /** Only ever false to prove that the simulation notices (invariant 5). */
  readonly looksFirst: boolean;
}

const goneMs = 6000;
const settleShare = 0.8;
const wakeEveryMs = 60_000;
const earlier: ClusterSettings = { haEnabled: true, haHostMonitoring: 'enabled', drsEnabled: true, drsBehavior: 'fullyAutomated' };

interface Job {
  readonly operation: Operation;
  readonly how: 'gentle' | 'force';
  readonly despite: readonly string[];
  readonly toldBefore: boolean;
  readonly note: () => void;
  readonly end: (outcome: Outcome) => void;
  readonly isSettling: () => boolean;
  /** Calls back when nothing more may be sent. */
  readonly onSettle: (run: () => void) => void;
  readonly isOver: () => boolean;
  readonly startMs: number;
}

export function createHands(office: SimulatedOffice, world: World, agenda: Agenda, random: Random, options: HandsOptions): SimulatedHands {
  const names = new Map(office.compiled.operations.map((one) => [one.target.key, one.target.name]));
  const vcenter = office.compiled.operations.find((one) => one.stepId === 'vcenter')?.target.key;

  const finish = (job: Job, acted: boolean): void => {
    job.end({ kind: 'done', acted, seconds: (agenda.nowMs - job.startMs) / 1000 });
  };
  const fail = (job: Job, code: string, retryable = true): void => {
    job.end({ kind: 'failed', code, message: message('run.failure.unknownState', { name: job.operation.target.name }), retryable });
  };
  const stopped = (job: Job) => fail(job, stoppedCode, false);

  /** Waits for a condition of one thing; looks whenever it changes. */
  const until = (job: Job, key: string, isSo: () => boolean, then: () => void): void => {
    if (job.isOver()) return;
    if (isSo()) then();
    else world.onChange(key, () => until(job, key, isSo, then));
  };

  const vmOff = (job: Job): void => {
    const { key } = job.operation.target;
    const isSeen = () => world.isReachable(world.hostOf(key));
    if (!isSeen()) return fail(job, 'run/unknownState');
    if (options.looksFirst && world.isOff(key)) return finish(job, false);
    if (job.isSettling()) return stopped(job);
    if (job.how === 'force' || job.operation.method !== 'guest') world.powerOffVm(key);
    else world.shutdownGuest(key);
    until(
      job,
      key,
      () => world.isOff(key) && isSeen(),
      () => finish(job, true),
    );
  };

  const hostOff = (job: Job): void => {
    const { key } = job.operation.target;
    if (!world.isReachable(key)) {
      if (options.looksFirst && !(job.toldBefore && world.isOff(key))) return fail(job, 'run/unknownState');
      if (options.looksFirst) {
        agenda.after(goneMs, () => finish(job, false));
        return;
      }
    }
    const running = world.runningVms(key).filter((vm) => !job.despite.includes(names.get(vm) ?? vm));
    if (job.how === 'gentle' && running.length > 0) return fail(job, 'run/vmsStillRunning');
    if (job.isSettling()) return stopped(job);
    world.shutdownHost(key);
    until(
      job,
      key,
      () => world.isOff(key),
      () => agenda.after(goneMs, () => finish(job, true)),
    );
  };

  const machineOff = (job: Job): void => {
    const { key } = job.operation.target;
    if (!world.runs(key)) return job.toldBefore ? finish(job, false) : fail(job, 'run/unknownState');
    if (job.isSettling()) return stopped(job);
    world.shutdownMachine(key);
    until(
      job,
      key,
      () => world.isOff(key),
      () => agenda.after(goneMs, () => finish(job, true)),
    );
  };

  /** Told to stop and never seen off: watched for a while before it counts as running. */
  const settled = (job: Job, then: () => void): void => {
    const { key } = job.operation.target;
    if (job.operation.toldToStop !== true || !world.runs(key)) return then();
    let isOpen = true;
    const go = () => {
      if (!isOpen) return;
      isOpen = false;
      then();
    };
    const share = job.operation.kind === 'ensureVmOn' ? settleShare : 0.25;
    agenda.after(job.operation.timeoutSeconds * 1000 * share, go);
    job.onSettle(go);
    until(job, key, () => world.isOff(key), go);
  };

  const vmOn = (job: Job): void => {
    const { key } = job.operation.target;
    const start = (): void => {
      if (job.isOver()) return;
      if (!world.isReachable(world.hostOf(key)) || !world.isOn(world.hostOf(key))) return fail(job, 'run/unknownState');
      if (job.operation.toldToStop === true && job.isSettling()) return stopped(job);
      if (world.runs(key)) return finish(job, false);
      if (job.isSettling()) return stopped(job);
      return world.startVm(key) ? finish(job, true) : fail(job, 'run/unknownState');
    };
    settled(job, start);
  };

  const comeBack = (job: Job): void => {
    const { key } = job.operation.target;
    const wake = (): void => {
      if (job.isOver() || world.runs(key)) return;
      if (job.isSettling()) return stopped(job);
      world.wake(key);
      agenda.after(wakeEveryMs, wake);
    };
    settled(job, () => {
      if (job.isOver()) return;
      if (world.runs(key)) return finish(job, false);
      wake();
      until(
        job,
        key,
        () => world.isOn(key),
        () => finish(job, true),
      );
    });
  };

  const cluster = (job: Job, quiet: boolean): void => {
    if (vcenter === undefined || !world.isOn(vcenter) || !world.isReachable(world.hostOf(vcenter))) return fail(job, 'run/unknownState');
    if (world.isClusterQuiet === quiet) return finish(job, false);
    if (job.isSettling()) return stopped(job);
    if (quiet) job.note();
    world.isClusterQuiet = quiet;
    agenda.after(2000, () => finish(job, true));
  };

  const upsOff = (job: Job): void => {
    const { id } = job.operation.target;
    if (options.looksFirst && world.supply(id).isCutPending) return finish(job, false);
    if (job.isSettling()) return stopped(job);
    world.tellUps(id, job.operation.delaySeconds ?? 0);
    return finish(job, true);
  };

  const act = (job: Job): void => {
    switch (job.operation.kind) {
      case 'checkOffice':
        return finish(job, false);
      case 'prepareCluster':
        return cluster(job, true);
      case 'restoreCluster':
        return cluster(job, false);
      case 'ensureVmOff':
        return vmOff(job);
      case 'ensureVmOn':
        return vmOn(job);
      case 'ensureHostOff':
        return hostOff(job);
      case 'ensureMachineOff':
        return machineOff(job);
      case 'ensureHostOn':
      case 'ensureMachineOn':
        return comeBack(job);
      case 'upsOutputOff':
        return upsOff(job);
      case 'upsOutputAbort':
        world.supply(job.operation.target.id).abort();
        return finish(job, true);
      case 'workstationOff':
        world.shutdownWorkstation();
        return finish(job, true);
    }
  };

  return {
    perform: (effect, toldBefore, hears) => {
      let isOver = false;
      let isSettling = false;
      const settling: (() => void)[] = [];
      const job: Job = {
        operation: effect.operation,
        how: effect.how,
        despite: effect.despite ?? [],
        toldBefore,
        startMs: agenda.nowMs,
        note: () => hears.noted(earlier),
        isOver: () => isOver,
        isSettling: () => isSettling,
        onSettle: (run) => settling.push(run),
        end: (outcome) => {
          if (isOver) return;
          isOver = true;
          hears.ended(outcome);
        },
      };
      const hasFault = random.chance(office.faultShare);
      agenda.after(random.whole(200, 1500), () => {
        if (isOver) return;
        if (hasFault) fail(job, 'simulation/fault');
        else act(job);
      });
      return {
        settle: () => {
          isSettling = true;
          for (const run of settling) run();
        },
        stop: () => {
          isOver = true;
        },
      };
    },
  };
}
