import type { Cluster, Host, Inventory, Machine, Vm } from '../inventory/inventory.js';
import { isCounted, isToStop, selectsHost, selectsMachine, selectsVm } from '../inventory/select.js';
import { assertNever } from '../result.js';
import type { Connection } from '../settings/connection.js';
import type { Operation, OperationKind, Target } from './operation.js';
import type { Plan, Selector, Step } from './plan.js';

export interface CompileContext {
  readonly connections: readonly Connection[];
  /** What this machine calls itself in reports. */
  readonly workstationName?: string;
}

export interface Compiled {
  /** In the plan's order; hosts that run a vCenter last in their step. */
  readonly operations: readonly Operation[];
  /** Keys of VMs, hosts and machines that ran, or may have run, when this was compiled. */
  readonly ranBefore: readonly string[];
  /** Names of running VMs and hosts that no step takes. */
  readonly uncovered: readonly string[];
}

export const vmKey = (vm: Pick<Vm, 'endpoint' | 'id'>) => `vm:${vm.endpoint}/${vm.id}`;
export const hostKey = (host: Pick<Host, 'endpoint' | 'id'>) => `host:${host.endpoint}/${host.id}`;
export const clusterKey = (cluster: Pick<Cluster, 'endpoint' | 'id'>) => `cluster:${cluster.endpoint}/${cluster.id}`;
export const machineKey = (machine: Pick<Machine, 'id'>) => `machine:${machine.id}`;

/** Which step takes which VM, host and machine: the first that names it; then those with `rest` or no condition. */
export interface Assignment {
  readonly vms: ReadonlyMap<string, Vm[]>;
  readonly hosts: ReadonlyMap<string, Host[]>;
  readonly machines: ReadonlyMap<string, Machine[]>;
  /** Keys named by more than one step, with the ids of all of them. */
  readonly twice: ReadonlyMap<string, readonly string[]>;
}

const takesRest = (select: Selector | undefined) =>
  select === undefined ||
  select.rest === true ||
  [select.names, select.folders, select.tags, select.clusters, select.hosts].every((one) => one === undefined);

export function assign(plan: Plan, inventory: Inventory): Assignment {
  const twice = new Map<string, readonly string[]>();
  const give = <T>(
    kind: Step['action']['kind'],
    things: readonly T[],
    key: (thing: T) => string,
    selects: (select: Selector | undefined, thing: T) => boolean,
  ) => {
    const taken = new Map<string, T[]>();
    const steps = plan.steps.filter((step) => step.action.kind === kind);
    const named = steps.filter((step) => !takesRest(step.select));
    const open = steps.filter((step) => takesRest(step.select));
    for (const thing of things) {
      const wanting = named.filter((step) => selects(step.select, thing));
      const step = wanting[0] ?? open.find((one) => selects({ except: one.select?.except }, thing));
      if (wanting.length > 1)
        twice.set(
          key(thing),
          wanting.map((one) => one.id),
        );
      if (step !== undefined) taken.set(step.id, [...(taken.get(step.id) ?? []), thing]);
    }
    return taken;
  };
  const vcenterSteps = plan.steps.some((step) => step.action.kind === 'shutdownVcenter');
  const vms = inventory.vms.filter((vm) => isCounted(vm) && !(vcenterSteps && vm.vcenter));
  return {
    vms: give('shutdownVms', vms, vmKey, (select, vm) => selectsVm(select, vm, inventory)),
    hosts: give('shutdownHosts', inventory.hosts, hostKey, (select, host) => selectsHost(select, host, inventory)),
    machines: give('shutdownMachines', inventory.machines, machineKey, selectsMachine),
    twice,
  };
}

/** The plan as operations on this office. Pure: the same plan and inventory give the same operations with the same ids. */
export function compile(plan: Plan, inventory: Inventory, context: CompileContext): Compiled {
  const assignment = assign(plan, inventory);
  const operations = plan.steps.flatMap((step) => operationsOf(step, plan, inventory, assignment, context));
  const taken = new Set(operations.map((operation) => operation.target.key));
  const running = [
    ...inventory.vms.filter(isToStop).map((vm) => ({ key: vmKey(vm), name: vm.name })),
    ...inventory.hosts.filter(isUp).map((host) => ({ key: hostKey(host), name: host.name })),
    ...inventory.machines.filter((machine) => machine.state !== 'off').map((machine) => ({ key: machineKey(machine), name: machine.name })),
  ];
  return {
    operations,
    ranBefore: running.map((one) => one.key),
    uncovered: running.filter((one) => !taken.has(one.key)).map((one) => one.name),
  };
}

function isUp(host: Host): boolean {
  return host.state !== 'off' && host.state !== 'standby';
}

