import type { Cluster, Host, Inventory, Machine, Vm } from '../inventory/inventory.js';
import { hostOf, isToStop } from '../inventory/select.js';
import { assertNever } from '../result.js';
import type { Connection } from '../settings/connection.js';
import {
  groupOfHost,
  groupOfMachine,
  groupOfWorkstation,
  groupsInUse,
  groupsOfCluster,
  hasFeeds,
  plannedUps,
  type SupplyGroup,
  type TakenThings,
} from './feeds.js';
import { assign, clusterKey, hostKey, machineKey, vmKey, type Assignment } from './assign.js';
import type { Operation, OperationKind, Target } from './operation.js';
import type { Action, Plan, Step } from './plan.js';

export { assign, hostKey, machineKey, vmKey } from './assign.js';

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
  /** Names, and keys, of running VMs, hosts and machines that no step takes. */
  readonly uncovered: readonly string[];
  readonly uncoveredKeys: readonly string[];
  /** What falls dark apart from each other; empty for a plan without feeds. */
  readonly groups: readonly SupplyGroup[];
}

/** The plan as operations on this office. Pure: the same plan and inventory give the same operations with the same ids. */
export function compile(plan: Plan, inventory: Inventory, context: CompileContext): Compiled {
  const assignment = assign(plan, inventory);
  const groups = hasFeeds(plan) ? groupsInUse(plan, takenThings(assignment, inventory)) : [];
  const operations = withFeeds(
    plan,
    plan.steps.flatMap((step) => operationsOf(step, plan, inventory, assignment, context)),
    inventory,
    groups,
  );
  const taken = new Set(operations.map((operation) => operation.target.key));
  const running = [
    ...inventory.vms.filter(isToStop).map((vm) => ({ key: vmKey(vm), name: vm.name })),
    ...inventory.hosts.filter(isUp).map((host) => ({ key: hostKey(host), name: host.name })),
    ...inventory.machines.filter((machine) => machine.state !== 'off').map((machine) => ({ key: machineKey(machine), name: machine.name })),
  ];
  const uncovered = running.filter((one) => !taken.has(one.key));
  return {
    operations,
    ranBefore: running.map((one) => one.key),
    uncovered: uncovered.map((one) => one.name),
    uncoveredKeys: uncovered.map((one) => one.key),
    groups,
  };
}

/**
 * The UPSes that the plan tells to go off at its end, by id, in its order. With feeds only those on which something hangs that a step takes; all while
 * there is an endpoint of which nothing was heard, since what hangs on them is not known yet.
 */
export function toldUps(plan: Plan, inventory: Inventory): readonly string[] {
  const isKnown = (inventory.unheard ?? []).length === 0;
  const { operations } = compile(plan, inventory, { connections: [] });
  const told = operations.filter(({ kind, feeds }) => kind === 'upsOutputOff' && !(isKnown && feeds?.length === 0));
  return [...new Set(told.map(({ target }) => target.id))];
}

function takenThings(assignment: Assignment, inventory: Inventory): TakenThings {
  const all = <T>(taken: ReadonlyMap<string, readonly T[]>) => [...taken.values()].flat();
  return {
    hosts: [...all(assignment.hosts), ...[...all(assignment.vms), ...assignment.vcenters].map((vm) => hostOf(vm, inventory))],
    machines: all(assignment.machines),
  };
}

/** Says of each operation whom it serves. A UPS is told for the groups on it that have anything to stop. */
function withFeeds(
  plan: Plan,
  operations: readonly Operation[],
  inventory: Inventory,
  groups: readonly SupplyGroup[],
): readonly Operation[] {
  if (!hasFeeds(plan)) return operations;
  const all = groups.map((group) => group.id);
  return operations.map((one) => {
    if (one.kind !== 'upsOutputOff') return { ...one, feeds: feedsOf(one, plan, inventory) ?? all };
    return { ...one, feeds: groups.filter((group) => group.upsIds.includes(one.target.id)).map((group) => group.id) };
  });
}

