import type { Cluster, Host, Inventory, Machine, Vm } from '../inventory/inventory.js';
import { isCounted, isExcepted, namesCluster, namesHost, namesMachine, namesVm, takesRest } from '../inventory/select.js';
import type { Action, Plan, Selector } from './plan.js';

export const vmKey = (vm: Pick<Vm, 'endpoint' | 'id'>) => `vm:${vm.endpoint}/${vm.id}`;
export const hostKey = (host: Pick<Host, 'endpoint' | 'id'>) => `host:${host.endpoint}/${host.id}`;
export const clusterKey = (cluster: Pick<Cluster, 'endpoint' | 'id'>) => `cluster:${cluster.endpoint}/${cluster.id}`;
export const machineKey = (machine: Pick<Machine, 'id'>) => `machine:${machine.id}`;

/**
 * Which step takes which VM, host, machine and cluster, by step id: the first that names it, else the first that takes the rest. Each thing belongs to at
 * most one step, so that nothing is told twice.
 */
export interface Assignment {
  readonly vms: ReadonlyMap<string, readonly Vm[]>;
  readonly hosts: ReadonlyMap<string, readonly Host[]>;
  readonly machines: ReadonlyMap<string, readonly Machine[]>;
  readonly clusters: ReadonlyMap<string, readonly Cluster[]>;
  /** VMs in which a vCenter runs. They are none of `vms` where the plan has a step of their own. */
  readonly vcenters: readonly Vm[];
  /** Keys named by more than one step, with the ids of all of them; the first takes it. */
  readonly twice: ReadonlyMap<string, readonly string[]>;
}

export function assign(plan: Plan, inventory: Inventory): Assignment {
  const twice = new Map<string, readonly string[]>();
  const give = <T extends { readonly name: string }>(
    kind: Action['kind'],
    things: readonly T[],
    key: (thing: T) => string,
    isNamed: (select: Selector, thing: T) => boolean,
  ) => {
    const steps = plan.steps.filter((step) => step.action.kind === kind);
    const taken = new Map<string, T[]>();
    for (const thing of things) {
      const wanting = steps.filter((step) => step.select !== undefined && isNamed(step.select, thing));
      const step = wanting[0] ?? steps.find((one) => takesRest(one.select) && !isExcepted(one.select, thing.name));
      const ids = wanting.map((one) => one.id);
      if (ids.length > 1) twice.set(key(thing), ids);
      if (step === undefined) continue;
      const own = taken.get(step.id);
      if (own === undefined) taken.set(step.id, [thing]);
      else own.push(thing);
    }
    return taken;
  };
  // With a step of its own, vCenter's VM belongs there and not to the VM groups.
  const vcenterApart = plan.steps.some((step) => step.action.kind === 'shutdownVcenter');
  const vcenters = vcenterVms(plan, inventory);
  const vms = inventory.vms.filter((vm) => isCounted(vm) && !(vcenterApart && vcenters.includes(vm)));
  return {
    vms: give('shutdownVms', vms, vmKey, (select, vm) => namesVm(select, vm, inventory)),
    hosts: give('shutdownHosts', inventory.hosts, hostKey, (select, host) => namesHost(select, host, inventory)),
    machines: give('shutdownMachines', inventory.machines, machineKey, namesMachine),
    clusters: give('prepareCluster', inventory.clusters, clusterKey, namesCluster),
    vcenters,
    twice,
  };
}

/**
 * VMs in which a vCenter runs: those that the step for it names, and at endpoints of which it names none the one that was found. A person's choice comes
 * first, since what is found rests on addresses that a clone or a proxy may have too.
 */
function vcenterVms(plan: Plan, inventory: Inventory): readonly Vm[] {
  const named = vmsNamedAsVcenter(plan, inventory);
  const chosen = new Set(named.map((vm) => vm.endpoint));
  return inventory.vms.filter((vm) => (chosen.has(vm.endpoint) ? named.includes(vm) : vm.vcenter));
}

/** What the plan itself says of it; nothing where it leaves that to be found. */
export function vmsNamedAsVcenter(plan: Plan, inventory: Inventory): readonly Vm[] {
  const select = plan.steps.find((step) => step.action.kind === 'shutdownVcenter')?.select;
  return select === undefined ? [] : inventory.vms.filter((vm) => isCounted(vm) && namesVm(select, vm, inventory));
}
