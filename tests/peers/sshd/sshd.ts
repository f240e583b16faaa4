import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { answersOnTcp } from '../../../electron/adapters/common/tcp-probe.js';
import { programPath } from '../available.js';
import { freePort } from '../free-port.js';
import { answerShell, type EsxiState } from './esxi-shell.js';

export interface SshdPeer {
  readonly port: number;
  readonly user: string;
  readonly keyFile: string;
  /** `SHA256:…` of its only host key, as ssh-keygen prints it. */
  readonly fingerprint: string;
  readonly password?: string;
  state(): EsxiState;
  /** Every connection breaks off, as when the host restarts; the server itself goes on. */
  dropSessions(): void;
  /** Logins that it accepted so far. */
  logins(): number;
  /** Attempts that it refused so far. */
  refusals(): number;
  restartWithNewHostKey(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * OpenSSH's own sshd on a free loopback port, with ForceCommand replaying ESXi's answers. `passwordUser` makes a throw-away system user
 * (root only) so that keyboard-interactive runs through PAM as on ESXi: password authentication is off, keyboard-interactive on.
 */
export async function startSshd(
  first: EsxiState,
  options: { readonly passwordUser?: boolean; readonly config?: readonly string[]; readonly hostKeyType?: 'ecdsa' | 'rsa' } = {},
): Promise<SshdPeer> {
  const sshd = programPath('sshd');
  if (sshd === undefined) throw new Error('OpenSSH sshd is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'sundown-sshd-'));
  chmodSync(folder, 0o777);
  const state = structuredClone(first);
  const shell = await serveShell(state, join(folder, 'shell'));
  // A copy where other users may read it.
  const ask = join(folder, 'ask.pl');
  copyFileSync(join(import.meta.dirname, 'ask.pl'), ask);
  const keyFile = join(folder, 'client');
  execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', keyFile]);
  const port = await freePort();
  const account = options.passwordUser === true ? addUser() : undefined;
  const makeKey = () => makeHostKey(folder, options.hostKeyType ?? 'ecdsa');
  const logged = (line: RegExp) => readFileSync(join(folder, 'log'), 'utf8').match(line)?.length ?? 0;
  const config = [
    ...(options.config ?? []),
    `Port ${String(port)}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `PidFile ${join(folder, 'pid')}`,
    `AuthorizedKeysFile ${keyFile}.pub`,
    'StrictModes no',
    'PasswordAuthentication no',
    `KbdInteractiveAuthentication ${account === undefined ? 'no' : 'yes'}`,
    `UsePAM ${account === undefined ? 'no' : 'yes'}`,
    'PermitRootLogin yes',
    // The login shell reads its start-up files before each command: whoever tests may have slow ones, or ones that speak.
    `SetEnv HOME=${folder}`,
    `ForceCommand perl ${ask} ${join(folder, 'shell')}`,
  ];
  writeFileSync(join(folder, 'sshd_config'), config.join('\n'));
  if (!existsSync('/run/sshd') && userInfo().uid === 0) mkdirSync('/run/sshd', { mode: 0o755 });
  makeKey();
  let server = await start(sshd, folder, port);
  return {
    port,
    user: account?.user ?? userInfo().username,
    keyFile,
    fingerprint: fingerprintOf(folder),
    ...(account === undefined ? {} : { password: account.password }),
    state: () => state,
    dropSessions: () => {
      execFileSync('pkill', ['-KILL', '-P', String(server.pid)]);
    },
    logins: () => logged(/^Accepted /gm),
    // Told before the client is answered; that it left is told when it has.
    refusals: () => logged(/PAM: Authentication failure for /gm),
    restartWithNewHostKey: async () => {
      await end(server);
      makeKey();
      server = await start(sshd, folder, port);
      return fingerprintOf(folder);
    },
    stop: async () => {
      await end(server);
      await new Promise((closed) => shell.close(closed));
      if (account !== undefined) execFileSync('userdel', ['-f', account.user], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the shell answers, for the programs that sshd starts to ask for; on a socket, so that there may be many of them, of any user. */
async function serveShell(state: EsxiState, path: string): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (asker) => {
    let command = '';
    // Whoever is killed while it waits takes no answer.
    asker.on('error', () => undefined);
    asker.setEncoding('utf8').on('data', (part: string) => (command += part));
    asker.once('end', () => {
      const { text, ending, afterMs = 0 } = answerShell(state, command);
      setTimeout(() => asker.end(`${String(ending)}\n${text}`), afterMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  chmodSync(path, 0o666);
  return server;
}

function addUser(): { readonly user: string; readonly password: string } {
  const user = `sdtest${randomBytes(3).toString('hex')}`;
  const password = `pass word ${randomBytes(6).toString('hex')}`;
  execFileSync('useradd', ['--no-create-home', '--shell', '/bin/sh', user]);
  execFileSync('chpasswd', { input: `${user}:${password}\n` });
  return { user, password };
}

function makeHostKey(folder: string, type: 'ecdsa' | 'rsa'): void {
  rmSync(join(folder, 'host'), { force: true });
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', join(folder, 'host')]);
}

function fingerprintOf(folder: string): string {
  return execFileSync('ssh-keygen', ['-lf', join(folder, 'host.pub')], { encoding: 'utf8' }).split(' ')[1] ?? '';
}

async function start(sshd: string, folder: string, port: number) {
  const child = spawn(sshd, ['-D', '-f', join(folder, 'sshd_config'), '-E', join(folder, 'log')], { stdio: 'ignore' });
  for (let round = 0; round < 200; round += 1) {
    if (await answersOnTcp('127.0.0.1', port, 200)) return child;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`sshd did not start: ${existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : ''}`);
}

function end(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('close', () => resolve());
    child.kill('SIGTERM');
  });
}
