import { type Host, type Inventory, type Machine } from '../../shared/inventory/inventory.js';
import { parseAddress } from '../../shared/settings/address.js';
import type { Connection } from '../../shared/settings/connection.js';
import type { Connections } from './connections.js';
import type { InventoryMemory } from './ports.js';
import { shellOf } from './with-shell.js';

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
    if (answers !== undefined) connections.heard(connection.id, answers);
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
 * One office from several endpoints. A host counts once, however many connections lead to it: as vCenter tells it, else as its API does, else
 * as its shell. The way to it without vCenter is noted, and that is its API where it has one.
 */
function merge(
  parts: ReadonlyMap<string, Inventory>,
  managers: ReadonlySet<string>,
  connections: readonly Connection[],
  machines: readonly Machine[],
): Inventory {
  const hosts = connections.filter((one) => isHypervisor(one) && !managers.has(one.id));
  const taken = new Set<string>();
  const counted: Inventory[] = [];
  for (const [id, part] of parts) {
    if (!managers.has(id)) continue;
    counted.push({
      ...part,
      hosts: part.hosts.map((host) => {
        const ways = hosts.filter((one) => reaches(one, host, parts.get(one.id)));
        for (const way of ways) for (const one of [way, shellOf(way, hosts)]) if (one !== undefined) taken.add(one.id);
        const direct = ways.find((one) => one.kind === 'vsphere') ?? ways[0];
        return direct === undefined ? host : { ...host, direct: direct.id };
      }),
    });
  }
  for (const one of hosts) {
    const shell = parts.has(one.id) ? shellOf(one, hosts) : undefined;
    if (shell !== undefined) taken.add(shell.id);
  }
  for (const [id, part] of parts) {
    if (managers.has(id) || taken.has(id)) continue;
    counted.push({ ...part, hosts: part.hosts.map((host) => ({ ...host, direct: id })) });
  }
  const unheard = connections.filter((one) => isHypervisor(one) && !parts.has(one.id) && !taken.has(one.id)).map((one) => one.id);
  return {
    ...(unheard.length === 0 ? {} : { unheard }),
    clusters: counted.flatMap((part) => part.clusters),
    hosts: counted.flatMap((part) => part.hosts),
    vms: counted.flatMap((part) => part.vms),
    machines,
  };
}

/** By the name a person gave, by the address, or by what the host calls itself. */
function reaches(connection: Connection, host: Host, part: Inventory | undefined): boolean {
  const name = host.name.toLowerCase();
  if (part?.hosts.length === 1 && part.hosts[0]?.name.toLowerCase() === name) return true;
  if (connection.hostName?.toLowerCase() === name || connection.title.toLowerCase() === name) return true;
  const address = parseAddress(connection.address);
  return address.ok && 'host' in address.value && address.value.host.toLowerCase() === name;
}
