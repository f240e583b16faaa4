import type { Failure } from '../result.js';
import type { Finding } from '../run/run.js';
import { parseAddress, type Address } from '../settings/address.js';
import type { SecretPart } from '../settings/connection.js';
import { credentialFindings } from '../settings/credential-findings.js';
import { flawOf, type SecretFlaws } from '../settings/secret-flaw.js';
import type { TextKey } from '../text/catalogue.js';
import { message, type Message } from '../text/message.js';
import type { Reading } from './reading.js';

/** Ways of reaching a UPS, in the order in which they are preferred; the last is this workstation's own system, which only some UPSes show themselves to. */
export const upsWays = ['snmp3', 'snmp2c', 'snmp1', 'nut', 'apcupsd', 'system'] as const;
export type UpsWay = (typeof upsWays)[number];

/** What is known when somebody looks for a UPS. The secrets are used and kept nowhere. */
export interface UpsQuestion {
  readonly host: string;
  /** Absent: the usual one of each way. */
  readonly port?: number;
  /** Of SNMPv3 or of NUT. */
  readonly user?: string;
  readonly secrets: Partial<Readonly<Record<SecretPart, string>>>;
  /** Only what this workstation's own system shows: nothing is sent anywhere. */
  readonly only?: 'system';
}

/** A UPS that answered. */
export interface FoundWay {
  readonly way: UpsWay;
  /** As it would be stored. */
  readonly address: string;
  /** What a server calls it, where it has several. */
  readonly name?: string;
  readonly reading?: Reading;
  /** Certificate of the server that nobody vouches for: to be seen and accepted by a person. */
  readonly presentedPin?: string;
}

export interface FailedWay {
  readonly way: UpsWay;
  readonly failure: Failure;
}

export interface UpsOffer extends FoundWay {
  /** How well it is protected. */
  readonly why: Message;
  /** What is weak in it, and how it is mended. */
  readonly findings: readonly Finding[];
}

/** What looking for a UPS brought. */
export interface UpsDiscovery {
  readonly host: string;
  /** The first is the one to use. */
  readonly offers: readonly UpsOffer[];
  /** Why the first, where there is one. */
  readonly because?: Message;
  /** One for each way that brought nothing, with the reason. */
  readonly failures: readonly FailedWay[];
  /** What the device can do better than what was used. */
  readonly advice: readonly Finding[];
  readonly tookMs: number;
}

/** What the ways brought, as they came in. */
export interface Answers {
  readonly found: readonly FoundWay[];
  readonly failed: readonly FailedWay[];
  /** An SNMPv3 engine told its name, which it does without knowing anybody. */
  readonly speaksSnmp3: boolean;
  readonly tookMs: number;
}

const rank = ({ way }: { readonly way: UpsWay }) => upsWays.indexOf(way);

/** Puts the answers in order, says of each how good it is, and what would be better. */
export function tellDiscovery(question: UpsQuestion, { found, failed, speaksSnmp3, tookMs }: Answers): UpsDiscovery {
  const flaws = flawsOf(question.secrets);
  const offers = [...found]
    .sort((one, other) => rank(one) - rank(other))
    .map((way): UpsOffer => ({
      ...way,
      why: whyOf(way.address),
      findings: credentialFindings({ id: question.host, title: question.host, kind: 'ups', address: way.address }, flaws, 'found'),
    }));
  const failures = [...failed].sort((one, other) => rank(one) - rank(other));
  const because = becauseOf(offers);
  const advice = adviceFor(question, offers, speaksSnmp3);
  return { host: question.host, offers, ...(because === undefined ? {} : { because }), failures, advice, tookMs };
}

function flawsOf(secrets: UpsQuestion['secrets']): SecretFlaws {
  const judged = (['community', 'auth', 'priv'] as const).flatMap((part) => {
    const flaw = flawOf(part, secrets[part]);
    return flaw === undefined ? [] : [[part, flaw] as const];
  });
  return Object.fromEntries(judged);
}

const methodNames: Readonly<Record<string, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha224: 'SHA-224',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
  des: 'DES',
  aes128: 'AES-128',
  aes256b: 'AES-256',
  aes256r: 'AES-256 (Cisco)',
};

function whyOf(text: string): Message {
  const parsed = parseAddress(text);
  return parsed.ok ? protectionOf(parsed.value) : parsed.failure.message;
}

function protectionOf(address: Address): Message {
  switch (address.scheme) {
    case 'snmp': {
      if (address.version !== '3') return message('discovery.why.community', { version: address.version });
      const { auth, priv } = address;
      if (auth === undefined) return message('discovery.why.noAuth');
      const names = { auth: methodNames[auth] ?? auth, priv: methodNames[priv ?? ''] ?? '' };
      return message(priv === undefined ? 'discovery.why.noPriv' : 'discovery.why.authPriv', names);
    }
    case 'nut':
      return message(address.tls ? 'discovery.why.nutTls' : 'discovery.why.nutPlain');
    case 'system':
      return message('discovery.why.system');
    default:
      return message('discovery.why.apcupsd');
  }
}

/** Why the first of several ways; servers in between tell more than the system alone. */
const reasons: Partial<Readonly<Record<UpsWay, TextKey>>> = {
  snmp3: 'discovery.because.safest',
  snmp2c: 'discovery.because.nearest',
  snmp1: 'discovery.because.nearest',
};

function becauseOf(offers: readonly UpsOffer[]): Message | undefined {
  const [first] = offers;
  if (first === undefined) return undefined;
  const ways = new Set(offers.map(({ way }) => way));
  if (ways.size > 1) return message(reasons[first.way] ?? 'discovery.because.fuller');
  return message(offers.length > 1 ? 'discovery.because.several' : 'discovery.because.only', { count: offers.length });
}

function adviceFor(question: UpsQuestion, offers: readonly UpsOffer[], speaksSnmp3: boolean): readonly Finding[] {
  const has = (...ways: readonly UpsWay[]) => offers.some(({ way }) => ways.includes(way));
  const say = (severity: Finding['severity'], code: string, key: TextKey): Finding[] => [
    { severity, code, message: message(key, { host: question.host }), target: question.host },
  ];
  const isPlainSnmp = has('snmp2c', 'snmp1');
  if (has('snmp3')) return isPlainSnmp ? say('warning', 'discovery/alsoPlain', 'discovery.advice.alsoPlain') : [];
  if (speaksSnmp3 && question.user === undefined) {
    return isPlainSnmp
      ? say('warning', 'discovery/useSnmp3', 'discovery.advice.useSnmp3')
      : say('info', 'discovery/needsUser', 'discovery.advice.needsUser');
  }
  return isPlainSnmp && !speaksSnmp3 ? say('info', 'discovery/noSnmp3', 'discovery.advice.noSnmp3') : [];
}
