import type { Clock, SecretStore, UpsSource } from '../core/ports.js';
import { failed, type Result } from '../../shared/result.js';
import { parseAddress, type Address } from '../../shared/settings/address.js';
import type { Connection, SecretPart } from '../../shared/settings/connection.js';
import { message } from '../../shared/text/message.js';

/** A UPS by its address: SNMP, NUT or apcupsd. */
export async function openUpsSource(connection: Connection, secrets: SecretStore, clock: Clock): Promise<Result<UpsSource>> {
  const address = parseAddress(connection.address);
  if (!address.ok) return address;
  const secret = async (part: SecretPart) => {
    const found = await secrets.get(connection.id, part);
    return found.ok ? found.value : undefined;
  };
  switch (address.value.scheme) {
    case 'snmp': {
      const { openSnmpUps } = await import('../adapters/snmp/open-snmp-ups.js');
      const write = writeAddress(connection);
      return openSnmpUps(connection.id, address.value, secret, {
        wall: () => clock.wall(),
        nowMs: () => clock.nowMs(),
        ...(write === undefined ? {} : { write: { address: write, secret } }),
      });
    }
    default:
      return failed('connection/kind', message('core.adapter.kind', { id: connection.id }));
  }
}

function writeAddress(connection: Connection): Extract<Address, { readonly scheme: 'snmp' }> | undefined {
  if (connection.writeAddress === undefined) return undefined;
  const address = parseAddress(connection.writeAddress);
  return address.ok && address.value.scheme === 'snmp' ? address.value : undefined;
}
