import { openKeychain } from '../adapters/secrets/keychain.js';
import { layeredSecrets, noKeychain } from '../adapters/secrets/secrets.js';
import type { SecretStore } from '../core/ports.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Name under which the keychain lists our entries. */
const keychainService = 'Sundown';

export function openSecrets(environment: Environment): SecretStore {
  return layeredSecrets(environment, openKeychain({ service: keychainService }));
}

/** Those of a service alone: nothing waits for a keychain, and what would be in it is not had. */
export function environmentSecrets(environment: Environment): SecretStore {
  return layeredSecrets(environment, noKeychain());
}
