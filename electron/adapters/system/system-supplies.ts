import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { Reading } from '../../../shared/ups/reading.js';
import { pmsetSupplies } from '../../../shared/ups/system/pmset.js';
import type { SystemSupply } from '../../../shared/ups/system/supply.js';
import { sysfsSupply } from '../../../shared/ups/system/sysfs.js';
import { busctlPaths, busctlProperties, upowerSupply } from '../../../shared/ups/system/upower.js';
import { win32Question, win32Supplies } from '../../../shared/ups/system/win32-battery.js';

export interface SystemView {
  readonly platform?: NodeJS.Platform;
  /** Where the kernel shows its power supplies (Linux). */
  readonly powerSupplies?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly nowMs?: () => number;
  readonly wall?: () => Date;
}

/** What the system showed at one time. */
export interface SystemLook {
  readonly supplies: readonly SystemSupply[];
  readonly about: Pick<Reading, 'readAt' | 'roundTripMs' | 'requests'>;
}

type Run = (program: string, args: readonly string[]) => Promise<string | undefined>;

const limitMs = 4500;

/**
 * The power supplies that this workstation's operating system shows. The system's own programs are asked, since a library for D-Bus would bring a wire
 * protocol for one call every few seconds. Failures: `ups/unreachable`.
 */
export async function lookAtSupplies(view: SystemView): Promise<Result<SystemLook>> {
  const nowMs = view.nowMs ?? (() => performance.now());
  const wall = view.wall ?? (() => new Date());
  const startedMs = nowMs();
  let requests = 0;
  const run: Run = (program, args) => {
    requests += 1;
    return answerOf(program, args, view.environment ?? {});
  };
  const supplies = await suppliesOf(view, run);
  if (!supplies.ok) return supplies;
  const about = { readAt: wall().toISOString(), roundTripMs: Math.round(nowMs() - startedMs), requests };
  return done({ supplies: supplies.value, about });
}

async function suppliesOf(view: SystemView, run: Run): Promise<Result<readonly SystemSupply[]>> {
  switch (view.platform ?? process.platform) {
    case 'win32': {
      const told = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', win32Question]);
      return silentUnless(told === undefined ? undefined : win32Supplies(told), 'Win32_Battery');
    }
    case 'darwin': {
      const told = await run('/usr/bin/pmset', ['-g', 'batt']);
      return silentUnless(told === undefined ? undefined : pmsetSupplies(told), 'pmset');
    }
    default: {
      const told = (await upowerSupplies(run)) ?? (await sysfsSupplies(view.powerSupplies ?? '/sys/class/power_supply'));
      return silentUnless(told, 'UPower, /sys/class/power_supply');
    }
  }
}

function silentUnless(supplies: readonly SystemSupply[] | undefined, detail: string): Result<readonly SystemSupply[]> {
  return supplies === undefined ? failed('ups/unreachable', message('sources.system.silent', { detail })) : done(supplies);
}

const upower = 'org.freedesktop.UPower';

/** Undefined where UPower does not answer: the kernel is asked instead. A device that vanished in between is none. */
async function upowerSupplies(run: Run): Promise<readonly SystemSupply[] | undefined> {
  const call = (...args: readonly string[]) => run('busctl', ['--system', '--json=short', '--timeout=2', 'call', upower, ...args]);
  const listed = await call('/org/freedesktop/UPower', upower, 'EnumerateDevices');
  const paths = listed === undefined ? undefined : busctlPaths(listed);
  if (paths === undefined) return undefined;
  const devices = await Promise.all(
    paths.map(async (path) => {
      const told = await call(path, 'org.freedesktop.DBus.Properties', 'GetAll', 's', `${upower}.Device`);
      const properties = told === undefined ? undefined : busctlProperties(told);
      return properties === undefined ? undefined : upowerSupply(path, properties);
    }),
  );
  return devices.filter((device) => device !== undefined);
}

async function sysfsSupplies(folder: string): Promise<readonly SystemSupply[] | undefined> {
  try {
    const names = await readdir(folder);
    const supplies = await Promise.all(
      names.map(async (name) => {
        const [uevent, type] = await Promise.all(['uevent', 'type'].map((file) => readFile(join(folder, name, file), 'utf8')));
        // Kernels before 5.8 leave the type out of the uevent.
        return sysfsSupply(name, `POWER_SUPPLY_TYPE=${(type ?? '').trim()}\n${uevent ?? ''}`);
      }),
    );
    return supplies.filter((supply) => supply !== undefined);
  } catch {
    // No such folder, or a device that was pulled while it was read: the next reading looks anew.
    return undefined;
  }
}

function answerOf(program: string, args: readonly string[], environment: Readonly<Record<string, string>>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment, LC_ALL: 'C' };
    execFile(program, [...args], { timeout: limitMs, windowsHide: true, env }, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });
}
