import { mayStartRun } from '../run/authority.js';
import { step, type RunStep } from '../run/step.js';
import { openAgenda, type Agenda } from './agenda.js';
import { Coordinator } from './coordinator.js';
import { createHands, type HandsOptions } from './hands.js';
import { Invariants } from './invariants.js';
import type { MakeJudge, SimulatedReading, SimulatedReadings } from './judge.js';
import { drawOffice, type SimulatedOffice } from './office.js';
import { policyJudge } from './policy-judge.js';
import { randomFrom, type Random } from './random.js';
import type { SimulatedSupply } from './supply.js';
import { World } from './world.js';

export interface SimulationOptions {
  /** How many outages; each has its own seed, `seed`, `seed + 1`, ... */
  readonly outages: number;
  readonly seed: number;
}

export interface SimulationResult {
  readonly outages: number;
  readonly seed: number;
  readonly violations: readonly { readonly seed: number; readonly invariant: number; readonly story: string }[];
}

/** What may be replaced to prove that a fault in it is noticed. */
export interface SimulationParts {
  readonly step: RunStep;
  readonly makeJudge: MakeJudge;
  readonly mayStart: typeof mayStartRun;
  readonly hands: HandsOptions;
  /** Offices on two or three UPSes, with things that hang on some of them. */
  readonly hasSeveralUps?: boolean;
  /** People drill now and then, also just before mains fails. */
  readonly hasDrills?: boolean;
}

const soundParts: SimulationParts = { step, makeJudge: policyJudge, mayStart: mayStartRun, hands: { looksFirst: true } };

/** Far longer than any run: one that is not over by then never ends. */
const horizonMs = 30 * 3_600_000;
const afterwardsMs = 900_000;
const stuckEvents = 20_000;
/** Several UPSes are drawn by chances of their own: what a seed tells of one UPS stays as it was. */
const feedsSeed = 0x5eed;
const drillSeed = 0xd511;

/**
 * Random outages of random offices in virtual time: hanging guests, dead hosts, faults in passing, mains that comes and goes, crashes,
 * a silent or lying UPS. The invariants of behaviour.md section 6 are watched from outside. The same seed gives the same story.
 */
export function simulate(options: SimulationOptions, parts: Partial<SimulationParts> = {}): SimulationResult {
  const violations = [];
  for (let index = 0; index < options.outages; index += 1) {
    const seed = options.seed + index;
    const outage = simulateOutage(seed, { ...soundParts, ...parts });
    for (const one of outage.breaches) {
      violations.push({ seed, invariant: one.invariant, story: `${one.what}\n${outage.story.join('\n')}` });
    }
  }
  return { outages: options.outages, seed: options.seed, violations };
}

export interface SimulatedOutage {
  readonly breaches: Invariants['breaches'];
  /** What happened, one line each with the virtual second. */
  readonly story: readonly string[];
  /** Phase of the run at the end; undefined when none was started. */
  readonly phase?: string;
}

