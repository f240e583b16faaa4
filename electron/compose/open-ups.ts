import type { SecretSource, SnmpAddress } from '../adapters/snmp/credentials.js';
import type { SnmpUpsOptions } from '../adapters/snmp/open-snmp-ups.js';
import type { Clock, SecretStore, UpsSource } from '../core/ports.js';
import { failed, type Result } from '../../shared/result.js';
import { parseAddress } from '../../shared/settings/address.js';
import { writePartOf, type Connection, type SecretPart } from '../../shared/settings/connection.js';
import { message } from '../../shared/text/message.js';

/** A UPS by its address: SNMP, NUT, apcupsd or what this workstation itself shows. The protocol's library is loaded at first need. */
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
      const write = await writeAccess(connection, address, secret);
      return openSnmpUps(connection.id, address, secret, { ...times, ...(write === undefined ? {} : { write }) });
    }
    case 'nut': {
      const { openNutUps } = await import('../adapters/nut/nut-ups.js');
      return openNutUps(connection.id, address, secret, { ...times, ...(connection.pin === undefined ? {} : { pin: connection.pin }) });
    }
    case 'apcupsd': {
      const { openApcupsdUps } = await import('../adapters/apcupsd/apcupsd-ups.js');
      return openApcupsdUps(connection.id, address, times);
    }
    case 'system': {
      const { openSystemUps } = await import('../adapters/system/system-ups.js');
      return openSystemUps(connection.id, address, times);
    }
    default:
      return failed('connection/kind', message('core.adapter.kind', { id: connection.id }));
  }
}

/** The credentials for commands, where they differ from those for reading. */
async function writeAccess(connection: Connection, readAddress: SnmpAddress, secret: SecretSource): Promise<SnmpUpsOptions['write']> {
  const parsed = connection.writeAddress === undefined ? undefined : parseAddress(connection.writeAddress);
  const own = parsed?.ok === true && parsed.value.scheme === 'snmp' ? parsed.value : undefined;
  const hasOwnCommunity = readAddress.version !== '3' && (await secret('writeCommunity')) !== undefined;
  if (own === undefined && !hasOwnCommunity) return undefined;
  return {
    address: own ?? readAddress,
    secret: async (part) => {
      const writePart = writePartOf[part];
      return (writePart === undefined ? undefined : await secret(writePart)) ?? secret(part);
    },
  };
}
