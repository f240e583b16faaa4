import { existsSync, readFileSync } from 'node:fs';
import { run } from './processes.mjs';
import { say, sayWhile, SetupError } from './say.mjs';

/** What Electron's program needs on a bare Debian or Ubuntu; `a|b`: either serves, the names differ between releases. */
export const runtimePackages = [
  'libgtk-3-0t64|libgtk-3-0',
  'libnss3',
  'libasound2t64|libasound2',
  'libgbm1',
  'libxss1',
  'libsecret-1-0',
  'libatk-bridge2.0-0t64|libatk-bridge2.0-0',
  'libdrm2',
  'libxkbcommon0',
  'libnotify4',
  'fonts-dejavu-core',
];

/** A desktop without a screen, and the real servers that the tests talk to. */
export const testPackages = [
  'xvfb',
  'xauth',
  'dbus',
  'dbus-x11',
  'gnome-keyring',
  'xfwm4',
  'xfce4-panel',
  'xfce4-notifyd',
  'adwaita-icon-theme',
  'libglib2.0-bin',
  'python3-dbusmock',
  'scrot',
  'perl',
  'snmpd',
  'snmp',
  'snmptrapd',
  'nut-server',
  'nut-client',
  'nut-snmp',
  'libnss3-tools',
  'openssh-server',
  'golang-go',
  'golang-github-vmware-govmomi-dev',
];

const isDebian = () => existsSync('/etc/debian_version');
export const isRoot = () => process.getuid?.() === 0;

/** @param {readonly string[]} names @returns {Promise<Set<string>>} those that dpkg has installed */
async function installedOf(names) {
  const { stdout } = await run('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\\n', ...names], { output: 'capture', quiet: true });
  const lines = stdout.split('\n').filter((line) => line.endsWith(' installed'));
  return new Set(lines.map((line) => line.split(' ')[0] ?? ''));
}

/** @param {readonly string[]} wanted @returns {Promise<string[]>} */
async function missingOf(wanted) {
  const installed = await installedOf(wanted.flatMap((choice) => choice.split('|')));
  return wanted.filter((choice) => !choice.split('|').some((name) => installed.has(name)));
}

/** @param {string} choice @returns {Promise<string>} the first alternative that this release knows */
async function knownName(choice) {
  const names = choice.split('|');
  for (const name of names) {
    const { stdout } = await run('apt-cache', ['policy', name], { output: 'capture', quiet: true });
    if (/Candidate: (?!\(none\))/.test(stdout)) return name;
  }
  return names.at(-1) ?? choice;
}

/** @param {readonly string[]} missing */
async function install(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  await sayWhile('apt-get update', () => run('apt-get', ['update', '-qq'], { env, output: 'toStderr' }));
  const names = await Promise.all(missing.map(knownName));
  const flags = ['install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0'];
  const result = await sayWhile(`apt-get install ${names.join(' ')}`, () =>
    run('apt-get', [...flags, ...names], { env, output: 'toStderr' }),
  );
  if (result.code !== 0) throw new SetupError('apt-get could not install these packages; the lines above say why.');
}

/**
 * Makes sure that Debian packages are there: installs them as root, names them to anybody else.
 * @param {readonly string[]} wanted @param {string} why ends the sentence "… needs"
 * @returns {Promise<string[]>} what is still missing
 */
export async function ensureSystemPackages(wanted, why) {
  if (process.platform !== 'linux' || !isDebian()) return [];
  const missing = await missingOf(wanted);
  if (missing.length === 0) return [];
  if (isRoot()) {
    await install(missing);
    return missingOf(wanted);
  }
  say(`${why} needs packages that are missing here: sudo apt-get install ${missing.map((choice) => choice.split('|').at(-1)).join(' ')}`);
  return missing;
}

/**
 * Names shared libraries that a program misses on systems whose package names we do not know.
 * @param {string} program
 */
export async function nameMissingLibraries(program) {
  if (process.platform !== 'linux' || isDebian() || !existsSync('/usr/bin/ldd')) return;
  const { stdout } = await run('ldd', [program], { output: 'capture' });
  const missing = stdout.split('\n').flatMap((line) => /^\s*(\S+) => not found/.exec(line)?.[1] ?? []);
  if (missing.length === 0) return;
  const system = /PRETTY_NAME="?([^"\n]+)/.exec(existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '')?.[1];
  say(
    `Electron misses these libraries on ${system ?? 'this system'}: ${missing.join(', ')}. Please install them with its package manager.`,
  );
}

/** A screen to show a window on. */
export function hasDisplay(environment = process.env) {
  if (process.platform !== 'linux') return true;
  return Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY);
}
