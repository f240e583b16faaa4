import type { Host, Inventory, Vm } from '../inventory/inventory.js';
import { groupNeeds, type GroupNeeds } from '../forecast/group-needs.js';
import { groupOfHost, groupOfMachine, groupOfWorkstation, hasFeeds, officeGroupId, plannedUps, supplyGroups } from '../plan/feeds.js';
import type { Feed, Plan, Step } from '../plan/plan.js';
import { compile, hostKey, machineKey, vmKey, type Compiled } from '../plan/compile.js';
import type { Random } from './random.js';

/** How a thing of the simulated office behaves, whatever it is told. Times in milliseconds. */
export interface VmTraits {
  readonly key: string;
  readonly hostKey: string;
  readonly shutdownMs: number;
  /** Takes the order and does nothing. */
  readonly hangs: boolean;
}
export interface HostTraits {
  readonly key: string;
  readonly shutdownMs: number;
  readonly bootMs: number;
  /** Its management never answers; it and its VMs run on. */
  readonly dead: boolean;
  /** Starts by Wake-on-LAN. */
  readonly wakes: boolean;
}
export interface MachineTraits {
  readonly key: string;
  readonly shutdownMs: number;
  readonly bootMs: number;
}

/** Which UPSes a thing hangs on, and how many of them it needs. */
export interface Feeding {
  readonly ups: readonly string[];
  readonly required: number;
}

export interface SimulatedOffice {
  readonly plan: Plan;
  readonly inventory: Inventory;
  readonly compiled: Compiled;
  readonly vms: readonly VmTraits[];
  readonly hosts: readonly HostTraits[];
  readonly machines: readonly MachineTraits[];
  /** `fullRuntimeSeconds`: at the full load of this office with a full battery. */
  readonly supplies: readonly { readonly id: string; readonly fullRuntimeSeconds: number }[];
  /** What falls dark apart from each other; undefined while everything hangs on one UPS. */
  readonly groups?: readonly GroupNeeds[];
  /** Of a host, a machine or the `workstation`. */
  readonly feeding: (key: string) => Feeding;
  /** The supply group of a VM, host, machine or the `workstation`. */
  readonly groupOf: (key: string) => string;
  /** Share of calls that fail in passing. */
  readonly faultShare: number;
}

const endpoint = 'vcenter';

/**
 * Draws an office: hosts, VMs, perhaps vCenter in one of them, storage; a plan for it; who misbehaves; and `feeds` tells by chances of its own whether it hangs
 * on several UPSes; without it, on one.
 */
export function drawOffice(random: Random, feeds?: Random): SimulatedOffice {
  const hosts = Array.from({ length: random.whole(1, 3) }, (_, index) => drawHost(index));
  const hasVcenter = random.chance(0.6);
  const vms = Array.from({ length: random.whole(1, 8) }, (_, index) => drawVm(random, index, hosts));
  if (hasVcenter) vms.push({ ...drawVm(random, 99, hosts), name: 'vcsa', vcenter: true });
  const hasStorage = random.chance(0.4);
  const inventory: Inventory = {
    clusters: hasVcenter
      ? [{ id: 'c1', name: 'Cluster', endpoint, ha: true, drs: 'fullyAutomated', vsan: false, hosts: hosts.map((one) => one.id) }]
      : [],
    hosts,
    vms,
    machines: hasStorage ? [{ id: 'nas', name: 'nas', endpoint: 'nas', state: 'on' }] : [],
  };
  const onePlan = drawPlan(random, hasVcenter, hasStorage);
  const plan = feeds !== undefined ? withSeveralUps(onePlan, feeds, hosts) : onePlan;
  const troubled = random.chance(0.5);
  const compiled = compile(plan, inventory, { connections: [] });
  return {
    plan,
    inventory,
    compiled,
    ...feedingOf(plan, compiled, inventory),
    vms: vms.map((vm) => ({
      key: vmKey(vm),
      hostKey: hostKey({ endpoint, id: vm.host }),
      shutdownMs: random.chance(0.1) ? random.whole(60_000, 400_000) : random.whole(2000, 60_000),
      hangs: troubled && random.chance(0.1),
    })),
    hosts: hosts.map((host) => ({
      key: hostKey(host),
      shutdownMs: random.whole(20_000, 90_000),
      bootMs: random.whole(60_000, 240_000),
      dead: troubled && hosts.length > 1 && random.chance(0.1),
      wakes: random.chance(0.8),
    })),
    machines: inventory.machines.map((machine) => ({ key: machineKey(machine), shutdownMs: 30_000, bootMs: 60_000 })),
    supplies: drawSupplies(plan, random.whole(300, 5400), feeds),
    faultShare: troubled ? 0.05 : 0,
  };
}

