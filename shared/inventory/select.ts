import type { Selector } from '../plan/plan.js';
import type { Host, Inventory, Machine, Vm } from './inventory.js';

/** Whether a name fits a pattern: `*` stands for any run of characters, case does not matter. */
export function fits(pattern: string, name: string): boolean {
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name.toLowerCase());
}

const fitsAny = (patterns: readonly string[], name: string) => patterns.some((pattern) => fits(pattern, name));

/** VMs that a plan counts: never templates, vCLS and other agents, nor an FT secondary on its own. */
export function isCounted(vm: Vm): boolean {
  return !vm.template && !vm.agent && vm.faultTolerance !== 'secondary';
}

/** A VM that a run has to stop. `unknown` is to be stopped too: it is looked at when its turn comes. */
export function isToStop(vm: Vm): boolean {
  return isCounted(vm) && (vm.power === 'on' || vm.power === 'unknown');
}

/** No condition at all selects everything of the kind, as does `rest` once the other steps have taken theirs. */
function isOpen(select: Selector | undefined): boolean {
  if (select === undefined) return true;
  return (
    select.names === undefined &&
    select.folders === undefined &&
    select.tags === undefined &&
    select.clusters === undefined &&
    select.hosts === undefined
  );
}

export function selectsVm(select: Selector | undefined, vm: Vm, inventory: Inventory): boolean {
  if (select?.except !== undefined && fitsAny(select.except, vm.name)) return false;
  if (isOpen(select)) return true;
  const host = inventory.hosts.find((one) => one.id === vm.host && one.endpoint === vm.endpoint);
  const cluster = inventory.clusters.find((one) => one.id === host?.cluster && one.endpoint === vm.endpoint);
  return (
    fitsAny(select?.names ?? [], vm.name) ||
    fitsAny(select?.folders ?? [], vm.folder) ||
    vm.tags.some((tag) => fitsAny(select?.tags ?? [], tag)) ||
    (host !== undefined && fitsAny(select?.hosts ?? [], host.name)) ||
    (cluster !== undefined && fitsAny(select?.clusters ?? [], cluster.name))
  );
}

export function selectsHost(select: Selector | undefined, host: Host, inventory: Inventory): boolean {
  if (select?.except !== undefined && fitsAny(select.except, host.name)) return false;
  if (isOpen(select)) return true;
  const cluster = inventory.clusters.find((one) => one.id === host.cluster && one.endpoint === host.endpoint);
  return (
    fitsAny([...(select?.names ?? []), ...(select?.hosts ?? [])], host.name) ||
    (cluster !== undefined && fitsAny(select?.clusters ?? [], cluster.name))
  );
}

export function selectsMachine(select: Selector | undefined, machine: Machine): boolean {
  if (select?.except !== undefined && fitsAny(select.except, machine.name)) return false;
  if (isOpen(select)) return true;
  return fitsAny(select?.names ?? [], machine.name) || fitsAny(select?.names ?? [], machine.id);
}
