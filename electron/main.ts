import { join, resolve } from 'node:path';
import { app } from 'electron';
import { readArguments } from './shell/command-line.js';
import { runCommand } from './shell/headless-command.js';
import { runShell } from './shell/run-shell.js';
import { StartupTimes } from './shell/startup-times.js';

/** Composition root of the tray application: names the places, gives the shell its engine. With a verb it is the command line instead. */
const times = new StartupTimes(process.getCreationTime() ?? Date.now(), () => Date.now());
times.mark('mainRead');

const given = readArguments(process.argv);
if (given.userDataDir !== undefined) app.setPath('userData', resolve(given.userDataDir));

async function run(): Promise<void> {
  const root = app.getAppPath();
  const shell = await runShell({
    engine: { userDataDir: app.getPath('userData'), practice: given.isPractice, version: app.getVersion() },
    createEngine: async (options) => {
      const { createEngine } = await import('./compose.js');
      return createEngine(options);
    },
    page: join(root, 'out/renderer'),
    preload: join(root, 'out/preload/preload.cjs'),
    assets: join(root, 'assets'),
    isHidden: given.isHidden && !given.isSmokeTest,
    times,
  });
  if (!given.isSmokeTest || shell === undefined) return;
  // The page has come up, found its bridge and asked for the first snapshot.
  await times.reached('interactive');
  process.stdout.write(`ready ${JSON.stringify(times.values())}\n`);
  app.quit();
}

async function runVerb(argv: readonly string[]): Promise<void> {
  await runCommand(async (ending) => (await import('./cli/command-line.js')).runCommandLine(argv, app.getVersion(), ending));
}

// Not awaited: Electron becomes ready only once this module has been read to its end.
// From a checkout the first bare word is the folder of the program; there `npx sundown` is the command line.
void (app.isPackaged && given.command !== undefined ? runVerb(given.command) : run());
