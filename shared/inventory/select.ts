import type { Selector } from '../plan/plan.js';
import type { Cluster, Host, Inventory, Machine, Vm } from './inventory.js';

/**
 * Whether a name fits a pattern: `*` stands for any run of characters, case does not matter. Takes time in proportion to both lengths at worst,
 * whatever the pattern: a plan is written by people, and a slow pattern must not hold up a shutdown.
 */
export function fits(pattern: string, name: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = name.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < given.length;) {
    if (wanted[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (wanted[at] === given[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      resume += 1;
      index = resume;
      at = star + 1;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}

export const fitsAny = (patterns: readonly string[], name: string) => patterns.some((pattern) => fits(pattern, name));

/** A folder pattern takes the folder and all below it; leading folders may be left out: `Web` and `Production` fit `DC/Production/Web`. */
export function fitsFolder(pattern: string, folder: string): boolean {
  const parts = folder.split('/');
  return parts.some((_, from) => parts.slice(from).some((_part, length) => fits(pattern, parts.slice(from, from + length + 1).join('/'))));
}

/** VMs that a plan counts: never templates, vCLS and other agents, nor an FT secondary on its own. */
export function isCounted(vm: Pick<Vm, 'template' | 'agent' | 'faultTolerance'>): boolean {
  return !vm.template && !vm.agent && vm.faultTolerance !== 'secondary';
}

/** A VM that a run has to stop. `unknown` is to be stopped too: it is looked at when its turn comes. */
export function isToStop(vm: Vm): boolean {
  return isCounted(vm) && (vm.power === 'on' || vm.power === 'unknown');
}

const conditionsOf = ({ names, folders, tags, clusters, hosts }: Selector) => [names, folders, tags, clusters, hosts];

/**
 * Whether a selector is for everything that no other step names: said by leaving it out, by `rest`, or by nothing but exceptions. One with nothing in it
 * takes nothing: whoever deletes the last name must not get everything.
 */
export function takesRest(select: Selector | undefined): boolean {
  if (select === undefined) return true;
  return select.rest ?? (select.except !== undefined && conditionsOf(select).every((patterns) => patterns === undefined));
}

/** Whether a selector can never take anything, in whatever office. */
export function selectsNothing(select: Selector | undefined): boolean {
  return (
    select !== undefined && !takesRest(select) && conditionsOf(select).every((patterns) => patterns === undefined || patterns.length === 0)
  );
}

/** Whether a thing of this name is left out on purpose. */
export const isExcepted = (select: Selector | undefined, name: string) => fitsAny(select?.except ?? [], name);

/** Conditions add up: a VM is named when one of them fits and no exception does. */
export function namesVm(select: Selector, vm: Vm, inventory: Inventory): boolean {
  if (isExcepted(select, vm.name)) return false;
  if (fitsAny(select.names ?? [], vm.name)) return true;
  if ((select.folders ?? []).some((pattern) => fitsFolder(pattern, vm.folder))) return true;
  if (vm.tags.some((tag) => fitsAny(select.tags ?? [], tag))) return true;
  if (select.hosts === undefined && select.clusters === undefined) return false;
  const host = hostOf(vm, inventory);
  return host !== undefined && (fitsAny(select.hosts ?? [], host.name) || isInCluster(select, host, inventory));
}

export function namesHost(select: Selector, host: Host, inventory: Inventory): boolean {
  if (isExcepted(select, host.name)) return false;
  return fitsAny([...(select.names ?? []), ...(select.hosts ?? [])], host.name) || isInCluster(select, host, inventory);
}

export function namesMachine({ names = [], ...select }: Selector, machine: Machine): boolean {
  return !isExcepted(select, machine.name) && (fitsAny(names, machine.name) || fitsAny(names, machine.id));
}

export function namesCluster(select: Selector, cluster: Cluster): boolean {
  return !isExcepted(select, cluster.name) && fitsAny([...(select.clusters ?? []), ...(select.names ?? [])], cluster.name);
}

/** The host on which a VM runs or is registered; undefined when its endpoint does not tell. */
export function hostOf(vm: Pick<Vm, 'host' | 'endpoint'>, inventory: Inventory): Host | undefined {
  return inventory.hosts.find((one) => one.id === vm.host && one.endpoint === vm.endpoint);
}

function isInCluster(select: Selector, host: Host, inventory: Inventory): boolean {
  if (select.clusters === undefined) return false;
  const cluster = inventory.clusters.find((one) => one.id === host.cluster && one.endpoint === host.endpoint);
  return cluster !== undefined && fitsAny(select.clusters, cluster.name);
}
