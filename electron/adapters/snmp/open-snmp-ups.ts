import type { UpsSource } from '../../core/ports.js';
import { done, type Result } from '../../../shared/result.js';
import { readCredentials, type SecretSource, type SnmpAddress } from './credentials.js';
import { SnmpClient } from './snmp-client.js';
import { SnmpUps } from './snmp-ups.js';

export interface SnmpUpsOptions {
  /** For commands, where they need other rights than reading; default the same as for reading. */
  readonly write?: { readonly address: SnmpAddress; readonly secret: SecretSource };
  /** Per try, two tries a request. */
  readonly timeoutMs?: number;
  /** How long a command is looked for in what the card shows. */
  readonly confirmMs?: number;
  readonly nowMs?: () => number;
  readonly wall?: () => Date;
}

/**
 * A UPS read over SNMP. Nothing is sent before the first read: a card that is away now may come back later.
 * Failures: `ups/secretMissing`, `ups/keyTooShort`, `ups/cipherMissing`.
 */
export async function openSnmpUps(
  connectionId: string,
  address: SnmpAddress,
  secret: SecretSource,
  options: SnmpUpsOptions = {},
): Promise<Result<UpsSource>> {
  const nowMs = options.nowMs ?? (() => performance.now());
  const timeoutMs = options.timeoutMs ?? 1500;
  const credentials = await readCredentials(address, secret, { connectionId });
  if (!credentials.ok) return credentials;
  const client = new SnmpClient({ host: address.host, port: address.port, credentials: credentials.value, timeoutMs, nowMs });
  const { write } = options;
  const writeCredentials =
    write === undefined ? credentials : await readCredentials(write.address, write.secret, { connectionId, use: 'write' });
  if (!writeCredentials.ok) return writeCredentials;
  const writeTo = write?.address ?? address;
  const writer =
    write === undefined
      ? client
      : new SnmpClient({ host: writeTo.host, port: writeTo.port, credentials: writeCredentials.value, timeoutMs, nowMs });
  const confirm = options.confirmMs === undefined ? {} : { confirmMs: options.confirmMs };
  return done(
    new SnmpUps({ connectionId, host: address.host, client, writer, nowMs, wall: options.wall ?? (() => new Date()), ...confirm }),
  );
}
