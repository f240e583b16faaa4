import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../setup/say.mjs';
import { fetchOfficial, officialFolder, officialVersion } from './official.mjs';

/** @typedef {{ folder: string, program: string, version: string, kind: 'official' | 'given' | 'fallback' }} FoundElectron */

/** Where the program lies inside Electron's folder. */
const programIn = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
  linux: 'electron',
};

/** @param {string} folder */
function programOf(folder) {
  return join(folder, process.platform === 'darwin' || process.platform === 'win32' ? programIn[process.platform] : programIn.linux);
}

/** @param {string} folder @param {FoundElectron['kind']} kind @returns {FoundElectron} */
function found(folder, kind) {
  const file = join(folder, 'version');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { folder, program: programOf(folder), version, kind };
}

/**
 * Finds an Electron to run: one named by ELECTRON_OVERRIDE_DIST_PATH, the official binary of the `electron` package, else the
 * fallback. Downloads what is missing.
 * @returns {Promise<FoundElectron>}
 */
export async function findElectron() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given !== undefined && given !== '') {
    if (!existsSync(programOf(given))) throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names ${given}, but no Electron is there.`);
    return found(given, 'given');
  }
  const official = officialFolder() ?? (await fetchOfficial());
  if (official !== undefined) return found(official, 'official');
  // Its npm packages may only just have been installed.
  const { ensureFallback, isFallbackPossible } = await import('./fallback.mjs');
  if (!isFallbackPossible()) {
    const system = `${process.platform} ${process.arch}`;
    throw new SetupError(`Electron ${officialVersion()} cannot be downloaded and there is no substitute for ${system}. See above for why.`);
  }
  return found(await ensureFallback(), 'fallback');
}
