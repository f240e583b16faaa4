import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** Debian's own Python, which has python3-dbusmock; another one on the PATH need not. */
const python = '/usr/bin/python3';
const device = '/org/freedesktop/UPower/devices/ups0';

export interface UpowerPeer {
  /** What a program needs in its environment to find this bus. */
  readonly environment: Readonly<Record<string, string>>;
  addUps(): Promise<void>;
  /** Properties of the UPS, as GVariants: `{ State: '<uint32 2>' }`. */
  change(properties: Readonly<Record<string, string>>): Promise<void>;
  removeUps(): Promise<void>;
  stop(): Promise<void>;
}

export function canMockUpower(): boolean {
  return existsSync('/usr/lib/python3/dist-packages/dbusmock/templates/upower.py');
}

/** UPower's interfaces on a message bus of their own (python3-dbusmock's template), since the real daemon needs a device on USB. */
export async function startUpower(): Promise<UpowerPeer> {
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise<string>((resolve, reject) => {
    bus.stdout.once('data', (text: Buffer) => {
      resolve(text.toString().trim());
    });
    bus.once('error', reject);
    bus.once('exit', () => {
      reject(new Error('dbus-daemon ended'));
    });
  });
  const environment = { DBUS_SYSTEM_BUS_ADDRESS: address, DBUS_SESSION_BUS_ADDRESS: address };
  const env = { ...process.env, ...environment };
  const mock = spawn(python, ['-m', 'dbusmock', '--system', '--template', 'upower'], { env, stdio: 'ignore' });
  const call = async (method: string, ...args: readonly string[]) => {
    const to = ['--system', '--dest', 'org.freedesktop.UPower', '--object-path', '/org/freedesktop/UPower'];
    await promisify(execFile)('gdbus', ['call', ...to, '--method', method, ...args], { env });
  };
  const change = (properties: Readonly<Record<string, string>>) => {
    const text = Object.entries(properties).map(([name, value]) => `'${name}': ${value}`);
    return call('org.freedesktop.DBus.Mock.SetDeviceProperties', device, `{${text.join(', ')}}`);
  };
  await answers(() => call('org.freedesktop.UPower.EnumerateDevices'), mock);
  return {
    environment,
    addUps: async () => {
      await call('org.freedesktop.DBus.Mock.AddDischargingBattery', 'ups0', 'Line 700', '97.0', '0');
      await change({ Type: '<uint32 3>', State: '<uint32 1>' });
    },
    change,
    removeUps: () => call('org.freedesktop.DBus.Mock.RemoveDevice', device),
    stop: async () => {
      await end(mock);
      await end(bus);
    },
  };
}

async function answers(ask: () => Promise<void>, mock: ChildProcess): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    try {
      await ask();
      return;
    } catch (cause) {
      if (mock.exitCode !== null || round === 199) throw new Error('python3-dbusmock did not start', { cause });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
