import { forecast } from '../forecast/predict.js';
import { compile } from '../plan/compile.js';
import { secondsByGroup } from '../forecast/group-needs.js';
import { anythingRuns } from '../plan/feeds.js';
import type { TriggerKind } from '../policy/power-state.js';
import { mayRestore, type mayStartRun } from '../run/authority.js';
import { nextDueMs } from '../run/due.js';
import { replay } from '../run/replay.js';
import type { RunEffect, RunEvent, RunState, RunTrigger } from '../run/run.js';
import { isLastChance, passedOn, scopesFor } from '../run/scopes.js';
import { isRunOver, mayGoForwardAgain, mayStandAgain, type RunStep } from '../run/step.js';
import type { Agenda } from './agenda.js';
import { drawDrill, type SimulatedDrill } from './drill.js';
import type { Grip, SimulatedHands } from './hands.js';
import { Hearing } from './hearing.js';
import type { Invariants } from './invariants.js';
import {
  nothingJudged,
  powersFound,
  type GroupJudgement,
  type Judge,
  type Judgement,
  type MakeJudge,
  type SimulatedReadings,
} from './judge.js';
import { supplyOf, type SimulatedOffice } from './office.js';
import type { Random } from './random.js';
import { storyLine } from './story-line.js';
import type { World } from './world.js';

export interface CoordinatorParts {
  readonly office: SimulatedOffice;
  readonly world: World;
  readonly agenda: Agenda;
  readonly hands: SimulatedHands;
  readonly step: RunStep;
  readonly makeJudge: MakeJudge;
  readonly mayStart: typeof mayStartRun;
  readonly role: 'coordinator' | 'observer';
  readonly invariants: Invariants;
  readonly read: () => SimulatedReadings;
  /** Since when the group has had enough supplies on mains; undefined while it has not. */
  readonly mainsSinceMs: (groupId: string | undefined) => number | undefined;
  readonly note: (line: string) => void;
}

const forward: ReadonlySet<RunState['phase']> = new Set(['running', 'beyond', 'finished']);
const pollMs = 5000;
/** While nothing can be decided by it: the battery is far from its end, or the run is under way. */
const easyPollMs = 15_000;
const secondLookMs = 1000;
const idlePollMs = 60_000;

/** The program on its workstation: policy, run and journal in virtual time. Dies and comes back; only the journal survives. */
export class Coordinator {
  readonly #parts: CoordinatorParts;
  readonly #neededSeconds: number;
  #journal: RunEvent[] = [];
  #zeroMs = 0;
  #state: RunState | undefined;
  #judge: Judge | undefined;
  #grips = new Map<string, Grip>();
  /** Counts lives: what an earlier one still had in hand is nobody's any more. */
  #life = 0;
  #isAlive = false;
  #mustResume = false;
  readonly #hearing: Hearing;
  #judged: Judgement = nothingJudged;
  #cancelDue: (() => void) | undefined;
  #isBusy = false;
  #queue: RunEvent[] = [];

  constructor(parts: CoordinatorParts) {
    this.#parts = parts;
    const { plan, compiled } = parts.office;
    this.#hearing = new Hearing(parts.world);
    this.#neededSeconds = forecast(plan, compiled.operations, new Map(), {}).neededSeconds;
  }

  get run(): RunState | undefined {
    return this.#state;
  }
  get isAlive(): boolean {
    return this.#isAlive;
  }
  get isQuiet(): boolean {
    return this.#isAlive && !this.#mustResume && (this.#state === undefined || isRunOver(this.#state));
  }

