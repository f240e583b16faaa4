import { connect } from 'node:net';
import type { Glance, UpsSource } from '../../core/ports.js';
import { done, failed, type Result } from '../../../shared/result.js';
import type { Address } from '../../../shared/settings/address.js';
import { message } from '../../../shared/text/message.js';
import { interpretApcupsd, parseApcupsdRecords } from '../../../shared/ups/apcupsd-status.js';
import { readsOnly } from '../../../shared/ups/command.js';
import type { Reading } from '../../../shared/ups/reading.js';
import { notOffered } from '../common/not-offered.js';
import { rememberedLookup } from '../common/remembered-lookup.js';
import { tcpFailure } from '../common/tcp-failure.js';
import { nisCommand, NisFrames } from './nis-frames.js';

export type ApcupsdAddress = Extract<Address, { scheme: 'apcupsd' }>;

export interface ApcupsdOptions {
  readonly limitMs?: number;
  readonly nowMs?: () => number;
  readonly wall?: () => Date;
}

/** A UPS watched by an apcupsd. Its protocol only reads: nothing can be told to the UPS. */
export function openApcupsdUps(connectionId: string, address: ApcupsdAddress, options: ApcupsdOptions = {}): Result<UpsSource> {
  const nowMs = options.nowMs ?? (() => performance.now());
  const wall = options.wall ?? (() => new Date());
  const limitMs = options.limitMs ?? 4500;
  let isClosed = false;
  let status = '';
  const statusOf = (records: ReadonlyMap<string, string>) => [records.get('STATUS'), records.get('STATFLAG')].join('|');
  const glance = async (): Promise<Glance> => {
    const lines = isClosed ? failed('ups/closed', message('ups.closed')) : await askStatus(address, limitMs);
    if (!lines.ok) return 'silent';
    const records = parseApcupsdRecords(lines.value);
    if (!tellsStatus(records)) return 'silent';
    return statusOf(records) === status ? 'same' : 'changed';
  };
  const read = async (): Promise<Result<Reading>> => {
    if (isClosed) return failed('ups/closed', message('ups.closed'));
    const startedMs = nowMs();
    const lines = await askStatus(address, limitMs);
    if (!lines.ok) return lines;
    const records = parseApcupsdRecords(lines.value);
    status = statusOf(records);
    if (!tellsStatus(records)) return withoutStatus(lines.value, address.host);
    const { identity, measures, ...told } = interpretApcupsd(records);
    const about = { readAt: wall().toISOString(), roundTripMs: Math.round(nowMs() - startedMs), requests: 1 };
    return done({ ...identity, protocol: 'apcupsd', ...told, ...measures, ...about });
  };
  return done({
    connectionId,
    read,
    glance,
    capabilities: async () => Promise.resolve(done(readsOnly)),
    tell: async (command) => Promise.resolve(notOffered(command)),
    close: () => {
      isClosed = true;
    },
  });
}

const tellsStatus = (records: ReadonlyMap<string, string>) => records.has('STATUS') || records.has('STATFLAG');

/** `Not available`, `Apcupsd not running` or something that is no apcupsd at all. */
function withoutStatus(lines: readonly string[], host: string): Result<never> {
  const detail = (lines[0] ?? '').trim().slice(0, 80);
  if (/not (available|running)/i.test(detail)) return failed('ups/unreachable', message('ups.apcupsd.notRunning', { host, detail }));
  return failed('ups/nonsense', message('ups.nonsense', { host, detail: detail === '' ? '-' : detail }));
}

function askStatus({ host, port }: ApcupsdAddress, limitMs: number): Promise<Result<readonly string[]>> {
  return new Promise((resolve) => {
    const frames = new NisFrames();
    const socket = connect({ host, port, lookup: rememberedLookup });
    const finish = (result: Result<readonly string[]>) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => {
      finish(failed('ups/unreachable', message('ups.tcp.silent', { host, port })));
    }, limitMs);
    socket.on('connect', () => socket.write(nisCommand('status')));
    socket.on('data', (bytes) => {
      if (!frames.take(bytes)) finish(failed('ups/nonsense', message('ups.nonsense', { host, detail: 'too many records' })));
      else if (frames.isComplete) finish(done(frames.records));
    });
    socket.on('error', (error) => {
      finish({ ok: false, failure: tcpFailure(error, host, port) });
    });
    socket.on('close', () => {
      finish(failed('ups/nonsense', message('ups.nonsense', { host, detail: 'the reply broke off' })));
    });
  });
}