function operationsOf(step: Step, plan: Plan, inventory: Inventory, assignment: Assignment, context: CompileContext): Operation[] {
  const { action } = step;
  switch (action.kind) {
    case 'check':
      return [operation(step, 'checkOffice', { kind: 'office', key: 'office', id: 'office', name: plan.title, endpoint: '' })];
    case 'prepareCluster':
      return inventory.clusters
        .filter((cluster) => selectsCluster(step.select, cluster))
        .map((cluster) => operation(step, 'prepareCluster', clusterTarget(cluster)));
    case 'shutdownVms':
      return (assignment.vms.get(step.id) ?? []).filter(isToStop).flatMap((vm) => {
        const method = vm.tools === 'running' ? 'guest' : vm.power === 'unknown' ? 'guest' : action.withoutTools;
        return method === 'leave' ? [] : [{ ...operation(step, 'ensureVmOff', vmTarget(vm, inventory)), method }];
      });
    case 'shutdownVcenter':
      return inventory.vms
        .filter((vm) => vm.vcenter && isToStop(vm))
        .map((vm) => ({ ...operation(step, 'ensureVmOff', vmTarget(vm, inventory)), method: 'guest' as const }));
    case 'shutdownHosts':
      return vcenterLast(assignment.hosts.get(step.id) ?? [], inventory)
        .filter(isUp)
        .map((host) => ({ ...operation(step, 'ensureHostOff', hostTarget(host)), maintenance: action.maintenance }));
    case 'shutdownMachines':
      return (assignment.machines.get(step.id) ?? [])
        .filter((machine) => machine.state !== 'off')
        .map((machine) => operation(step, 'ensureMachineOff', machineTarget(machine)));
    case 'upsOutputOff':
      return plan.ups.map((id) => ({
        ...operation(step, 'upsOutputOff', upsTarget(id, context)),
        returnWithMains: action.returnWithMains,
      }));
    case 'shutdownWorkstation':
      return [
        operation(step, 'workstationOff', {
          kind: 'workstation',
          key: 'workstation',
          id: 'workstation',
          name: context.workstationName ?? 'workstation',
          endpoint: '',
        }),
      ];
    default:
      return assertNever(action);
  }
}

function operation(step: Step, kind: OperationKind, target: Target): Operation {
  return {
    id: `${step.id}/${kind}/${target.key}`,
    stepId: step.id,
    kind,
    target,
    timeoutSeconds: step.timeoutSeconds,
    onTimeout: step.onTimeout,
    retries: step.retries,
  };
}

function selectsCluster(select: Selector | undefined, cluster: Cluster): boolean {
  const wanted = [...(select?.clusters ?? []), ...(select?.names ?? [])];
  return wanted.length === 0 || wanted.some((pattern) => pattern.toLowerCase() === cluster.name.toLowerCase());
}

function vmTarget(vm: Vm, inventory: Inventory): Target {
  const host = inventory.hosts.find((one) => one.id === vm.host && one.endpoint === vm.endpoint);
  return {
    kind: 'vm',
    key: vmKey(vm),
    id: vm.id,
    name: vm.name,
    endpoint: vm.endpoint,
    ...(vm.uuid === undefined ? {} : { uuid: vm.uuid }),
    ...(host === undefined ? {} : { parent: hostKey(host) }),
    ...(host?.direct === undefined ? {} : { direct: host.direct }),
  };
}

function hostTarget(host: Host): Target {
  return {
    kind: 'host',
    key: hostKey(host),
    id: host.id,
    name: host.name,
    endpoint: host.endpoint,
    ...(host.cluster === undefined ? {} : { parent: clusterKey({ endpoint: host.endpoint, id: host.cluster }) }),
    ...(host.direct === undefined ? {} : { direct: host.direct }),
  };
}

function clusterTarget(cluster: Cluster): Target {
  return { kind: 'cluster', key: clusterKey(cluster), id: cluster.id, name: cluster.name, endpoint: cluster.endpoint };
}

function machineTarget(machine: Machine): Target {
  return { kind: 'machine', key: machineKey(machine), id: machine.id, name: machine.name, endpoint: machine.endpoint };
}

function upsTarget(id: string, context: CompileContext): Target {
  const connection = context.connections.find((one) => one.id === id);
  return { kind: 'ups', key: `ups:${id}`, id, name: connection?.title ?? id, endpoint: id };
}

/** A host that runs a vCenter goes after those that do not: as long as it is up, the others can still be reached through it. */
function vcenterLast(hosts: readonly Host[], inventory: Inventory): readonly Host[] {
  const carries = (host: Host) => inventory.vms.some((vm) => vm.vcenter && vm.host === host.id && vm.endpoint === host.endpoint);
  return [...hosts.filter((host) => !carries(host)), ...hosts.filter(carries)];
}
