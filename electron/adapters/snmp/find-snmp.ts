import { failed, type Failure, type Result } from '../../../shared/result.js';
import { addressText } from '../../../shared/settings/address-text.js';
import { message } from '../../../shared/text/message.js';
import type { FoundWay } from '../../../shared/ups/discovery.js';
import type { Reading } from '../../../shared/ups/reading.js';
import { hasDes, type SecretSource, type SnmpAddress } from './credentials.js';
import { openSnmpUps } from './open-snmp-ups.js';

export interface SnmpPlace {
  readonly host: string;
  readonly port: number;
  readonly secret: SecretSource;
  /** Per try, two tries a request. */
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  readonly wall: () => Date;
}

type Method = Pick<Extract<SnmpAddress, { readonly version: '3' }>, 'auth' | 'priv'>;
type Auth = NonNullable<Method['auth']>;
type Priv = NonNullable<Method['priv']>;

interface Tried {
  readonly method: Method;
  readonly address: string;
  readonly read: Result<Reading>;
}

/** Most common and safest first. With a digest of 32 bytes and more both kinds of AES-256 have the same key. */
const methods: readonly (readonly [auth: Auth, privs: readonly Priv[]])[] = [
  ['sha256', ['aes128', 'aes256b', 'des']],
  ['sha1', ['aes128', 'aes256r', 'aes256b', 'des']],
  ['sha512', ['aes128', 'aes256b']],
  ['sha384', ['aes256b', 'aes128']],
  ['sha224', ['aes128', 'aes256r', 'aes256b']],
  ['md5', ['aes128', 'des']],
];

/**
 * Finds the methods with which a card knows this user. Cards that speak up refuse a wrong one at once and are asked no more with that digest, or with
 * this user; silent ones are asked in three waves, so that the whole takes at most six timeouts and few messages that a card could count against us:
 * the usual methods; one of each other digest; the rest.
 */
export async function findSnmp3(place: SnmpPlace, user: string): Promise<Result<FoundWay>> {
  const [hasAuth, hasPriv] = [(await place.secret('auth')) !== undefined, (await place.secret('priv')) !== undefined];
  const tried: Tried[] = [];
  for (const wave of hasAuth ? wavesOf(hasPriv) : [[{}]]) {
    const open = wave.filter((method) => !isRuledOut(method, tried));
    const answers = await Promise.all(open.map((method) => tryMethod(place, user, method)));
    tried.push(...answers);
    const found = answers.find(({ read }) => read.ok);
    if (found?.read.ok === true) return { ok: true, value: { way: 'snmp3', address: found.address, reading: found.read.value } };
    if (answers.some(({ read }) => !read.ok && isFinal(read.failure))) break;
  }
  return { ok: false, failure: mostTelling(tried, place.host) };
}

/** v2c, and v1 where that is silent. */
export async function findSnmpByCommunity(place: SnmpPlace, version: '2c' | '1'): Promise<Result<FoundWay>> {
  const address: SnmpAddress = { scheme: 'snmp', host: place.host, port: place.port, version };
  const read = await readOnce(place, address);
  const way = version === '1' ? 'snmp1' : 'snmp2c';
  return read.ok ? { ok: true, value: { way, address: addressText(address), reading: read.value } } : read;
}

function wavesOf(hasPriv: boolean): readonly (readonly Method[])[] {
  const [usual, ...others] = methods;
  if (!hasPriv) return [methods.slice(0, 1), others].map((wave) => wave.map(([auth]) => ({ auth })));
  const possible = (privs: readonly Priv[]) => privs.filter((priv) => priv !== 'des' || hasDes());
  const first = others.flatMap(([auth, privs]) =>
    possible(privs)
      .slice(0, 1)
      .map((priv) => ({ auth, priv })),
  );
  const rest = methods.flatMap(([auth, privs]) =>
    possible(privs)
      .slice(1)
      .map((priv) => ({ auth, priv })),
  );
  // A user without encryption refuses every encrypted message, and says that it does.
  const unencrypted = methods.map(([auth]) => ({ auth }));
  return [usual === undefined ? [] : [{ auth: usual[0], priv: usual[1][0] ?? 'aes128' }], first, rest, unencrypted];
}

const keyOf = (failure: Failure) => failure.message.key;

function isRuledOut(method: Method, tried: readonly Tried[]): boolean {
  const refusals = tried.flatMap(({ method: before, read }) => (read.ok ? [] : [{ before, key: keyOf(read.failure) }]));
  if (refusals.some(({ before, key }) => key === 'ups.snmp.refused.authKey' && before.auth === method.auth)) return true;
  const wantsNoEncryption = refusals.some(({ key }) => key === 'ups.snmp.refused.level');
  const isStepDown = method.priv === undefined && tried.some((one) => one.method.priv !== undefined);
  return isStepDown !== wantsNoEncryption;
}

/** The card let us in, or will let this user in by no method. */
function isFinal(failure: Failure): boolean {
  return failure.code !== 'ups/unreachable' && keyOf(failure) !== 'ups.snmp.refused.authKey' && keyOf(failure) !== 'ups.snmp.refused.level';
}

async function tryMethod(place: SnmpPlace, user: string, method: Method): Promise<Tried> {
  const address: SnmpAddress = { scheme: 'snmp', host: place.host, port: place.port, version: '3', user, ...method };
  return { method, address: addressText(address), read: await readOnce(place, address) };
}

async function readOnce({ secret, timeoutMs, nowMs, wall }: SnmpPlace, address: SnmpAddress): Promise<Result<Reading>> {
  const source = await openSnmpUps('found', address, secret, { timeoutMs, nowMs, wall });
  if (!source.ok) return source;
  try {
    return await source.value.read();
  } finally {
    source.value.close();
  }
}

/** Of many refusals the one that says most. A card that refuses other digests and is silent to one has taken that one. */
function mostTelling(tried: readonly Tried[], host: string): Failure {
  const failures = tried.flatMap(({ read }) => (read.ok ? [] : [read.failure]));
  const final = failures.find(isFinal);
  if (final !== undefined) return final;
  const refused = failures.find((failure) => failure.code !== 'ups/unreachable');
  const silent = failures.find((failure) => failure.code === 'ups/unreachable');
  if (refused !== undefined && silent !== undefined) return failed('ups/refused', message('discovery.snmp3.privKey', { host })).failure;
  return refused ?? silent ?? failed('ups/unreachable', message('ups.snmp.silent3', { host })).failure;
}
