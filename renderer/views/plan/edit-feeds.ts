import type { Inventory } from '../../../shared/inventory/inventory.js';
import { fitsAny } from '../../../shared/inventory/select.js';
import type { Feed, Plan } from '../../../shared/plan/plan.js';
import type { Finding } from '../../../shared/run/run.js';
import type { Connection } from '../../../shared/settings/connection.js';

/** A host or a machine of the office. `id`: what a plan may call it besides, as machines may be called by their connection. */
export interface Thing {
  readonly name: string;
  readonly id?: string;
}

export type ThingKind = 'hosts' | 'machines';
export type Things = Readonly<Record<ThingKind, readonly Thing[]>>;

/** What can hang on a UPS: what was found, and what is connected but was not heard yet. Each once, by name. */
export function thingsToFeed(inventory: Inventory, connections: readonly Connection[]): Things {
  const direct = connections.flatMap(({ hostName }) => (hostName === undefined ? [] : [{ name: hostName }]));
  const machines = connections.flatMap(({ kind, id, title }) => (kind === 'ssh' ? [{ name: title, id }] : []));
  return {
    hosts: sortedOnce([...inventory.hosts.map(({ name }) => ({ name })), ...direct]),
    machines: sortedOnce([...inventory.machines.map(({ name, id }) => ({ name, id })), ...machines]),
  };
}

/** Ids of the UPSes to choose from: those that are connected, and those that are named without being so, which only can be taken away. */
export function upsToChoose(connected: readonly string[], named: readonly string[]): readonly string[] {
  return [...new Set([...connected, ...named])];
}

/** How a feed names a thing. By a pattern that fits others too, it can only be left out by changing the pattern. */
export function howNamed(feed: Feed, kind: ThingKind, thing: Thing): 'byName' | 'byPattern' | 'notNamed' {
  const names = feed[kind] ?? [];
  if (names.some((name) => isCalled(thing, name))) return 'byName';
  return fitsAny(names, thing.name) || (thing.id !== undefined && fitsAny(names, thing.id)) ? 'byPattern' : 'notNamed';
}

/** What a feed names besides the things that are known: patterns, and names that nothing has. */
export function othersOf(feed: Feed, kind: ThingKind, known: readonly Thing[]): string[] {
  return (feed[kind] ?? []).filter((name) => !known.some((thing) => isCalled(thing, name)));
}

/** Things stand in the order in which they are known, so that one that is taken out and put back leaves no change. */
export function withThing(feed: Feed, kind: ThingKind, known: readonly Thing[], thing: Thing, isWanted: boolean): Feed {
  const named = known.flatMap((one) => {
    if (one.name !== thing.name) return (feed[kind] ?? []).filter((name) => isCalled(one, name));
    return isWanted ? [one.name] : [];
  });
  return tidied({ ...feed, [kind]: [...named, ...othersOf(feed, kind, known)] });
}

export function withOthers(feed: Feed, kind: ThingKind, known: readonly Thing[], names: readonly string[]): Feed {
  const named = (feed[kind] ?? []).filter((name) => known.some((thing) => isCalled(thing, name)));
  return tidied({ ...feed, [kind]: [...named, ...names] });
}

export function withWorkstation(feed: Feed, isWanted: boolean): Feed {
  return tidied({ ...feed, workstation: isWanted });
}

/** A list of UPSes with or without this one, in the order in which they are offered. */
export function withUps(chosen: readonly string[], offered: readonly string[], id: string, isWanted: boolean): string[] {
  return offered.filter((one) => (one === id ? isWanted : chosen.includes(one)));
}

/** A new feed hangs where everything hangs, so that by itself it changes nothing. */
export function addFeed(plan: Plan): Plan {
  return { ...plan, feeds: [...(plan.feeds ?? []), { ups: plan.ups, required: plan.requiredSupplies }] };
}

export function changeFeed(plan: Plan, place: number, feed: Feed): Plan {
  return { ...plan, feeds: (plan.feeds ?? []).map((one, index) => (index === place ? feed : one)) };
}

/** Without its last feed a plan has none, as one that never had any. */
export function removeFeed(plan: Plan, place: number): Plan {
  const feeds = (plan.feeds ?? []).filter((_feed, index) => index !== place);
  if (feeds.length > 0) return { ...plan, feeds };
  const { feeds: _before, ...others } = plan;
  return others;
}

/** What is found of the feed at this place, from 0. Of a thing that two feeds name, the later one is told: the first counts. */
export function findingsOfFeed(findings: readonly Finding[], place: number): readonly Finding[] {
  return findings.filter(
    ({ code, message: { params } }) => code.startsWith('plan/feed') && (params?.['n'] ?? params?.['second']) === place + 1,
  );
}

const ofSupplies: ReadonlySet<string> = new Set([
  'plan/unknownUps',
  'plan/notAUps',
  'plan/upsTwice',
  'plan/tooFewSupplies',
  'plan/upsFeedsNothing',
  'plan/coordinatorDark',
]);

/** What is found of the plan's UPSes, and of no single feed. */
export function findingsOfSupplies(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ code }) => ofSupplies.has(code));
}

/** Case does not matter, as it does not where the plan is carried out. */
function isCalled(thing: Thing, name: string): boolean {
  const given = name.toLowerCase();
  return given === thing.name.toLowerCase() || given === thing.id?.toLowerCase();
}

function sortedOnce(things: readonly Thing[]): readonly Thing[] {
  const once = things.filter(({ name }, index) => things.findIndex((one) => isCalled({ name }, one.name)) === index);
  return once.sort((one, other) => one.name.localeCompare(other.name));
}

/** In the order of the plan's file, and without what says nothing. */
function tidied({ hosts = [], machines = [], workstation = false, ups, required }: Feed): Feed {
  return {
    ...(hosts.length === 0 ? {} : { hosts }),
    ...(machines.length === 0 ? {} : { machines }),
    ...(workstation ? { workstation } : {}),
    ups,
    required,
  };
}
