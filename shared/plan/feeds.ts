import type { Host, Inventory, Machine } from '../inventory/inventory.js';
import { fitsAny } from '../inventory/select.js';
import type { Operation } from './operation.js';
import type { Feed, Plan } from './plan.js';

/** Everything that hangs on the same UPSes and needs as many of them: it falls dark together, and nothing else does. */
export interface SupplyGroup {
  readonly id: string;
  readonly upsIds: readonly string[];
  /** So many of them must be good. At least 1, at most all. */
  readonly required: number;
}

/** The group of everything that no feed names. */
export const officeGroupId = 'office';

export function hasFeeds(plan: Pick<Plan, 'feeds'>): boolean {
  return (plan.feeds ?? []).length > 0;
}

/** The group of what no feed names first. Feeds with the same UPSes and requirement are one group. */
export function supplyGroups(plan: Plan): readonly SupplyGroup[] {
  const groups = new Map<string, SupplyGroup>();
  for (const group of [officeGroup(plan), ...(plan.feeds ?? []).map((feed) => groupOf(feed, plan))]) groups.set(group.id, group);
  return [...groups.values()];
}

/** Every UPS that the plan or one of its feeds names, once. */
export function plannedUps(plan: Plan): readonly string[] {
  return [...new Set([...plan.ups, ...(plan.feeds ?? []).flatMap((feed) => feed.ups)])];
}

export function groupOfHost(plan: Plan, host: Pick<Host, 'name'> | undefined): string {
  return groupIdOf(
    plan.feeds?.find((feed) => host !== undefined && fitsAny(feed.hosts ?? [], host.name)),
    plan,
  );
}

export function groupOfMachine(plan: Plan, machine: Pick<Machine, 'name' | 'id'>): string {
  return groupIdOf(
    plan.feeds?.find(({ machines = [] }) => fitsAny(machines, machine.name) || fitsAny(machines, machine.id)),
    plan,
  );
}

export function groupOfWorkstation(plan: Plan): string {
  return groupIdOf(
    plan.feeds?.find((feed) => feed.workstation === true),
    plan,
  );
}

/** Groups whose hosts stand in this cluster; what is done to it is done for all of them. */
export function groupsOfCluster(plan: Plan, hosts: readonly string[], endpoint: string, inventory: Inventory): readonly string[] {
  const own = inventory.hosts.filter((host) => host.endpoint === endpoint && hosts.includes(host.id));
  return own.length === 0 ? [officeGroupId] : [...new Set(own.map((host) => groupOfHost(plan, host)))];
}

/** What is done for several groups at once. */
const shared: ReadonlySet<Operation['kind']> = new Set<Operation['kind']>(['checkOffice', 'prepareCluster', 'upsOutputOff']);

/** The groups of the plan to which something belongs that one of its steps takes, whether it is on now or not. */
export function groupsInUse(plan: Plan, taken: TakenThings): readonly SupplyGroup[] {
  const used = new Set([
    ...taken.hosts.map((host) => groupOfHost(plan, host)),
    ...taken.machines.map((machine) => groupOfMachine(plan, machine)),
    ...(plan.steps.some((step) => step.action.kind === 'shutdownWorkstation') ? [groupOfWorkstation(plan)] : []),
  ]);
  return supplyGroups(plan).filter((group) => used.has(group.id));
}

/** `hosts`: also those of VMs that a step takes; undefined for a VM of which nobody knows the host. */
export interface TakenThings {
  readonly hosts: readonly (Host | undefined)[];
  readonly machines: readonly Machine[];
}

/**
 * Groups that others may need to the end: with machines, which are often storage or the network, and with this workstation. When such a group goes, all that
 * is on battery goes with it.
 */
export function neededByOthers(operations: readonly Operation[]): ReadonlySet<string> {
  return new Set(operations.flatMap((one) => (one.kind === 'ensureMachineOff' || one.kind === 'workstationOff' ? (one.feeds ?? []) : [])));
}

/** Whether a VM, host or machine of the group is on, of operations compiled on the office as it is now. */
export function anythingRuns(operations: readonly Operation[], groupId: string): boolean {
  const kinds: ReadonlySet<Operation['kind']> = new Set<Operation['kind']>(['ensureVmOff', 'ensureHostOff', 'ensureMachineOff']);
  return operations.some((one) => kinds.has(one.kind) && one.feeds?.includes(groupId) === true);
}

/**
 * What is to be done when this group falls dark, of operations compiled for the whole plan. What serves several groups is done for each, under an id of its own.
 * `isToTell`: which UPSes get their command; one that is on mains has no reason to go off.
 */
export function operationsFor(
  operations: readonly Operation[],
  groupId: string,
  isToTell: (upsId: string) => boolean,
): readonly Operation[] {
  return operations
    .filter((one) => one.feeds?.includes(groupId) === true && (one.kind !== 'upsOutputOff' || isToTell(one.target.id)))
    .map((one) => (shared.has(one.kind) ? { ...one, id: `${one.id}/${groupId}` } : one));
}

function officeGroup(plan: Plan): SupplyGroup {
  const upsIds = [...new Set(plan.ups)];
  return { id: officeGroupId, upsIds, required: atMost(plan.requiredSupplies, upsIds) };
}

function groupOf(feed: Feed, plan: Plan): SupplyGroup {
  const upsIds = [...new Set(feed.ups)];
  return { id: groupIdOf(feed, plan), upsIds, required: atMost(feed.required, upsIds) };
}

function groupIdOf(feed: Feed | undefined, plan: Plan): string {
  if (feed === undefined) return officeGroupId;
  const id = idOf(feed.ups, feed.required);
  return id === idOf(plan.ups, plan.requiredSupplies) ? officeGroupId : id;
}

function idOf(upsIds: readonly string[], required: number): string {
  const ids = [...new Set(upsIds)].sort();
  return `${ids.join('+')}:${String(atMost(required, ids))}`;
}

function atMost(required: number, upsIds: readonly string[]): number {
  return Math.max(1, Math.min(required, upsIds.length));
}