/** Two or three UPSes; each host on one or more of them, storage and the workstation on any or on some. */
function withSeveralUps(plan: Plan, feeds: Random, hosts: readonly Host[]): Plan {
  const ups = ['ups', 'ups-b', 'ups-c'].slice(0, feeds.whole(2, 3));
  const some = (): Pick<Feed, 'ups' | 'required'> => {
    const own = ups.filter(() => feeds.chance(0.6));
    const named = own.length === 0 ? [ups[feeds.whole(0, ups.length - 1)] ?? 'ups'] : own;
    return { ups: named, required: feeds.chance(0.6) ? 1 : feeds.whole(1, named.length) };
  };
  return {
    ...plan,
    ups,
    requiredSupplies: feeds.chance(0.8) ? 1 : 2,
    feeds: [
      ...hosts.filter(() => feeds.chance(0.8)).map((host): Feed => ({ hosts: [host.name], ...some() })),
      ...(feeds.chance(0.3) ? [{ machines: ['nas'], ...some() }] : []),
      ...(feeds.chance(0.3) ? [{ workstation: true, ...some() }] : []),
    ],
  };
}

function drawSupplies(plan: Plan, fullRuntimeSeconds: number, feeds: Random | undefined): SimulatedOffice['supplies'] {
  return plannedUps(plan).map((id, index) => ({
    id,
    fullRuntimeSeconds: index === 0 || feeds === undefined ? fullRuntimeSeconds : feeds.whole(300, 5400),
  }));
}

function feedingOf(plan: Plan, compiled: Compiled, inventory: Inventory): Pick<SimulatedOffice, 'groups' | 'feeding' | 'groupOf'> {
  const groups = new Map(supplyGroups(plan).map((group) => [group.id, group]));
  const hosts = new Map(inventory.hosts.map((host) => [hostKey(host), groupOfHost(plan, host)]));
  const vms = inventory.vms.map((vm) => [vmKey(vm), hosts.get(hostKey({ endpoint, id: vm.host })) ?? officeGroupId] as const);
  const machines = inventory.machines.map((machine) => [machineKey(machine), groupOfMachine(plan, machine)] as const);
  const known = new Map([...hosts, ...vms, ...machines, ['workstation', groupOfWorkstation(plan)]]);
  const groupOf = (key: string) => known.get(key) ?? officeGroupId;
  return {
    groupOf,
    feeding: (key) => {
      const group = groups.get(groupOf(key));
      return { ups: group?.upsIds ?? [], required: group?.required ?? 1 };
    },
    ...(hasFeeds(plan) ? { groups: groupNeeds(plan, compiled, new Map()) } : {}),
  };
}

function drawHost(index: number): Host {
  const name = `esx${String(index + 1)}`;
  return { id: `host-${String(index)}`, name, endpoint, state: 'connected', maintenance: false, version: '8.0.3', direct: name };
}

function drawVm(random: Random, index: number, hosts: readonly Host[]): Vm {
  return {
    id: `vm-${String(index)}`,
    name: `vm${String(index)}`,
    endpoint,
    power: random.chance(0.9) ? 'on' : 'off',
    host: hosts[random.whole(0, hosts.length - 1)]?.id ?? '',
    tools: random.chance(0.85) ? 'running' : 'notRunning',
    template: false,
    agent: false,
    vcenter: false,
    self: false,
    folder: random.chance(0.25) ? 'data' : 'apps',
    tags: [],
  };
}

