import { parseAddress, type Address } from './address.js';
import type { Connection } from './connection.js';

/**
 * Who would receive this connection's secrets, and how well hidden on the way: kept secrets are for exactly this. What only changes how a thing is
 * called or used is left out. Two connections with addresses that cannot be read are never the same.
 */
export function isSameReceiver(one: Connection, other: Connection): boolean {
  return one.kind === other.kind && isSame(one.address, other.address) && isSame(one.writeAddress, other.writeAddress);
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
