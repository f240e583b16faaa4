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
export function isCounted(vm: Vm): boolean {
  return !vm.template && !vm.agent && vm.faultTolerance !== 'secondary';
}

/** A VM that a run has to stop. `unknown` is to be stopped too: it is looked at when its turn comes. */
export function isToStop(vm: Vm): boolean {
  return isCounted(vm) && (vm.power === 'on' || vm.power === 'unknown');
}

/** Whether a selector has no condition of its own and so is for everything that no other step names. */
export function isOpen(select: Selector | undefined): boolean {
  if (select === undefined) return true;
  return [select.names, select.folders, select.tags, select.clusters, select.hosts].every((one) => one === undefined);
}

/** Conditions add up: a VM is selected when one of them fits and `except` does not. */
export function selectsVm(select: Selector | undefined, vm: Vm, inventory: Inventory): boolean {
  if (fitsAny(select?.except ?? [], vm.name)) return false;
  if (select === undefined || isOpen(select)) return true;
  if (fitsAny(select.names ?? [], vm.name)) return true;
  if ((select.folders ?? []).some((pattern) => fitsFolder(pattern, vm.folder))) return true;
  if (vm.tags.some((tag) => fitsAny(select.tags ?? [], tag))) return true;
  if (select.hosts === undefined && select.clusters === undefined) return false;
  const host = hostOf(vm, inventory);
  return host !== undefined && (fitsAny(select.hosts ?? [], host.name) || isInCluster(select, host, inventory));
}

export function selectsHost(select: Selector | undefined, host: Host, inventory: Inventory): boolean {
  if (fitsAny(select?.except ?? [], host.name)) return false;
  if (select === undefined || isOpen(select)) return true;
  return fitsAny([...(select.names ?? []), ...(select.hosts ?? [])], host.name) || isInCluster(select, host, inventory);
}

export function selectsMachine(select: Selector | undefined, machine: Machine): boolean {
  if (fitsAny(select?.except ?? [], machine.name)) return false;
  if (isOpen(select)) return true;
  return fitsAny(select?.names ?? [], machine.name) || fitsAny(select?.names ?? [], machine.id);
}

export function selectsCluster(select: Selector | undefined, cluster: Cluster): boolean {
  if (fitsAny(select?.except ?? [], cluster.name)) return false;
  return isOpen(select) || fitsAny([...(select?.clusters ?? []), ...(select?.names ?? [])], cluster.name);
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