export function simulateOutage(seed: number, parts: SimulationParts = soundParts): SimulatedOutage {
  const random = randomFrom(seed);
  const agenda = openAgenda();
  const feeds = randomFrom(seed ^ feedsSeed);
  const office = drawOffice(random, parts.hasSeveralUps === true ? feeds : undefined);
  const role = random.chance(0.05) ? 'observer' : 'coordinator';
  const story: string[] = [];
  const note = (line: string) => story.push(`${(agenda.nowMs / 1000).toFixed(1)} ${line}`);
  const invariants = new Invariants(office, role);
  const mainsSinceMs = new Map<string, number | undefined>(office.supplies.map(({ id }) => [id, 0]));
  const world: World = new World(
    office,
    agenda,
    {
      commanded: (command) => {
        note(`command ${command.kind} ${'key' in command ? command.key : ''}`);
        invariants.commanded(command, world, agenda.nowMs);
      },
      wentDark: (keys) => {
        note(`power is gone for ${keys.join(', ')}`);
        invariants.wentDark(keys, coordinator.run);
      },
      workstationDied: () => coordinator.crash(),
      workstationStarted: () => coordinator.startUp(),
    },
    random.chance(0.7) ? 100 : random.whole(30, 100),
  );
  const hands = createHands(office, world, agenda, random, parts.hands);
  const lenses = office.supplies.map(({ id }, index) => [id, drawLens(index === 0 ? random : feeds, world.supply(id), agenda)] as const);
  const coordinator: Coordinator = new Coordinator({
    ...parts,
    office,
    world,
    agenda,
    hands,
    role,
    invariants,
    note,
    read: (): SimulatedReadings => new Map(lenses.map(([id, lens]) => [id, lens()])),
    mainsSinceMs: (groupId) => sinceMs(office, groupId, mainsSinceMs),
  });

  const change = (ids: readonly string[]) => (isOn: boolean) => {
    note(`mains ${isOn ? 'returns' : 'fails'}${office.supplies.length > 1 ? ` for ${ids.join(', ')}` : ''}`);
    for (const id of ids) {
      mainsSinceMs.set(id, isOn ? agenda.nowMs : undefined);
      if (isOn) invariants.mainsCame(id);
      else invariants.mainsWent(id, agenda.nowMs);
      world.setMains(id, isOn);
    }
  };
  const lastChangeMs = drawOutages(random, feeds, agenda, office, change);
  drawTrouble(random, agenda, coordinator, world, lastChangeMs);
  if (parts.hasDrills === true) drawDrills(randomFrom(seed ^ drillSeed), agenda, coordinator, lastChangeMs);
  coordinator.startUp();

  playOut(agenda, coordinator, lastChangeMs, () => invariants.breaches.length > 0);
  if (invariants.breaches.length === 0) invariants.ended(coordinator.run, world);
  const phase = coordinator.run?.phase;
  return { breaches: invariants.breaches, story: [describe(office, role), ...story], ...(phase === undefined ? {} : { phase }) };
}

/** Until a rule is broken, or the run is over and some time after, in which what was told late may still go off. */
function playOut(agenda: Agenda, coordinator: Coordinator, lastChangeMs: number, isBroken: () => boolean): void {
  let quietSinceMs: number | undefined;
  let lastMs = -1;
  let atOnce = 0;
  while (!isBroken() && agenda.next(horizonMs)) {
    atOnce = agenda.nowMs === lastMs ? atOnce + 1 : 0;
    lastMs = agenda.nowMs;
    // A clock that stands still is a bug of the machine: said, not waited out.
    if (atOnce > stuckEvents) throw new Error(`virtual time stands still at ${String(lastMs)} ms`);
    const isQuiet = agenda.nowMs > lastChangeMs + 120_000 && coordinator.isQuiet;
    if (!isQuiet) quietSinceMs = undefined;
    else quietSinceMs ??= agenda.nowMs;
    if (quietSinceMs !== undefined && agenda.nowMs - quietSinceMs > afterwardsMs) return;
  }
}

/** All of the office at once, or one UPS after the other, or some of them. Gives the time of the last change. */
function drawOutages(
  random: Random,
  feeds: Random,
  agenda: Agenda,
  office: SimulatedOffice,
  change: (ids: readonly string[]) => (isOn: boolean) => void,
): number {
  const ids = office.supplies.map(({ id }) => id);
  if (ids.length === 1 || feeds.chance(0.3)) return drawMains(random, agenda, change(ids));
  const [first, ...others] = ids;
  const ends = others.map((id) => (feeds.chance(0.7) ? drawMains(feeds, agenda, change([id])) : 0));
  return Math.max(drawMains(random, agenda, change([first ?? 'ups'])), ...ends);
}

/** Since when enough of the group's supplies have had mains. */
function sinceMs(office: SimulatedOffice, groupId: string | undefined, since: ReadonlyMap<string, number | undefined>): number | undefined {
  const group = office.groups?.find((one) => one.id === groupId);
  const ids = group?.upsIds ?? office.supplies.map(({ id }) => id);
  const earliest = ids.flatMap((id) => since.get(id) ?? []).sort((one, other) => one - other);
  return earliest[(group?.required ?? 1) - 1];
}

/** One to three outages, short blinks among them; mains is there at the end. Gives the time of the last change. */
function drawMains(random: Random, agenda: Agenda, change: (isOn: boolean) => void): number {
  let atMs = random.whole(30, 120) * 1000;
  const outages = random.pick([1, 1, 1, 2, 2, 3]);
  for (let outage = 0; outage < outages; outage += 1) {
    agenda.after(atMs, () => change(false));
    atMs += 1000 * random.pick([random.whole(1, 60), random.whole(60, 900), random.whole(900, 7200)]);
    agenda.after(atMs, () => change(true));
    if (outage < outages - 1) atMs += 1000 * random.pick([random.whole(2, 60), random.whole(60, 1200), random.whole(1200, 9000)]);
  }
  return atMs;
}

