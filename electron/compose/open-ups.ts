import type { Clock, SecretStore, UpsSource } from '../core/ports.js';
import { failed, type Result } from '../../shared/result.js';
import { parseAddress, type Address } from '../../shared/settings/address.js';
import type { Connection, SecretPart } from '../../shared/settings/connection.js';
import { message } from '../../shared/text/message.js';

/** A UPS by its address: SNMP, NUT or apcupsd. The protocol's library is loaded at first need. */
export async function openUpsSource(connection: Connection, secrets: SecretStore, clock: Clock): Promise<Result<UpsSource>> {
  const parsed = parseAddress(connection.address);
  if (!parsed.ok) return parsed;
  const secret = async (part: SecretPart) => {
    const found = await secrets.get(connection.id, part);
    return found.ok ? found.value : undefined;
  };
  const times = { wall: () => clock.wall(), nowMs: () => clock.nowMs() };
  const address = parsed.value;
  switch (address.scheme) {
    case 'snmp': {
      const { openSnmpUps } = await import('../adapters/snmp/open-snmp-ups.js');
      const write = writeAddress(connection);
      return openSnmpUps(connection.id, address, secret, {
        ...times,
        ...(write === undefined ? {} : { write: { address: write, secret } }),
      });
    }
    case 'nut': {
      const { openNutUps } = await import('../adapters/nut/nut-ups.js');
      return openNutUps(connection.id, address, secret, { ...times, ...(connection.pin === undefined ? {} : { pin: connection.pin }) });
    }
    case 'apcupsd': {
      const { openApcupsdUps } = await import('../adapters/apcupsd/apcupsd-ups.js');
      return openApcupsdUps(connection.id, address, times);
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
