import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';

const headless = ['--ozone-platform=headless', '--log-level=3'];

/**
 * Runs a command of the command line inside the program, without window, tray or lock, and ends with its code. Electron's own platform needs a
 * display even for that, and is chosen before any script runs: on Linux the program therefore starts itself once more with Chromium's headless
 * platform and stands for it. SIGINT reaches both from a terminal; when this one is ended otherwise, the other notices and ends.
 */
export async function runCommand(command: (ending: AbortSignal) => Promise<number>): Promise<void> {
  if (process.platform === 'linux' && !app.commandLine.hasSwitch('ozone-platform')) {
    process.on('SIGINT', () => undefined);
    const { status } = spawnSync(process.execPath, [...headless, ...process.argv.slice(1)], { stdio: 'inherit' });
    process.exit(status ?? 1);
  }
  // Chromium writes a profile even without a page; beside the desktop program's it would be in its way.
  const profile = mkdtempSync(join(tmpdir(), 'sundown-'));
  app.setPath('sessionData', profile);
  app.disableHardwareAcceleration();
  app.dock?.hide();
  await app.whenReady();
  const code = await command(endingOfProcess());
  rmSync(profile, { recursive: true, force: true });
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))));
  app.exit(code);
}

function endingOfProcess(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) ending.abort();
  }, 500).unref();
  return ending.signal;
}
