import type { TriggerKind } from '../../shared/policy/power-state.js';
import { officeGroupId } from '../../shared/plan/feeds.js';
import type { Operation } from '../../shared/plan/operation.js';
import type { Plan } from '../../shared/plan/plan.js';
import { done, failed, type Result } from '../../shared/result.js';
import { beginningAfter, type Beginning } from '../../shared/run/beginning.js';
import { nextDueMs } from '../../shared/run/due.js';
import { replay } from '../../shared/run/replay.js';
import type { RunEffect, RunEvent, RunState, RunStory, RunTrigger, SuppliesSeen } from '../../shared/run/run.js';
import { isRunOver, mayGoForwardAgain, step, staleMs } from '../../shared/run/step.js';
import { message, type Message } from '../../shared/text/message.js';
import { oneByOne } from './one-by-one.js';
import { lookAtWatchers, type Watchers } from './watchers.js';
import type { Perform } from './performer.js';
import type { Clock, Journal, JournalEntry } from './ports.js';

/** A line of `watch`, `plan run` and `practice`: the story with its time. */
export type RunLine = RunStory & {
  readonly runId: string;
  /** ISO 8601 */
  readonly at: string;
  /** Seconds since the run began. */
  readonly t: number;
};

export interface RunnerParts {
  /** `setPhase` keeps the list of runs readable; the entries are the truth. */
  readonly journal: Journal & { setPhase?(runId: string, phase: RunState['phase'], isOver: boolean): void };
  readonly clock: Clock;
  readonly perform: Perform;
  /** A new run's id; unique for ever. */
  readonly newRunId: () => string;
  readonly tell: (line: RunLine) => void;
  /** After every change of the state. */
  readonly changed: (run: RunState) => void;
  /** A gently completed operation of a run that acts, live or in practice, for the forecast: key and seconds. */
  readonly learn?: (operation: Operation, seconds: number) => void;
  /** The journal cannot be written. The run goes on: an office half shut down is worse. */
  readonly problem: (what: Message) => void;
}

export interface RunRequest {
  readonly plan: Plan;
  readonly operations: readonly Operation[];
  readonly trigger: RunTrigger;
  readonly mode: RunState['mode'];
  readonly ranBefore: readonly string[];
  readonly power?: RunState['power'];
  /** Only this supply group; further ones join the run. */
  readonly groupId?: string;
  readonly supplies?: SuppliesSeen;
}

/** What is known of the power after a restart. */
export interface FoundPower {
  readonly power?: RunState['power'];
  readonly powers?: Readonly<Record<string, RunState['power']>>;
  readonly supplies?: SuppliesSeen;
}

/**
 * Drives one run at a time. Whether a run may start or restore is decided outside (roles, arming, charge) and comes in as calls.
 */
export interface Runner {
  /** The run under way or waiting to restore, else the last one of this session. */
  current(): RunState | undefined;
  /** ISO 8601 start of `current()`. */
  startedAt(): string | undefined;
  /** Seconds since `current()` began, also while nothing happens in it and after its end. */
  seconds(): number | undefined;
  /** True from start until nothing will follow by itself. */
  isActive(): boolean;
  /**
   * Starts a run, or, while one waits to restore or restores, sends that one forward again with what runs now.
   * Fails as `run/active` while one is shutting down, or when all is down already in this outage.
   */
  start(request: RunRequest): Result<string>;
  /** Of one supply group where the run has several; so with those that follow. */
  powerReturned(groupId?: string): void;
  powerLost(groupId?: string): void;
  /** A level, not an edge: mains is stable and the charge suffices. Remembered until said otherwise. */
  allowRestore(isAllowed: boolean, groupId?: string): void;
  /** A level: what the UPSes say, for what lanes share. Only a change is written down. */
  seeSupplies(supplies: SuppliesSeen): void;
  cancel(options: { readonly restore: boolean }): void;
  /** After a start of the program: takes the newest unfinished run up again, closes older ones. Gives its id. */
  resumeUnfinished(found?: FoundPower): string | undefined;
  /** How the run under way began; of a drill that was overtaken, how what overtook it did. */
  began(): Beginning | undefined;
  /** Supply groups of the newest unfinished run for which something is still to follow; none where it has no groups. */
  unfinishedGroups(): readonly string[];
  /** Whether the newest unfinished run was left for longer than a process needs to come back. */
  isLongAway(): boolean;
  /** Resolves when the run is over, or waits for power and charge, or for a person. */
  idle(): Promise<RunState | undefined>;
  /** Stops watching without a word in the journal: what runs goes on at the next start. */
  close(): void;
}

