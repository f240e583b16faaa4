import { discoverUps } from '../../compose/discover-ups.js';
import type { Clock } from '../../core/ports.js';
import { parsePlace } from '../../../shared/settings/place.js';
import type { SecretPart } from '../../../shared/settings/connection.js';
import { message } from '../../../shared/text/message.js';
import { say } from '../../../shared/text/say.js';
import type { UpsDiscovery } from '../../../shared/ups/discovery.js';
import type { ExitCode } from '../exit-code.js';
import { findingsJson, tellFindings } from '../findings.js';
import type { Io } from '../io.js';
import { givenSecret } from '../one-off-secrets.js';
import { readingWords } from './ups.js';

const parts: readonly SecretPart[] = ['community', 'auth', 'priv', 'password'];

/** `ups discover HOST`: which ways of reaching a UPS answer there. 0 when one does, 3 when none does; nobody is asked for secrets. */
export async function upsDiscover(io: Io, text: string, clock: Clock): Promise<ExitCode> {
  const place = parsePlace(text);
  if (!place.ok) {
    io.tell(place.failure.message);
    return 2;
  }
  const secrets = Object.fromEntries(
    parts.flatMap((part) => {
      const value = givenSecret(io.environment, part);
      return value === undefined ? [] : [[part, value] as const];
    }),
  );
  const found = await discoverUps({ ...place.value, secrets }, clock);
  io.document(discoveryJson(io, found));
  if (io.format === 'words') tellWords(io, found);
  return found.offers.length > 0 ? 0 : 3;
}

function discoveryJson(io: Io, { host, offers, because, failures, advice, tookMs }: UpsDiscovery) {
  return {
    host,
    ...(offers[0] === undefined ? {} : { proposed: offers[0].address }),
    ...(because === undefined ? {} : { because: say(because, io.locale) }),
    found: offers.map(({ why, findings, ...offer }) => ({ ...offer, why: say(why, io.locale), findings: findingsJson(io, findings) })),
    failed: failures.map(({ way, failure }) => ({ way, code: failure.code, message: say(failure.message, io.locale) })),
    advice: findingsJson(io, advice),
    tookMs,
  };
}

function tellWords(io: Io, { offers, because, failures, advice }: UpsDiscovery): void {
  for (const { address, why, reading, presentedPin, findings } of offers) {
    io.text(`${address}  ${say(why, io.locale)}`);
    if (reading !== undefined) io.text(`  ${readingWords(io, reading)}`);
    if (presentedPin !== undefined) io.text(`  ${say(message('discovery.pin', { fingerprint: presentedPin }), io.locale)}`);
    tellFindings(io, findings);
  }
  if (because !== undefined) io.tell(because);
  tellFindings(io, advice);
  for (const { way, failure } of failures)
    io.text(`${say(message(`discovery.way.${way}`), io.locale)}: ${say(failure.message, io.locale)}`);
}
