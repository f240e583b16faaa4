import { forecast } from '../forecast/predict.js';
import { compile } from '../plan/compile.js';
import type { TriggerKind } from '../policy/power-state.js';
import { mayRestore, type mayStartRun } from '../run/authority.js';
import { nextDueMs } from '../run/due.js';
import { replay } from '../run/replay.js';
import type { RunEffect, RunEvent, RunState } from '../run/run.js';
import { isRunOver, mayGoForwardAgain, type RunStep } from '../run/step.js';
import type { Agenda } from './agenda.js';
import type { Grip, SimulatedHands } from './hands.js';
import type { Invariants } from './invariants.js';
import type { Judge, MakeJudge, SimulatedReading } from './judge.js';
import type { SimulatedOffice } from './office.js';
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
  readonly read: () => SimulatedReading | undefined;
  readonly mainsSinceMs: () => number | undefined;
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
  #lastHeard: 'mains' | 'battery' | undefined;
  #cancelDue: (() => void) | undefined;
  #isBusy = false;
  #queue: RunEvent[] = [];

  constructor(parts: CoordinatorParts) {
    this.#parts = parts;
    const { plan, compiled } = parts.office;
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
    this.#judge = this.#parts.makeJudge(this.#parts.office.plan, this.#neededSeconds);
    const found = replay(this.#journal, this.#parts.step);
    this.#mustResume = found !== undefined && !isRunOver(found);
    this.#state = found;
    this.#parts.invariants.restarted();
    this.#pollAfter(2000, 0);
  }

  crash(): void {
    if (!this.#isAlive) return;
    this.#parts.note('the coordinator dies');
    const rebuilt = replay(this.#journal, this.#parts.step);
    if (JSON.stringify(rebuilt, withoutNow) !== JSON.stringify(this.#state, withoutNow)) {
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
    if (this.#isAlive && !this.#mustResume) this.#decide('person');
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

  /** One reading and what follows; gives the pause until the next. */
  #poll(polls: number): number {
    const { office, agenda } = this.#parts;
    const reading = this.#parts.read();
    if (reading !== undefined) this.#lastHeard = reading.power;
    const judged = this.#judge?.observe(reading, agenda.nowMs) ?? { power: 'unknown' as const, isMainsStable: false, wantsReading: false };
    if (this.#mustResume) {
      // The first reading is waited for, but not longer than the promised 10 s.
      if (reading === undefined && polls < 1) return pollMs;
      this.#resume(reading?.power);
      return pollMs;
    }
    const run = this.#state;
    if (run !== undefined && !isRunOver(run)) {
      if (judged.power === 'battery' && run.power === 'mains') this.#send({ kind: 'powerLost', atMs: this.#runMs() });
    }
    if (judged.power === 'mains' && run?.power === 'battery') this.#send({ kind: 'powerReturned', atMs: this.#runMs() });
    if (judged.trigger !== undefined) this.#decide(judged.trigger);
    const now = this.#state;
    const charge = reading === undefined ? {} : { chargePercent: reading.chargePercent };
    if (now !== undefined && !isRunOver(now) && mayRestore(office.plan, { isMainsStable: judged.isMainsStable, ...charge })) {
      const waits = now.phase === 'aborting' || now.phase === 'aborted' || now.phase === 'finished';
      const isAsked = now.trigger !== 'person' || now.phase !== 'finished' || reading !== undefined;
      if (waits && isAsked && !now.restoreAllowed) this.#send({ kind: 'restoreAllowed', atMs: this.#runMs() });
    }
    if (judged.wantsReading) return secondLookMs;
    const isCalm = judged.power === 'mains' && reading?.power === 'mains' && (this.#state === undefined || this.#isWaiting(this.#state));
    if (isCalm) return idlePollMs;
    const isFar = reading !== undefined && reading.runtimeSeconds > this.#neededSeconds + office.plan.marginSeconds + 120;
    const isUnderWay = this.#state?.phase === 'running' || this.#state?.phase === 'beyond';
    return reading !== undefined && (isFar || isUnderWay) ? easyPollMs : pollMs;
  }

  #isWaiting(run: RunState): boolean {
    return isRunOver(run) || run.phase === 'finished' || run.phase === 'aborted';
  }

  #decide(trigger: TriggerKind): void {
    const { office, world, agenda, invariants, mayStart, role } = this.#parts;
    const run = this.#state;
    const isActive = run !== undefined && !isRunOver(run);
    if (isActive && !mayGoForwardAgain({ ...run, nowMs: this.#runMs() })) return;
    if (!isActive && run?.isDownInThisOutage === true && trigger !== 'person') return;
    if (!mayStart({ role, armed: true }, trigger).ok) return;
    const { operations, ranBefore } = compile(office.plan, this.#inventoryNow(), { connections: [] });
    // Silent since it was on battery: nobody can know that mains is back, and the countdown goes on (nut #2454).
    const isBlind = this.#lastHeard === 'battery';
    const mainsSinceMs = isBlind ? undefined : this.#parts.mainsSinceMs();
    invariants.decided(trigger, mainsSinceMs, agenda.nowMs);
    invariants.passBegan(operations, !isActive, world.runtimeSeconds >= this.#neededSeconds);
    if (isActive) {
      this.#send({ kind: 'triggered', atMs: this.#runMs(), trigger, operations, ranBefore });
      return;
    }
    this.#journal = [];
    this.#state = undefined;
    this.#zeroMs = agenda.nowMs;
    const power = this.#parts.read()?.power ?? 'battery';
    this.#send({
      kind: 'runStarted',
      atMs: 0,
      runId: 'simulated',
      plan: office.plan,
      operations,
      trigger,
      mode: 'simulation',
      ranBefore,
      power,
    });
  }

  #inventoryNow(): SimulatedOffice['inventory'] {
    const { inventory } = this.#parts.office;
    const { world } = this.#parts;
    return {
      clusters: inventory.clusters,
      hosts: inventory.hosts.map((one) => (world.isOff(`host:${one.endpoint}/${one.id}`) ? { ...one, state: 'off' } : one)),
      vms: inventory.vms.map((one) => ({ ...one, power: world.runs(`vm:${one.endpoint}/${one.id}`) ? 'on' : 'off' })),
      machines: inventory.machines.map((one) => ({ ...one, state: world.runs(`machine:${one.id}`) ? 'on' : 'off' })),
    };
  }

  #resume(power: RunState['power'] | undefined): void {
    this.#mustResume = false;
    this.#parts.invariants.resumed();
    this.#send({ kind: 'resumed', atMs: this.#runMs(), ...(power === undefined ? {} : { power }) });
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
    const isNewPass = before?.phase === 'restoring' || (event.kind === 'resumed' && before?.phase === 'beyond');
    if (isNewPass && state.phase === 'running')
      this.#parts.invariants.passBegan(
        state.operations.map((one) => one.operation),
        false,
        event.kind === 'powerLost' && this.#parts.world.runtimeSeconds >= this.#neededSeconds,
      );
    if (!forward.has(state.phase)) this.#parts.invariants.turnedBack();
    for (const effect of effects) this.#carryOut(state, effect);
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

function withoutNow(key: string, value: unknown): unknown {
  return key === 'nowMs' ? undefined : value;
}

function storyLine(event: (RunEffect & { readonly kind: 'tell' })['event']): string {
  switch (event.kind) {
    case 'operationIntended':
      return `${event.how} ${event.operation} (${event.attempt})`;
    case 'operationDone':
      return `done ${event.operation}${event.acted ? '' : ', was so already'}`;
    case 'operationFailed':
      return `failed ${event.operation}: ${event.code}${event.final ? ', given up' : ''}`;
    case 'stepStarted':
      return `step ${event.step}`;
    case 'stepFinished':
      return `step ${event.step} ${event.status}`;
    case 'runFinished':
      return `run ${event.phase}`;
    default:
      return event.kind;
  }
}
