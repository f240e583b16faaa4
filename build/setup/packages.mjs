import { existsSync, readFileSync, symlinkSync, chmodSync, mkdirSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';
import { run } from './processes.mjs';
import { sayWhile, SetupError } from './say.mjs';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} Locked */

/** @param {string} file @returns {Record<string, Locked> | undefined} */
function lockedPackages(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/**
 * Whether node_modules holds what the lock file names. npm's own record of what it installed is compared, so that an
 * install by hand counts as well. Optional packages are for other systems and may be missing.
 * @param {Record<string, Locked> | undefined} wanted @param {Record<string, Locked> | undefined} installed
 */
export function isInstalled(wanted, installed) {
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([path, locked]) => {
    if (path === '' || locked.link === true) return true;
    const there = installed[path];
    if (there === undefined) return locked.optional === true || locked.devOptional === true || locked.peer === true;
    return there.version === locked.version;
  });
}

/** npm links a package's own program nowhere; `npx sundown` in a checkout looks into node_modules/.bin. */
function linkOwnProgram() {
  if (process.platform === 'win32') return;
  const program = join(root, 'build/bin/sundown.mjs');
  chmodSync(program, 0o755);
  const link = join(root, 'node_modules/.bin/sundown');
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync('../../build/bin/sundown.mjs', link);
}

/**
 * Installs the npm packages when they are missing or differ from the lock file. Install scripts stay off: every native part
 * we use comes prebuilt inside its package.
 */
export async function ensurePackages() {
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  const installed = lockedPackages(join(root, 'node_modules/.package-lock.json'));
  if (!isInstalled(wanted, installed)) {
    const verb = installed === undefined ? 'ci' : 'install';
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const result = await sayWhile('Installing packages from npm', () => run('npm', [verb, ...flags], { output: 'toStderr' }));
    if (result.code !== 0) throw new SetupError(`npm ${verb} failed with code ${result.code}; the lines above say why.`);
  }
  linkOwnProgram();
}
