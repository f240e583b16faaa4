import type { SecretStore } from '../core/ports.js';
import type { SecretPart } from '../../shared/settings/connection.js';
import { failed, type Result } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';

/** What an adapter may ask for: the secrets of its own connection and no other. */
export type SecretsOf = (part: SecretPart) => Promise<Result<string | undefined>>;

export function secretsOf(store: SecretStore, connectionId: string): SecretsOf {
  return (part) => store.get(connectionId, part);
}

/** A secret that must be there. Failure: `secrets/missing` with what to do. */
export async function needed(secrets: SecretsOf, connectionId: string, part: SecretPart): Promise<Result<string>> {
  const found = await secrets(part);
  if (!found.ok) return found;
  if (found.value !== undefined) return { ok: true, value: found.value };
  return failed('secrets/missing', message('core.secrets.missing', { id: connectionId, part }));
}
