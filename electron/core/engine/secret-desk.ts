import type { Connection, SecretPart } from '../../../shared/settings/connection.js';
import type { SecretStore } from '../ports.js';

/** Remembers which secret parts of which connection are kept, so that a snapshot need not ask the keychain. */
export interface SecretDesk {
  parts(): ReadonlyMap<string, readonly string[]>;
  refresh(connections: readonly Connection[]): Promise<void>;
  note(connectionId: string, part: SecretPart, isKept: boolean): void;
}

/** Parts that a connection of this kind can have; only those are asked for. */
function partsOf(connection: Connection): readonly SecretPart[] {
  switch (connection.kind) {
    case 'ups':
      return connection.address.startsWith('snmp') ? ['community', 'auth', 'priv'] : ['password'];
    case 'workstation':
      return [];
    case 'vsphere':
      return ['password'];
    default:
      return ['password', 'passphrase'];
  }
}

export function createSecretDesk(secrets: SecretStore, changed: () => void): SecretDesk {
  let kept = new Map<string, readonly string[]>();
  return {
    parts: () => kept,
    refresh: async (connections) => {
      const found = new Map<string, readonly string[]>();
      for (const connection of connections) {
        const parts: string[] = [];
        for (const part of partsOf(connection)) {
          const has = await secrets.has(connection.id, part);
          // No keychain: the status call says so; asking for every part would wait for each.
          if (!has.ok) return;
          if (has.value) parts.push(part);
        }
        found.set(connection.id, parts);
      }
      kept = found;
      changed();
    },
    note: (connectionId, part, isKept) => {
      const parts = (kept.get(connectionId) ?? []).filter((one) => one !== part);
      kept.set(connectionId, isKept ? [...parts, part] : parts);
      changed();
    },
  };
}
