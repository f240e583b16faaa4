import { join } from 'node:path';
import { app } from 'electron';
import { readArguments } from '../../electron/shell/command-line.js';
import { runShell } from '../../electron/shell/run-shell.js';
import { StartupTimes } from '../../electron/shell/startup-times.js';
import { scriptedEngine, type Script } from './scripted-engine.js';

/** As electron/main.ts, over an engine that a test writes. */
const scripts: { real?: Script; practice?: Script } = {};
Object.assign(globalThis, { script: scripts });

const given = readArguments(process.argv);
const folder = given.userDataDir ?? app.getPath('userData');
app.setPath('userData', folder);
const root = process.argv.find((argument) => argument.startsWith('--checkout='))?.slice('--checkout='.length) ?? '';

void runShell({
  engine: { userDataDir: folder, practice: given.isPractice, version: app.getVersion() },
  createEngine: (options) => {
    const { engine, script } = scriptedEngine(options.practice);
    scripts[options.practice ? 'practice' : 'real'] = script;
    return Promise.resolve(engine);
  },
  page: join(root, 'out/renderer'),
  preload: join(root, 'out/preload/preload.cjs'),
  assets: join(root, 'assets'),
  isHidden: given.isHidden,
  times: new StartupTimes(process.getCreationTime() ?? Date.now(), () => Date.now()),
});
