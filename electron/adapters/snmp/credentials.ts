import { createCipheriv } from 'node:crypto';
import * as snmp from 'net-snmp';
import { done, failed, type Result } from '../../../shared/result.js';
import type { Address } from '../../../shared/settings/address.js';
import type { SecretPart } from '../../../shared/settings/connection.js';
import { flawOf } from '../../../shared/settings/secret-flaw.js';
import { message } from '../../../shared/text/message.js';

export type SnmpAddress = Extract<Address, { scheme: 'snmp' }>;

/** Gives a secret of this connection when it is needed; nothing keeps it longer than a session. */
export type SecretSource = (part: SecretPart) => Promise<string | undefined>;

export type Credentials =
  | { readonly kind: 'community'; readonly version: '1' | '2c'; readonly community: string }
  | { readonly kind: 'user'; readonly user: snmp.User; readonly context: string };

const authProtocols = {
  md5: snmp.AuthProtocols.md5,
  sha1: snmp.AuthProtocols.sha,
  sha224: snmp.AuthProtocols.sha224,
  sha256: snmp.AuthProtocols.sha256,
  sha384: snmp.AuthProtocols.sha384,
  sha512: snmp.AuthProtocols.sha512,
} as const;

/** `aes256b`: Blumenthal, net-snmp's AES-256. `aes256r`: Reeder, what Cisco and APC call AES-256 ("AES-256-C"). */
const privProtocols = {
  des: snmp.PrivProtocols.des,
  aes128: snmp.PrivProtocols.aes,
  aes256b: snmp.PrivProtocols.aes256b,
  aes256r: snmp.PrivProtocols.aes256r,
} as const;

/**
 * What a session needs to be let in. Without a community, `public`, as every card is delivered.
 * Failures: `ups/secretMissing`, `ups/keyTooShort`, `ups/cipherMissing`.
 */
export async function readCredentials(
  address: SnmpAddress,
  secret: SecretSource,
  { connectionId, use = 'read' }: { readonly connectionId: string; readonly use?: 'read' | 'write' },
): Promise<Result<Credentials>> {
  if (address.version !== '3') {
    const community = await secret('community');
    return done({ kind: 'community', version: address.version, community: community ?? 'public' });
  }
  const context = address.context ?? '';
  if (address.auth === undefined)
    return done({ kind: 'user', context, user: { name: address.user, level: snmp.SecurityLevel.noAuthNoPriv } });
  const missing = (part: SecretPart) => failed('ups/secretMissing', message('ups.secretMissing', { id: connectionId, part }));
  const isWrite = use === 'write';
  const authKey = await neededKey(secret, 'auth', missing(isWrite ? 'writeAuth' : 'auth'));
  if (!authKey.ok) return authKey;
  const auth = { name: address.user, authProtocol: authProtocols[address.auth], authKey: authKey.value };
  if (address.priv === undefined) return done({ kind: 'user', context, user: { ...auth, level: snmp.SecurityLevel.authNoPriv } });
  if (address.priv === 'des' && !hasDes()) return failed('ups/cipherMissing', message('ups.cipherMissing', { cipher: 'DES' }));
  const privKey = await neededKey(secret, 'priv', missing(isWrite ? 'writePriv' : 'priv'));
  if (!privKey.ok) return privKey;
  const user = { ...auth, level: snmp.SecurityLevel.authPriv, privProtocol: privProtocols[address.priv], privKey: privKey.value };
  return done({ kind: 'user', context, user });
}

async function neededKey(secret: SecretSource, part: 'auth' | 'priv', missing: Result<string>): Promise<Result<string>> {
  const key = await secret(part);
  if (key === undefined || key === '') return missing;
  if (flawOf(part, key) === 'passphraseTooShort') return failed('ups/keyTooShort', message('ups.keyTooShort', { part }));
  return done(key);
}

/** OpenSSL 3 lists DES but refuses it without its legacy provider; Electron's BoringSSL has it. Only trying tells. */
export function hasDes(): boolean {
  try {
    createCipheriv('des-cbc', Buffer.alloc(8), Buffer.alloc(8));
    return true;
  } catch {
    return false;
  }
}
