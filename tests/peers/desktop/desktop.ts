import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { gdbus, until } from './bus.js';

/** A real desktop without a screen: X server, session bus, window manager, panel with a tray, notification daemon. */
export interface Desktop {
  /** Variables that lead a program to this desktop and to a home of its own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly home: string;
  /** Takes a picture of the whole screen. */
  picture(file: string): Promise<void>;
  stop(): Promise<void>;
}

export interface DesktopOptions {
  /** Without it nobody shows tray icons, as on many a Linux desktop. */
  readonly withPanel: boolean;
}

export const desktopPrograms = ['Xvfb', 'dbus-daemon', 'gdbus', 'xfwm4', 'xfce4-panel', 'scrot'] as const;
const notifyDaemons = [`/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/xfce4/notifyd/xfce4-notifyd`];

/** One panel at the bottom whose only part is the tray; given as a file, so that no first-start question is asked. */
const panelSettings = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=720;y=886"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="28"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
    </property>
    <property name="plugin-2" type="string" value="systray"/>
  </property>
</channel>
`;

function firstLine(stream: Readable, what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
    });
    stream.once('close', () => reject(new Error(`${what} ended before it was up`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(limit);
}

/** Has the system end a program when the test process is gone, however it went; otherwise it would stay behind. */
function dying(command: string, args: readonly string[]): readonly [command: string, args: readonly string[]] {
  return existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', ['--pdeathsig', 'KILL', command, ...args]] : [command, args];
}

function writeSettings(home: string): void {
  const folder = join(home, '.config/xfce4/xfconf/xfce-perchannel-xml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'xfce4-panel.xml'), panelSettings);
}

export async function startDesktop(options: DesktopOptions = { withPanel: true }): Promise<Desktop> {
  const home = mkdtempSync(join(tmpdir(), 'sundown-desktop-'));
  writeSettings(home);
  const children: ChildProcess[] = [];
  const server = spawn(...dying('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp']), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  children.push(server);
  const display = `:${(await firstLine(server.stdio[3] as Readable, 'Xvfb')).trim()}`;
  const own = {
    DISPLAY: display,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_RUNTIME_DIR: home,
    XDG_CURRENT_DESKTOP: 'XFCE',
    LANGUAGE: 'en',
    LANG: 'C.UTF-8',
    NO_AT_BRIDGE: '1',
  };
  const bus = spawn(...dying('dbus-daemon', ['--session', '--nofork', '--print-address=1']), {
    env: { ...process.env, ...own },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(bus);
  const environment = { ...own, DBUS_SESSION_BUS_ADDRESS: await firstLine(bus.stdout, 'dbus-daemon') };
  const env = { ...process.env, ...environment };
  const program = (command: string, ...args: string[]): void => {
    children.push(spawn(...dying(command, args), { env, stdio: 'ignore' }));
  };
  program('xfwm4', '--compositor=off');
  program(notifyDaemons[0] ?? '');
  if (options.withPanel) program('xfce4-panel', '--disable-wm-check');
  await until('the notification daemon is on the bus', () => isOwned(environment, 'org.freedesktop.Notifications'));
  if (options.withPanel) await until('the panel watches for tray icons', () => isOwned(environment, 'org.kde.StatusNotifierWatcher'));
  return {
    environment,
    home,
    picture: async (file) => {
      const shot = spawn('scrot', ['--overwrite', '--silent', file], { env, stdio: 'ignore' });
      await once(shot, 'close');
    },
    stop: async () => {
      for (const child of children.reverse()) await end(child);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function isOwned(environment: Readonly<Record<string, string>>, name: string): Promise<boolean> {
  const answer = await gdbus(environment, 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', [name]);
  return answer?.includes('true') === true;
}