function drawPlan(random: Random, hasVcenter: boolean, hasStorage: boolean): Plan {
  const onTimeout = () => random.pick<Step['onTimeout']>(['force', 'force', 'continue', 'continue', 'stop']);
  const steps: Step[] = [];
  const add = (id: string, action: Step['action'], more: Partial<Step> = {}) => {
    const previous = steps.at(-1);
    const base = { id, title: id, action, after: previous === undefined ? [] : [previous.id] };
    const limits = { parallel: random.whole(1, 10), parallelPerHost: random.whole(1, 4), retries: random.whole(0, 2) };
    steps.push({ ...base, ...limits, timeoutSeconds: 120, onTimeout: 'continue', beyondPointOfNoReturn: false, ...more });
  };
  const withoutTools = random.pick<'powerOff' | 'suspend' | 'leave'>(['powerOff', 'powerOff', 'suspend', 'leave']);
  const hostsBeyond = random.chance(0.5);
  add('check', { kind: 'check' }, { timeoutSeconds: 20 });
  if (hasVcenter) add('prepare', { kind: 'prepareCluster' }, { timeoutSeconds: 30 });
  add(
    'apps',
    { kind: 'shutdownVms', withoutTools },
    { select: { folders: ['apps'] }, timeoutSeconds: random.whole(30, 240), onTimeout: onTimeout() },
  );
  add(
    'data',
    { kind: 'shutdownVms', withoutTools },
    { select: { rest: true }, timeoutSeconds: random.whole(30, 240), onTimeout: onTimeout() },
  );
  // Sometimes both groups go at once: independent branches.
  const [apps, data] = steps.slice(-2);
  if (apps !== undefined && data !== undefined && random.chance(0.3)) steps.splice(-1, 1, { ...data, after: apps.after });
  const groups = ['apps', 'data'];
  if (hasVcenter) add('vcenter', { kind: 'shutdownVcenter' }, { after: groups, timeoutSeconds: 180, onTimeout: 'force' });
  const maintenance = random.chance(0.5);
  const hostsAfter = hasVcenter ? ['vcenter'] : groups;
  add(
    'hosts',
    { kind: 'shutdownHosts', maintenance },
    { after: hostsAfter, timeoutSeconds: 180, onTimeout: onTimeout(), beyondPointOfNoReturn: hostsBeyond },
  );
  if (hasStorage) add('storage', { kind: 'shutdownMachines' }, { timeoutSeconds: 90 });
  if (random.chance(0.85)) {
    add('ups', { kind: 'upsOutputOff', returnWithMains: true }, { timeoutSeconds: 20, beyondPointOfNoReturn: true, retries: 2 });
    add('workstation', { kind: 'shutdownWorkstation' }, { timeoutSeconds: 60, beyondPointOfNoReturn: true });
  }
  return {
    version: 1,
    id: 'simulated',
    title: 'Simulated',
    ups: ['ups'],
    requiredSupplies: 1,
    marginSeconds: random.whole(30, 180),
    triggers: {
      latestSafeStart: true,
      lowBattery: true,
      forcedShutdown: false,
      ...(random.chance(0.4) ? { onBatterySeconds: random.whole(30, 600) } : {}),
    },
    restore: { enabled: random.chance(0.9), restartChargePercent: random.whole(0, 60), timeoutSeconds: 600 },
    onPowerReturn: random.chance(0.8) ? 'restore' : 'finish',
    steps,
  };
}

/** What a supply group hangs on; without one, what the whole office does. */
export function supplyOf({ groups, plan }: SimulatedOffice, groupId: string | undefined): Feeding {
  const group = groups?.find((one) => one.id === groupId);
  return { ups: group?.upsIds ?? plan.ups, required: group?.required ?? plan.requiredSupplies };
}
