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

/** A check counts as one: it passes or it fails. A rung is a project of vitest and counts its tests. */
/** `yields` lets the others have the processor first. @typedef {{ name: string, minutes: number, args?: readonly string[], yields?: true }} Part */

/** @type {readonly Part[]} */
const checks = [
  { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'], minutes: 10, yields: true },
  { name: 'lint', args: [join(root, 'build/lint.mjs')], minutes: 30, yields: true },
  { name: 'types', args: [join(root, 'build/types.mjs')], minutes: 15, yields: true },
  { name: 'knip', args: [bin('knip/bin/knip.js'), '--no-progress'], minutes: 10, yields: true },
];
/** @type {readonly Part[]} */
const virtual = [
  { name: 'unit', minutes: 15 },
  { name: 'simulation', minutes: 30, yields: true },
];
/**
 * Lanes run side by side, the parts of a lane one after the other. Real servers and windows are mostly waited for, but miss their moments on a busy
 * machine: what only computes fills the processors in their pauses and yields to them.
 * @type {readonly (readonly Part[])[]}
 */
const lanes = [
  [
    { name: 'real', minutes: 40 },
    { name: 'e2e', minutes: 40 },
  ],
  virtual,
  checks,
  [{ name: 'recovery', minutes: 10 }],
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

/** @param {Part} part @param {readonly string[]} more @param {boolean} isAside its words come when it is over @returns {Promise<Counts>} */
async function runPart(part, more, isAside) {
  const report = join(root, `out/test-${part.name}.json`);
  const args = part.args ?? [
    bin('vitest/vitest.mjs'),
    ...['run', '--config', 'build/vitest.config.ts', '--project', part.name],
    ...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`],
    ...more,
  ];
  say(isAside ? `\n== ${part.name} runs beside; its words follow when it is over` : `\n== ${part.name}`);
  const { code, stdout, timedOut } = await run(process.execPath, args, {
    timeoutMs: part.minutes * MINUTE_MS,
    output: isAside ? 'collect' : 'inherit',
    yields: part.yields === true,
  });
  if (isAside) process.stdout.write(`\n== ${part.name}\n${stdout}`);
  if (timedOut) say(`${part.name} did not end within ${part.minutes} min`);
  if (part.args === undefined) return readCounts(report, code);
  say(`${part.name}: ${code === 0 ? 'passed' : 'FAILED'}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

await runScript(async () => {
  const [only, ...more] = process.argv.slice(2).filter((argument) => argument !== '--');
  const wanted = (/** @type {{ name: string }} */ { name }) => only === undefined || only === name;
  await setUp();
  let total = none;
  /** @type {string[]} */
  const lines = [];
  const runLane = async (/** @type {readonly Part[]} */ lane, /** @type {boolean} */ isAside) => {
    for (const part of lane.filter(wanted)) {
      const startedAt = performance.now();
      const counts = await runPart(part, more, isAside);
      total = add(total, counts);
      lines.push(`${part.name}: ${sayCounts(counts)}, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
    }
  };
  await Promise.all(lanes.map((lane, index) => runLane(lane, only === undefined && index > 0)));
  process.stdout.write(`\n${lines.join('\n')}\n${sayCounts(total)}\n`);
  const isComplete = total.skipped === 0 || process.env.CI !== 'true';
  return total.failed === 0 && total.passed > 0 && isComplete ? 0 : 1;
});
