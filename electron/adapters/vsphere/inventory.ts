import type { Host, HostState, Inventory, Vm } from '../../../shared/inventory/inventory.js';
import { done, failed } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { Called, VsphereClient } from './client.js';
import { clusterOf, clusterPaths } from './cluster.js';
import { isOwn, type OwnMachine } from './own-machine.js';
import { retrieveView, valueText, type PropertySet, type ReadObject } from './properties.js';
import { findVcenterVm, vcenterAddresses } from './vcenter-vm.js';
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

/** A host knows no clusters. Folders come along so that a VM can say where it stands. */
function propertySets(kind: 'vcenter' | 'esxi'): readonly PropertySet[] {
  const sets = [
    { type: 'VirtualMachine', paths: vmPaths },
    { type: 'HostSystem', paths: hostPaths },
    { type: 'Folder', paths: ['name', 'parent'] },
    { type: 'Datacenter', paths: ['name', 'parent'] },
  ];
  return kind === 'esxi' ? sets : [...sets, { type: 'ClusterComputeResource', paths: clusterPaths }];
}

/** Everything of one endpoint through one view and one filter, page by page. */
export async function readInventory(client: VsphereClient, endpoint: string, own: OwnMachine): Promise<Called<Inventory>> {
  const content = await client.content();
  if (!content.ok) return content;
  const read = await retrieveView(client, propertySets(content.value.kind));
  if (!read.ok) return read;
  const objects = read.value;
  const hosts = ofType(objects, 'HostSystem').map((object) => hostOf(endpoint, object));
  // Every endpoint has a host, and the view always holds it: without one the answer is a picture for nobody, not an empty office.
  if (hosts.length === 0) return failed('vsphere/emptyAnswer', message('vsphere.emptyAnswer', { host: client.host }));
  return done({
    clusters: ofType(objects, 'ClusterComputeResource').map((object) => clusterOf(endpoint, object)),
    hosts: content.value.kind === 'esxi' ? hosts.map((host) => ({ ...host, direct: endpoint })) : hosts,
    vms: await vmsOf(client, endpoint, objects, hosts, own),
    machines: [],
  });
}

async function vmsOf(
  client: VsphereClient,
  endpoint: string,
  objects: readonly ReadObject[],
  hosts: readonly Host[],
  own: OwnMachine,
): Promise<readonly Vm[]> {
  const byId = new Map(objects.map((one) => [one.reference.id, one]));
  const found = ofType(objects, 'VirtualMachine').map((object) => ({
    vm: { ...vmOf(endpoint, object), folder: folderOf(object, byId) },
    identity: identityOf(object),
  }));
  const managementIps = [...new Set(hosts.flatMap((host) => host.managementServerIp ?? []))];
  const where = client.knownKind === 'esxi' ? { addresses: managementIps, names: [] } : await vcenterAddresses(client, managementIps);
  const vcenter = findVcenterVm(
    found.filter(({ vm }) => !vm.template).map(({ vm, identity }) => ({ id: vm.id, power: vm.power, identity })),
    where,
  );
  return found.map(({ vm, identity }) => ({
    ...vm,
    vcenter: vm.id === vcenter?.id,
    // A VM that is not running cannot be this machine, whatever it was cloned from.
    self: vm.power !== 'off' && vm.power !== 'suspended' && !vm.template && isOwn(identity, own),
  }));
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

/** `DC/Production/Web`: the names up to the datacenter, without the hidden folder `vm` that holds them. */
function folderOf(object: ReadObject, byId: ReadonlyMap<string, ReadObject>): string {
  const names: string[] = [];
  let parent = byId.get(valueText(object, 'parent') ?? '');
  for (let depth = 0; parent !== undefined && depth < 50; depth += 1) {
    const above = byId.get(valueText(parent, 'parent') ?? '');
    const hidden = parent.reference.type === 'Folder' && above?.reference.type === 'Datacenter';
    if (!hidden) names.unshift(decodeName(valueText(parent, 'name') ?? ''));
    parent = above;
  }
  return names.join('/');
}
