import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { answersOnTcp } from '../../../electron/adapters/common/tcp-probe.js';
import { programPath } from '../available.js';
import { freePort } from '../free-port.js';

export interface EsxiState {
  readonly vms: {
    id: number;
    name: string;
    power: 'on' | 'off' | 'suspended';
    tools: boolean;
    lies?: boolean;
    /** The host cannot read its configuration: it tells no uuid. */
    unreadable?: boolean;
    instanceUuid?: string;
    /** Of its .vmx; default its name. */
    folder?: string;
    mac?: string;
    template?: boolean;
  }[];
  /** Which shell of Windows answers; absent for ESXi's. */
  speaks?: 'cmd' | 'powershell';
  maintenance: boolean;
  off: boolean;
  log: string[];
}

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

const shell = resolve(import.meta.dirname, 'esxi-shell.mjs');

/**
 * OpenSSH's own sshd on a free loopback port, with ForceCommand replaying ESXi's answers. `passwordUser` makes a throw-away system user
 * (root only) so that keyboard-interactive runs through PAM as on ESXi: password authentication is off, keyboard-interactive on.
 */
export async function startSshd(
  state: EsxiState,
  options: { readonly passwordUser?: boolean; readonly config?: readonly string[]; readonly hostKeyType?: 'ecdsa' | 'rsa' } = {},
): Promise<SshdPeer> {
  const sshd = programPath('sshd');
  if (sshd === undefined) throw new Error('OpenSSH sshd is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'sundown-sshd-'));
  chmodSync(folder, 0o777);
  const stateFile = join(folder, 'state.json');
  writeFileSync(stateFile, JSON.stringify(state));
  chmodSync(stateFile, 0o666);
  const script = join(folder, 'esxi-shell.mjs');
  writeFileSync(script, readFileSync(shell));
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
    `ForceCommand ${process.execPath} ${script} ${stateFile}`,
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
    state: () => JSON.parse(readFileSync(stateFile, 'utf8')) as EsxiState,
    dropSessions: () => {
      execFileSync('pkill', ['-KILL', '-P', String(server.pid)]);
    },
    logins: () => logged(/^Accepted /gm),
    refusals: () => logged(/ authenticating user /gm),
    restartWithNewHostKey: async () => {
      await end(server);
      makeKey();
      server = await start(sshd, folder, port);
      return fingerprintOf(folder);
    },
    stop: async () => {
      await end(server);
      if (account !== undefined) execFileSync('userdel', ['-f', account.user], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
