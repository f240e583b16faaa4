import type { Vm, VmPower } from '../../../shared/inventory/inventory.js';
import type { VmIdentity } from '../common/own-machine.js';
import { valueText, type ReadObject } from './properties.js';
import { all, at, textAt } from './xml-tree.js';

export const vmPaths = [
  'name',
  'parent',
  'parentVApp',
  'runtime.powerState',
  'runtime.connectionState',
  'runtime.host',
  'runtime.question',
  'guest.toolsRunningStatus',
  'guest.ipAddress',
  'guest.net',
  'guest.hostName',
  'config.template',
  'config.ftInfo',
  'config.managedBy',
  'config.instanceUuid',
  'config.uuid',
] as const;

/** Names vCenter gives its cluster agents, as VMware's own shutdown script matches them. */
const agentName = /^vCLS-\w{8}-|^vCLS\s*\(\d+\)|^vCLS\s*$/;
const agentManager = 'com.vmware.vim.eam';

/** vSphere escapes three characters in names. */
export function decodeName(name: string): string {
  return name.replaceAll(/%2f/gi, '/').replaceAll(/%5c/gi, '\\').replaceAll('%25', '%');
}

/** Only the power state of a VM that is said to be connected is known; absent, refused or of a lost VM it is unknown, never off. */
export function powerOf(object: ReadObject): VmPower {
  if (valueText(object, 'runtime.connectionState') !== 'connected') return 'unknown';
  switch (valueText(object, 'runtime.powerState')) {
    case 'poweredOn':
      return 'on';
    case 'poweredOff':
      return 'off';
    case 'suspended':
      return 'suspended';
    default:
      return 'unknown';
  }
}

function toolsOf(object: ReadObject): Vm['tools'] {
  const status = valueText(object, 'guest.toolsRunningStatus');
  if (status === undefined) return 'unknown';
  return status === 'guestToolsNotRunning' ? 'notRunning' : 'running';
}

export function isAgent(object: ReadObject): boolean {
  const manager = textAt(object.values.get('config.managedBy'), 'extensionKey');
  return manager === agentManager || agentName.test(decodeName(valueText(object, 'name') ?? ''));
}

export function identityOf(object: ReadObject): VmIdentity {
  const nics = all(object.values.get('guest.net'), 'GuestNicInfo');
  const addresses = nics.flatMap((nic) => [
    ...all(nic, 'ipAddress').map((one) => one.text),
    ...all(at(nic, 'ipConfig'), 'ipAddress').flatMap((one) => textAt(one, 'ipAddress') ?? []),
  ]);
  const main = valueText(object, 'guest.ipAddress');
  const hostName = valueText(object, 'guest.hostName');
  const biosUuid = valueText(object, 'config.uuid');
  return {
    // A card that the guest made itself (a VPN, a host-only network) has the same address on many machines.
    macs: nics.filter((nic) => textAt(nic, 'deviceConfigId') !== '-1').flatMap((nic) => textAt(nic, 'macAddress')?.toLowerCase() ?? []),
    addresses: [...new Set(main === undefined ? addresses : [main, ...addresses])],
    ...(hostName === undefined ? {} : { hostName }),
    ...(biosUuid === undefined ? {} : { biosUuid }),
  };
}

/** A VM as the inventory shows it, but for what only the whole picture tells: folder, tags, vCenter's VM, this program's VM. */
export function vmOf(endpoint: string, object: ReadObject): Omit<Vm, 'folder' | 'vcenter' | 'self' | 'tags'> {
  const uuid = valueText(object, 'config.instanceUuid');
  const ipAddress = valueText(object, 'guest.ipAddress');
  const role = Number(textAt(object.values.get('config.ftInfo'), 'role') ?? '');
  const asked = object.values.get('runtime.question');
  const question = textAt(asked, 'text');
  return {
    id: object.reference.id,
    name: decodeName(valueText(object, 'name') ?? object.reference.id),
    endpoint,
    power: powerOf(object),
    host: valueText(object, 'runtime.host') ?? '',
    tools: toolsOf(object),
    template: valueText(object, 'config.template') === 'true',
    agent: isAgent(object),
    ...(uuid === undefined ? {} : { uuid }),
    ...(role >= 1 ? { faultTolerance: role === 1 ? ('primary' as const) : ('secondary' as const) } : {}),
    ...(question === undefined ? {} : { question }),
    ...(ipAddress === undefined ? {} : { ipAddress }),
  };
}
