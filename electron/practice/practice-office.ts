import { randomInt } from 'node:crypto';
import type { Plan } from '../../shared/plan/plan.js';
import { done, failed, type Result } from '../../shared/result.js';
import type { Connection } from '../../shared/settings/connection.js';
import type { PracticeView } from '../../shared/snapshot/snapshot.js';
import { message, type Locale } from '../../shared/text/message.js';
import { PracticeClock } from './practice-clock.js';
import { practiceConnections, practiceSecrets, practiceShellConnections } from './practice-connections.js';
import { practicePlan } from './practice-plan.js';
import { PracticeWorkstation } from './practice-workstation.js';
import { openServers, type Servers } from './servers.js';
import { World, type Incident } from './world/world.js';

export interface PracticeOptions {
  /** How many times faster than real, 1..100. */
  readonly speed?: number;
  /** The same seed gives the same durations and ids; secrets are new at every start. */
  readonly seed?: number;
  /** Two vCLS agent VMs. */
  readonly vcls?: boolean;
  readonly locale?: Locale;
}

/** Arguments of the IPC channel `practice.set`. */
export interface PracticeChange {
  readonly plugged?: boolean | undefined;
  readonly chargePercent?: number | undefined;
  readonly speed?: number | undefined;
  readonly cardCut?: boolean | undefined;
  readonly hangVm?: { readonly name: string; readonly hang: boolean } | undefined;
}

export interface PracticeOffice {
  readonly connections: readonly Connection[];
  /** The hosts by SSH instead of the API; their secrets are among `secrets`. */
  readonly shellConnections: readonly Connection[];
  /** By `<connection id>.<part>`. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly plan: Plan;
  /** Has the shape of the engine's clock: an engine that practises must count by it, for the battery does. */
  readonly clock: PracticeClock;
  readonly workstation: PracticeWorkstation;
  /** For tests: the world behind the protocols. */
  readonly world: World;
  view(): PracticeView;
  /** Fails as `practice/unknownVm`. */
  set(change: PracticeChange): Result<undefined>;
  /** Power button of `esx01`, `esx02`, `nas01` or `workstation`. */
  pressPowerButton(name: string): boolean;
  /** All API sessions end, as after 30 idle minutes. */
  expireSessions(): void;
  /** What lost its power, its host or its storage while it ran: empty after a good plan. */
  incidents(): readonly Incident[];
  /** Called when `view()` has changed. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

const defaultSpeed = 20;
const tickMs = 40;

/** Opens simulators on free ports of loopback, and only there. They speak the real protocols; nothing real is touched. */
export async function openPracticeOffice(options: PracticeOptions = {}): Promise<PracticeOffice> {
  const startedAt = new Date();
  const world = new World({ seed: options.seed ?? randomInt(2 ** 31), vcls: options.vcls === true });
  const clock = new PracticeClock(withinLimits(options.speed ?? defaultSpeed), startedAt);
  const catchUp = () => world.advanceTo(clock.nowMs() / 1000);
  const servers = await openServers(world, startedAt, catchUp);
  const locale = options.locale ?? 'en';
  const stage = new Stage(world, clock, catchUp);
  return {
    connections: practiceConnections(servers, locale),
    shellConnections: practiceShellConnections(servers),
    secrets: practiceSecrets(servers),
    plan: practicePlan(locale),
    clock,
    workstation: new PracticeWorkstation(world, catchUp),
    world,
    view: () => world.view(clock.speed),
    set: (change) => stage.set(change),
    pressPowerButton: (name) => stage.act(() => world.pressPowerButton(name)),
    expireSessions: () => servers.expireSessions(),
    incidents: () => world.incidents,
    onChange: (listener) => stage.onChange(listener),
    close: () => close(stage, clock, servers),
  };
}

async function close(stage: Stage, clock: PracticeClock, servers: Servers): Promise<void> {
  stage.close();
  clock.close();
  await servers.close();
}

function withinLimits(speed: number): number {
  return Math.min(100, Math.max(1, speed));
}

/** Keeps the world moving with the clock and tells who watches it when what they see has changed. */
class Stage {
  readonly #listeners = new Set<() => void>();
  readonly #timer: ReturnType<typeof setInterval>;
  #seen: string;

  constructor(
    readonly world: World,
    readonly clock: PracticeClock,
    readonly catchUp: () => void,
  ) {
    this.#seen = this.#look();
    this.#timer = setInterval(() => this.act(() => undefined), tickMs);
  }

  /** Does something at the present moment of the world. */
  act<T>(what: () => T): T {
    this.catchUp();
    const result = what();
    this.#tell();
    return result;
  }

  set(change: PracticeChange): Result<undefined> {
    const { hangVm } = change;
    if (hangVm !== undefined && !this.world.vms.some((vm) => vm.name === hangVm.name))
      return failed('practice/unknownVm', message('practice.unknownVm', { name: hangVm.name }));
    this.act(() => {
      if (hangVm !== undefined) this.world.setHanging(hangVm.name, hangVm.hang);
      if (change.chargePercent !== undefined) this.world.setCharge(change.chargePercent);
      if (change.cardCut !== undefined) this.world.cardCut = change.cardCut;
      if (change.plugged !== undefined) this.world.setMains(change.plugged);
      if (change.speed !== undefined) this.clock.speed = withinLimits(change.speed);
    });
    return done(undefined);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#listeners.clear();
  }

  #look(): string {
    return JSON.stringify(this.world.view(this.clock.speed));
  }

  #tell(): void {
    const now = this.#look();
    if (now === this.#seen) return;
    this.#seen = now;
    for (const listener of [...this.#listeners]) listener();
  }
}
