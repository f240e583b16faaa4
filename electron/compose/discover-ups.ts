import { isOwnAddress } from '../adapters/common/own-machine.js';
import { addressOf } from '../adapters/common/remembered-lookup.js';
import { within } from '../adapters/common/within.js';
import type { SystemView } from '../adapters/system/system-supplies.js';
import type { Clock } from '../core/ports.js';
import { failed, type Failure, type Result } from '../../shared/result.js';
import { addressText } from '../../shared/settings/address-text.js';
import { message } from '../../shared/text/message.js';
import {
  tellDiscovery,
  type FailedWay,
  type FoundWay,
  type UpsDiscovery,
  type UpsQuestion,
  type UpsWay,
} from '../../shared/ups/discovery.js';
import { flawOf } from '../../shared/settings/secret-flaw.js';

type Protocol = 'snmp' | 'nut' | 'apcupsd';

export interface DiscoveryOptions {
  /** Where each protocol is looked for; default its usual port. One that is left out is not. */
  readonly ports?: Partial<Readonly<Record<Protocol, number>>>;
  /** How this workstation's own system is looked at. */
  readonly system?: SystemView;
  /** Of the whole; what has not answered by then has not answered. */
  readonly limitMs?: number;
}

const usualPorts: Readonly<Record<Protocol, number>> = { snmp: 161, nut: 3493, apcupsd: 3551 };
const snmpTimeoutMs = 600;
const tcpLimitMs = 2000;

/** What is being found out, as it comes in. */
class Search {
  readonly found: FoundWay[] = [];
  readonly failed: FailedWay[] = [];
  speaksSnmp3 = false;
  readonly question: UpsQuestion;
  readonly clock: Clock;

  constructor(question: UpsQuestion, clock: Clock) {
    this.question = question;
    this.clock = clock;
  }

  fail(way: UpsWay, failure: Failure): void {
    this.failed.push({ way, failure });
  }

  note(way: UpsWay, result: Result<FoundWay>): boolean {
    if (result.ok) this.found.push(result.value);
    else this.fail(way, result.failure);
    return result.ok;
  }

  get times() {
    return { nowMs: () => this.clock.nowMs(), wall: () => this.clock.wall() };
  }
}

/**
 * Looks by every way for a UPS at a host, with what somebody typed: SNMPv3, v2c and v1, NUT, apcupsd, and where the host is this workstation and no port
 * was named also what its own system shows. Reads only. What is safe goes on at the same time;
 * a community that was typed is not sent in the clear where SNMPv3 lets us in, and a password of NUT is not sent at all.
 */
export async function discoverUps(question: UpsQuestion, clock: Clock, options: DiscoveryOptions = {}): Promise<UpsDiscovery> {
  const startedMs = clock.nowMs();
  const limitMs = options.limitMs ?? 6500;
  const search = new Search(question, clock);
  const ports = question.only === 'system' ? {} : (options.ports ?? portsFor(question.port));
  const tell = () => {
    const { found, failed: failures, speaksSnmp3 } = search;
    return tellDiscovery(question, { found, failed: failures, speaksSnmp3, tookMs: Math.round(clock.nowMs() - startedMs) });
  };
  const { host } = question;
  const at = await within(limitMs, addressOf(host), undefined);
  if (at === undefined) {
    search.fail(firstWayOf(ports), failed('ups/unknownHost', message('ups.unknownHost', { host })).failure);
    return tell();
  }
  const tooSlow = (way: UpsWay) => () =>
    search.fail(way, failed('ups/unreachable', message('discovery.outOfTime', { host, seconds: limitMs / 1000 })).failure);
  const inTime = async (work: Promise<void>, late: () => void) => {
    const ended = work.then(() => true);
    if (!(await within(limitMs, ended, false))) late();
  };
  await Promise.all([
    ...(ports.snmp === undefined ? [] : [inTime(findBySnmp(search, ports.snmp), tooSlow('snmp3'))]),
    ...(ports.nut === undefined ? [] : [inTime(findByNut(search, ports.nut), tooSlow('nut'))]),
    ...(ports.apcupsd === undefined ? [] : [inTime(findByApcupsd(search, ports.apcupsd), tooSlow('apcupsd'))]),
    ...(question.port === undefined && isOwnAddress(at.address) ? [inTime(findBySystem(search, options.system), tooSlow('system'))] : []),
  ]);
  return tell();
}

