import type { Host, HostState, Inventory, Vm } from '../../../shared/inventory/inventory.js';
import { isCounted } from '../../../shared/inventory/select.js';
import { done, failed } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { isOwn, type OwnMachine, type VmIdentity } from '../common/own-machine.js';
import type { Called, VsphereClient } from './client.js';
import { clusterOf, clusterPaths } from './cluster.js';
import { deviceMacs } from './device-macs.js';
import { retrieveView, valueText, type PropertySet, type ReadObject } from './properties.js';
import type { TagReader } from './tags.js';
import { findVcenterVm, vcenterTraces, type VcenterFound } from './vcenter-vm.js';
import { decodeName, identityOf, vmOf, vmPaths } from './vm-facts.js';

const hostPaths = [
  'name',
  'parent',
  'runtime.connectionState',
  'runtime.powerState',
  'runtime.inMaintenanceMode',
  'config.lockdownMode',
  'summary.managementServerIp',
  'summary.config.product.version',
] as const;

/** A host knows neither clusters nor vApps. Folders come along so that a VM can say where it stands. */
function propertySets(kind: 'vcenter' | 'esxi'): readonly PropertySet[] {
  const sets = [
    { type: 'VirtualMachine', paths: vmPaths },
    { type: 'HostSystem', paths: hostPaths },
    { type: 'Folder', paths: ['name', 'parent'] },
    { type: 'Datacenter', paths: ['name', 'parent'] },
  ];
  if (kind === 'esxi') return sets;
  return [
    ...sets,
    { type: 'ClusterComputeResource', paths: clusterPaths },
    { type: 'VirtualApp', paths: ['name', 'parent', 'parentFolder'] },
  ];
}

export interface ReadOffice {
  readonly inventory: Inventory;
  /** Which VM holds the vCenter, as far as its addresses tell. */
  readonly vcenter: VcenterFound;
}

/** Everything of one endpoint through one view and one filter, page by page. */
export async function readInventory(
  client: VsphereClient,
  endpoint: string,
  own: OwnMachine,
  reader: TagReader,
): Promise<Called<ReadOffice>> {
  const content = await client.content();
  if (!content.ok) return content;
  const read = await retrieveView(client, propertySets(content.value.kind));
  if (!read.ok) return read;
  const objects = read.value;
  const hosts = ofType(objects, 'HostSystem').map((object) => hostOf(endpoint, object));
  // Every endpoint has a host, and the view always holds it: without one the answer is a picture for nobody, not an empty office.
  if (hosts.length === 0) return failed('vsphere/emptyAnswer', message('vsphere.emptyAnswer', { host: client.host }));
  const known = vmsOf(endpoint, objects);
  const [vcenter, self] = [await vcenterAmong(client, known, hosts), await selfAmong(client, known, own)];
  const tags = content.value.kind === 'vcenter' ? await reader.of(known.map(({ vm }) => vm.id)) : undefined;
  const vms = known.map(({ vm }) => ({
    ...vm,
    vcenter: vcenter.kind === 'found' && vcenter.id === vm.id,
    self: self.has(vm.id),
    tags: tags?.get(vm.id) ?? [],
  }));
  const inventory = {
    clusters: ofType(objects, 'ClusterComputeResource').map((object) => clusterOf(endpoint, object)),
    hosts: content.value.kind === 'esxi' ? hosts.map((host) => ({ ...host, direct: endpoint })) : hosts,
    vms,
    machines: [],
  };
  return done({ inventory, vcenter });
}

interface KnownVm {
  readonly vm: Omit<Vm, 'vcenter' | 'self' | 'tags'>;
  readonly identity: VmIdentity;
}

function vmsOf(endpoint: string, objects: readonly ReadObject[]): readonly KnownVm[] {
  const byId = new Map(objects.map((one) => [one.reference.id, one]));
  return ofType(objects, 'VirtualMachine').map((object) => ({
    vm: { ...vmOf(endpoint, object), folder: folderOf(object, byId) },
    identity: identityOf(object),
  }));
}

