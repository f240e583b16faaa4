import { done, type Result } from '../../../shared/result.js';
import { secretParts, type Connection, type SecretPart } from '../../../shared/settings/connection.js';
import type { SecretStore } from '../ports.js';

/** Remembers which secret parts of which connection are kept, so that a snapshot need not ask the keychain. */
export interface SecretDesk {
  parts(): ReadonlyMap<string, readonly string[]>;
  refresh(connections: readonly Connection[]): Promise<void>;
  note(connectionId: string, part: SecretPart, isKept: boolean): void;
  /** Takes every part of a connection out of the keychain. Gives the parts that were there; fails with the first that would not go. */
  forget(connection: Connection): Promise<Result<readonly SecretPart[]>>;
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
  const note = (connectionId: string, part: SecretPart, isKept: boolean) => {
    const parts = (kept.get(connectionId) ?? []).filter((one) => one !== part);
    kept.set(connectionId, isKept ? [...parts, part] : parts);
    changed();
  };
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
    note,
    forget: async ({ id }) => {
      const gone: SecretPart[] = [];
      for (const part of secretParts) {
        const has = await secrets.has(id, part);
        if (!has.ok || !has.value) continue;
        const forgotten = await secrets.forget(id, part);
        if (!forgotten.ok) return forgotten;
        gone.push(part);
        note(id, part, false);
      }
      return done(gone);
    },
  };
}
