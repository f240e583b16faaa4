import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { programPath } from '../available.js';
import { freePort } from '../free-port.js';

export interface ApcupsdPeer {
  readonly port: number;
  /** After "shutting down" the daemon stays so until it is started anew. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const cache = resolve(import.meta.dirname, '../../../.cache/apcupsd');

/**
 * The daemon's program. The Debian package cannot be installed beside nut-client, so it is unpacked into the project's cache;
 * undefined where neither is possible.
 */
export function apcupsdProgram(): string | undefined {
  const installed = programPath('apcupsd');
  if (installed !== undefined) return installed;
  const unpacked = join(cache, 'root/sbin/apcupsd');
  if (existsSync(unpacked)) return unpacked;
  try {
    mkdirSync(cache, { recursive: true });
    execFileSync('apt-get', ['download', '-qq', 'apcupsd', 'libusb-0.1-4'], { cwd: cache, stdio: 'ignore', timeout: 60_000 });
    for (const file of readdirSync(cache))
      if (file.endsWith('.deb')) execFileSync('dpkg', ['-x', file, 'root'], { cwd: cache, stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return existsSync(unpacked) ? unpacked : undefined;
}

/** A real apcupsd that polls the SNMP agent at `snmpPort` every second or so; its scripts only note what they would do. */
export async function startApcupsd(snmpPort: number): Promise<ApcupsdPeer> {
  const program = apcupsdProgram();
  if (program === undefined) throw new Error('apcupsd is not installed and cannot be unpacked');
  const folder = mkdtempSync(join(tmpdir(), 'sundown-apcupsd-'));
  const port = await freePort();
  const scripts = join(folder, 'scripts');
  mkdirSync(scripts);
  // Exit code 99: the script has dealt with the event, apcupsd does nothing else.
  writeFileSync(join(scripts, 'apccontrol'), '#!/bin/sh\nexit 99\n');
  chmodSync(join(scripts, 'apccontrol'), 0o755);
  const file = join(folder, 'apcupsd.conf');
  writeFileSync(file, configuration(folder, scripts, port, snmpPort));
  let daemon = await launch(program, file, port);
  return {
    port,
    restart: async () => {
      await end(daemon);
      rmSync(join(folder, 'powerfail'), { force: true });
      daemon = await launch(program, file, port);
    },
    stop: async () => {
      await end(daemon);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, scripts: string, port: number, snmpPort: number): string {
  return [
    '## apcupsd.conf v1.1 ##',
    'UPSNAME peer',
    'UPSCABLE ether',
    'UPSTYPE snmp',
    `DEVICE 127.0.0.1:${String(snmpPort)}:APC_NOTRAP:private`,
    'POLLTIME 1',
    `LOCKFILE ${folder}`,
    `SCRIPTDIR ${scripts}`,
    `PWRFAILDIR ${folder}`,
    `NOLOGINDIR ${folder}`,
    'ONBATTERYDELAY 1',
    'BATTERYLEVEL -1',
    'MINUTES -1',
    'TIMEOUT 0',
    'ANNOY 0',
    'ANNOYDELAY 60',
    'NOLOGON disable',
    'KILLDELAY 0',
    'NETSERVER on',
    'NISIP 127.0.0.1',
    `NISPORT ${String(port)}`,
    `EVENTSFILE ${join(folder, 'events')}`,
    'EVENTSFILEMAX 10',
    'UPSCLASS standalone',
    'UPSMODE disable',
    'STATTIME 0',
    `STATFILE ${join(folder, 'status')}`,
    'LOGSTATS off',
    'DATATIME 0',
    '',
  ].join('\n');
}

async function launch(program: string, file: string, port: number): Promise<ChildProcess> {
  const libraries = ['root/lib/x86_64-linux-gnu', 'root/usr/lib/x86_64-linux-gnu'].map((path) => join(cache, path)).join(':');
  const daemon = spawn(program, ['-b', '-f', file], { env: { ...process.env, LD_LIBRARY_PATH: libraries }, stdio: 'ignore' });
  for (let round = 0; round < 400; round += 1) {
    if (await listens(port)) return daemon;
    if (daemon.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  daemon.kill('SIGKILL');
  throw new Error(`apcupsd did not start (${String(daemon.exitCode)})`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = new Promise((resolve) => daemon.once('exit', resolve));
  daemon.kill('SIGKILL');
  await ended;
}
