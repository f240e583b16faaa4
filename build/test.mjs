#!/usr/bin/env node
import { join } from 'node:path';
import { checkNode } from './setup/node-version.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/places.mjs';
import { run } from './setup/processes.mjs';
import { runScript, say } from './setup/say.mjs';
import { ensureSystemPackages, isRoot, runtimePackages, testPackages } from './setup/system.mjs';
import { add, none, readCounts, sayCounts } from './setup/counts.mjs';

/** @typedef {import('./setup/counts.mjs').Counts} Counts */

const MINUTE_MS = 60_000;
const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);

/** Each counts as one check: it passes or it fails. */
const checks = [
  { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'], minutes: 5 },
  { name: 'lint', args: [join(root, 'build/lint.mjs')], minutes: 15 },
  { name: 'types', args: [join(root, 'build/types.mjs')], minutes: 15 },
  { name: 'knip', args: [bin('knip/bin/knip.js'), '--no-progress'], minutes: 5 },
];
const rungs = [
  { name: 'unit', minutes: 15 },
  { name: 'simulation', minutes: 20 },
  { name: 'real', minutes: 40 },
  { name: 'e2e', minutes: 40 },
];

async function setUp() {
  checkNode();
  await ensurePackages();
  const missing = await ensureSystemPackages([...runtimePackages, ...testPackages], 'The whole test run');
  if (missing.length > 0) say(`Tests that need ${missing.join(', ')} cannot run${isRoot() ? '' : ' without root to install them'}.`);
  const { ensureBuilt } = await import('./compile.mjs');
  await ensureBuilt();
  const { findElectron } = await import('./electron/find.mjs');
  const electron = await findElectron();
  say(`Electron for the tests: ${electron.version} (${electron.kind})`);
  process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.folder;
}

/** @param {typeof checks[number]} check @returns {Promise<Counts>} */
async function runCheck(check) {
  say(`\n== ${check.name}`);
  const { code, timedOut } = await run(process.execPath, check.args, { timeoutMs: check.minutes * MINUTE_MS });
  if (timedOut) say(`${check.name} did not end within ${check.minutes} min`);
  say(`${check.name}: ${code === 0 ? 'passed' : 'FAILED'}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** @param {typeof rungs[number]} rung @param {readonly string[]} more @returns {Promise<Counts>} */
async function runRung(rung, more) {
  say(`\n== ${rung.name}`);
  const report = join(root, `out/test-${rung.name}.json`);
  const args = [
    bin('vitest/vitest.mjs'),
    ...['run', '--config', 'build/vitest.config.ts', '--project', rung.name],
    ...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`],
    ...more,
  ];
  const result = await run(process.execPath, args, { timeoutMs: rung.minutes * MINUTE_MS });
  if (result.timedOut) say(`${rung.name} did not end within ${rung.minutes} min`);
  return readCounts(report, result.code);
}

await runScript(async () => {
  const [only, ...more] = process.argv.slice(2).filter((argument) => argument !== '--');
  const wanted = (/** @type {{ name: string }} */ { name }) => only === undefined || only === name;
  await setUp();
  let total = none;
  /** @type {string[]} */
  const lines = [];
  const note = (/** @type {string} */ name, /** @type {Counts} */ counts) => {
    total = add(total, counts);
    lines.push(`${name}: ${sayCounts(counts)}`);
  };
  for (const check of checks.filter(wanted)) note(check.name, await runCheck(check));
  for (const rung of rungs.filter(wanted)) note(rung.name, await runRung(rung, more));
  process.stdout.write(`\n${lines.join('\n')}\n${sayCounts(total)}\n`);
  const isComplete = total.skipped === 0 || process.env.CI !== 'true';
  return total.failed === 0 && total.passed > 0 && isComplete ? 0 : 1;
});
