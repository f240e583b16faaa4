import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { isIPv6 } from 'node:net';

/** What tells which machine a VM is. */
export interface VmIdentity {
  /** Of its virtual network cards, in lower case with colons; empty when nobody told them. */
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
  readonly hostName?: string;
  readonly biosUuid?: string;
}

/** What this machine knows of itself, to recognise it among the VMs. */
export interface OwnMachine {
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
  readonly biosUuid?: string;
  /** It is a VM of VMware's, whether or not it is found among those that are shut down. */
  readonly isVmwareVm?: boolean;
}

/** Bridges of containers and of guests carry the same addresses on many machines. */
const shared = /^(docker|br-|veth|virbr|cni|podman|lxc|vEthernet)|vmnet/i;
/** Prefixes that VMware gives to the cards of its VMs. */
const vmwareMac = /^00:(50:56|0c:29|05:69|1c:14):/;

export interface OwnFiles {
  /** On Linux readable by root only. */
  readonly uuid: string;
  /** On Linux readable by everybody. */
  readonly vendor: string;
}

const linuxFiles: OwnFiles = { uuid: '/sys/class/dmi/id/product_uuid', vendor: '/sys/class/dmi/id/sys_vendor' };

/** The network cards are readable everywhere and without rights, the firmware's own words on Linux. */
export async function readOwnMachine(interfaces = networkInterfaces(), files = linuxFiles): Promise<OwnMachine> {
  const own = Object.entries(interfaces)
    .filter(([name]) => !shared.test(name))
    .flatMap(([, entries]) => entries ?? [])
    .filter((entry) => !entry.internal);
  const [biosUuid, vendor] = await Promise.all([textOf(files.uuid), textOf(files.vendor)]);
  const macs = [...new Set(own.map((entry) => entry.mac.toLowerCase()).filter((mac) => !/^(00:)*00$/.test(mac)))];
  return {
    macs,
    addresses: own.map((entry) => entry.address).filter((address) => !/^(169\.254\.|fe80:)/i.test(address)),
    ...(biosUuid === '' ? {} : { biosUuid }),
    ...(/vmware/i.test(vendor) || macs.some((mac) => vmwareMac.test(mac)) ? { isVmwareVm: true } : {}),
  };
}

/** Empty where there is no such file, or none for this account. */
function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
}

/** Whether an address is one of this machine's: of its loopback or of one of its network cards. */
export function isOwnAddress(address: string, interfaces = networkInterfaces()): boolean {
  const plain = address
    .replace(/^::ffff:/i, '')
    .replace(/%.*$/, '')
    .toLowerCase();
  if (isIPv6(plain) ? plain === '::1' : plain.startsWith('127.')) return true;
  return Object.values(interfaces).some((entries) => entries?.some((entry) => entry.address.toLowerCase() === plain));
}

/** The uuid first, then a network card; an address counts only where nothing tells of its cards. */
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
