#!/usr/bin/env node
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode } from './setup/node-version.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/places.mjs';
import { runScript, say, SetupError } from './setup/say.mjs';

/** The unpacked program per system, as electron-builder lays it out. */
const programs = {
  darwin: ['mac/Sundown.app/Contents/MacOS/Sundown', 'mac-arm64/Sundown.app/Contents/MacOS/Sundown'],
  win32: ['win-unpacked/Sundown.exe', 'win-arm64-unpacked/Sundown.exe'],
  linux: ['linux-unpacked/sundown', 'linux-arm64-unpacked/sundown'],
};

/** @param {string} [folder] @returns {string} the packaged program */
export function packagedProgram(folder = join(root, 'dist')) {
  const places = process.platform === 'darwin' || process.platform === 'win32' ? programs[process.platform] : programs.linux;
  const program = places.map((place) => join(folder, place)).find((place) => existsSync(place));
  if (program === undefined) throw new SetupError(`no packaged program under ${folder}`);
  return program;
}

/** Packages with the Electron that was found; anything but the official one is good for trying only, and is said. @param {boolean} withInstallers */
export async function packageProgram(withInstallers) {
  const { ensureBuilt } = await import('./compile.mjs');
  await ensureBuilt();
  const { findElectron } = await import('./electron/find.mjs');
  const electron = await findElectron();
  if (electron.kind === 'fallback') say(`Packaging with the substitute Electron ${electron.version}: for trying only, not for a release.`);
  const { build, Platform } = await import('electron-builder');
  const { builderConfig } = await import('./electron-builder.config.mjs');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await build({
    projectDir: root,
    publish: 'never',
    targets: withInstallers ? Platform.current().createTarget() : Platform.current().createTarget('dir'),
    config: { ...builderConfig, electronDist: electron.folder, electronVersion: electron.version },
  });
  const program = packagedProgram();
  await checkFuses(program);
  return program;
}

/** @param {string} program */
async function checkFuses(program) {
  const { fuses, readFuses } = await import('./fuses.mjs');
  const found = await readFuses(program);
  const wrong = Object.entries(fuses).filter(([name, wanted]) => found[name] !== wanted);
  if (wrong.length > 0) throw new SetupError(`fuses not as wanted in ${program}: ${wrong.map(([name]) => name).join(', ')}`);
  say(`Fuses read back as wanted: ${Object.keys(fuses).length}.`);
}

if (process.argv[1] === import.meta.filename) {
  await runScript(async () => {
    checkNode();
    await ensurePackages();
    say(`Packaged: ${await packageProgram(process.argv.includes('--installers'))}`);
  });
}
