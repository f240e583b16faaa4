#!/usr/bin/env node
import { join } from 'node:path';
import { root } from './setup/places.mjs';
import { run } from './setup/processes.mjs';
import { runScript } from './setup/say.mjs';

/** Types of every room by its own tsconfig, and of the Svelte files, which tsc does not read. */
await runScript(async () => {
  const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);
  const typescript = await run(process.execPath, [bin('typescript/bin/tsc'), '-b', 'tsconfig.json', 'build/tsconfig.json']);
  const svelte = await run(process.execPath, [
    bin('svelte-check/bin/svelte-check'),
    ...['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  ]);
  return typescript.code === 0 && svelte.code === 0 ? 0 : 1;
});
