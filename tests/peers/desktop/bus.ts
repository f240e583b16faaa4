import { execFile } from 'node:child_process';

type Environment = Readonly<Record<string, string>>;

/** Calls a method on the session bus; the answer in GVariant's text form, undefined when the call failed. */
export function gdbus(environment: Environment, to: string, path: string, method: string, args: readonly string[] = []) {
  return new Promise<string | undefined>((resolve) => {
    const call = ['call', '--session', '--dest', to, '--object-path', path, '--method', method, ...args];
    execFile('gdbus', call, { env: { ...process.env, ...environment }, timeout: 5000 }, (error, stdout) => {
      resolve(error === null ? stdout.trim() : undefined);
    });
  });
}

/** Waits for a condition, looking often; fails with its name. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, limitMs = 20_000): Promise<void> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > limitMs) throw new Error(`not within ${String(limitMs / 1000)} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export interface TrayEntry {
  readonly id: number;
  readonly label: string;
  readonly isEnabled: boolean;
  readonly isSeparator: boolean;
}

/** A tray icon as it stands on the bus: what a panel sees. */
export interface TrayOnBus {
  readonly service: string;
  readonly path: string;
}

export async function trayItems(environment: Environment): Promise<readonly TrayOnBus[]> {
  const watcher = 'org.kde.StatusNotifierWatcher';
  const answer = await gdbus(environment, watcher, '/StatusNotifierWatcher', 'org.freedesktop.DBus.Properties.Get', [
    watcher,
    'RegisteredStatusNotifierItems',
  ]);
  return [...(answer ?? '').matchAll(/'([^'/]+)(\/[^']*)?'/g)].map((match) => ({
    service: match[1] ?? '',
    path: match[2] ?? '/StatusNotifierItem',
  }));
}

export async function trayProperty(environment: Environment, item: TrayOnBus, property: string): Promise<string> {
  const kind = 'org.kde.StatusNotifierItem';
  const answer = await gdbus(environment, item.service, item.path, 'org.freedesktop.DBus.Properties.Get', [kind, property]);
  return answer ?? '';
}

const menuKind = 'com.canonical.dbusmenu';

async function menuPath(environment: Environment, item: TrayOnBus): Promise<string> {
  return /objectpath '([^']+)'/.exec(await trayProperty(environment, item, 'Menu'))?.[1] ?? '/MenuBar';
}

/** The rows of the tray's menu, top to bottom. */
export async function trayMenu(environment: Environment, item: TrayOnBus): Promise<readonly TrayEntry[]> {
  const path = await menuPath(environment, item);
  await gdbus(environment, item.service, path, `${menuKind}.AboutToShow`, ['0']);
  const answer = (await gdbus(environment, item.service, path, `${menuKind}.GetLayout`, ['0', '1', '@as []'])) ?? '';
  return [...answer.matchAll(/<\((\d+), \{([^}]*)\}, @av \[\]\)>/g)].map((match) => {
    const properties = match[2] ?? '';
    return {
      id: Number(match[1]),
      label: (/'label': <["'](.*?)["']>/.exec(properties)?.[1] ?? '').replaceAll('_', ''),
      isEnabled: !properties.includes("'enabled': <false>"),
      isSeparator: properties.includes("'separator'"),
    };
  });
}

/** Clicks a row of the tray's menu, as a panel does. */
export async function clickTrayMenu(environment: Environment, item: TrayOnBus, id: number): Promise<void> {
  const path = await menuPath(environment, item);
  await gdbus(environment, item.service, path, `${menuKind}.Event`, [String(id), 'clicked', '<0>', '0']);
}

export async function activateTray(environment: Environment, item: TrayOnBus): Promise<void> {
  await gdbus(environment, item.service, item.path, 'org.kde.StatusNotifierItem.Activate', ['0', '0']);
}
