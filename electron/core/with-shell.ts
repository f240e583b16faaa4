import { parseAddress } from '../../shared/settings/address.js';
import type { Connection } from '../../shared/settings/connection.js';
import type { Result } from '../../shared/result.js';
import type { Hypervisor } from './ports.js';

/** What says that the API is closed as a whole, and not that it minds this one thing. */
const closedDoor = /^vsphere\/(readOnlyLicence|unreachable|tls|denied|password|noPassword|certificateUnknown|pinMismatch)$/;

/** The connection by which the same ESXi host is reached over SSH, if there is one. */
export function shellOf(connection: Connection, list: readonly Connection[]): Connection | undefined {
  if (connection.kind !== 'vsphere') return undefined;
  return list.find((one) => one.kind === 'esxiSsh' && isSameHost(connection, one, list));
}

/** By the host's name where both tell it; else by an address that only one of the API's connections has. */
function isSameHost(api: Connection, shell: Connection, list: readonly Connection[]): boolean {
  if (api.hostName !== undefined && shell.hostName !== undefined) return api.hostName.toLowerCase() === shell.hostName.toLowerCase();
  const address = addressOf(shell);
  const there = list.filter((one) => one.kind === 'vsphere' && addressOf(one) === address);
  return address !== undefined && there.length === 1 && there[0]?.id === api.id;
}

function addressOf(connection: Connection): string | undefined {
  const address = parseAddress(connection.address);
  return address.ok && 'host' in address.value ? address.value.host.toLowerCase() : undefined;
}

/**
 * An ESXi host whose API may be closed (free licence, lockdown mode, a service that hangs): what it does not take goes to the host's shell.
 * Opened only then. The inventory stays the API's: the shell tells less.
 */
export function withShell(api: Hypervisor, openShell: () => Promise<Result<Hypervisor>> | undefined): Hypervisor {
  const either = async <T>(work: (through: Hypervisor) => Promise<Result<T>>): Promise<Result<T>> => {
    const answer = await work(api);
    if (answer.ok || !closedDoor.test(answer.failure.code)) return answer;
    const shell = await openShell();
    return shell?.ok === true ? work(shell.value) : answer;
  };
  return {
    connectionId: api.connectionId,
    get kind() {
      return api.kind;
    },
    about: () => either((one) => one.about()),
    inventory: () => api.inventory(),
    vmPower: (vm) => either((one) => one.vmPower(vm)),
    waitForVm: (vm, wanted, signal) => either((one) => one.waitForVm(vm, wanted, signal)),
    shutdownGuest: (vm) => either((one) => one.shutdownGuest(vm)),
    powerOffVm: (vm) => either((one) => one.powerOffVm(vm)),
    suspendVm: (vm) => either((one) => one.suspendVm(vm)),
    powerOnVm: (vm) => either((one) => one.powerOnVm(vm)),
    enterMaintenance: (hostId, options) => either((one) => one.enterMaintenance(hostId, options)),
    exitMaintenance: (hostId) => either((one) => one.exitMaintenance(hostId)),
    inMaintenance: (hostId) => either((one) => one.inMaintenance(hostId)),
    runningVms: (hostId) => either((one) => one.runningVms(hostId)),
    shutdownHost: (hostId, options) => either((one) => one.shutdownHost(hostId, options)),
    readClusterSettings: (clusterId) => api.readClusterSettings(clusterId),
    applyClusterSettings: (clusterId, settings) => api.applyClusterSettings(clusterId, settings),
    check: async () => {
      const findings = await api.check();
      if (!findings.some((one) => one.code === 'vsphere/readOnlyLicence')) return findings;
      const shell = await openShell();
      const isServed = shell?.ok === true && (await shell.value.about()).ok;
      // It is the shell that acts then; its own check says how far that can be trusted.
      return isServed ? findings.filter((one) => one.code !== 'vsphere/readOnlyLicence') : findings;
    },
    answers: async () => {
      if (await api.answers()) return true;
      const shell = await openShell();
      return shell?.ok === true && (await shell.value.answers());
    },
    close: () => api.close(),
  };
}
