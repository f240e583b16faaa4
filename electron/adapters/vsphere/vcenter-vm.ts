import { isIP } from 'node:net';
import type { VmPower } from '../../../shared/inventory/inventory.js';
import type { VmIdentity } from '../common/own-machine.js';
import { rememberedLookup } from '../common/remembered-lookup.js';
import type { VsphereClient } from './client.js';
import { element } from './envelope.js';
import { all, textAt } from './xml-tree.js';

export interface VmCandidate {
  readonly id: string;
  readonly power: VmPower;
  readonly identity: VmIdentity;
}

/** One thing that tells where vCenter lives; asked only when those before it led to no VM. */
export type Trace = (vm: VmIdentity) => boolean;

/** The VM, or the VMs between which nothing decides. */
export type VcenterFound =
  | { readonly kind: 'found'; readonly id: string }
  | { readonly kind: 'several'; readonly ids: readonly string[] }
  | { readonly kind: 'none' };

/**
 * Where vCenter says that it lives, what is surest first: its own managed addresses, its own name, the address that the hosts are managed from, the address it
 * was reached at; the names that guests give themselves last. `about.instanceUuid` is not its VM's uuid, so this is all there is. A host knows the third only.
 */
export function vcenterTraces(client: VsphereClient, managementIps: readonly string[]): readonly (() => Promise<Trace>)[] {
  const byManager = () => Promise.resolve(hasAddress(managementIps));
  if (client.knownKind === 'esxi') return [byManager];
  let reading: Promise<OwnSettings> | undefined;
  const settings = () => (reading ??= ownSettings(client));
  const configured = client.options.host;
  return [
    async () => hasAddress((await settings()).addresses),
    async () => hasAddress(await addressesOf((await settings()).name)),
    byManager,
    async () => hasAddress(await addressesOf(configured)),
    async () => hasName([(await settings()).name, configured]),
  ];
}

interface OwnSettings {
  readonly addresses: readonly string[];
  readonly name?: string;
}

/** Nothing where the account may not read them. */
async function ownSettings(client: VsphereClient): Promise<OwnSettings> {
  const content = await client.content();
  if (!content.ok || content.value.setting === undefined) return { addresses: [] };
  const answer = await client.call('QueryOptions', content.value.setting, [element('name', 'VirtualCenter.')]);
  if (!answer.ok) return { addresses: [] };
  const options = new Map(all(answer.value, 'returnval').map((one) => [textAt(one, 'key') ?? '', textAt(one, 'value') ?? '']));
  const addresses = ['VirtualCenter.AutoManagedIPV4', 'VirtualCenter.AutoManagedIPV6'].flatMap((key) => options.get(key) ?? []);
  const name = options.get('VirtualCenter.FQDN');
  return name === undefined ? { addresses } : { addresses, name };
}

async function addressesOf(name: string | undefined): Promise<readonly string[]> {
  if (name === undefined || name === '') return [];
  return isIP(name) === 0 ? resolve(name) : [name];
}

function resolve(name: string): Promise<readonly string[]> {
  return new Promise((found) => {
    rememberedLookup(name, { all: true }, (error, addresses) => {
      found(error !== null || typeof addresses === 'string' ? [] : addresses.map((one) => one.address));
    });
  });
}

function hasAddress(addresses: readonly string[]): Trace {
  const wanted = new Set(addresses.filter((one) => isIP(one) !== 0 && !isLoopback(one)));
  return (vm) => vm.addresses.some((one) => wanted.has(one));
}

function hasName(names: readonly (string | undefined)[]): Trace {
  const wanted = new Set(names.flatMap((one) => (one === undefined || isIP(one) !== 0 ? [] : [one.toLowerCase()])));
  wanted.delete('localhost');
  return (vm) => vm.hostName !== undefined && wanted.has(vm.hostName.toLowerCase());
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

/**
 * The first trace that leads anywhere decides. Of several VMs with the same address the one that runs; of several that run (a clone in a network apart, the
 * nodes of vCenter HA) the one that the next traces lead to as well, else none: a person says which.
 */
export async function findVcenterVm(vms: readonly VmCandidate[], traces: readonly (() => Promise<Trace>)[]): Promise<VcenterFound> {
  let several: readonly VmCandidate[] = [];
  for (const trace of traces) {
    const fits = await trace();
    const fitting = (several.length === 0 ? vms : several).filter((vm) => fits(vm.identity));
    const running = fitting.filter((vm) => vm.power === 'on');
    const likely = fitting.length > 1 && running.length > 0 ? running : fitting;
    const [only, ...others] = likely;
    if (only === undefined) continue;
    if (others.length === 0) return { kind: 'found', id: only.id };
    several = likely;
  }
  return several.length === 0 ? { kind: 'none' } : { kind: 'several', ids: several.map((vm) => vm.id) };
}
