import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface KeyringPeer {
  /** Variables that lead a program to this bus and keyring. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the keyring's files are, to look for plaintext in. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** A session bus of its own, with gnome-keyring unlocked by a password as at login (an empty one would open a prompt). */
export async function startKeyring(options: { readonly withKeyring: boolean } = { withKeyring: true }): Promise<KeyringPeer> {
  const folder = mkdtempSync(join(tmpdir(), 'sundown-keyring-'));
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await firstLine(bus);
  const environment = { DBUS_SESSION_BUS_ADDRESS: address, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder, HOME: folder };
  let daemon: ChildProcess | undefined;
  if (options.withKeyring) {
    daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    daemon.stdin?.end('pw');
    await ownerOf('org.freedesktop.secrets', { ...process.env, ...environment });
  }
  return {
    environment,
    folder,
    stop: async () => {
      for (const child of [daemon, bus]) {
        if (child?.exitCode !== null) continue;
        const ended = once(child, 'close');
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error('dbus-daemon ended')));
  });
}

async function ownerOf(name: string, env: NodeJS.ProcessEnv): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    const call = spawn(
      'gdbus',
      ['call', '--session', '-d', 'org.freedesktop.DBus', '-o', '/', '-m', 'org.freedesktop.DBus.NameHasOwner', name],
      { env, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let said = '';
    call.stdout.on('data', (data: Buffer) => (said += data.toString()));
    await once(call, 'close');
    if (said.includes('true')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} did not appear on the bus`);
}
