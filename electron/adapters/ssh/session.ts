import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { Client, type ConnectConfig } from 'ssh2';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { rememberedLookup } from '../common/remembered-lookup.js';
import { hostKeyFingerprint, hostKeyType } from './fingerprint.js';

export interface SshTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** `SHA256:…`; without it nothing but the host key is exchanged. */
  readonly pin?: string;
  readonly password?: string;
  readonly keyFile?: string;
  readonly passphrase?: string;
  /** Socket of the agent, when it is to be asked. */
  readonly agent?: string;
  /** SHA-1 signatures and old key exchanges, for ESXi 5.x; only on request. */
  readonly legacyAlgorithms?: boolean;
  readonly timeoutMs?: number;
}

export interface SshAnswer {
  /** Absent when the connection ended before the command did, as it does during a power off. */
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SshSession {
  /** False once the connection has ended, whoever ended it. */
  isOpen(): boolean;
  /** Fails as `ssh/unreachable`, `ssh/timeout`. */
  run(command: string, timeoutMs: number): Promise<Result<SshAnswer>>;
  close(): void;
}

const outputLimit = 4_000_000;

/**
 * Logs in after the host key was compared with the pinned one: no credential leaves before that.
 * Failures: `ssh/unreachable`, `ssh/hostKeyUnknown`, `ssh/hostKeyChanged` (both with the presented fingerprint in `params.presented`),
 * `ssh/refused`, `ssh/keyUnreadable`, `ssh/noCommonAlgorithm`.
 */
export function openSession(target: SshTarget): Promise<Result<SshSession>> {
  const config = configOf(target);
  if (!config.ok) return Promise.resolve(config);
  return new Promise((resolve) => {
    const client = new Client();
    let hostKeyFailure: Failure | undefined;
    const verify = (key: Buffer): boolean => {
      hostKeyFailure = judgeHostKey(target, key);
      return hostKeyFailure === undefined;
    };
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => {
      finish(prompts.map((prompt) => (prompt.echo === true ? '' : (target.password ?? ''))));
    });
    client.once('ready', () => resolve(done(sessionOf(client, target))));
    client.on('error', (error) => {
      client.end();
      resolve({ ok: false, failure: hostKeyFailure ?? failureOf(target, error) });
    });
    client.once('close', () => resolve({ ok: false, failure: hostKeyFailure ?? unreachable(target, 'connection closed') }));
    const socket = openSocket(target);
    try {
      client.connect({ ...config.value, sock: socket, hostVerifier: verify });
    } catch (cause) {
      // ssh2 throws for a key file it cannot read or that wants a passphrase.
      socket.destroy();
      resolve({ ok: false, failure: failureOf(target, cause instanceof Error ? cause : new Error(String(cause))) });
    }
  });
}

/** The host key as presented, without logging in: to be shown to a person, who may pin it. Failures: `ssh/unreachable`, `ssh/noCommonAlgorithm`. */
export function presentedHostKey(
  place: Pick<SshTarget, 'host' | 'port' | 'legacyAlgorithms' | 'timeoutMs'>,
): Promise<Result<{ readonly fingerprint: string; readonly type: string }>> {
  return new Promise((resolve) => {
    const client = new Client();
    let seen: { readonly fingerprint: string; readonly type: string } | undefined;
    const finish = (error: Error) => {
      resolve(seen === undefined ? { ok: false, failure: failureOf(place, error) } : done(seen));
      client.end();
    };
    client.on('error', finish);
    client.once('close', () => finish(new Error('connection closed')));
    client.connect({
      sock: openSocket(place),
      username: 'nobody',
      readyTimeout: place.timeoutMs ?? 8000,
      ...algorithmsOf(place),
      hostVerifier: (key: Buffer) => {
        seen = { fingerprint: hostKeyFingerprint(key), type: hostKeyType(key) };
        return false;
      },
    });
  });
}

/** The DNS server may be one of the VMs that went down first: a name that was resolved before still leads to its machine. */
function openSocket({ host, port }: Pick<SshTarget, 'host' | 'port'>): Socket {
  return connect({ host, port, lookup: rememberedLookup });
}

