import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { VmIdentity } from './vm-facts.js';

/** What this machine knows of itself, to recognise it among the VMs. */
export interface OwnMachine {
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
  readonly biosUuid?: string;
}

/** Bridges of containers and of guests carry the same addresses on many machines. */
const shared = /^(docker|br-|veth|virbr|cni|podman|lxc|vmnet|vEthernet)/i;

/** The BIOS uuid is readable on Linux, there often by root only; addresses everywhere. */
export async function readOwnMachine(interfaces = networkInterfaces(), uuidFile = '/sys/class/dmi/id/product_uuid'): Promise<OwnMachine> {
  const own = Object.entries(interfaces)
    .filter(([name]) => !shared.test(name))
    .flatMap(([, entries]) => entries ?? [])
    .filter((entry) => !entry.internal);
  const biosUuid = await readFile(uuidFile, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  return {
    macs: [...new Set(own.map((entry) => entry.mac.toLowerCase()).filter((mac) => !/^(00:)*00$/.test(mac)))],
    addresses: own.map((entry) => entry.address).filter((address) => !/^(169\.254\.|fe80:)/i.test(address)),
    ...(biosUuid === '' ? {} : { biosUuid }),
  };
}

/** The uuid first, then a network card; an address counts only where the guest tells nothing of its cards. */
export function isOwn(vm: VmIdentity, own: OwnMachine): boolean {
  if (own.biosUuid !== undefined && vm.biosUuid !== undefined && sameUuid(own.biosUuid, vm.biosUuid)) return true;
  if (vm.macs.length > 0) return vm.macs.some((mac) => own.macs.includes(mac));
  return vm.addresses.some((address) => own.addresses.includes(address));
}

/** Firmware since SMBIOS 2.6 gives the first three groups in the other byte order. */
function sameUuid(one: string, other: string): boolean {
  const [a, b] = [digits(one), digits(other)];
  return a.length === 32 && (a === b || swapped(a) === b);
}

function digits(uuid: string): string {
  return uuid.replace(/[^0-9a-f]/gi, '').toLowerCase();
}

function swapped(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  const order = [3, 2, 1, 0, 5, 4, 7, 6];
  return [...order.map((index) => bytes[index] ?? ''), ...bytes.slice(8)].join('');
}
