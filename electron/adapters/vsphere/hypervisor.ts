import type { Hypervisor } from '../../core/ports.js';
import { parseAddress } from '../../../shared/settings/address.js';
import type { Connection } from '../../../shared/settings/connection.js';
import type { ClusterSettings } from '../../../shared/plan/operation.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { readOwnMachine, type OwnMachine } from '../common/own-machine.js';
import { probeTcp } from '../common/tcp-probe.js';
import { checkEndpoint } from './check.js';
import { asResult, VsphereClient } from './client.js';
import { settingsOf, settingsSpec } from './cluster.js';
import { VmDirectory } from './directory.js';
import { element, type Reference } from './envelope.js';
import { enterMaintenance, exitMaintenance, inMaintenance, runningVms, shutdownHost } from './host-power.js';
import { readInventory } from './inventory.js';
import { hasReadOnlyLicence } from './licence.js';
import { PowerLooks } from './power-looks.js';
import { retrieveObjects } from './properties.js';
import { TagReader } from './tags.js';
import { finishTask, onVm, powerOff, powerOn, readPower, shutdownGuest, suspend, type Reach } from './vm-power.js';
import { Watcher } from './watcher.js';

const reconfigureLimitMs = 120_000;

export interface VsphereOptions {
  /** How this machine is recognised among the VMs; default: its own network cards and BIOS uuid. */
  readonly own?: OwnMachine;
  readonly timeoutMs?: number;
  /** Longest answer taken. */
  readonly limitBytes?: number;
}

/** Beside the port: what was sent, by method, for tests and benches. */
export interface VsphereHypervisor extends Hypervisor {
  readonly requests: ReadonlyMap<string, number>;
}

/**
 * A vCenter or an ESXi host over SOAP. Opening asks what the endpoint is, without logging in. One that does not answer is opened all the
 * same, since it may be off and come back: its kind is then a guess (a host where `hostName` is set) until it first answers.
 * Fails as `vsphere/address`, `vsphere/certificateUnknown` (params: `presented`), `vsphere/pinMismatch`, `vsphere/tls`, `vsphere/nonsense`.
 */
export async function openVsphere(
  connection: Connection,
  secret: () => Promise<string | undefined>,
  options: VsphereOptions = {},
): Promise<Result<VsphereHypervisor>> {
  const address = parseAddress(connection.address);
  if (!address.ok) return address;
  if (address.value.scheme !== 'vsphere') return failed('vsphere/address', message('vsphere.address', { given: address.value.scheme }));
  const { host, port, user } = address.value;
  const client = new VsphereClient({
    host,
    port,
    user,
    secret,
    legacy: connection.legacyAlgorithms === true,
    ...(connection.pin === undefined ? {} : { pin: connection.pin }),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(options.limitBytes === undefined ? {} : { limitBytes: options.limitBytes }),
  });
  const content = await client.content();
  if (!content.ok && content.failure.code !== 'vsphere/unreachable') {
    await client.close();
    return asResult(content);
  }
  const guess = connection.hostName === undefined ? 'vcenter' : 'esxi';
  return done(hypervisorOver(connection.id, client, guess, options.own ?? (await readOwnMachine())));
}

function hypervisorOver(connectionId: string, client: VsphereClient, guess: 'vcenter' | 'esxi', own: OwnMachine): VsphereHypervisor {
  const looks = new PowerLooks(client);
  const reach: Reach = { client, directory: new VmDirectory(client), looks, watcher: new Watcher(client, looks) };
  const tags = new TagReader(client);
  const readOffice = async () => {
    const read = await readInventory(client, connectionId, own, tags);
    if (read.ok) reach.directory.remember(read.value.inventory.vms);
    return asResult(read);
  };
  const inventory = async () => {
    const read = await readOffice();
    return read.ok ? done(read.value.inventory) : read;
  };
  return {
    connectionId,
    get kind() {
      return client.knownKind ?? guess;
    },
    requests: client.requests,
    about: () => about(client),
    inventory,
    vmPower: (vm) => readPower(reach, vm),
    waitForVm: async (vm, wanted, signal) => asResult(await onVm(reach, vm, (found) => reach.watcher.vm(found, wanted, vm.name, signal))),
    shutdownGuest: (vm) => shutdownGuest(reach, vm),
    powerOffVm: (vm) => powerOff(reach, vm),
    suspendVm: (vm) => suspend(reach, vm),
    powerOnVm: (vm) => powerOn(reach, vm),
    enterMaintenance: (hostId, options) => enterMaintenance(reach, hostId, options),
    exitMaintenance: (hostId) => exitMaintenance(reach, hostId),
    inMaintenance: (hostId) => inMaintenance(client, hostId),
    runningVms: (hostId) => runningVms(client, hostId),
    shutdownHost: (hostId, options) => shutdownHost(reach, hostId, options.force),
    readClusterSettings: (clusterId) => readClusterSettings(client, clusterId),
    applyClusterSettings: (clusterId, settings) => applyClusterSettings(reach, clusterId, settings),
    check: () => checkEndpoint(connectionId, client, own, readOffice),
    // A name that nobody can resolve any more is no sign that its host is off.
    answers: async () => (await probeTcp(client.options.host, client.options.port)) !== 'silent',
    close: async () => {
      await reach.watcher.close();
      await tags.close();
      await client.close();
    },
  };
}

async function about(client: VsphereClient): ReturnType<Hypervisor['about']> {
  const login = await client.login();
  if (!login.ok) return asResult(login);
  const licence = await hasReadOnlyLicence(client);
  if (!licence.ok) return asResult(licence);
  return done({ kind: login.value.kind, version: login.value.version, readOnlyLicence: licence.value });
}

function cluster(clusterId: string): Reference {
  return { type: 'ClusterComputeResource', id: clusterId };
}

async function readClusterSettings(client: VsphereClient, clusterId: string): Promise<Result<ClusterSettings>> {
  const sets = [{ type: 'ClusterComputeResource', paths: ['configurationEx'] }];
  const read = await retrieveObjects(client, sets, [{ object: cluster(clusterId) }], clusterId);
  if (!read.ok) return asResult(read);
  const settings = settingsOf(read.value[0]?.values.get('configurationEx'));
  if (settings !== undefined) return done(settings);
  return failed('vsphere/notSaid', message('vsphere.notSaid', { host: client.host, name: clusterId, what: 'configurationEx' }));
}

/** Changes what is named and nothing else (`modify`). */
async function applyClusterSettings(reach: Reach, clusterId: string, settings: Partial<ClusterSettings>): Promise<Result<void>> {
  if (Object.keys(settings).length === 0) return done(undefined);
  const args = [settingsSpec(settings), element('modify', true)];
  return asResult(await finishTask(reach, 'ReconfigureComputeResource_Task', cluster(clusterId), clusterId, args, reconfigureLimitMs));
}
