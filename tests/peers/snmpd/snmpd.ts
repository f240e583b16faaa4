import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as snmp from 'net-snmp';
import { programPath } from '../available.js';
import { managementCard, scenarioChanges, smartUps, standardCard, type Fact, type Scenario } from './recordings.js';

export interface SnmpdOptions {
  /** What the agent serves; default an APC Smart-UPS and an RFC 1628 card that tell the same story. */
  readonly facts?: readonly Fact[];
  /** What becomes of other objects once a value was written, until something else is served with reactions of its own. */
  readonly reactions?: readonly Reaction[];
  /** Also listen on [::1]. */
  readonly ipv6?: boolean;
}

export interface Reaction {
  readonly written: string;
  readonly value: string | number;
  readonly then: string;
  readonly becomes: string | number;
}

export interface SnmpdPeer {
  readonly port: number;
  /** Flips both devices together. */
  scenario(name: Scenario): void;
  /** Changes one object, keeping its type. */
  change(oid: string, value: string | number): void;
  /** Serves something else from the next request on; `reactions`: what becomes of other objects once a value was written. */
  serve(facts: readonly Fact[], reactions?: readonly Reaction[]): void;
  /** Values written to the agent so far, in order. */
  sets(): readonly { readonly oid: string; readonly value: string }[];
  /** Kills the agent and starts it again; `factoryReset` makes it forget its engine boots. */
  restart(options?: { readonly factoryReset?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

/** Pass phrases of every user below; the user names say what they use. */
export const snmpdKeys = { auth: 'authentication-1', priv: 'privacy-phrase-1' } as const;
export const snmpdUsers = {
  sha1aes128: 'SHA AES',
  sha224aes128: 'SHA-224 AES',
  sha256aes128: 'SHA-256 AES',
  sha256aes256: 'SHA-256 AES-256',
  sha384aes256: 'SHA-384 AES-256',
  sha512aes256: 'SHA-512 AES-256',
  sha1aes256b: 'SHA AES-256',
  sha1aes256r: 'SHA AES-256-C',
  md5aes128: 'MD5 AES',
} as const;

const handler = resolve(import.meta.dirname, 'answer-objects.pl');

/** net-snmp's own agent on a free loopback port, serving recordings through pass_persist. Communities: `public` reads, `private` writes. */
export async function startSnmpd(options: SnmpdOptions = {}): Promise<SnmpdPeer> {
  const [program, perl] = [programPath('snmpd'), programPath('perl')];
  if (program === undefined || perl === undefined) throw new Error('net-snmp snmpd, or perl for its answers, is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'sundown-snmpd-'));
  const recording = join(folder, 'objects');
  const setsFile = join(folder, 'sets');
  const port = await freeUdpPort();
  const base = options.facts ?? [...managementCard, ...smartUps, ...standardCard];
  const serve = (facts: readonly Fact[], reactions: readonly Reaction[] = options.reactions ?? []) => {
    const rules = reactions.map(({ written, value, then, becomes }) => ['!' + written, value, then, becomes]);
    writeFileSync(`${recording}.new`, [...facts, ...rules].map((line) => line.join('|')).join('\n'));
    renameSync(`${recording}.new`, recording);
  };
  serve(base);
  writeFileSync(join(folder, 'snmpd.conf'), configuration(port, `${perl} ${handler} ${setsFile} ${recording}`, options));
  let agent = await launch(program, folder, port);
  return {
    port,
    serve,
    scenario: (name) => serve(inScenario(base, name)),
    change: (oid, value) => {
      const lines = readFileSync(recording, 'utf8').split('\n');
      const facts = lines.filter((line) => !line.startsWith('!')).map((line) => line.split('|') as unknown as Fact);
      serve(facts.map((fact) => (fact[0] === oid ? [fact[0], fact[1], value] : fact)));
    },
    sets: () =>
      existsSync(setsFile)
        ? readFileSync(setsFile, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as { oid: string; value: string })
        : [],
    restart: async ({ factoryReset = false } = {}) => {
      await end(agent);
      if (factoryReset) rmSync(join(folder, 'persist'), { recursive: true, force: true });
      agent = await launch(program, folder, port);
    },
    stop: async () => {
      await end(agent);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function inScenario(base: readonly Fact[], name: Scenario): readonly Fact[] {
  const { values, added } = scenarioChanges[name];
  const changed = new Map(values.map(({ oid, value }) => [oid, value]));
  const addedOids = new Set(added.map(([oid]) => oid));
  const kept = base.filter(([oid]) => !addedOids.has(oid));
  return [...kept.map(([oid, type, value]): Fact => [oid, type, changed.get(oid) ?? value]), ...added];
}

function configuration(port: number, answering: string, options: SnmpdOptions): string {
  const at = options.ipv6 === true ? `udp:127.0.0.1:${String(port)},udp6:[::1]:${String(port)}` : `udp:127.0.0.1:${String(port)}`;
  const users = Object.entries(snmpdUsers).flatMap(([name, methods]) => {
    const [auth = '', priv = ''] = methods.split(' ');
    return [`createUser ${name} ${auth} "${snmpdKeys.auth}" ${priv} "${snmpdKeys.priv}"`, `rwuser ${name} priv`];
  });
  const pass = (root: string) => `pass_persist ${root} ${answering}`;
  return [
    `agentAddress ${at}`,
    'master no',
    'rocommunity public 127.0.0.1',
    'rwcommunity private 127.0.0.1',
    ...(options.ipv6 === true ? ['rocommunity6 public ::1', 'rwcommunity6 private ::1'] : []),
    ...users,
    `createUser shaonly SHA "${snmpdKeys.auth}"`,
    'rwuser shaonly auth',
    'createUser nosec',
    'rouser nosec noauth',
    `createUser readonly SHA-256 "${snmpdKeys.auth}" AES "${snmpdKeys.priv}"`,
    'rouser readonly priv',
    // Before the agent's own system group, so that a recording can say what it is.
    pass('-p 1 .1.3.6.1.2.1.1.1'),
    pass('-p 1 .1.3.6.1.2.1.1.2'),
    pass('.1.3.6.1.4.1'),
    pass('.1.3.6.1.2.1.33'),
    '',
  ].join('\n');
}

async function launch(program: string, folder: string, port: number): Promise<ChildProcess> {
  const agent = spawn(program, ['-f', '-Lo', '-C', '-c', join(folder, 'snmpd.conf'), '-p', join(folder, 'pid'), '-I', '-smux,extend'], {
    env: { ...process.env, SNMP_PERSISTENT_DIR: join(folder, 'persist'), MIBS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (part: Buffer) => (said += part.toString());
  agent.stdout.on('data', listen);
  agent.stderr.on('data', listen);
  const ended = new Promise<never>((_, reject) => {
    agent.once('exit', (code) => reject(new Error(`snmpd ended with ${String(code)}: ${said.slice(-500)}`)));
  });
  ended.catch(() => undefined);
  await Promise.race([answers(port), ended]);
  return agent;
}

/** One object below each root that a handler of its own serves. */
const handled = ['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.1.2.0', '1.3.6.1.4.1.318.1.1.1.4.1.1.0', '1.3.6.1.2.1.33.1.1.1.0'];

/** Asks until the agent answers for its handlers, which take longer to start than the agent itself. */
async function answers(port: number): Promise<void> {
  for (;;) {
    const session = snmp.createSession('127.0.0.1', 'public', { port, version: snmp.Version2c, timeout: 150, retries: 0 });
    session.on('error', () => undefined);
    const isUp = await new Promise<boolean>((resolve) => {
      session.get(handled, (error) => resolve(error === null));
    });
    session.close();
    if (isUp) return;
  }
}

async function end(agent: ChildProcess): Promise<void> {
  if (agent.exitCode !== null || agent.signalCode !== null) return;
  const ended = new Promise((resolve) => agent.once('exit', resolve));
  agent.kill('SIGKILL');
  await ended;
}

/** A UDP port of the loopback that was free a moment ago. */
export function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
