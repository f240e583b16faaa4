import type { Connection, SecretPart } from '../../shared/settings/connection.js';
import { flawOf, type SecretFlaws } from '../../shared/settings/secret-flaw.js';
import type { SecretStore } from './ports.js';

/** Parts that a connection of this kind can have; only those are asked for. */
export function secretPartsOf(connection: Connection): readonly SecretPart[] {
  switch (connection.kind) {
    case 'ups':
      return connection.address.startsWith('snmp')
        ? ['community', 'auth', 'priv', 'writeCommunity', 'writeAuth', 'writePriv']
        : ['password'];
    case 'workstation':
      return [];
    case 'vsphere':
      return ['password'];
    default:
      return ['password', 'passphrase'];
  }
}

/** What is wrong with the secrets of a connection, told by words. Of a part that cannot be had nothing is said. */
export async function secretFlaws(connection: Connection, secrets: SecretStore): Promise<SecretFlaws> {
  const judged = await Promise.all(
    secretPartsOf(connection).map(async (part) => {
      const found = await secrets.get(connection.id, part);
      const flaw = found.ok ? flawOf(part, found.value) : undefined;
      return flaw === undefined ? [] : [[part, flaw] as const];
    }),
  );
  return Object.fromEntries(judged.flat());
}
