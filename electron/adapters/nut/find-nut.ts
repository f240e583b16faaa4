import { done, failed, type Result } from '../../../shared/result.js';
import { addressText } from '../../../shared/settings/address-text.js';
import { message } from '../../../shared/text/message.js';
import type { FoundWay } from '../../../shared/ups/discovery.js';
import { NutConnection } from './nut-connection.js';
import { openNutUps } from './nut-ups.js';

export interface NutPlace {
  readonly host: string;
  readonly port: number;
  /** Goes into the addresses that are found; looking needs no user, so none is named on the wire. */
  readonly user?: string;
  /** Per answer. */
  readonly limitMs: number;
  readonly nowMs: () => number;
  readonly wall: () => Date;
}

/** More than anybody has; a server that lists more is none of an office. */
const mostUpses = 16;
/** Without encryption the names and readings are still told, as to anybody: no secret is sent. */
const readableInPlain: ReadonlySet<string> = new Set(['ups/noEncryption', 'ups/certificate']);

/**
 * Every UPS of a NUT server, encrypted where the server can. Where nobody vouches for its certificate that comes along, to be accepted by a person,
 * with what the server tells anybody. Failures: those of the connection, `ups/refused`, `ups/unknownUps`.
 */
export async function findNut(place: NutPlace): Promise<Result<readonly FoundWay[]>> {
  const encrypted = await namesAt(place, true);
  if (encrypted.ok) return foundAt(place, encrypted.value, { isVouchedFor: true });
  if (!readableInPlain.has(encrypted.failure.code)) return encrypted;
  const plain = await namesAt(place, false);
  if (!plain.ok) return plain;
  const fingerprint = encrypted.failure.message.params?.['fingerprint'];
  return foundAt(place, plain.value, {
    isVouchedFor: false,
    ...(fingerprint === undefined ? {} : { presentedPin: String(fingerprint) }),
  });
}

async function namesAt({ host, port, limitMs }: NutPlace, tls: boolean): Promise<Result<readonly (readonly string[])[]>> {
  const connection = await NutConnection.open({ host, port, tls, limitMs });
  if (!connection.ok) return connection;
  const list = await connection.value.ask('LIST UPS');
  connection.value.close();
  if (!list.ok) return list;
  if (list.value.kind === 'error') return failed('ups/refused', message('ups.nut.error', { host, error: list.value.error }));
  const names = list.value.lines.filter((words) => words[0] === 'UPS' && (words[1] ?? '') !== '');
  return names.length === 0 ? failed('ups/unknownUps', message('discovery.nut.noUps', { host })) : done(names.slice(0, mostUpses));
}

async function foundAt(
  place: NutPlace,
  names: readonly (readonly string[])[],
  { isVouchedFor, presentedPin }: { readonly isVouchedFor: boolean; readonly presentedPin?: string },
): Promise<Result<readonly FoundWay[]>> {
  const { host, port, user, ...times } = place;
  const isEncrypted = isVouchedFor || presentedPin !== undefined;
  const found = names.map(async ([, ups = '', description = '']): Promise<FoundWay> => {
    const address = { scheme: 'nut', host, port, ups, tls: isVouchedFor } as const;
    const source = openNutUps('found', address, () => Promise.resolve(undefined), times);
    if (!source.ok) throw new Error(`a NUT UPS without secrets always opens: ${source.failure.code}`);
    const reading = await source.value.read();
    source.value.close();
    const isDescribed = description !== '' && description !== 'Description unavailable';
    return {
      way: 'nut',
      address: addressText({ ...address, tls: isEncrypted, ...(user === undefined ? {} : { user }) }),
      name: isDescribed ? `${ups} (${description})` : ups,
      ...(reading.ok ? { reading: reading.value } : {}),
      ...(presentedPin === undefined ? {} : { presentedPin }),
    };
  });
  return done(await Promise.all(found));
}
