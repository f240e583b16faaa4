import { execFile } from 'node:child_process';

const watcher = 'org.kde.StatusNotifierWatcher';
const question = ['IsStatusNotifierHostRegistered'];

/** Programs that can ask the session bus; whichever is there. */
const askers: readonly (readonly [command: string, args: readonly string[]])[] = [
  [
    'gdbus',
    [
      'call',
      '--session',
      ...['--dest', watcher, '--object-path', '/StatusNotifierWatcher', '--method', 'org.freedesktop.DBus.Properties.Get', watcher],
      ...question,
    ],
  ],
  ['busctl', ['--user', 'get-property', watcher, '/StatusNotifierWatcher', watcher, ...question]],
];

function ask(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 1500 }, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });
}

/**
 * Whether a desktop shows tray icons now. On Linux a tray may be missing and Electron cannot tell (electron#5872), so the bus is
 * asked; when in doubt the answer is no, and a closed window stays reachable as a minimised one.
 */
export async function hasTrayHost(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [command, args] of askers) {
    const answer = await ask(command, args);
    if (answer !== undefined) return answer.includes('true');
  }
  return false;
}
