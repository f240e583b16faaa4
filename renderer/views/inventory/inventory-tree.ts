import type { Host, Inventory, Vm } from '../../../shared/inventory/inventory.js';
import { assign, vmKey } from '../../../shared/plan/compile.js';
import type { Plan } from '../../../shared/plan/plan.js';
import type { TreeNode } from '../../ui/tree.js';

export interface InventoryWords {
  readonly state: (host: Host) => string;
  readonly power: (vm: Vm) => string;
  readonly machineState: (state: 'on' | 'off' | 'unknown') => string;
}

/** Clusters, hosts and VMs as they hang together; machines below. */
export function inventoryTree(inventory: Inventory, words: InventoryWords): readonly TreeNode[] {
  const hostNode = (host: Host): TreeNode => ({
    id: `host:${host.endpoint}/${host.id}`,
    title: host.name,
    icon: 'server',
    tone: host.state === 'connected' ? 'ok' : host.state === 'off' || host.state === 'standby' ? 'neutral' : 'warn',
    detail: words.state(host),
    children: inventory.vms
      .filter((vm) => vm.host === host.id && vm.endpoint === host.endpoint && !vm.template)
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((vm): TreeNode => ({
        id: vmKey(vm),
        title: vm.name,
        icon: vm.power === 'on' ? 'vm-running' : 'vm-outline',
        tone: vm.power === 'on' ? 'ok' : vm.power === 'unknown' ? 'warn' : 'neutral',
        detail: words.power(vm),
      })),
  });
  const clusters = inventory.clusters.map((cluster): TreeNode => ({
    id: `cluster:${cluster.endpoint}/${cluster.id}`,
    title: cluster.name,
    icon: 'layers',
    children: inventory.hosts.filter((host) => host.cluster === cluster.id && host.endpoint === cluster.endpoint).map(hostNode),
  }));
  const clustered = new Set(
    inventory.clusters.flatMap((cluster) =>
      inventory.hosts.filter((host) => host.cluster === cluster.id && host.endpoint === cluster.endpoint),
    ),
  );
  const alone = inventory.hosts.filter((host) => !clustered.has(host)).map(hostNode);
  const machines = inventory.machines.map((machine): TreeNode => ({
    id: `machine:${machine.id}`,
    title: machine.name,
    icon: 'server-process',
    tone: machine.state === 'on' ? 'ok' : machine.state === 'off' ? 'neutral' : 'warn',
    detail: words.machineState(machine.state),
  }));
  return [...clusters, ...alone, ...machines];
}

/** Title of the step that takes each VM, by the VM's key; absent when none does. */
export function stepOfVms(plan: Plan | undefined, inventory: Inventory): ReadonlyMap<string, string> {
  if (plan === undefined) return new Map();
  const assignment = assign(plan, inventory);
  const found = new Map<string, string>();
  for (const step of plan.steps) for (const vm of assignment.vms.get(step.id) ?? []) found.set(vmKey(vm), step.title);
  const vcenter = plan.steps.find((step) => step.action.kind === 'shutdownVcenter');
  if (vcenter !== undefined) for (const vm of assignment.vcenters) found.set(vmKey(vm), vcenter.title);
  return found;
}

/** What a person should know of a VM, as keys of the catalogue. */
export function vmWarnings(vm: Vm): readonly ('noTools' | 'question' | 'self' | 'unknown' | 'vcenter' | 'secondary' | 'agent')[] {
  return [
    ...(vm.power === 'on' && vm.tools !== 'running' && !vm.agent ? (['noTools'] as const) : []),
    ...(vm.question === undefined ? [] : (['question'] as const)),
    ...(vm.self ? (['self'] as const) : []),
    ...(vm.power === 'unknown' ? (['unknown'] as const) : []),
    ...(vm.vcenter ? (['vcenter'] as const) : []),
    ...(vm.faultTolerance === 'secondary' ? (['secondary'] as const) : []),
    ...(vm.agent ? (['agent'] as const) : []),
  ];
}