export function createRunner(parts: RunnerParts): Runner {
  const { journal, clock } = parts;
  let state: RunState | undefined;
  let startedAt: string | undefined;
  let began: Beginning | undefined;
  let hasToldUnreadable = false;
  let hasToldUnwritable = false;
  /** Clock reading at which the run's own time was 0. */
  let zeroMs = 0;
  /** Ids of supply groups that may be restored now; `office` where the run has none. */
  const mayRestoreNow = new Set<string>();
  let isClosed = false;
  let cancelTimer: (() => void) | undefined;
  const idlers: ((run: RunState | undefined) => void)[] = [];

  const nowMs = () => Math.max(state?.nowMs ?? 0, clock.nowMs() - zeroMs);

  /** A journal that takes nothing is told once until it takes an entry again: a run writes dozens of them. */
  const written = (work: () => void) => {
    try {
      work();
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      if (!hasToldUnwritable) parts.problem(message('run.failure.journal', { detail }));
      hasToldUnwritable = true;
    }
  };

  const write = (runId: string, event: JournalEntry['event']) =>
    written(() => {
      journal.append(runId, event);
      hasToldUnwritable = false;
    });

  /** What cannot be read is as good as none: the office is watched on. */
  const read = <T>(look: () => T, otherwise: T): T => {
    try {
      return look();
    } catch (cause) {
      if (!hasToldUnreadable)
        parts.problem(message('records.journal.unreadable', { detail: String(cause instanceof Error ? cause.message : cause) }));
      hasToldUnreadable = true;
      return otherwise;
    }
  };

  const send = (event: RunEvent) => {
    if (isClosed) return;
    events.send(event);
  };

  /** Written first, then believed, then acted on. A tick that moves nothing is not worth a line. */
  const take = (event: RunEvent) => {
    const [next, effects] = step(state, event);
    const isQuietTick = event.kind === 'ticked' && effects.length === 0;
    if (!isQuietTick) write(next.id, event);
    const before = state;
    state = next;
    began = beginningAfter(began, event);
    learnFrom(before, event);
    for (const effect of effects) carryOut(next, effect);
    if (before?.phase !== next.phase) notePhase(next.id, next.phase, isRunOver(next));
    restoreWaiting(before, next);
    if (!isQuietTick) parts.changed(next);
  };

  const notePhase = (runId: string, phase: RunState['phase'], isOver: boolean) => written(() => journal.setPhase?.(runId, phase, isOver));

  /** What has just come to wait for a restore that is allowed already. */
  const restoreWaiting = (before: RunState | undefined, run: RunState) => {
    for (const part of partsOf(run)) {
      const earlier = before === undefined ? undefined : partFor(before, part.groupId);
      const isNews = earlier?.phase !== part.phase && (part.phase === 'aborted' || part.phase === 'finished');
      if (isNews && mayRestoreNow.has(keyOf(part)) && !isRunOver(part)) {
        send({ kind: 'restoreAllowed', atMs: run.nowMs, ...groupField(part.groupId) });
      }
    }
  };

  const learnFrom = (before: RunState | undefined, event: RunEvent) => {
    // The practice office keeps a history of its own; what is played in virtual time teaches nothing.
    const isMeasured = before?.mode === 'live' || before?.mode === 'practice';
    if (!isMeasured || event.kind !== 'operationEnded' || event.outcome.kind !== 'done' || !event.outcome.acted) return;
    const one = before.operations.find(({ operation }) => operation.id === event.operationId);
    if (one === undefined || unobserved.has(one.operation.kind)) return;
    if (one.status === 'inFlight' && one.attempt === 1) parts.learn?.(one.operation, event.outcome.seconds);
  };

  const watchers: Watchers = lookAtWatchers(parts.perform, {
    ended: (operationId, outcome) => send({ kind: 'operationEnded', atMs: nowMs(), operationId, outcome }),
    noted: (operationId, earlier) => send({ kind: 'earlierNoted', atMs: nowMs(), operationId, earlier }),
    remarked: (operationId, { code, message: remark }) => send({ kind: 'remarked', atMs: nowMs(), operationId, code, remark }),
  });

  const carryOut = (run: RunState, effect: RunEffect) => {
    if (isClosed) return;
    switch (effect.kind) {
      case 'perform':
        write(run.id, { kind: 'intended', atMs: run.nowMs, operationId: effect.operation.id, how: effect.how });
        watchers.begin(run.id, effect, wasTold(run, effect.operation));
        return;
      case 'stopWatching':
        watchers.stop(effect.operationId, effect.settle);
        return;
      case 'tell':
        parts.tell({ ...effect.event, runId: run.id, at: clock.wall().toISOString(), t: tenths(run.nowMs) });
        return;
    }
  };

  const events = oneByOne(take, () => {
    cancelTimer?.();
    cancelTimer = undefined;
    if (state === undefined || isClosed) return;
    const due = nextDueMs(state);
    if (due !== undefined && due !== Number.POSITIVE_INFINITY) {
      cancelTimer = clock.after(Math.max(10, due - nowMs()), () => send({ kind: 'ticked', atMs: Math.max(due, nowMs()) }));
    }
    if (isIdle(state)) for (const wake of idlers.splice(0)) wake(state);
  });

  const begin = (request: RunRequest): string => {
    const runId = parts.newRunId();
    state = undefined;
    zeroMs = clock.nowMs();
    startedAt = clock.wall().toISOString();
    send({ kind: 'runStarted', atMs: 0, runId, ...request });
    return runId;
  };

  const join = (run: RunState, request: RunRequest & { readonly groupId: string }): string => {
    const { groupId, plan, operations, trigger, ranBefore, power, supplies } = request;
    if (supplies !== undefined) runner.seeSupplies(supplies);
    send({ kind: 'groupJoined', atMs: nowMs(), groupId, plan, operations, trigger, ranBefore, ...(power === undefined ? {} : { power }) });
    return run.id;
  };

  const again = (run: RunState, part: RunState, request: RunRequest & { readonly trigger: TriggerKind }): string => {
    const isOvertaken = part.trigger === 'drill';
    const known = new Set(run.plan.steps.map((one) => one.id));
    // Operations of a plan that was changed since name steps that this run does not have: then its own are ensured again.
    const fits = isOvertaken || request.operations.every((one) => known.has(one.stepId));
    send({
      kind: 'triggered',
      atMs: nowMs(),
      trigger: request.trigger,
      ranBefore: request.ranBefore,
      ...(isOvertaken ? { plan: request.plan } : {}),
      ...(fits ? { operations: request.operations } : {}),
      ...groupField(request.groupId),
    });
    return run.id;
  };

  const awayMs = (entries: readonly JournalEntry[]): number => {
    const last = entries.at(-1);
    return last === undefined ? 0 : Math.max(0, clock.wall().getTime() - Date.parse(last.at));
  };

  const replayed = (entries: readonly JournalEntry[]) => read(() => replay(entries.map((one) => one.event)), undefined);

  const newestUnfinished = () => {
    const newest = read(() => journal.unfinished(), []).at(-1);
    return newest === undefined ? undefined : read(() => journal.entries(newest.id), []);
  };

  const resume = (runId: string, at: string, known: FoundPower): boolean => {
    const entries = read(() => journal.entries(runId), []);
    const found = replayed(entries);
    if (found === undefined || isRunOver(found)) {
      if (found !== undefined) notePhase(runId, found.phase, true);
      return false;
    }
    state = found;
    began = undefined;
    for (const { event } of entries) began = beginningAfter(began, event);
    startedAt = at;
    const resumedMs = Math.max(found.nowMs, ...entries.slice(-1).map((one) => one.event.atMs)) + awayMs(entries);
    zeroMs = clock.nowMs() - resumedMs;
    send({ kind: 'resumed', atMs: resumedMs, ...known });
    return true;
  };

  const runner: Runner = {
    current: () => state,
    startedAt: () => startedAt,
    seconds: () => (state === undefined ? undefined : tenths(nowMs())),
    began: () => began,
    isActive: () => state !== undefined && !isRunOver(state),
    start: (request) => {
      const { groupId } = request;
      const part = state === undefined ? undefined : partFor(state, groupId);
      // Down already in this outage: a second run would find nothing to do, over and over.
      const isRepeat = part?.isDownInThisOutage === true && request.trigger !== 'person';
      if (state === undefined || (isRunOver(state) && !isRepeat)) return done(begin(request));
      const isNew = part === undefined || (isRunOver(part) && !isRepeat);
      if (state.lanes !== undefined && isNew) return done(join(state, { ...request, groupId: groupId ?? officeGroupId }));
      const { trigger } = request;
      // A drill interrupts nothing, not even another one.
      if (part === undefined || trigger === 'drill' || !mayGoForwardAgain(part)) return failed('run/active', message('run.failure.active'));
      return done(again(state, part, { ...request, trigger }));
    },
    powerReturned: (groupId) => {
      if (state === undefined || partFor(state, groupId)?.power !== 'battery') return;
      send({ kind: 'powerReturned', atMs: nowMs(), ...groupField(groupId) });
    },
    powerLost: (groupId) => {
      mayRestoreNow.delete(groupId ?? officeGroupId);
      const part = state === undefined ? undefined : partFor(state, groupId);
      if (part?.power === 'mains' && !isRunOver(part)) send({ kind: 'powerLost', atMs: nowMs(), ...groupField(groupId) });
    },
    allowRestore: (isAllowed, groupId) => {
      if (isAllowed) mayRestoreNow.add(groupId ?? officeGroupId);
      else mayRestoreNow.delete(groupId ?? officeGroupId);
      const part = state === undefined ? undefined : partFor(state, groupId);
      if (isAllowed && part !== undefined && !isRunOver(part) && isWaitingToRestore(part)) {
        send({ kind: 'restoreAllowed', atMs: nowMs(), ...groupField(groupId) });
      }
    },
    seeSupplies: (supplies) => {
      if (state?.lanes === undefined || isRunOver(state) || JSON.stringify(state.supplies) === JSON.stringify(supplies)) return;
      send({ kind: 'suppliesSeen', atMs: nowMs(), supplies });
    },
    cancel: ({ restore }) => {
      if (runner.isActive()) send({ kind: 'cancelled', atMs: nowMs(), restore });
    },
    resumeUnfinished: (found = {}) => {
      const [newest, ...older] = [...read(() => journal.unfinished(), [])].reverse();
      for (const one of older) {
        write(one.id, { kind: 'cancelled', atMs: 0 });
        notePhase(one.id, 'interrupted', true);
      }
      return newest !== undefined && resume(newest.id, newest.startedAt, found) ? newest.id : undefined;
    },
    unfinishedGroups: () => {
      const run = replayed(newestUnfinished() ?? []);
      return (run?.lanes ?? []).flatMap((lane) => (lane.groupId === undefined || isRunOver(lane) ? [] : [lane.groupId]));
    },
    isLongAway: () => {
      const entries = newestUnfinished();
      return entries !== undefined && awayMs(entries) >= staleMs;
    },
    idle: () => {
      if (state === undefined || isIdle(state)) return Promise.resolve(state);
      return new Promise((resolve) => idlers.push(resolve));
    },
    close: () => {
      isClosed = true;
      cancelTimer?.();
      watchers.stopAll();
    },
  };
  return runner;
}