  startUp(): void {
    if (this.#isAlive) return;
    this.#isAlive = true;
    this.#life += 1;
    this.#judge = this.#parts.makeJudge(this.#parts.office, this.#neededSeconds);
    const found = replay(this.#journal, this.#parts.step);
    this.#mustResume = found !== undefined && !isRunOver(found);
    this.#state = found;
    this.#hearing.forget();
    this.#parts.invariants.restarted(this.#parts.agenda.nowMs);
    this.#pollAfter(2000, 0);
  }

  crash(): void {
    if (!this.#isAlive) return;
    this.#parts.note('the coordinator dies');
    const rebuilt = replay(this.#journal, this.#parts.step);
    if (timeless(rebuilt) !== timeless(this.#state)) {
      this.#parts.invariants.breach(0, 'the journal does not rebuild the state');
    }
    this.#isAlive = false;
    this.#life += 1;
    this.#cancelDue?.();
    for (const grip of this.#grips.values()) grip.stop();
    this.#grips = new Map();
    this.#parts.invariants.crashed();
  }

  personStarts(): void {
    if (this.#isAlive && !this.#mustResume) this.#decide('person', undefined);
  }
  /** Refused as the engine refuses it: to an observer, while a run is active, and unless every UPS says mains. */
  personDrills(random: Random): void {
    const { office, world, mayStart, role, read } = this.#parts;
    if (!this.isQuiet || !mayStart({ role, armed: true }, 'drill').ok) return;
    if ([...read().values()].some((reading) => reading?.power !== 'mains')) return;
    const { operations, ranBefore } = compile(office.plan, world.inventoryNow(), { connections: [] });
    const drill = drawDrill(office, operations, random);
    for (const scope of drill?.scopes ?? []) this.#start(scope, 'drill', ranBefore, drill?.plan);
  }
  personCancels(restore: boolean): void {
    if (this.#isAlive && !this.#mustResume && this.#state !== undefined && !isRunOver(this.#state)) {
      this.#send({ kind: 'cancelled', atMs: this.#runMs(), restore });
    }
  }

  #pollAfter(ms: number, polls: number): void {
    const life = this.#life;
    this.#parts.agenda.after(ms, () => {
      if (this.#life !== life) return;
      this.#pollAfter(this.#poll(polls), polls + 1);
    });
  }

  /** One reading of each UPS and what follows; gives the pause until the next. */
  #poll(polls: number): number {
    const { agenda } = this.#parts;
    const readings = this.#parts.read();
    this.#hearing.take(readings);
    this.#parts.invariants.read(readings);
    const isHeard = [...readings.values()].every((reading) => reading !== undefined);
    const judged = this.#judge?.observe(readings, agenda.nowMs);
    if (judged !== undefined) this.#judged = judged;
    if (this.#mustResume) {
      // The first reading is waited for, but not longer than the promised 10 s.
      if (!isHeard && polls < 1) return pollMs;
      this.#resume(readings);
      return pollMs;
    }
    for (const group of this.#judged.groups) this.#follow(group, isHeard);
    this.#seeSupplies();
    if (this.#judged.wantsReading) return secondLookMs;
    return this.#pace(readings, isHeard);
  }

  #pace(readings: SimulatedReadings, isHeard: boolean): number {
    const { plan } = this.#parts.office;
    const all = [...readings.values()].flatMap((reading) => reading ?? []);
    const isOnMains = this.#judged.groups.every((group) => group.power === 'mains') && all.every((reading) => reading.power === 'mains');
    if (isHeard && isOnMains && (this.#state === undefined || this.#isWaiting(this.#state))) return idlePollMs;
    const apart = this.#judged.groups.length > 1 ? 2 * (this.#judged.groups.length - 1) : 1;
    const isFar = all.every((reading) => reading.runtimeSeconds > apart * this.#neededSeconds + plan.marginSeconds + 120);
    const isUnderWay = this.#parts.office.groups === undefined && (this.#state?.phase === 'running' || this.#state?.phase === 'beyond');
    return isHeard && (isFar || isUnderWay) ? easyPollMs : pollMs;
  }

  /** What the power of one group means for the run. */
  #follow(group: GroupJudgement, isHeard: boolean): void {
    const own = group.groupId === undefined ? {} : { groupId: group.groupId };
    const before = this.#part(group.groupId);
    if (before !== undefined && !isRunOver(before) && group.power === 'battery' && before.power === 'mains') {
      this.#send({ kind: 'powerLost', atMs: this.#runMs(), ...own });
    }
    if (group.power === 'mains' && before?.power === 'battery') this.#send({ kind: 'powerReturned', atMs: this.#runMs(), ...own });
    if (group.trigger !== undefined) this.#decide(group.trigger, group.groupId);
    else if (this.#goesUnasked(group)) this.#decide(passedOn(this.#state) ?? 'lowBattery', group.groupId);
    const now = this.#part(group.groupId);
    if (now === undefined || isRunOver(now) || now.restoreAllowed || !mayRestore(now.plan, group)) return;
    const waits = now.phase === 'aborting' || now.phase === 'aborted' || now.phase === 'finished';
    const isAsked = now.trigger !== 'person' || now.phase !== 'finished' || isHeard;
    if (waits && isAsked) this.#send({ kind: 'restoreAllowed', atMs: this.#runMs(), ...own });
  }

  /** The lane of a group, or the run itself. */
  #part(groupId: string | undefined): RunState | undefined {
    if (groupId === undefined || this.#state?.lanes === undefined) return this.#state;
    return this.#state.lanes.find((lane) => lane.groupId === groupId);
  }

  /** Nothing fires for it any more, or not yet, and still it has to go now. */
  #goesUnasked({ groupId, power }: GroupJudgement): boolean {
    if (groupId === undefined || power !== 'battery' || this.#state?.trigger === 'person') return false;
    if (isLastChance(this.#state, groupId)) return true;
    const part = this.#part(groupId);
    if (part === undefined || !mayStandAgain({ ...part, nowMs: this.#runMs() }, this.#judged.supplies())) return false;
    return anythingRuns(compile(this.#parts.office.plan, this.#parts.world.inventoryNow(), { connections: [] }).operations, groupId);
  }

  #seeSupplies(): void {
    const run = this.#state;
    if (run?.lanes === undefined || isRunOver(run)) return;
    const supplies = this.#judged.supplies();
    if (JSON.stringify(run.supplies) !== JSON.stringify(supplies)) this.#send({ kind: 'suppliesSeen', atMs: this.#runMs(), supplies });
  }

  #isWaiting(run: RunState): boolean {
    return isRunOver(run) || run.phase === 'finished' || run.phase === 'aborted';
  }

  #decide(trigger: TriggerKind, groupId: string | undefined): void {
    const { office, agenda, invariants, mayStart, role } = this.#parts;
    if (!mayStart({ role, armed: true }, trigger).ok) return;
    const { operations, ranBefore } = compile(office.plan, this.#parts.world.inventoryNow(), { connections: [] });
    const onBattery = this.#judged.groups.filter((group) => group.power === 'battery');
    const isBlind = this.#hearing.isBlind(supplyOf(office, groupId));
    if (!isBlind) invariants.decided(trigger, this.#parts.mainsSinceMs(groupId), agenda.nowMs);
    if (office.groups === undefined) {
      this.#start({ operations, power: this.#parts.read().get('ups')?.power ?? 'battery' }, trigger, ranBefore);
      return;
    }
    const scopes = scopesFor({
      groups: office.groups,
      operations,
      trigger,
      onBattery: new Set(onBattery.map((group) => group.groupId ?? '')),
      failing: new Set(this.#judged.supplies().failing),
      ...(groupId === undefined ? {} : { groupId }),
    });
    for (const scope of scopes) this.#start(scope, trigger, ranBefore);
  }

  #start(scope: SimulatedDrill['scopes'][number], trigger: RunTrigger, ranBefore: readonly string[], plan = this.#parts.office.plan): void {
    const { groupId, operations, power } = scope;
    const own = groupId === undefined ? {} : { groupId };
    const run = this.#state;
    const part = this.#part(groupId);
    if (part?.isDownInThisOutage === true && isRunOver(part) && trigger !== 'person') return;
    const isActive = run !== undefined && !isRunOver(run);
    const isGoing = part !== undefined && !isRunOver(part);
    if (isGoing && (trigger === 'drill' || !mayGoForwardAgain({ ...part, nowMs: this.#runMs() }))) return;
    this.#seeSupplies();
    this.#parts.invariants.passBegan({ ...own, operations, isNewRun: !isGoing, isEnough: trigger !== 'drill' && this.#isEnough(groupId) });
    if (isGoing && trigger !== 'drill') {
      const overtaking = part.trigger === 'drill' ? { plan } : {};
      this.#send({ kind: 'triggered', atMs: this.#runMs(), trigger, operations, ranBefore, ...overtaking, ...own });
      return;
    }
    if (isActive && groupId !== undefined) {
      this.#send({ kind: 'groupJoined', atMs: this.#runMs(), groupId, plan, operations, trigger, ranBefore, power });
      return;
    }
    this.#journal = [];
    this.#state = undefined;
    this.#zeroMs = this.#parts.agenda.nowMs;
    const seen = groupId === undefined ? {} : { groupId, supplies: this.#judged.supplies() };
    this.#send({
      kind: 'runStarted',
      atMs: 0,
      runId: 'simulated',
      plan,
      operations,
      trigger,
      mode: 'simulation',
      ranBefore,
      power,
      ...seen,
    });
  }

  /** None of the batteries ends before the group is down. */
  #isEnough(groupId: string | undefined): boolean {
    const { office, world } = this.#parts;
    const dark = this.#judged.groups.flatMap((group) => (group.power === 'battery' && group.groupId !== undefined ? [group.groupId] : []));
    const needed = groupId === undefined ? this.#neededSeconds : secondsByGroup(office.groups ?? [], new Set(dark)).get(groupId);
    return world.supplies.every(
      (supply) => !supply.hasOutput || (office.groups !== undefined && supply.hasMains) || supply.runtimeSeconds >= (needed ?? 0),
    );
  }

  #resume(readings: SimulatedReadings): void {
    const { office, invariants } = this.#parts;
    this.#mustResume = false;
    invariants.resumed();
    const atMs = this.#runMs();
    if (office.groups === undefined) {
      const power = readings.get('ups')?.power;
      this.#send({ kind: 'resumed', atMs, ...(power === undefined ? {} : { power }) });
      return;
    }
    this.#send({ kind: 'resumed', atMs, powers: powersFound(office.groups, readings), supplies: this.#judged.supplies() });
  }

  #runMs(): number {
    return this.#parts.agenda.nowMs - this.#zeroMs;
  }

  #send(event: RunEvent): void {
    this.#queue.push(event);
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#take(next);
    this.#isBusy = false;
    this.#scheduleTick();
  }

  #take(event: RunEvent): void {
    const before = this.#state;
    const [state, effects] = this.#parts.step(before, event);
    if (event.kind !== 'ticked' || effects.length > 0) this.#journal.push(event);
    if (event.kind !== 'ticked' && event.kind !== 'operationEnded') this.#parts.note(event.kind);
    this.#state = state;
    for (const part of state.lanes ?? [state]) this.#notePass(event, before, part);
    for (const effect of effects) this.#carryOut(state, effect);
  }

  /** Whether a part goes forward anew by itself, or stands still. */
  #notePass(event: RunEvent, whole: RunState | undefined, part: RunState): void {
    const { invariants } = this.#parts;
    const { groupId } = part;
    const before = whole?.lanes === undefined ? whole : whole.lanes.find((lane) => lane.groupId === groupId);
    const isNewPass = before?.phase === 'restoring' || (event.kind === 'resumed' && before?.phase === 'beyond');
    if (isNewPass && part.phase === 'running') {
      invariants.passBegan({
        ...(groupId === undefined ? {} : { groupId }),
        operations: part.operations.map((one) => one.operation),
        isNewRun: false,
        isEnough: event.kind === 'powerLost' && this.#isEnough(groupId),
      });
    }
    if (!forward.has(part.phase)) invariants.turnedBack(groupId);
  }

  #carryOut(state: RunState, effect: RunEffect): void {
    switch (effect.kind) {
      case 'perform':
        this.#perform(state, effect);
        return;
      case 'stopWatching': {
        const grip = this.#grips.get(effect.operationId);
        if (effect.settle) grip?.settle();
        else {
          grip?.stop();
          this.#grips.delete(effect.operationId);
        }
        return;
      }
      case 'tell':
        this.#parts.invariants.told(effect);
        this.#parts.note(storyLine(effect.event));
    }
  }

  #perform(state: RunState, effect: RunEffect & { readonly kind: 'perform' }): void {
    const { id, target } = effect.operation;
    this.#parts.invariants.intended(effect, this.#parts.agenda.nowMs);
    this.#grips.get(id)?.stop();
    const one = state.operations.find((operation) => operation.operation.id === id);
    const isUnheard = one !== undefined && one.attempt - 1 > (one.failures ?? 0);
    const toldBefore = isUnheard || state.stopped.some((earlier) => earlier.target.key === target.key);
    const life = this.#life;
    const grip = this.#parts.hands.perform(effect, toldBefore, {
      ended: (outcome) => {
        if (this.#life === life && this.#grips.get(id) === grip) {
          this.#grips.delete(id);
          this.#send({ kind: 'operationEnded', atMs: this.#runMs(), operationId: id, outcome });
        }
      },
      noted: (earlier) => {
        if (this.#life === life) this.#send({ kind: 'earlierNoted', atMs: this.#runMs(), operationId: id, earlier });
      },
    });
    this.#grips.set(id, grip);
  }

  #scheduleTick(): void {
    this.#cancelDue?.();
    const due = this.#state === undefined ? undefined : nextDueMs(this.#state);
    if (due === undefined) return;
    const life = this.#life;
    this.#cancelDue = this.#parts.agenda.after(due - this.#runMs(), () => {
      if (this.#life === life) this.#send({ kind: 'ticked', atMs: this.#runMs() });
    });
  }
}

function timeless(run: RunState | undefined): string {
  return JSON.stringify({ ...run, nowMs: 0, lanes: run?.lanes?.map((lane) => ({ ...lane, nowMs: 0 })) });
}
