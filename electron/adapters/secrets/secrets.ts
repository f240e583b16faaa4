import type { SecretStore } from '../../core/ports.js';
import { done, failed } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { secretFromEnvironment } from './environment.js';

/**
 * Reads from the environment and systemd's credentials first, then the keychain; writes to the keychain only.
 * So a service without a keychain works, and nothing is ever written in plain text.
 */
export function layeredSecrets(environment: Readonly<Record<string, string | undefined>>, keychain: SecretStore): SecretStore {
  return {
    get: async (connectionId, part) => {
      const given = secretFromEnvironment(environment, connectionId, part);
      return given === undefined ? keychain.get(connectionId, part) : done(given);
    },
    has: async (connectionId, part) =>
      secretFromEnvironment(environment, connectionId, part) === undefined ? keychain.has(connectionId, part) : done(true),
    set: (connectionId, part, value) => keychain.set(connectionId, part, value),
    forget: (connectionId, part) => keychain.forget(connectionId, part),
    status: async () => {
      const kept = await keychain.status();
      if (kept.available) return kept;
      if ((environment['CREDENTIALS_DIRECTORY'] ?? '') !== '') return { available: false, kind: 'credentials' };
      return Object.keys(environment).some((name) => name.startsWith('SUNDOWN_SECRET_')) ? { available: false, kind: 'environment' } : kept;
    },
  };
}

/** Where a keychain is not to be asked: it has nothing and keeps nothing. */
export function noKeychain(): SecretStore {
  const none = () => Promise.resolve(failed('secrets/noKeychain', message('core.secrets.notAsked')));
  return { get: none, set: none, forget: none, has: none, status: () => Promise.resolve({ available: false, kind: 'none' }) };
}

/** Secrets that live as long as the program, for the practice office. */
export function memorySecrets(initial: ReadonlyMap<string, string>): SecretStore {
  const kept = new Map(initial);
  return {
    get: (connectionId, part) => Promise.resolve(done(kept.get(`${connectionId}.${part}`))),
    has: (connectionId, part) => Promise.resolve(done(kept.has(`${connectionId}.${part}`))),
    set: (connectionId, part, value) => {
      kept.set(`${connectionId}.${part}`, value);
      return Promise.resolve(done(undefined));
    },
    forget: (connectionId, part) => {
      kept.delete(`${connectionId}.${part}`);
      return Promise.resolve(done(undefined));
    },
    status: () => Promise.resolve({ available: true, kind: 'environment' }),
  };
}
