import { fitsAny } from '../inventory/select.js';
import type { Inventory } from '../inventory/inventory.js';
import type { Connection } from '../settings/connection.js';
import { message } from '../text/message.js';
import { compile } from './compile.js';
import { groupOfWorkstation, supplyGroups } from './feeds.js';
import { nearest } from './nearest.js';
import type { Feed, Plan } from './plan.js';
import type { Report } from './validate.js';

/** What is wrong with the plan's supplies by itself. Supplies are counted from 1, as a person counts them. */
export function findFeedProblems(plan: Plan, connections: readonly Connection[] | undefined, report: Report): void {
  const titleOf = (id: string) => connections?.find((one) => one.id === id)?.title ?? id;
  for (const [index, feed] of (plan.feeds ?? []).entries()) {
    const n = index + 1;
    const ids = new Set(feed.ups);
    if (namesOf(feed).length === 0 && feed.workstation !== true)
      report('error', 'plan/feedEmpty', message('plan.find.feed.empty', { n }), plan.id);
    for (const id of ids) {
      if (!plan.ups.includes(id))
        report('error', 'plan/feedUnknownUps', message('plan.find.feed.unknownUps', { n, id, known: plan.ups.join(', ') }), plan.id);
      if (feed.ups.indexOf(id) !== feed.ups.lastIndexOf(id))
        report('warning', 'plan/feedUpsTwice', message('plan.find.feed.upsTwice', { n, title: titleOf(id) }), plan.id);
    }
    if (feed.required > ids.size)
      report('error', 'plan/feedTooFew', message('plan.find.feed.tooFew', { n, required: feed.required, count: ids.size }), plan.id);
  }
}

/** What the plan's supplies miss in this office. */
export function findFeedProblemsInOffice(plan: Plan, inventory: Inventory, titleOf: (id: string) => string, report: Report): void {
  const feeds = plan.feeds ?? [];
  if (feeds.length === 0) return;
  const hosts = inventory.hosts.map((host) => host.name);
  const machines = inventory.machines.flatMap((machine) => [machine.name, machine.id]);
  for (const [index, feed] of feeds.entries()) {
    findIdle(index + 1, feed.hosts ?? [], hosts, plan, report);
    findIdle(index + 1, feed.machines ?? [], machines, plan, report);
  }
  const find = (names: readonly string[], fits: (feed: Feed, name: string) => boolean) => {
    for (const name of names) {
      const [first, second] = feeds.flatMap((feed, index) => (fits(feed, name) ? [index + 1] : []));
      if (first !== undefined && second !== undefined)
        report('warning', 'plan/feedTwice', message('plan.find.feed.twice', { name, first, second }), name);
    }
  };
  find(hosts, (feed, name) => fitsAny(feed.hosts ?? [], name));
  find(
    inventory.machines.map((machine) => machine.name),
    (feed, name) => fitsAny(feed.machines ?? [], name),
  );
  findIdleUps(plan, inventory, titleOf, report);
}

function namesOf(feed: Feed): readonly string[] {
  return [...(feed.hosts ?? []), ...(feed.machines ?? [])];
}

function findIdle(n: number, patterns: readonly string[], names: readonly string[], plan: Plan, report: Report): void {
  for (const pattern of patterns.filter((one) => !names.some((name) => fitsAny([one], name)))) {
    const near = nearest(pattern, names);
    const words =
      near === undefined
        ? message('plan.find.feed.fitsNothing', { n, pattern })
        : message('plan.find.feed.fitsNothingNear', { n, pattern, near });
    report('warning', 'plan/feedFitsNothing', words, plan.id);
  }
}

/** A UPS on which nothing hangs, and a coordinator that may be gone before what it watches. */
function findIdleUps(plan: Plan, inventory: Inventory, titleOf: (id: string) => string, report: Report): void {
  const { groups } = compile(plan, inventory, { connections: [] });
  for (const id of new Set(plan.ups)) {
    if (!groups.some((group) => group.upsIds.includes(id)))
      report('warning', 'plan/upsFeedsNothing', message('plan.find.feed.idleUps', { title: titleOf(id) }), id);
  }
  if (!plan.steps.some((step) => step.action.kind === 'shutdownWorkstation')) return;
  const own = supplyGroups(plan).find((group) => group.id === groupOfWorkstation(plan));
  const others = groups.filter((group) => group.id !== own?.id && group.upsIds.some((id) => own?.upsIds.includes(id) !== true));
  const ups = new Set(others.flatMap((group) => group.upsIds));
  if (own === undefined || ups.size === 0) return;
  const list = (ids: Iterable<string>) => [...ids].map(titleOf).join(', ');
  report('warning', 'plan/coordinatorDark', message('plan.find.feed.coordinator', { own: list(own.upsIds), others: list(ups) }), plan.id);
}