function configOf(target: SshTarget): Result<ConnectConfig> {
  const config: ConnectConfig = {
    username: target.user,
    readyTimeout: target.timeoutMs ?? 10_000,
    keepaliveInterval: 5000,
    keepaliveCountMax: 3,
    tryKeyboard: target.password !== undefined,
  };
  // The order matters: keyboard-interactive only after password was refused, to spare lock-out counters.
  if (target.agent !== undefined) config.agent = target.agent;
  if (target.password !== undefined) config.password = target.password;
  if (target.passphrase !== undefined) config.passphrase = target.passphrase;
  if (target.keyFile !== undefined) {
    try {
      config.privateKey = readFileSync(target.keyFile);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      return failed('ssh/keyUnreadable', message('ssh.keyUnreadable', { file: target.keyFile, reason }));
    }
  }
  return done({ ...config, ...algorithmsOf(target) });
}

function algorithmsOf(target: Pick<SshTarget, 'legacyAlgorithms'>): Pick<ConnectConfig, 'algorithms'> {
  if (target.legacyAlgorithms !== true) return {};
  return {
    algorithms: {
      kex: {
        append: ['diffie-hellman-group14-sha1', 'diffie-hellman-group-exchange-sha1', 'diffie-hellman-group1-sha1'],
        prepend: [],
        remove: [],
      },
      serverHostKey: { append: ['ssh-rsa', 'ssh-dss'], prepend: [], remove: [] },
      cipher: { append: ['aes128-cbc', 'aes256-cbc', '3des-cbc'], prepend: [], remove: [] },
    },
  };
}

function judgeHostKey(target: SshTarget, key: Buffer): Failure | undefined {
  const presented = hostKeyFingerprint(key);
  if (target.pin === presented) return undefined;
  const params = { host: target.host, presented, type: hostKeyType(key) };
  if (target.pin === undefined) return { code: 'ssh/hostKeyUnknown', message: message('ssh.hostKeyUnknown', params) };
  return { code: 'ssh/hostKeyChanged', message: message('ssh.hostKeyChanged', { ...params, pinned: target.pin }) };
}

type Place = Pick<SshTarget, 'host' | 'port'> & Partial<SshTarget>;

function failureOf(target: Place, error: Error & { readonly level?: string }): Failure {
  if (error.level === 'client-authentication')
    return { code: 'ssh/refused', message: message('ssh.refused', { host: target.host, user: target.user ?? '' }) };
  if (/no matching/i.test(error.message))
    return { code: 'ssh/noCommonAlgorithm', message: message('ssh.noCommonAlgorithm', { host: target.host }) };
  if (/passphrase|privateKey|private key|Cannot parse/i.test(error.message)) {
    return { code: 'ssh/keyUnreadable', message: message('ssh.keyUnreadable', { file: target.keyFile ?? '', reason: error.message }) };
  }
  return unreachable(target, error.message);
}

function unreachable(target: { readonly host: string; readonly port: number }, reason: string): Failure {
  return { code: 'ssh/unreachable', message: message('ssh.unreachable', { host: target.host, port: target.port, reason }) };
}

function sessionOf(client: Client, target: SshTarget): SshSession {
  let isOpen = true;
  const over = () => (isOpen = false);
  client.once('end', over).once('close', over);
  return {
    isOpen: () => isOpen,
    run: (command, timeoutMs) =>
      isOpen
        ? runCommand(client, target, command, timeoutMs)
        : Promise.resolve({ ok: false, failure: unreachable(target, 'connection closed') }),
    close: () => {
      isOpen = false;
      client.end();
    },
  };
}

function runCommand(client: Client, target: SshTarget, command: string, timeoutMs: number): Promise<Result<SshAnswer>> {
  return new Promise((resolve) => {
    let stdout = '';
    let stderr = '';
    let code: number | undefined;
    let settled = false;
    const finish = (answer: Result<SshAnswer>) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      client.removeListener('close', ended);
      resolve(answer);
    };
    const ended = () => finish(done({ stdout, stderr, ...(code === undefined ? {} : { code }) }));
    const timer = setTimeout(
      () => finish(failed('ssh/timeout', message('ssh.timeout', { host: target.host, seconds: timeoutMs / 1000 }))),
      timeoutMs,
    );
    client.once('close', ended);
    client.exec(command, (error, channel) => {
      if (error !== undefined) {
        finish({ ok: false, failure: unreachable(target, error.message) });
        return;
      }
      channel.on('data', (data: Buffer) => (stdout = (stdout + data.toString('utf8')).slice(0, outputLimit)));
      channel.stderr.on('data', (data: Buffer) => (stderr = (stderr + data.toString('utf8')).slice(0, outputLimit)));
      channel.on('exit', (exitCode: number | null) => {
        if (exitCode !== null) code = exitCode;
      });
      channel.on('close', ended);
    });
  });
}
