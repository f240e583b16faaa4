#!/usr/bin/env node
import { join } from 'node:path';
import { detection } from './bench/detection.mjs';
import { loadSources } from './bench/load-sources.mjs';
import { pure } from './bench/pure.mjs';
import { snmp } from './bench/snmp.mjs';
import { trays } from './bench/trays.mjs';
import { vsphere } from './bench/vsphere.mjs';
import { checkNode } from './setup/node-version.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { out } from './setup/places.mjs';
import { runScript, say } from './setup/say.mjs';

/** @typedef {import('./bench/figures.mjs').Row} Row */

/** Each measures on its own; a name as argument measures only that. What `load` gives is compiled as it is asked for, so nothing here knows its type. @type {readonly { name: string, what: string, measure: (load: any) => Promise<Row[]> | Row[] }[]} */
const parts = [
  { name: 'pure', what: 'forecast and simulation', measure: pure },
  { name: 'vsphere', what: 'vSphere calls', measure: vsphere },
  { name: 'trays', what: 'the tray', measure: trays },
  { name: 'snmp', what: 'SNMP traffic', measure: snmp },
  { name: 'detection', what: 'how soon an outage is noticed', measure: detection },
];

await runScript(async () => {
  checkNode();
  await ensurePackages();
  const [only] = process.argv.slice(2);
  const { load, close } = await loadSources(join(out, 'bench'));
  /** @type {Row[]} */
  const rows = [];
  let failures = 0;
  for (const { what, measure } of parts.filter(({ name }) => only === undefined || only === name)) {
    say(`Measuring ${what} …`);
    try {
      rows.push(...(await measure(load)));
    } catch (error) {
      failures += 1;
      say(`${what} was not measured: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await close();
  process.stdout.write('| what | Sundown | beside | ratio |\n|---|---|---|---|\n');
  for (const row of rows) process.stdout.write(`| ${row.what} | ${row.sundown} | ${row.beside} | ${row.ratio} |\n`);
  return failures === 0 ? 0 : 1;
});
