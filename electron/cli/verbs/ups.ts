import { openUpsSource } from '../../compose/open-ups.js';
import { pause } from '../../core/pause.js';
import type { Clock, SecretStore, UpsSource } from '../../core/ports.js';
import type { Result } from '../../../shared/result.js';
import { parseAddress } from '../../../shared/settings/address.js';
import type { SecretPart } from '../../../shared/settings/connection.js';
import { message } from '../../../shared/text/message.js';
import { say } from '../../../shared/text/say.js';
import type { Reading } from '../../../shared/ups/reading.js';
import { exitCodeOf, type ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { oneOffSecrets } from '../one-off-secrets.js';

const upsSchemes = ['snmp', 'nut', 'apcupsd', 'system'];
const everyMs = 1000;

/** With the secrets of the environment or a prompt. */
export async function openOneOffUps(io: Io, address: string, clock: Clock): Promise<Result<UpsSource>> {
  const parsed = parseAddress(address);
  if (!parsed.ok) return parsed;
  if (!upsSchemes.includes(parsed.value.scheme)) {
    return {
      ok: false,
      failure: {
        code: 'cli/usage',
        message: message('cli.usage.scheme', { verb: 'ups', expected: upsSchemes.join(', '), given: parsed.value.scheme }),
      },
    };
  }
  const secrets: SecretStore = oneOffSecrets(io, (part: SecretPart) =>
    parsed.value.scheme === 'snmp' && part === 'community' ? 'public' : undefined,
  );
  return openUpsSource({ id: 'one-off', title: address, kind: 'ups', address }, secrets, clock);
}

/** `ups read ADDRESS`: one reading. */
export async function upsRead(io: Io, address: string, clock: Clock): Promise<ExitCode> {
  const source = await openOneOffUps(io, address, clock);
  if (!source.ok) {
    io.tell(source.failure.message);
    return exitCodeOf(source.failure.code);
  }
  try {
    const reading = await source.value.read();
    if (!reading.ok) {
      io.tell(reading.failure.message);
      return exitCodeOf(reading.failure.code);
    }
    io.document(reading.value);
    if (io.format === 'words') io.text(readingWords(io, reading.value));
    return 0;
  } finally {
    source.value.close();
  }
}

/** `ups watch ADDRESS`: a line whenever something but the time of reading changed. Ends with Ctrl+C. */
export async function upsWatch(io: Io, address: string, clock: Clock): Promise<ExitCode> {
  const source = await openOneOffUps(io, address, clock);
  if (!source.ok) {
    io.tell(source.failure.message);
    return exitCodeOf(source.failure.code);
  }
  let before = '';
  while (!io.signal.aborted) {
    const reading = await source.value.read();
    const {
      readAt: _at,
      roundTripMs: _ms,
      requests: _requests,
      ...facts
    } = reading.ok ? reading.value : { readAt: '', roundTripMs: 0, requests: 0, failure: reading.failure.code };
    const now = JSON.stringify(facts);
    if (now !== before) {
      if (reading.ok) {
        io.line(reading.value);
        if (io.format === 'words') io.text(readingWords(io, reading.value));
      } else io.tell(reading.failure.message);
    }
    before = now;
    await pause(clock, everyMs, io.signal);
  }
  source.value.close();
  return 0;
}

/** A reading in one line. */
export function readingWords(io: Io, reading: Reading): string {
  const name = [reading.manufacturer, reading.model, reading.serial].filter(Boolean).join(' ');
  const parts = [
    say(message(`ups.power.${reading.power}`), io.locale),
    ...(reading.chargePercent === undefined ? [] : [say(message('cli.reading.charge', { charge: reading.chargePercent }), io.locale)]),
    ...(reading.runtimeSeconds === undefined ? [] : [say(message('cli.reading.runtime', { runtime: reading.runtimeSeconds }), io.locale)]),
    ...(reading.loadPercent === undefined ? [] : [say(message('cli.reading.load', { load: reading.loadPercent }), io.locale)]),
    ...reading.flags.map((flag) => say(message(`ups.flag.${flag}`), io.locale)),
    ...(reading.lostContact === undefined ? [] : [say(message(`sources.lost.${reading.lostContact}`), io.locale)]),
  ];
  return `${name === '' ? 'UPS' : name}: ${parts.join(', ')}`;
}
