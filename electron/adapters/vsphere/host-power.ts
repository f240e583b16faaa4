import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { asResult, type Called, type VsphereClient } from './client.js';
import { element, type Reference } from './envelope.js';
import { retrieveObjects, valueText, type ReadObject } from './properties.js';
import { all } from './xml-tree.js';
import { decodeName, isAgent } from './vm-facts.js';
import { finishTask, startTask, type Reach } from './vm-power.js';

/** Leaving maintenance mode takes seconds; joining vSAN again some more. */
const exitLimitSeconds = 120;
/** How long a shutdown task is watched for an early fault; a host reached directly never reports its success. */
const acceptedMs = 3000;

function host(hostId: string): Reference {
  return { type: 'HostSystem', id: hostId };
}

async function readHost(client: VsphereClient, hostId: string, paths: readonly string[]): Promise<Called<ReadObject>> {
  const read = await retrieveObjects(client, [{ type: 'HostSystem', paths: ['name', ...paths] }], [{ object: host(hostId) }], hostId);
  if (!read.ok) return read;
  const found = read.value.find((one) => one.reference.id === hostId);
  return found === undefined ? failed('vsphere/notFound', message('vsphere.notFound', { host: client.host, name: hostId })) : done(found);
}

function nameOf(object: ReadObject): string {
  return decodeName(valueText(object, 'name') ?? object.reference.id);
}

function notSaid(client: VsphereClient, name: string, what: string) {
  return failed('vsphere/notSaid', message('vsphere.notSaid', { host: client.host, name, what }));
}

export async function inMaintenance(client: VsphereClient, hostId: string): Promise<Result<boolean>> {
  const read = await readHost(client, hostId, ['runtime.inMaintenanceMode']);
  if (!read.ok) return asResult(read);
  const value = valueText(read.value, 'runtime.inMaintenanceMode');
  return value === undefined ? notSaid(client, nameOf(read.value), 'runtime.inMaintenanceMode') : done(value === 'true');
}

/** Done when no VM is on any more and the host says so. On vSAN without moving data: with the other hosts going down that cannot end well. */
export async function enterMaintenance(
  reach: Reach,
  hostId: string,
  options: { readonly timeoutSeconds: number; readonly vsan: boolean },
): Promise<Result<void>> {
  const read = await readHost(reach.client, hostId, ['runtime.inMaintenanceMode']);
  if (!read.ok) return asResult(read);
  if (valueText(read.value, 'runtime.inMaintenanceMode') === 'true') return done(undefined);
  const seconds = Math.max(1, Math.round(options.timeoutSeconds));
  const vsan = element('maintenanceSpec', [element('vsanMode', [element('objectAction', 'noAction')])]);
  const args = [element('timeout', seconds), element('evacuatePoweredOffVms', false), ...(options.vsan ? [vsan] : [])];
  const method = 'EnterMaintenanceMode_Task';
  return asResult(await finishTask(reach, method, host(hostId), nameOf(read.value), args, (seconds + 15) * 1000));
}

export async function exitMaintenance(reach: Reach, hostId: string): Promise<Result<void>> {
  const read = await readHost(reach.client, hostId, ['runtime.inMaintenanceMode']);
  if (!read.ok) return asResult(read);
  if (valueText(read.value, 'runtime.inMaintenanceMode') === 'false') return done(undefined);
  const args = [element('timeout', exitLimitSeconds)];
  const limitMs = (exitLimitSeconds + 15) * 1000;
  return asResult(await finishTask(reach, 'ExitMaintenanceMode_Task', host(hostId), nameOf(read.value), args, limitMs));
}

/** Accepted is all that can be known: the host then goes away, and with it whoever would report. */
export async function shutdownHost(reach: Reach, hostId: string, force: boolean): Promise<Result<void>> {
  const read = await readHost(reach.client, hostId, []);
  const name = read.ok ? nameOf(read.value) : hostId;
  const started = await startTask(reach.client, 'ShutdownHost_Task', host(hostId), name, [element('force', force)]);
  if (!started.ok) return asResult(started);
  const end = await reach.watcher.task(started.value, name, acceptedMs);
  const isRefusal = !end.ok && end.fault !== undefined && !goingDown.has(end.fault.type);
  return isRefusal ? asResult(end) : done(undefined);
}

/** What a host says whose services are already stopping, and a vCenter that has just lost it. */
const goingDown = new Set([
  'NotAuthenticated',
  'ManagedObjectNotFound',
  'HostNotReachable',
  'HostNotConnected',
  'HostCommunication',
  'RequestCanceled',
]);

/**
 * Names of the VMs that are on there, without the agents of vCenter: no plan stops those, and they would hold the host back. A host that vCenter has lost
 * tells of the past, and a list that came in part hides somebody:
 * both are failures, for an empty list lets the host be shut down.
 */
export async function runningVms(client: VsphereClient, hostId: string): Promise<Result<readonly string[]>> {
  const start = { object: host(hostId), follow: { path: 'vm' } };
  const read = await retrieveObjects(
    client,
    [
      { type: 'HostSystem', paths: ['name', 'vm', 'runtime.connectionState'] },
      { type: 'VirtualMachine', paths: ['name', 'runtime.powerState', 'config.managedBy'] },
    ],
    [start],
    hostId,
  );
  if (!read.ok) return asResult(read);
  const itself = read.value.find((one) => one.reference.id === hostId);
  if (itself === undefined) return failed('vsphere/notFound', message('vsphere.notFound', { host: client.host, name: hostId }));
  const name = nameOf(itself);
  if (valueText(itself, 'runtime.connectionState') !== 'connected')
    return failed('vsphere/hostNotConnected', message('vsphere.hostNotConnected', { name }));
  if (itself.missing.has('vm')) return notSaid(client, name, 'vm');
  const listed = all(itself.values.get('vm'), 'ManagedObjectReference').map((one) => one.text);
  const vms = read.value.filter((one) => one.reference.type === 'VirtualMachine');
  if (listed.some((id) => !vms.some((one) => one.reference.id === id))) return notSaid(client, name, 'vm');
  const isOn = (one: ReadObject) => !['poweredOff', 'suspended'].includes(valueText(one, 'runtime.powerState') ?? '');
  return done(vms.filter((one) => isOn(one) && !isAgent(one)).map(nameOf));
}
