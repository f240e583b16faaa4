#!/usr/bin/env node
import { join } from 'node:path';
import { root } from './setup/places.mjs';
import { run } from './setup/processes.mjs';
import { runScript } from './setup/say.mjs';

/**
 * Lint with types. A room sees another through the declarations that `tsc -b` writes, so those are made first: in a fresh clone
 * there are none, and every import across rooms would be of an unknown type.
 */
await runScript(async () => {
  const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);
  const typescript = await run(process.execPath, [bin('typescript/bin/tsc'), '-b', 'tsconfig.json', 'build/tsconfig.json']);
  if (typescript.code !== 0) return 1;
  const eslint = await run(process.execPath, [bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.']);
  return eslint.code === 0 ? 0 : 1;
});
