#!/usr/bin/env node
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode } from './setup/node-version.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { out, root } from './setup/places.mjs';
import { runScript, say } from './setup/say.mjs';
import { isBuilt, markBuilt, sourcesHash } from './setup/sources.mjs';

/** Loaded by the program at run time from node_modules: native parts and CommonJS that look for files beside themselves. */
export const runtimeExternals = ['electron', 'libsql', 'keytar', 'ssh2', 'net-snmp'];
/** Optional native parts of ssh2; it carries on without them. */
const optionalNatives = [/^cpu-features$/, /\.node$/];
const external = [...runtimeExternals, ...optionalNatives, /^node:/];

/** @param {string} entry @param {string} outDir @param {string} name @returns {import('vite').InlineConfig} */
export function nodeBundle(entry, outDir, name) {
  return {
    ...common,
    ssr: { noExternal: true, external: runtimeExternals },
    build: {
      ...commonBuild,
      ssr: entry,
      target: 'node20',
      outDir,
      rolldownOptions: {
        external,
        output: { format: 'es', entryFileNames: name, chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  };
}

/** The preload runs in Chromium's sandbox, which knows only CommonJS and the module `electron`. @param {string} outDir @returns {import('vite').InlineConfig} */
export function preloadBundle(outDir) {
  return {
    ...common,
    build: {
      ...commonBuild,
      ssr: join(root, 'electron/preload/preload.ts'),
      target: 'chrome130',
      outDir,
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false } },
    },
    ssr: { noExternal: true, external: ['electron'] },
  };
}

/** @returns {import('vite').InlineConfig} the page has a configuration of its own, which its tests use as well */
function rendererBundle() {
  return {
    configFile: join(root, 'build/vite.renderer.config.mjs'),
    logLevel: 'warn',
    clearScreen: false,
    build: { chunkSizeWarningLimit: 2000 },
  };
}

/** @type {import('vite').InlineConfig} */
const common = { configFile: false, root, logLevel: 'warn', clearScreen: false, publicDir: false, envDir: false };
/** @type {import('vite').BuildOptions} */
const commonBuild = { minify: true, emptyOutDir: true, sourcemap: false, reportCompressedSize: false, chunkSizeWarningLimit: 2000 };

/** @param {import('vite').InlineConfig} config */
export async function bundle(config) {
  const { build } = await import('vite');
  const { NODE_ENV: before } = process.env;
  // Vite goes by it, and a test runner names another: the build would be one for developing.
  process.env.NODE_ENV = 'production';
  try {
    await build(config);
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** Builds everything into out/. */
export async function compile() {
  const startedAt = performance.now();
  rmSync(join(out, 'built.json'), { force: true });
  const parts = [
    nodeBundle(join(root, 'electron/main.ts'), join(out, 'main'), 'main.js'),
    preloadBundle(join(out, 'preload')),
    nodeBundle(join(root, 'electron/cli/sundown.ts'), join(out, 'cli'), 'sundown.mjs'),
    rendererBundle(),
  ];
  // Whoever calls: a test runs with NODE_ENV=test, and with it Svelte would be built for development.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    for (const part of parts) await bundle(part);
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
  say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Builds when the sources changed since the last build. */
export async function ensureBuilt() {
  const hash = sourcesHash();
  if (isBuilt(hash)) return;
  say('Building Sundown …');
  await compile();
  markBuilt(hash);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    checkNode();
    await ensurePackages();
    const hash = sourcesHash();
    await compile();
    markBuilt(hash);
  });
}
