import type { ConnectionTestView, IpcArgs } from '../../../shared/ipc/table.js';
import { done } from '../../../shared/result.js';
import type { Connection } from '../../../shared/settings/connection.js';
import type { SecretStore } from '../ports.js';
import type { EngineParts } from './parts.js';

/**
 * Tests a connection as typed, with the secrets typed beside it; what was not typed is taken from where it is kept. Nothing is stored, and nothing
 * of what is stored is given back.
 */
export async function testDraft(
  parts: EngineParts,
  connection: Connection,
  typed: IpcArgs<'connection.test'>['secrets'],
): Promise<ConnectionTestView> {
  return parts.adapters.test(connection, over(parts.secrets, connection.id, typed));
}

function over(kept: SecretStore, connectionId: string, typed: IpcArgs<'connection.test'>['secrets']): SecretStore {
  return {
    ...kept,
    get: (id, part) => {
      const value = id === connectionId ? typed[part] : undefined;
      return value === undefined || value === '' ? kept.get(id, part) : Promise.resolve(done(value));
    },
  };
}
