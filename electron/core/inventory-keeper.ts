import { type Host, type Inventory, type Machine } from '../../shared/inventory/inventory.js';
import { parseAddress } from '../../shared/settings/address.js';
import type { Connection } from '../../shared/settings/connection.js';
import type { Connections } from './connections.js';
import type { InventoryMemory } from './ports.js';

export interface KeptInventory {
  readonly inventory: Inventory;
  /** ISO 8601 of the last complete answer of every endpoint. */
  readonly at?: string;
}

/** Asks every endpoint and merges what they say. An endpoint that does not answer keeps its last known part. */
export interface InventoryKeeper {
  current(): KeptInventory;
  refresh(): Promise<KeptInventory>;
}

export interface KeeperParts {
  readonly connections: Connections;
  readonly wall: () => Date;
  readonly changed: () => void;
  /** What an earlier session knew: an endpoint that is away at the start is not an empty one. */
  readonly memory?: InventoryMemory;
}

export function createInventoryKeeper({ connections, wall, changed, memory }: KeeperParts): InventoryKeeper {
  const remembered = memory?.load() ?? [];
  const parts = new Map<string, Inventory>(remembered.map((one) => [one.connectionId, one.inventory]));
  /** Endpoints that are a vCenter: they tell of hosts that may also be connected directly. */
  const managers = new Set<string>(remembered.filter((one) => one.isVcenter).map((one) => one.connectionId));
  let saved = JSON.stringify(remembered);
  let kept: KeptInventory = { inventory: merge(parts, managers, connections.list(), []) };
  let running: Promise<KeptInventory> | undefined;

  const refresh = async (): Promise<KeptInventory> => {
    const list = connections.list();
    for (const id of parts.keys()) if (!list.some((one) => one.id === id)) parts.delete(id);
    const complete = await Promise.all(list.filter(isHypervisor).map((connection) => ask(connection)));
    const machines = await Promise.all(list.filter((one) => one.kind === 'ssh').map((connection) => askMachine(connection)));
    const at = complete.every(Boolean) ? wall().toISOString() : kept.at;
    kept = { inventory: merge(parts, managers, list, machines), ...(at === undefined ? {} : { at }) };
    save();
    changed();
    return kept;
  };

  const save = () => {
    const now = [...parts].map(([connectionId, inventory]) => ({ connectionId, isVcenter: managers.has(connectionId), inventory }));
    const text = JSON.stringify(now);
    if (text === saved) return;
    saved = text;
    memory?.save(now);
  };

  const ask = async (connection: Connection): Promise<boolean> => {
    const hypervisor = await connections.hypervisor(connection.id);
    if (!hypervisor.ok) return false;
    const answer = await hypervisor.value.inventory();
    connections.note(connection.id, answer.ok ? undefined : answer.failure);
    if (answer.ok) parts.set(connection.id, answer.value);
    if (hypervisor.value.kind === 'vcenter') managers.add(connection.id);
    else managers.delete(connection.id);
    return answer.ok;
  };

  const askMachine = async (connection: Connection): Promise<Machine> => {
    const machine = await connections.machine(connection.id);
    const answers = machine.ok ? await machine.value.answers() : undefined;
    // Silence is not off: it may be starting, or its network.
    const state = answers === true ? 'on' : 'unknown';
    return { id: connection.id, name: connection.title, endpoint: connection.id, state };
  };

  return {
    current: () => kept,
    refresh: () => (running ??= refresh().finally(() => (running = undefined))),
  };
}

export function isHypervisor(connection: Connection): boolean {
  return connection.kind === 'vsphere' || connection.kind === 'esxiSsh';
}

/**
 * One office from several endpoints. A host that a vCenter manages and that also has a direct connection counts once, as vCenter tells it,
 * with the direct connection noted: that is how it is reached once vCenter is gone.
 */
function merge(
  parts: ReadonlyMap<string, Inventory>,
  managers: ReadonlySet<string>,
  connections: readonly Connection[],
  machines: readonly Machine[],
): Inventory {
  const directOf = (host: Host) => connections.find((one) => isHypervisor(one) && !managers.has(one.id) && reaches(one, host));
  const managed = new Set<string>();
  const counted: Inventory[] = [];
  for (const [id, part] of parts) {
    if (!managers.has(id)) continue;
    const hosts = part.hosts.map((host) => {
      const direct = directOf(host);
      if (direct !== undefined) managed.add(direct.id);
      return direct === undefined ? host : { ...host, direct: direct.id };
    });
    counted.push({ ...part, hosts });
  }
  for (const [id, part] of parts) {
    if (managers.has(id) || managed.has(id)) continue;
    counted.push({ ...part, hosts: part.hosts.map((host) => ({ ...host, direct: id })) });
  }
  const unheard = connections.filter((one) => isHypervisor(one) && !parts.has(one.id) && !managed.has(one.id)).map((one) => one.id);
  return {
    ...(unheard.length === 0 ? {} : { unheard }),
    clusters: counted.flatMap((part) => part.clusters),
    hosts: counted.flatMap((part) => part.hosts),
    vms: counted.flatMap((part) => part.vms),
    machines,
  };
}

function reaches(connection: Connection, host: Host): boolean {
  const name = host.name.toLowerCase();
  if (connection.hostName?.toLowerCase() === name || connection.title.toLowerCase() === name) return true;
  const address = parseAddress(connection.address);
  return address.ok && 'host' in address.value && address.value.host.toLowerCase() === name;
}
