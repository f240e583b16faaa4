import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fusesForBuilder } from './fuses.mjs';

/**
 * What is bundled needs no node_modules; the two packages with native parts do. Everything that is for people lies beside the
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
    'node_modules/keytar/{package.json,lib/**}',
    'node_modules/keytar/prebuilds/${platform}-${arch}/**',
    'node_modules/libsql/**',
    'node_modules/@libsql/**',
    'node_modules/@neon-rs/load/**',
    'node_modules/detect-libc/**',
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
