import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runtimeExternals } from './compile.mjs';
import { fusesForBuilder } from './fuses.mjs';
import { root } from './setup/places.mjs';

/**
 * The folders of packages that are loaded at run time, with all that they need in turn, by the lock file.
 * @param {readonly string[]} names
 */
function neededAtRunTime(names) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {string} name */
  const visit = (name) => {
    const path = `node_modules/${name}`;
    const locked = packages[path];
    // Electron is the program itself; optional packages are for one system each and there only on it.
    if (name === 'electron' || locked === undefined || found.has(path)) return;
    found.add(path);
    for (const next of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })) visit(next);
  };
  names.forEach(visit);
  return [...found];
}

/**
 * What is bundled needs no node_modules; what is loaded at run time comes along with all it needs. Everything that is for people lies beside the
 * archive. Whoever builds for a release runs this on a machine that can download Electron and the installers' tools.
 * @type {import('electron-builder').Configuration}
 */
export const builderConfig = {
  appId: 'org.sundown.Sundown',
  productName: 'Sundown',
  copyright: 'The Sundown team',
  directories: { output: 'dist', buildResources: 'assets' },
  files: [
    'package.json',
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    'assets/icon.png',
    'assets/tray/**',
    '!node_modules/**',
    ...neededAtRunTime(runtimeExternals).map((path) => `${path}/**`),
    '!node_modules/*/{test,tests,examples,docs}/**',
    // Only for building from source.
    '!node_modules/{buildcheck,cpu-features,nan,node-addon-api}/**',
    '!node_modules/keytar/prebuilds/**',
    'node_modules/keytar/prebuilds/${platform}-${arch}/**',
  ],
  extraResources: ['README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md'],
  asar: true,
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  publish: null,
  electronFuses: fusesForBuilder,
  // What an unpackaged Electron starts with has no place beside our archive.
  afterPack: ({ appOutDir }) => rm(join(appOutDir, 'resources/default_app.asar'), { force: true }),
  electronLanguages: ['en', 'en-US', 'en-GB', 'de'],
  artifactName: 'Sundown-${version}-${os}-${arch}.${ext}',
  linux: {
    executableName: 'sundown',
    icon: 'assets/icon.png',
    category: 'System',
    synopsis: 'Shuts an office down in order before the UPS is empty',
    target: ['AppImage', 'deb'],
    maintainer: 'The Sundown team <team@sundown.invalid>',
  },
  deb: { depends: ['libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libatspi2.0-0', 'libsecret-1-0', 'libgbm1', 'libasound2'] },
  win: { icon: 'assets/icon.ico', target: ['nsis'] },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false },
  mac: { icon: 'assets/icon.icns', category: 'public.app-category.utilities', target: ['dmg'], hardenedRuntime: true },
};