/** Both halves of a fault-tolerant VM say that they are the same guest: the primary counts. */
function vcenterAmong(client: VsphereClient, known: readonly KnownVm[], hosts: readonly Host[]): Promise<VcenterFound> {
  const possible = known.filter(({ vm }) => isCounted(vm));
  const candidates = possible.map(({ vm, identity }) => ({ id: vm.id, power: vm.power, identity }));
  return findVcenterVm(candidates, vcenterTraces(client, [...new Set(hosts.flatMap((host) => host.managementServerIp ?? []))]));
}

/** The VM that this program runs in. The hardware is asked only where the guests tell nothing of it, and nobody was recognised without. */
async function selfAmong(client: VsphereClient, known: readonly KnownVm[], own: OwnMachine): Promise<ReadonlySet<string>> {
  // A VM that is not running cannot be this machine, whatever it was cloned from.
  const running = known.filter(({ vm }) => vm.power !== 'off' && vm.power !== 'suspended' && !vm.template);
  const seen = running.filter(({ identity }) => isOwn({ ...identity, addresses: [] }, own));
  if (seen.length > 0) return new Set(seen.map(({ vm }) => vm.id));
  const silent = running.filter(({ vm, identity }) => identity.macs.length === 0 && !vm.agent);
  const macs = await deviceMacs(
    client,
    silent.map(({ vm }) => vm.id),
  );
  const recognised = silent.filter(({ vm, identity }) => isOwn({ ...identity, macs: macs.get(vm.id) ?? [] }, own));
  return new Set(recognised.map(({ vm }) => vm.id));
}

function ofType(objects: readonly ReadObject[], type: string): readonly ReadObject[] {
  return objects.filter((object) => object.reference.type === type);
}

function hostOf(endpoint: string, object: ReadObject): Host {
  const parent = object.values.get('parent');
  const lockdown = valueText(object, 'config.lockdownMode')
    ?.replace(/^lockdown/, '')
    .toLowerCase();
  const managementServerIp = valueText(object, 'summary.managementServerIp');
  return {
    id: object.reference.id,
    name: decodeName(valueText(object, 'name') ?? object.reference.id),
    endpoint,
    state: hostState(object),
    maintenance: valueText(object, 'runtime.inMaintenanceMode') === 'true',
    version: valueText(object, 'summary.config.product.version') ?? '',
    ...(parent?.type === 'ClusterComputeResource' ? { cluster: parent.text } : {}),
    ...(lockdown === 'disabled' || lockdown === 'normal' || lockdown === 'strict' ? { lockdown } : {}),
    ...(managementServerIp === undefined ? {} : { managementServerIp }),
  };
}

function hostState(object: ReadObject): HostState {
  const connection = valueText(object, 'runtime.connectionState');
  const power = valueText(object, 'runtime.powerState');
  if (power === 'standBy') return 'standby';
  if (connection === 'disconnected' || connection === 'notResponding') return connection;
  if (power === 'poweredOff') return 'off';
  return connection === 'connected' ? 'connected' : 'unknown';
}

/**
 * `DC/Production/Web`: the names up to the datacenter, without the hidden folder `vm` that holds them. A VM in a vApp has no folder of its own: it stands in
 * the vApp, and that in the folder that it was put into, or in another vApp.
 */
function folderOf(object: ReadObject, byId: ReadonlyMap<string, ReadObject>): string {
  const names: string[] = [];
  const above = (one: ReadObject) =>
    byId.get(['parentVApp', 'parentFolder', 'parent'].flatMap((path) => valueText(one, path) ?? [])[0] ?? '');
  let parent = above(object);
  for (let depth = 0; parent !== undefined && depth < 50; depth += 1) {
    const next = above(parent);
    const hidden = parent.reference.type === 'Folder' && next?.reference.type === 'Datacenter';
    if (!hidden) names.unshift(decodeName(valueText(parent, 'name') ?? ''));
    parent = next;
  }
  return names.join('/');
}
