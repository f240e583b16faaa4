import { emptyInventory, type Host, type Inventory, type Machine } from '../../shared/inventory/inventory.js';
import { parseAddress } from '../../shared/settings/address.js';
import type { Connection } from '../../shared/settings/connection.js';
import type { Connections } from './connections.js';

export interface KeptInventory {
  readonly inventory: Inventory;
  /** ISO 8601 of the last complete answer of every endpoint. */
  readonly at?: string;
}

/** Asks every endpoint and merges what they say. An endpoint that does not answer keeps its last known part. */
export interface InventoryKeeper {
  current(): KeptInventory;
  refresh(): Promise<KeptInventory>;
  /** Starts from what the journal or an earlier session knew. */
  seed(inventory: Inventory): void;
}

export function createInventoryKeeper(connections: Connections, wall: () => Date, changed: () => void): InventoryKeeper {
  const parts = new Map<string, Inventory>();
  /** Endpoints that are a vCenter: they tell of hosts that may also be connected directly. */
  const managers = new Set<string>();
  let kept: KeptInventory = { inventory: emptyInventory };
  let running: Promise<KeptInventory> | undefined;

  const refresh = async (): Promise<KeptInventory> => {
    const list = connections.list();
    for (const id of parts.keys()) if (!list.some((one) => one.id === id)) parts.delete(id);
    const complete = await Promise.all(list.filter(isHypervisor).map((connection) => ask(connection)));
    const machines = await Promise.all(list.filter((one) => one.kind === 'ssh').map((connection) => askMachine(connection)));
    const at = complete.every(Boolean) ? wall().toISOString() : kept.at;
    kept = { inventory: merge(parts, managers, list, machines), ...(at === undefined ? {} : { at }) };
    changed();
    return kept;
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
    const state = answers === undefined ? 'unknown' : answers ? 'on' : 'off';
    return { id: connection.id, name: connection.title, endpoint: connection.id, state };
  };

  return {
    current: () => kept,
    refresh: () => (running ??= refresh().finally(() => (running = undefined))),
    seed: (inventory) => {
      for (const endpoint of new Set([...inventory.hosts, ...inventory.vms].map((one) => one.endpoint))) {
        parts.set(endpoint, {
          clusters: inventory.clusters.filter((one) => one.endpoint === endpoint),
          hosts: inventory.hosts.filter((one) => one.endpoint === endpoint),
          vms: inventory.vms.filter((one) => one.endpoint === endpoint),
          machines: [],
        });
      }
      kept = { inventory };
    },
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
  return {
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
