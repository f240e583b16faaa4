import type { Finding, Severity } from '../run/run.js';
import type { TextKey } from '../text/catalogue.js';
import { message } from '../text/message.js';
import { parseAddress, type Address } from './address.js';
import type { Connection, SecretPart } from './connection.js';
import type { SecretFlaw, SecretFlaws } from './secret-flaw.js';

interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** Says what is weak and how it is mended. */
  readonly text: TextKey;
  readonly holds: (way: Address, flaws: SecretFlaws) => boolean;
  /** What is weak is one of these secrets. */
  readonly secrets?: readonly SecretPart[];
}

const isSnmp3 = (way: Address) => way.scheme === 'snmp' && way.version === '3';
const auth = (way: Address) => (way.scheme === 'snmp' && way.version === '3' ? way.auth : undefined);
const priv = (way: Address) => (way.scheme === 'snmp' && way.version === '3' ? way.priv : undefined);
const community = (way: Address, { community: flaw, writeCommunity }: SecretFlaws, wanted: SecretFlaw) =>
  way.scheme === 'snmp' && way.version !== '3' && (flaw === wanted || writeCommunity === wanted);
const isPlainNut = (way: Address) => way.scheme === 'nut' && !way.tls;

/** Ways of reaching a UPS that are weaker than they could be. The worst stand first. */
const rules: readonly Rule[] = [
  {
    code: 'credentials/passphraseTooShort',
    severity: 'error',
    text: 'credentials.auth.tooShort',
    holds: (way, flaws) => auth(way) !== undefined && (flaws.auth === 'passphraseTooShort' || flaws.writeAuth === 'passphraseTooShort'),
    secrets: ['auth', 'writeAuth'],
  },
  {
    code: 'credentials/passphraseTooShort',
    severity: 'error',
    text: 'credentials.priv.tooShort',
    holds: (way, flaws) => priv(way) !== undefined && (flaws.priv === 'passphraseTooShort' || flaws.writePriv === 'passphraseTooShort'),
    secrets: ['priv', 'writePriv'],
  },
  {
    code: 'credentials/snmpPlain',
    severity: 'warning',
    text: 'credentials.snmpPlain',
    holds: (way) => way.scheme === 'snmp' && !isSnmp3(way),
  },
  {
    code: 'credentials/usualCommunity',
    severity: 'warning',
    text: 'credentials.usualCommunity',
    holds: (way, flaws) => community(way, flaws, 'usualCommunity'),
    secrets: ['community', 'writeCommunity'],
  },
  { code: 'credentials/noAuth', severity: 'warning', text: 'credentials.noAuth', holds: (way) => isSnmp3(way) && auth(way) === undefined },
  {
    code: 'credentials/noPriv',
    severity: 'warning',
    text: 'credentials.noPriv',
    holds: (way) => auth(way) !== undefined && priv(way) === undefined,
  },
  { code: 'credentials/md5', severity: 'warning', text: 'credentials.md5', holds: (way) => auth(way) === 'md5' },
  { code: 'credentials/des', severity: 'warning', text: 'credentials.des', holds: (way) => priv(way) === 'des' },
  {
    code: 'credentials/passphraseShort',
    severity: 'warning',
    text: 'credentials.auth.short',
    holds: (way, flaws) => auth(way) !== undefined && (flaws.auth === 'passphraseShort' || flaws.writeAuth === 'passphraseShort'),
    secrets: ['auth', 'writeAuth'],
  },
  {
    code: 'credentials/passphraseShort',
    severity: 'warning',
    text: 'credentials.priv.short',
    holds: (way, flaws) => priv(way) !== undefined && (flaws.priv === 'passphraseShort' || flaws.writePriv === 'passphraseShort'),
    secrets: ['priv', 'writePriv'],
  },
  {
    code: 'credentials/nutPasswordPlain',
    severity: 'warning',
    text: 'credentials.nutPasswordPlain',
    holds: (way) => isPlainNut(way) && way.scheme === 'nut' && way.user !== undefined,
  },
  {
    code: 'credentials/nutPlain',
    severity: 'warning',
    text: 'credentials.nutPlain',
    holds: (way) => isPlainNut(way) && way.scheme === 'nut' && way.user === undefined,
  },
  { code: 'credentials/apcupsdPlain', severity: 'warning', text: 'credentials.apcupsdPlain', holds: (way) => way.scheme === 'apcupsd' },
];

/**
 * What is weak in how a UPS is reached, for reading and for commands, and how each is mended. Empty for other kinds of connection and for addresses
 * that cannot be read, which is told elsewhere. `found`: not one of ours yet, so that no secret of it is kept. Codes: `credentials/…`; `credentials/passphraseTooShort` is an error, since no agent takes such a key.
 */
export function credentialFindings(
  connection: Connection,
  flaws: SecretFlaws = {},
  standing: 'kept' | 'found' = 'kept',
): readonly Finding[] {
  if (connection.kind !== 'ups') return [];
  const ways = [connection.address, connection.writeAddress].flatMap((address) => {
    const parsed = address === undefined ? undefined : parseAddress(address);
    return parsed?.ok === true && !staysHere(parsed.value) ? [parsed.value] : [];
  });
  return rules
    .filter((rule) => ways.some((way) => rule.holds(way, flaws)))
    .map((rule) => ({
      severity: rule.severity,
      code: rule.code,
      message: standing === 'kept' ? wordsOf(rule, connection, flaws) : message(rule.text),
      target: connection.id,
    }));
}

/** Which secret it is goes along as `id` and `part`, for who can say how it is set. */
function wordsOf({ code, text, secrets = [] }: Rule, { id }: Connection, flaws: SecretFlaws) {
  const part = secrets.find((one) => `credentials/${String(flaws[one])}` === code);
  return part === undefined ? message(text) : message(text, { id, part });
}

/** What NUT or apcupsd on this very computer says goes over no network. */
function staysHere(way: Address): boolean {
  return (
    (way.scheme === 'nut' || way.scheme === 'apcupsd') && (way.host === 'localhost' || way.host === '::1' || way.host.startsWith('127.'))
  );
}