/** Crashes of the program, and what people do. */
function drawTrouble(random: Random, agenda: Agenda, coordinator: Coordinator, world: World, untilMs: number): void {
  const crashes = random.pick([0, 0, 0, 1, 2]);
  for (let crash = 0; crash < crashes; crash += 1) {
    const atMs = random.whole(10_000, untilMs + 600_000);
    const awayMs = random.pick([random.whole(1000, 10_000), random.whole(10_000, 300_000)]);
    agenda.after(atMs, () => {
      if (!coordinator.isAlive) return;
      coordinator.crash();
      agenda.after(awayMs, () => {
        if (world.isWorkstationOn) coordinator.startUp();
      });
    });
  }
  if (random.chance(0.05)) agenda.after(random.whole(10_000, untilMs), () => coordinator.personStarts());
  if (random.chance(0.05)) agenda.after(random.whole(60_000, untilMs + 300_000), () => coordinator.personCancels(random.chance(0.7)));
}

/** Before the first outage, which comes after 30 to 120 s, and between others. */
function drawDrills(random: Random, agenda: Agenda, coordinator: Coordinator, untilMs: number): void {
  for (const atMs of [random.whole(5000, 120_000), random.whole(5000, untilMs), random.whole(untilMs, untilMs + 900_000)])
    if (random.chance(0.7)) agenda.after(atMs, () => coordinator.personDrills(random));
}

/** What the UPS says of the world: mostly true, sometimes silent, sometimes wrong for one reading, sometimes wrong for long on mains. */
function drawLens(random: Random, world: SimulatedSupply, agenda: Agenda): () => SimulatedReading | undefined {
  const fromMs = random.whole(0, 3_600_000);
  const untilMs = fromMs + random.whole(5000, 900_000);
  const fault = random.pick(['none', 'none', 'none', 'silent', 'blinks', 'liesOnMains']);
  let hasBlinked = false;
  return () => {
    const isFaulty = agenda.nowMs >= fromMs && agenda.nowMs < untilMs;
    if (fault === 'silent' && isFaulty) return undefined;
    // Neither mains nor a battery to live on: a UPS that has cut is as silent as one that is empty.
    if (!world.hasMains && !world.hasOutput) return undefined;
    const truth: SimulatedReading = {
      power: world.hasMains ? 'mains' : 'battery',
      lowBattery: !world.hasMains && world.runtimeSeconds < 120,
      chargePercent: world.chargePercent,
      runtimeSeconds: world.runtimeSeconds,
    };
    // Never twice in a row: what is said again is no blink, and no judge could tell it from the truth.
    hasBlinked = fault === 'blinks' && isFaulty && random.chance(0.1) && !hasBlinked;
    if (hasBlinked) return { ...truth, power: 'battery', lowBattery: true, runtimeSeconds: 0 };
    if (fault === 'liesOnMains' && world.hasMains) return { ...truth, lowBattery: true, runtimeSeconds: 0 };
    return truth;
  };
}

function describe(office: SimulatedOffice, role: string): string {
  const steps = office.plan.steps
    .map((one) => `${one.id}(${one.onTimeout} ${String(one.timeoutSeconds)}${one.beyondPointOfNoReturn ? ' beyond' : ''})`)
    .join(' ');
  const odd = [
    ...office.vms.filter((one) => one.hangs).map((one) => `${one.key} hangs`),
    ...office.hosts.filter((one) => one.dead).map((one) => `${one.key} dead`),
  ];
  const supplies = office.supplies.map((one) => `${one.id} ${String(one.fullRuntimeSeconds)}`).join(', ');
  const groups = (office.groups ?? []).map((group) => `${group.id} ${String(group.neededSeconds)}`).join(', ');
  const hosts = office.hosts.map((host) => `${host.key} on ${office.groupOf(host.key)}`).join(', ');
  return `${role}; ${steps}; runtime ${supplies}; ${odd.join(', ')}${groups === '' ? '' : `; groups ${groups}; ${hosts}`}`;
}
