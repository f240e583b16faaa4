import type { SecretStore } from '../core/ports.js';
import { done, failed, type Result } from '../../shared/result.js';
import type { SecretPart } from '../../shared/settings/connection.js';
import { message } from '../../shared/text/message.js';
import type { Io } from './io.js';

const variables: Readonly<Record<SecretPart, readonly string[]>> = {
  community: ['SUNDOWN_SNMP_COMMUNITY'],
  auth: ['SUNDOWN_SNMP_AUTH_KEY'],
  priv: ['SUNDOWN_SNMP_PRIV_KEY'],
  password: ['SUNDOWN_PASSWORD'],
  passphrase: ['SUNDOWN_PASSPHRASE'],
  writeCommunity: ['SUNDOWN_SNMP_WRITE_COMMUNITY'],
  writeAuth: ['SUNDOWN_SNMP_WRITE_AUTH_KEY'],
  writePriv: ['SUNDOWN_SNMP_WRITE_PRIV_KEY'],
};

/** Nobody is asked for these: without them the secrets for reading serve. */
const optional: ReadonlySet<SecretPart> = new Set(['writeCommunity', 'writeAuth', 'writePriv']);

/** What the environment gives for one-off use. */
export function givenSecret(environment: Io['environment'], part: SecretPart): string | undefined {
  return variables[part].map((name) => environment[name]).find((value) => value !== undefined && value !== '');
}

/** Secrets of an address given on the command line: from the environment, else asked for once, else the usual default of the device. */
export function oneOffSecrets(io: Io, usual: (part: SecretPart) => string | undefined): SecretStore {
  const asked = new Map<SecretPart, string | undefined>();
  const find = async (part: SecretPart): Promise<string | undefined> => {
    const given = givenSecret(io.environment, part);
    if (given !== undefined) return given;
    const fallback = usual(part);
    if (fallback !== undefined || optional.has(part)) return fallback;
    if (!asked.has(part)) asked.set(part, await io.askSecret(message('cli.secret.ask', { id: part })));
    return asked.get(part);
  };
  const get = async (part: SecretPart): Promise<Result<string | undefined>> => {
    const value = await find(part);
    if (value !== undefined || optional.has(part)) return done(value);
    return failed('secrets/missing', message('cli.secret.nobody', { name: variables[part][0] ?? '' }));
  };
  return {
    get: (_id, part) => get(part),
    has: async (_id, part) => done((await find(part)) !== undefined),
    set: () => Promise.resolve(done(undefined)),
    forget: () => Promise.resolve(done(undefined)),
    status: () => Promise.resolve({ available: false, kind: 'environment' }),
  };
}
