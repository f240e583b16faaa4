#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode } from '../setup/node-version.mjs';
import { ensurePackages } from '../setup/packages.mjs';
import { out } from '../setup/places.mjs';
import { say } from '../setup/say.mjs';

/** `npx sundown …` in a checkout: makes sure that the program is built, then becomes it. Words go to standard error. */
const program = join(out, 'cli/sundown.mjs');
try {
  checkNode();
  await ensurePackages();
  const { ensureBuilt } = await import('../compile.mjs');
  await ensureBuilt();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
if (!existsSync(program)) {
  say(`${program} is missing after the build.`);
  process.exit(2);
}
process.argv[1] = program;
await import(pathToFileURL(program).href);