/** Undefined for what is done for everything. */
function feedsOf({ kind, target }: Operation, plan: Plan, inventory: Inventory): readonly string[] | undefined {
  const hostOfKey = (key: string | undefined) => inventory.hosts.find((host) => hostKey(host) === key);
  switch (kind) {
    case 'ensureVmOff':
      return [groupOfHost(plan, hostOfKey(target.parent))];
    case 'ensureHostOff':
      return [groupOfHost(plan, target)];
    case 'ensureMachineOff':
      return [groupOfMachine(plan, target)];
    case 'workstationOff':
      return [groupOfWorkstation(plan)];
    case 'prepareCluster': {
      const cluster = inventory.clusters.find((one) => clusterKey(one) === target.key);
      return groupsOfCluster(plan, cluster?.hosts ?? [], target.endpoint, inventory);
    }
    default:
      return undefined;
  }
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
      return (assignment.clusters.get(step.id) ?? []).map((cluster) => operation(step, 'prepareCluster', clusterTarget(cluster)));
    case 'shutdownVms':
      return (assignment.vms.get(step.id) ?? []).filter(isToStop).flatMap((vm) => {
        const method = stopMethod(vm, action);
        return method === 'leave' ? [] : [{ ...vmOff(step, vm, inventory, assignment), method }];
      });
    case 'shutdownVcenter':
      return assignment.vcenters.filter(isToStop).map((vm) => ({ ...vmOff(step, vm, inventory, assignment), method: 'guest' as const }));
    case 'shutdownHosts':
      return vcenterLast(assignment.hosts.get(step.id) ?? [], assignment)
        .filter(isUp)
        .map((host) => ({
          ...operation(step, 'ensureHostOff', hostTarget(host)),
          maintenance: action.maintenance,
          ...(host.maintenance ? { staysInMaintenance: true } : {}),
          ...(isInVsan(host, inventory) ? { vsan: true } : {}),
        }));
    case 'shutdownMachines':
      return (assignment.machines.get(step.id) ?? [])
        .filter((machine) => machine.state !== 'off')
        .map((machine) => ({
          ...operation(step, 'ensureMachineOff', machineTarget(machine)),
          ...(machine.state === 'unknown' ? { wasSilent: true } : {}),
        }));
    case 'upsOutputOff':
      return plannedUps(plan).map((id) => ({
        ...operation(step, 'upsOutputOff', upsTarget(id, context)),
        returnWithMains: action.returnWithMains,
        ...unheardField(inventory, context),
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

/**
 * How a VM is told to stop; `leave` when the plan leaves it alone. Only a guest known to run no Tools is treated as such: not to have heard is no reason to
 * pull a plug.
 */
export function stopMethod(vm: Pick<Vm, 'power' | 'tools'>, action: Action & { readonly kind: 'shutdownVms' }) {
  return vm.power === 'on' && vm.tools === 'notRunning' ? action.withoutTools : 'guest';
}

function unheardField(inventory: Inventory, context: CompileContext): Pick<Operation, 'unheard'> {
  const titles = (inventory.unheard ?? []).map((id) => context.connections.find((one) => one.id === id)?.title ?? id);
  return titles.length === 0 ? {} : { unheard: titles };
}

function isInVsan(host: Host, inventory: Inventory): boolean {
  return inventory.clusters.some((cluster) => cluster.vsan && cluster.id === host.cluster && cluster.endpoint === host.endpoint);
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

function vmOff(step: Step, vm: Vm, inventory: Inventory, { vcenters }: Assignment): Operation {
  return { ...operation(step, 'ensureVmOff', vmTarget(vm, inventory)), ...(vcenters.includes(vm) ? { vcenter: true } : {}) };
}

function vmTarget(vm: Vm, inventory: Inventory): Target {
  const host = hostOf(vm, inventory);
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
function vcenterLast(hosts: readonly Host[], { vcenters }: Assignment): readonly Host[] {
  const carries = (host: Host) => vcenters.some((vm) => vm.host === host.id && vm.endpoint === host.endpoint);
  return [...hosts.filter((host) => !carries(host)), ...hosts.filter(carries)];
}