/** What is told and allowed apart: its lanes, or the run itself. */
function partsOf(run: RunState): readonly RunState[] {
  return run.lanes ?? [run];
}

function partFor(run: RunState, groupId: string | undefined): RunState | undefined {
  return run.lanes === undefined ? run : run.lanes.find((lane) => lane.groupId === (groupId ?? officeGroupId));
}

function keyOf(part: RunState): string {
  return part.groupId ?? officeGroupId;
}

function groupField(groupId: string | undefined): { readonly groupId?: string } {
  return groupId === undefined ? {} : { groupId };
}

/** They end when the command is taken; how long the machine or the UPS then needs is not seen. */
const unobserved: ReadonlySet<Operation['kind']> = new Set(['workstationOff', 'upsOutputOff']);

/** An attempt that was not heard to fail may have been carried out, in this process or in the one before. */
function wasTold(run: RunState, operation: Operation): boolean {
  const one = run.operations.find((state) => state.operation.id === operation.id);
  const unheard = one !== undefined && one.attempt - 1 > (one.failures ?? 0);
  return unheard || run.stopped.some((earlier) => earlier.target.key === operation.target.key);
}

function isWaitingToRestore(run: RunState): boolean {
  return run.phase === 'aborting' || run.phase === 'aborted' || run.phase === 'finished';
}

/** Nothing moves until somebody outside says so. */
function isIdle(run: RunState): boolean {
  return isRunOver(run) || run.phase === 'finished' || run.phase === 'aborted';
}

/** Milliseconds as seconds, to a tenth. */
const tenths = (ms: number) => Math.round(ms / 100) / 10;
