import type { UpsSource } from '../../core/ports.js';
import type { Failure, Result } from '../../../shared/result.js';
import type { Reading } from '../../../shared/ups/reading.js';

/** One way of reaching a UPS; `address` is what would be stored. */
export interface UpsAttempt {
  readonly address: string;
  readonly open: () => Promise<Result<UpsSource>>;
  /** Attempts that make no sense after this failure, by their address. */
  readonly rulesOut?: (failure: Failure, address: string) => boolean;
}

export interface TriedAddress {
  readonly address: string;
  /** Absent for the one that was read. */
  readonly failure?: Failure;
}

export interface UpsDiscovery {
  readonly found?: { readonly address: string; readonly reading: Reading };
  /** In order, with the reason of each that did not work. */
  readonly tried: readonly TriedAddress[];
}

/** Methods of SNMPv3 that cards offer, most common and safest first. A silent card may have any of them; a refusal says more. */
const v3Methods: readonly (readonly [auth: string, priv: string])[] = [
  ['sha256', 'aes128'],
  ['sha1', 'aes128'],
  ['sha256', 'aes256b'],
  ['sha512', 'aes256b'],
  ['sha1', 'aes256r'],
  ['sha1', 'aes256b'],
  ['md5', 'aes128'],
];

/** Addresses worth trying at a host, in the order in which they should be preferred: SNMP v3, v2c, v1. */
export function snmpAddressesAt(host: string, user?: string): readonly string[] {
  const at = host.includes(':') ? `[${host}]` : host;
  const secure =
    user === undefined
      ? []
      : v3Methods.map(([auth, priv]) => `snmp://${encodeURIComponent(user)}@${at}?version=3&auth=${auth}&priv=${priv}`);
  return [...secure, `snmp://${at}?version=2c`, `snmp://${at}?version=1`];
}

/** A card that does not know a user will not know it with other methods either. */
export function ruledOutBySnmp(failure: Failure, address: string): boolean {
  return (
    address.startsWith('snmp:') &&
    (failure.code === 'ups/unknownHost' || (isV3(address) && failure.message.key === 'ups.snmp.refused.user'))
  );
}

function isV3(address: string): boolean {
  return address.includes('version=3');
}

/** Tries one after the other until a UPS is read, and keeps why each of the others did not work. */
export async function discoverUps(attempts: readonly UpsAttempt[]): Promise<UpsDiscovery> {
  const tried: TriedAddress[] = [];
  let waiting = [...attempts];
  while (waiting.length > 0) {
    const [attempt, ...rest] = waiting;
    if (attempt === undefined) break;
    const read = await readOnce(attempt);
    if (read.ok) return { found: { address: attempt.address, reading: read.value }, tried: [...tried, { address: attempt.address }] };
    tried.push({ address: attempt.address, failure: read.failure });
    waiting = rest.filter((other) => attempt.rulesOut?.(read.failure, other.address) !== true);
  }
  return { tried };
}

async function readOnce(attempt: UpsAttempt): Promise<Result<Reading>> {
  const source = await attempt.open();
  if (!source.ok) return source;
  try {
    return await source.value.read();
  } finally {
    source.value.close();
  }
}
