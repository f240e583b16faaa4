import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { killTree } from './processes.mjs';

/** @param {string} name */
export function onPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts an X server without a screen on a display number of its own choice. @returns {Promise<{ display: string, stop: () => void }>} */
function startXvfb() {
  return new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const stop = () => {
      if (child.pid !== undefined) killTree(child.pid, 'SIGTERM');
    };
    process.once('exit', stop);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}`)));
    let number = '';
    child.stdio[3]?.on('data', (chunk) => {
      number += String(chunk);
      if (number.includes('\n')) resolve({ display: `:${number.trim()}`, stop });
    });
  });
}

/**
 * Runs something with a display and a session bus of its own, so that a person's desktop is neither needed nor touched. Elsewhere
 * than on Linux, or without these programs, it runs as it is.
 * @template T
 * @param {(before: readonly string[]) => Promise<T>} work gets the command to put before its own
 * @returns {Promise<T>}
 */
export async function withDesktop(work) {
  if (process.platform !== 'linux' || !onPath('Xvfb') || !onPath('dbus-run-session')) return work([]);
  const { display, stop } = await startXvfb();
  const before = process.env.DISPLAY;
  process.env.DISPLAY = display;
  try {
    return await work(['dbus-run-session', '--']);
  } finally {
    stop();
    if (before === undefined) delete process.env.DISPLAY;
    else process.env.DISPLAY = before;
  }
}
