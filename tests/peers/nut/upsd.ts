import { X509Certificate } from 'node:crypto';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from '../available.js';
import { freePort } from '../free-port.js';

export type NutDevice =
  | { readonly name: string; readonly driver: 'dummy-ups'; readonly variables: Readonly<Record<string, string>> }
  /** A dump of a real device, served as it lies there. */
  | { readonly name: string; readonly driver: 'dummy-ups'; readonly dump: string }
  | { readonly name: string; readonly driver: 'snmp-ups'; readonly snmpPort: number; readonly pollSeconds?: number };

export interface UpsdPeer {
  readonly port: number;
  /** The server's certificate, where it was started with TLS: self-signed, for 127.0.0.1 and upsd.test. */
  readonly certificate?: { readonly file: string; readonly fingerprint: string };
  /** Changes what a dummy UPS says; visible after the driver's next loop. */
  change(name: string, variables: Readonly<Record<string, string>>): void;
  /** Stops the driver's process without ending it: its data gets stale. */
  freezeDriver(name: string): void;
  thawDriver(name: string): void;
  killDriver(name: string): Promise<void>;
  /** Anew, after it was killed. */
  startDriver(name: string): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const nutUser = { name: 'boss', password: 'boss phrase "1"' } as const;

/** Debian keeps upsd and its drivers here; /usr/sbin/upsd is a wrapper that insists on a configured system. */
const nutFolders = ['/lib/nut', '/usr/lib/nut', '/usr/libexec/nut', '/lib/nut/drivers'];

export function nutProgram(name: string): string | undefined {
  return nutFolders.map((folder) => join(folder, name)).find(existsSync) ?? programPath(name);
}

/** A real upsd with real drivers on a free loopback port. With `tls` the server has a certificate of its own (NSS builds need certutil). */
export async function startUpsd(
  devices: readonly NutDevice[],
  options: { readonly tls?: boolean; readonly maxAge?: number } = {},
): Promise<UpsdPeer> {
  const upsd = nutProgram('upsd');
  if (upsd === undefined) throw new Error('NUT upsd is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'sundown-nut-'));
  const port = await freePort();
  const run = join(folder, 'run');
  mkdirSync(run);
  const certificate = options.tls === true ? makeCertificate(folder) : undefined;
  const deviceFile = (name: string) => join(folder, `${name}.dev`);
  const writeDevice = (name: string, variables: Readonly<Record<string, string>>) => {
    writeFileSync(
      `${deviceFile(name)}.new`,
      Object.entries(variables)
        .map(([key, value]) => `${key}: ${value.replace(/["\\]/g, '\\$&')}\n`)
        .join(''),
    );
    renameSync(`${deviceFile(name)}.new`, deviceFile(name));
  };
  for (const device of devices) if (device.driver === 'dummy-ups' && 'variables' in device) writeDevice(device.name, device.variables);
  writeFileSync(
    join(folder, 'ups.conf'),
    ['maxretry = 3', 'pollinterval = 1', ...devices.map((device) => section(device, deviceFile(device.name)))].join('\n'),
  );
  writeFileSync(join(folder, 'nut.conf'), 'MODE=netserver\n');
  const tls = certificate === undefined ? [] : [`CERTPATH ${join(folder, 'nss')}`, 'CERTIDENT "upsd.test" "nss phrase"', 'CERTREQUEST 0'];
  writeFileSync(
    join(folder, 'upsd.conf'),
    [`LISTEN 127.0.0.1 ${String(port)}`, `MAXAGE ${String(options.maxAge ?? 15)}`, `STATEPATH ${run}`, ...tls, ''].join('\n'),
    { mode: 0o640 },
  );
  const users = [
    `[${nutUser.name}]`,
    `  password = "${nutUser.password.replaceAll('"', '\\"')}"`,
    '  actions = SET',
    '  actions = FSD',
    '  instcmds = ALL',
    '[guest]',
    '  password = guest',
    '',
  ];
  writeFileSync(join(folder, 'upsd.users'), users.join('\n'), { mode: 0o640 });
  const env = { ...process.env, NUT_CONFPATH: folder, NUT_STATEPATH: run, NUT_ALTPIDPATH: run, NUT_PIDPATH: run };
  const drivers = new Map<string, ChildProcess>();
  // Each driver sleeps through most of its start.
  await Promise.all(devices.map(async (device) => drivers.set(device.name, await startDriver(device, env, run))));
  const names = devices.map((device) => device.name);
  let server = await startServer(upsd, env, port, names);
  return {
    port,
    ...(certificate === undefined ? {} : { certificate }),
    change: writeDevice,
    freezeDriver: (name) => void drivers.get(name)?.kill('SIGSTOP'),
    thawDriver: (name) => void drivers.get(name)?.kill('SIGCONT'),
    startDriver: async (name) => {
      const device = devices.find((one) => one.name === name);
      if (device !== undefined) drivers.set(name, await startDriver(device, env, run));
    },
    killDriver: async (name) => end(drivers.get(name)),
    restart: async () => {
      await end(server);
      const alive = names.filter((name) => drivers.get(name)?.signalCode === null);
      server = await startServer(upsd, env, port, alive);
    },
    stop: async () => {
      await end(server);
      await Promise.all([...drivers.values()].map(end));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function section(device: NutDevice, file: string): string {
  const lines =
    device.driver === 'dummy-ups'
      ? [
          'driver = dummy-ups',
          `port = ${'dump' in device ? device.dump : file}`,
          `mode = ${'dump' in device ? 'dummy-once' : 'dummy-loop'}`,
        ]
      : [
          'driver = snmp-ups',
          `port = 127.0.0.1:${String(device.snmpPort)}`,
          'community = private',
          'snmp_version = v2c',
          'mibs = apcc',
          `pollfreq = ${String(device.pollSeconds ?? 1)}`,
        ];
  return [`[${device.name}]`, ...lines.map((line) => `  ${line}`)].join('\n');
}

async function startDriver(device: NutDevice, env: NodeJS.ProcessEnv, run: string): Promise<ChildProcess> {
  const program = nutProgram(device.driver);
  if (program === undefined) throw new Error(`NUT driver ${device.driver} is not installed`);
  const child = spawn(program, ['-D', '-u', 'root', '-a', device.name], { env, stdio: 'ignore' });
  const socket = join(run, `${device.driver}-${device.name}`);
  await until(() => existsSync(socket), child, `${device.driver} ${device.name}`);
  return child;
}

/** Ready once every driver has handed its data over. */
async function startServer(program: string, env: NodeJS.ProcessEnv, port: number, names: readonly string[]): Promise<ChildProcess> {
  const child = spawn(program, ['-D', '-u', 'root'], { env, stdio: 'ignore' });
  const ready = new Set<string>();
  // A driver's state comes last; an empty status is one that some devices have.
  const ask = (name: string) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET VAR ${name} ups.status\n`));
    socket.on('error', () => undefined);
    socket.on('data', (answer) => {
      if (!/WAIT|DRIVER-NOT-CONNECTED|DATA-STALE/.test(answer.toString())) ready.add(name);
      socket.destroy();
    });
  };
  const isReady = () => {
    for (const name of names) if (!ready.has(name)) ask(name);
    return ready.size === names.length;
  };
  await until(isReady, child, 'upsd');
  return child;
}

async function until(isSo: () => boolean, child: ChildProcess, what: string): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    if (isSo()) return;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.kill('SIGKILL');
  throw new Error(`${what} did not start (${String(child.exitCode)})`);
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** NSS database with a self-signed certificate, as upsd.conf(5) describes; returns its SHA-256. */
function makeCertificate(folder: string): { readonly file: string; readonly fingerprint: string } {
  const certutil = programPath('certutil');
  if (certutil === undefined) throw new Error('certutil (libnss3-tools) is not installed');
  const database = join(folder, 'nss');
  mkdirSync(database);
  const phrase = join(folder, 'phrase');
  const noise = join(folder, 'noise');
  writeFileSync(phrase, 'nss phrase\n');
  writeFileSync(noise, Array.from({ length: 256 }, () => Math.random().toString(36)).join(''));
  execFileSync(certutil, ['-N', '-d', database, '-f', phrase], { stdio: 'ignore' });
  const subject = ['-n', 'upsd.test', '-s', 'CN=upsd.test', '-x', '-t', 'CT,C,C', '-v', '12', '--extSAN', 'dns:upsd.test,ip:127.0.0.1'];
  execFileSync(certutil, ['-S', '-d', database, '-f', phrase, '-z', noise, ...subject], { stdio: 'ignore' });
  const pem = execFileSync(certutil, ['-L', '-d', database, '-n', 'upsd.test', '-a'], { encoding: 'utf8' });
  const file = join(folder, 'server.pem');
  writeFileSync(file, pem);
  return { file, fingerprint: new X509Certificate(pem).fingerprint256 };
}
