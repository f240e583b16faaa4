#!/usr/bin/env node
import { join } from 'node:path';
import { findElectron } from './electron/find.mjs';
import { checkNode } from './setup/node-version.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { out, root } from './setup/places.mjs';
import { run } from './setup/processes.mjs';
import { runScript, say } from './setup/say.mjs';
import { ensureSystemPackages, hasDisplay, isRoot, nameMissingLibraries, runtimePackages } from './setup/system.mjs';

/** Without a screen the same story is told in the terminal: the practice office loses power, shuts down and comes back. */
async function practiceInTerminal() {
  say('No display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the tray application cannot be shown.');
  say('This is the practice outage in the terminal instead. For the window, run npm start on a desktop, or: xvfb-run -a npm start');
  const { code } = await run(process.execPath, [
    join(out, 'cli/sundown.mjs'),
    ...['practice', '--outage', '--restore', '--speed', '20'],
    ...process.argv.slice(2),
  ]);
  return code;
}

async function trayApplication() {
  const electron = await findElectron();
  await ensureSystemPackages(runtimePackages, 'Electron');
  await nameMissingLibraries(electron.program);
  if (electron.kind === 'fallback') say(`Running on the substitute Electron ${electron.version}; a release uses the one in package.json.`);
  // Chromium refuses to run its sandbox as root; nobody else ever gets this flag.
  const sandbox = isRoot() && process.platform === 'linux' ? ['--no-sandbox'] : [];
  say('Sundown runs in the tray. Start it again to show its window; quit it from its menu or with Ctrl+C.');
  const { code } = await run(electron.program, [...sandbox, root, ...process.argv.slice(2)]);
  return code;
}

await runScript(async () => {
  checkNode();
  await ensurePackages();
  const { ensureBuilt } = await import('./compile.mjs');
  await ensureBuilt();
  return hasDisplay() ? trayApplication() : practiceInTerminal();
});
