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
  const vms = inventory.vms.filter((vm) => isCounted(vm) && !(vcenterApart && vm.vcenter));
  return {
    vms: give('shutdownVms', vms, vmKey, (select, vm) => namesVm(select, vm, inventory)),
    hosts: give('shutdownHosts', inventory.hosts, hostKey, (select, host) => namesHost(select, host, inventory)),
    machines: give('shutdownMachines', inventory.machines, machineKey, namesMachine),
    clusters: give('prepareCluster', inventory.clusters, clusterKey, namesCluster),
    twice,
  };
}
