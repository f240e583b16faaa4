import { isIP } from 'node:net';
import type { VmPower } from '../../../shared/inventory/inventory.js';
import { rememberedLookup } from '../common/remembered-lookup.js';
import type { VsphereClient } from './client.js';
import { element } from './envelope.js';
import type { VmIdentity } from './vm-facts.js';
import { all, textAt } from './xml-tree.js';

/** Where vCenter says that it lives. `about.instanceUuid` is not its VM's uuid, so addresses and names are all there is. */
export interface VcenterAddresses {
  readonly addresses: readonly string[];
  readonly names: readonly string[];
}

export interface VmCandidate {
  readonly id: string;
  readonly power: VmPower;
  readonly identity: VmIdentity;
}

/** vCenter's own settings, the hosts' `managementServerIp`, and the address it was reached at. Unreadable sources are left out. */
export async function vcenterAddresses(client: VsphereClient, managementIps: readonly string[]): Promise<VcenterAddresses> {
  const settings = await ownSettings(client);
  const configured = client.options.host;
  const resolved = isIP(configured) === 0 ? await resolve(configured) : [configured];
  const addresses = [...settings.filter((one) => isIP(one) !== 0), ...managementIps, ...resolved];
  const names = [...settings.filter((one) => isIP(one) === 0), ...(isIP(configured) === 0 ? [configured] : [])];
  return {
    addresses: [...new Set(addresses.filter((one) => !isLoopback(one)))],
    names: [...new Set(names.map((one) => one.toLowerCase()).filter((one) => one !== 'localhost'))],
  };
}

async function ownSettings(client: VsphereClient): Promise<readonly string[]> {
  const content = await client.content();
  if (!content.ok || content.value.kind !== 'vcenter' || content.value.setting === undefined) return [];
  const answer = await client.call('QueryOptions', content.value.setting, [element('name', 'VirtualCenter.')]);
  if (!answer.ok) return [];
  return all(answer.value, 'returnval')
    .filter((option) => /^VirtualCenter\.(AutoManagedIPV[46]|FQDN)$/.test(textAt(option, 'key') ?? ''))
    .flatMap((option) => textAt(option, 'value') ?? []);
}

function resolve(name: string): Promise<readonly string[]> {
  return new Promise((found) => {
    rememberedLookup(name, { all: true }, (error, addresses) => {
      found(error !== null || typeof addresses === 'string' ? [] : addresses.map((one) => one.address));
    });
  });
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

/** The VM with one of the addresses, else with one of the names. Of several the running one; of several running ones none: a person says which. */
export function findVcenterVm(vms: readonly VmCandidate[], where: VcenterAddresses): VmCandidate | undefined {
  const byAddress = vms.filter((vm) => vm.identity.addresses.some((one) => where.addresses.includes(one)));
  const byName = vms.filter((vm) => vm.identity.hostName !== undefined && where.names.includes(vm.identity.hostName.toLowerCase()));
  const found = byAddress.length > 0 ? byAddress : byName;
  if (found.length <= 1) return found[0];
  const running = found.filter((vm) => vm.power === 'on');
  return running.length === 1 ? running[0] : undefined;
}
