import { parseAddress, type Address } from './address.js';
import type { Connection } from './connection.js';

/**
 * Whether the one who receives this connection's secrets now is the one they were kept for, and they are as well hidden on the way. What only changes
 * how a thing is called or used is left out. Connections with addresses that cannot be read are never the same.
 */
export function isSameReceiver(now: Connection, before: Connection): boolean {
  const areCommandsSafe = isSame(now.writeAddress, before.writeAddress) || isOnlyAnotherUser(now);
  return now.kind === before.kind && isSame(now.address, before.address) && areCommandsSafe;
}

/** Commands go to the very card that is read, over SNMPv3 with the same methods: it learns nothing that it was not told already. */
function isOnlyAnotherUser({ address, writeAddress }: Connection): boolean {
  if (writeAddress === undefined) return true;
  const [reading, writing] = [parseAddress(address), parseAddress(writeAddress)];
  if (!reading.ok || !writing.ok || reading.value.scheme !== 'snmp' || writing.value.scheme !== 'snmp') return false;
  if (reading.value.version !== '3' || writing.value.version !== '3') return false;
  return JSON.stringify(receiverOf({ ...reading.value, user: '' })) === JSON.stringify(receiverOf({ ...writing.value, user: '' }));
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const [left, right] = [parseAddress(one), parseAddress(other)];
  return left.ok && right.ok && JSON.stringify(receiverOf(left.value)) === JSON.stringify(receiverOf(right.value));
}

/** All of an address but what is asked there: the name of a UPS, the context of an agent. */
function receiverOf(address: Address): unknown {
  const { ups: _ups, context: _context, ...rest } = { ups: '', context: '', ...address };
  return 'host' in rest ? { ...rest, host: rest.host.toLowerCase() } : rest;
}
