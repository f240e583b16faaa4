import { parseAddress } from '../../../shared/settings/address.js';
import type { Connection } from '../../../shared/settings/connection.js';
import type { PowerHint } from '../engine-port.js';

/**
 * The UPSes that are asked at once after a hint, by id. The system speaks only of the power that it sees itself; after a sleep nothing is known of
 * any UPS.
 */
export function upsToAsk(hint: PowerHint, connections: readonly Connection[]): readonly string[] {
  const all = connections.filter((one) => one.kind === 'ups');
  return (hint === 'awoke' ? all : all.filter(isShownBySystem)).map((one) => one.id);
}

function isShownBySystem({ address }: Connection): boolean {
  const parsed = parseAddress(address);
  return parsed.ok && parsed.value.scheme === 'system';
}