/** A usual port says which protocol; any other may be anybody's. */
function portsFor(port: number | undefined): Partial<Record<Protocol, number>> {
  if (port === undefined) return usualPorts;
  const [named] = (Object.keys(usualPorts) as Protocol[]).filter((protocol) => usualPorts[protocol] === port);
  return named === undefined ? { snmp: port, nut: port, apcupsd: port } : { [named]: port };
}

function firstWayOf(ports: Partial<Record<Protocol, number>>): UpsWay {
  return ports.snmp !== undefined ? 'snmp3' : ports.nut !== undefined ? 'nut' : 'apcupsd';
}

async function findBySnmp(search: Search, port: number): Promise<void> {
  const { host, user, secrets } = search.question;
  const { findSnmp3, findSnmpByCommunity } = await import('../adapters/snmp/find-snmp.js');
  const { speaksSnmp3 } = await import('../adapters/snmp/snmp3-probe.js');
  const secret = (part: keyof typeof secrets) => Promise.resolve(secrets[part] === '' ? undefined : secrets[part]);
  const place = { host, port, secret, timeoutMs: snmpTimeoutMs, ...search.times };
  const safely = async (): Promise<boolean> => {
    search.speaksSnmp3 = await speaksSnmp3(host, port, snmpTimeoutMs);
    if (search.speaksSnmp3 && user !== undefined) return search.note('snmp3', tooShort(search.question) ?? (await findSnmp3(place, user)));
    const key = search.speaksSnmp3 ? 'discovery.snmp3.noUser' : 'discovery.snmp3.none';
    search.fail('snmp3', failed(search.speaksSnmp3 ? 'ups/refused' : 'ups/unreachable', message(key, { host })).failure);
    return false;
  };
  const plainly = async () => {
    const newer = await findSnmpByCommunity(place, '2c');
    const isOver = search.note('snmp2c', newer) || (!newer.ok && newer.failure.code !== 'ups/unreachable');
    if (!isOver) search.note('snmp1', await findSnmpByCommunity(place, '1'));
  };
  if (user === undefined || (secrets.community ?? '') === '') await Promise.all([safely(), plainly()]);
  else if (!(await safely())) await plainly();
}

/** Passphrases that no agent takes are not tried. */
function tooShort({ secrets }: UpsQuestion): Result<never> | undefined {
  const part = (['auth', 'priv'] as const).find((one) => flawOf(one, secrets[one]) === 'passphraseTooShort');
  return part === undefined ? undefined : failed('ups/keyTooShort', message('ups.keyTooShort', { part }));
}

async function findByNut(search: Search, port: number): Promise<void> {
  const { findNut } = await import('../adapters/nut/find-nut.js');
  const { host, user, secrets } = search.question;
  const isUserOfNut = user !== undefined && (secrets.password ?? '') !== '';
  const found = await findNut({ host, port, limitMs: tcpLimitMs, ...search.times, ...(isUserOfNut ? { user } : {}) });
  if (found.ok) search.found.push(...found.value);
  else search.fail('nut', found.failure);
}

async function findByApcupsd(search: Search, port: number): Promise<void> {
  const { openApcupsdUps } = await import('../adapters/apcupsd/apcupsd-ups.js');
  const address = { scheme: 'apcupsd', host: search.question.host, port } as const;
  const source = openApcupsdUps('found', address, { limitMs: tcpLimitMs, ...search.times });
  if (!source.ok) {
    search.fail('apcupsd', source.failure);
    return;
  }
  const read = await source.value.read();
  source.value.close();
  search.note('apcupsd', read.ok ? { ok: true, value: { way: 'apcupsd', address: addressText(address), reading: read.value } } : read);
}

async function findBySystem(search: Search, view: SystemView = {}): Promise<void> {
  const { findSystemUps } = await import('../adapters/system/system-ups.js');
  const found = await findSystemUps({ ...search.times, ...view });
  if (found.ok) search.found.push(...found.value);
  else search.fail('system', found.failure);
}
