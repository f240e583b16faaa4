#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode } from './setup/node-version.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { out, root } from './setup/places.mjs';
import { runScript, say } from './setup/say.mjs';

/** @typedef {{ what: string, sundown: string, beside: string, ratio: string }} Row */

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? NaN)) / 2;
}
const ratio = (/** @type {number} */ a, /** @type {number} */ b) => (a / b).toFixed(2);

/** Pids of a process and all it started, at this moment. @param {number} first @returns {number[]} */
function tree(first) {
  const children = new Map();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const parent = Number(
        readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) \S+ /s, '')
          .split(' ')[0],
      );
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended while we looked.
    }
  }
  const found = [first];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** Megabytes of a whole process tree. @param {number} pid */
function memory(pid) {
  const sum = { rss: 0, pss: 0, private: 0 };
  for (const one of tree(pid)) {
    const text = readFileSync(`/proc/${one}/smaps_rollup`, 'utf8');
    const mb = (/** @type {string} */ name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024;
    sum.rss += mb('Rss');
    sum.pss += mb('Pss');
    sum.private += mb('Private_Clean') + mb('Private_Dirty');
  }
  return sum;
}

/** The least that stands in a tray. @param {string} folder */
function writeBareTray(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bare', version: '1.0.0', type: 'module', main: 'main.js' }));
  const icons = join(root, 'assets/tray/linux');
  const icon = readdirSync(icons, { recursive: true })
    .map(String)
    .find((name) => name.endsWith('.png'));
  writeFileSync(
    join(folder, 'main.js'),
    `import { app, Menu, Tray } from 'electron';
let tray;
void app.whenReady().then(() => {
  tray = new Tray(${JSON.stringify(join(icons, icon ?? ''))});
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', click: () => app.quit() }]));
});
`,
  );
}

/** @param {any} load @returns {Promise<Row[]>} */
async function trays(load) {
  const { startDesktop, trayItems, until, findElectron } = load;
  const { program } = await findElectron();
  const desktop = await startDesktop();
  const folder = mkdtempSync(join(tmpdir(), 'sundown-bench-'));
  writeBareTray(join(folder, 'bare'));
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  /** @param {string} place @param {number} index */
  const once1 = async (place, index) => {
    const args = [...flags, place, `--user-data-dir=${join(folder, `data-${index}`)}`, '--hidden'];
    const startedAt = performance.now();
    const child = spawn(program, args, { env: { ...process.env, ...desktop.environment }, stdio: 'ignore', detached: true });
    try {
      await until('a tray icon is registered', async () => (await trayItems(desktop.environment)).length === 1, 60_000);
      const ms = performance.now() - startedAt;
      await pause(3000);
      return { ms, ...memory(child.pid ?? 0) };
    } finally {
      const ended = once(child, 'close');
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await ended;
      await until('the icon is gone', async () => (await trayItems(desktop.environment)).length === 0, 60_000);
    }
  };
  try {
    /** @type {{ readonly ms: number; readonly rss: number; readonly pss: number; readonly private: number }[]} */
    const own = [];
    /** @type {typeof own} */
    const bare = [];
    // The first of each reads the files from disk and does not count.
    for (let round = 0; round < 6; round += 1) {
      const [a, b] = [await once1(root, round * 2), await once1(join(folder, 'bare'), round * 2 + 1)];
      if (round > 0) (own.push(a), bare.push(b));
    }
    /** @param {string} what @param {'ms' | 'rss' | 'pss' | 'private'} key @param {string} unit @returns {Row} */
    const row = (what, key, unit) => {
      const [a, b] = [median(own.map((one) => one[key])), median(bare.map((one) => one[key]))];
      return { what, sundown: `${a.toFixed(0)} ${unit}`, beside: `bare Electron tray: ${b.toFixed(0)} ${unit}`, ratio: ratio(a, b) };
    };
    return [
      row('start to tray icon', 'ms', 'ms'),
      row('memory in the tray, RSS of all processes', 'rss', 'MB'),
      row('memory in the tray, PSS of all processes', 'pss', 'MB'),
      row('memory in the tray, private', 'private', 'MB'),
    ];
  } finally {
    await desktop.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Counts what passes between a client and an agent. @param {number} agentPort */
async function relay(agentPort) {
  const front = createSocket('udp4');
  const counts = { requests: 0 };
  const backs = new Map();
  front.on('message', (data, from) => {
    counts.requests += 1;
    let back = backs.get(from.port);
    if (back === undefined) {
      back = createSocket('udp4');
      back.on('message', (/** @type {Buffer} */ answer) => front.send(answer, from.port, from.address));
      backs.set(from.port, back);
    }
    back.send(data, agentPort, '127.0.0.1');
  });
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');
  const close = () => [front, ...backs.values()].forEach((one) => one.close());
  return { port: front.address().port, counts, close };
}

const nutDriver = '/lib/nut/snmp-ups';

/** Requests of NUT's driver per poll in steady state. @param {number} agentPort @returns {Promise<number | undefined>} */
async function nutRequests(agentPort) {
  if (!existsSync(nutDriver)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sundown-bench-nut-'));
  const between = await relay(agentPort);
  const seconds = 2;
  const lines = [
    '[bench]',
    'driver = snmp-ups',
    `port = 127.0.0.1:${between.port}`,
    'community = public',
    'snmp_version = v2c',
    `pollfreq = ${seconds}`,
  ];
  writeFileSync(join(folder, 'ups.conf'), lines.join('\n'));
  const env = { ...process.env, NUT_CONFPATH: folder, NUT_STATEPATH: folder, NUT_ALTPIDPATH: folder, NUT_PIDPATH: folder };
  const user = process.getuid?.() === 0 ? ['-u', 'root'] : [];
  const child = spawn(nutDriver, ['-a', 'bench', '-F', ...user], { env, stdio: 'ignore' });
  try {
    await pause(10_000);
    const before = between.counts.requests;
    await pause(20_000);
    if (child.exitCode !== null || between.counts.requests === before) return undefined;
    return ((between.counts.requests - before) * seconds) / 20;
  } finally {
    child.kill('SIGKILL');
    between.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {any} load @returns {Promise<Row[]>} */
async function snmp(load) {
  const agent = await load.startSnmpd();
  const between = await relay(agent.port);
  const address = load.parseAddress(`snmp://127.0.0.1:${between.port}?version=2c`).value;
  const ups = (await load.openSnmpUps('ups', address, async () => undefined)).value;
  try {
    for (let poll = 0; poll < 5; poll += 1) await ups.read();
    const polls = [];
    for (let poll = 0; poll < 20; poll += 1) {
      const before = between.counts.requests;
      const read = await ups.read();
      if (!read.ok) throw new Error(read.failure.code);
      polls.push(between.counts.requests - before);
    }
    const own = median(polls);
    const nut = await nutRequests(agent.port);
    return [
      {
        what: 'SNMP requests a poll, steady state',
        sundown: own.toFixed(0),
        beside: nut === undefined ? 'NUT snmp-ups: not measured' : `NUT snmp-ups, all values every 2 s: ${nut.toFixed(1)}`,
        ratio: nut === undefined ? '-' : ratio(own, nut),
      },
    ];
  } finally {
    ups.close();
    between.close();
    await agent.stop();
  }
}

/** Shuts all guests of an office down and counts what was sent. @param {any} load @param {number} vms @returns {Promise<number>} */
async function callsPerVm(load, vms) {
  const office = await load.startVcsim({ hosts: 2, vms, agents: 0, guestSeconds: 1 });
  const connection = { id: 'vc', title: 'vc', kind: 'vsphere', pin: office.fingerprint };
  const address = `vsphere://${encodeURIComponent(office.user)}@127.0.0.1:${office.port}`;
  const opened = await load.openVsphere({ ...connection, address }, async () => office.password, { own: { macs: [], addresses: [] } });
  if (!opened.ok) throw new Error(opened.failure.code);
  const hypervisor = opened.value;
  const sent = () => [...hypervisor.requests.values()].reduce((sum, one) => sum + one, 0);
  try {
    const inventory = await hypervisor.inventory();
    if (!inventory.ok) throw new Error(inventory.failure.code);
    const targets = inventory.value.vms.filter((/** @type {{ name: string }} */ vm) => vm.name.startsWith('app'));
    if (targets.length !== vms) throw new Error(`${targets.length} VMs instead of ${vms}`);
    const before = sent();
    const results = await Promise.all(
      targets.map(async (/** @type {object} */ vm) => {
        const power = await hypervisor.vmPower(vm);
        if (power.value !== 'on') throw new Error('a VM is not on');
        const told = await hypervisor.shutdownGuest(vm);
        if (!told.ok) throw new Error(told.failure.code);
        return hypervisor.waitForVm(vm, 'off', AbortSignal.timeout(120_000));
      }),
    );
    if (!results.every((one) => one.ok && one.value)) throw new Error('not every VM went off');
    return (sent() - before) / vms;
  } finally {
    await hypervisor.close();
    await office.stop();
  }
}

/** @param {any} load @returns {Row[]} */
function pure(load) {
  const vms = Array.from({ length: 1000 }, (_, index) => load.aVm(`x${index}`, { host: `host-${(index % 10) + 1}` }));
  const hosts = Array.from({ length: 10 }, (_, index) => load.aHost(`host-${index + 1}`));
  const inventory = load.anOffice({ hosts, vms });
  const { officeConnections: connections, officeWords: words } = load;
  const plan = load.instantiateTemplate('haCluster', { id: 'p', title: 'P', ups: ['ups1'], connections, inventory, words });
  const { operations } = load.compile(plan, inventory, { connections });
  const times = Array.from({ length: 21 }, () => {
    const startedAt = performance.now();
    load.forecast(plan, operations, new Map(), { runtimeSeconds: 3600 });
    return performance.now() - startedAt;
  });
  const outages = 1000;
  const rates = [1, 2, 3].map((seed) => {
    const startedAt = performance.now();
    const { violations } = load.simulate({ outages, seed: seed * outages });
    if (violations.length > 0) throw new Error(`${violations.length} violated invariants`);
    return (outages * 1000) / (performance.now() - startedAt);
  });
  return [
    { what: 'forecast for 1,000 VMs', sundown: `${median(times).toFixed(1)} ms`, beside: '-', ratio: '-' },
    { what: 'simulated outages a second', sundown: median(rates).toFixed(0), beside: '-', ratio: '-' },
  ];
}

/** The sources under measurement, from TypeScript, in one module. @param {string} folder */
async function loadSources(folder) {
  const { bundle, nodeBundle, ensureBuilt } = await import('./compile.mjs');
  await ensureBuilt();
  const entry = join(folder, 'entry.ts');
  const from = (/** @type {string} */ names, /** @type {string} */ file) => `export { ${names} } from ${JSON.stringify(join(root, file))};`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    entry,
    [
      from('openSnmpUps', 'electron/adapters/snmp/open-snmp-ups.ts'),
      from('openVsphere', 'electron/adapters/vsphere/hypervisor.ts'),
      from('parseAddress', 'shared/settings/address.ts'),
      from('forecast', 'shared/forecast/predict.ts'),
      from('compile', 'shared/plan/compile.ts'),
      from('instantiateTemplate', 'shared/plan/templates.ts'),
      from('simulate', 'shared/simulate/simulate.ts'),
      from('anOffice, aVm, aHost, officeConnections, officeWords', 'shared/testing/office.ts'),
    ].join('\n'),
  );
  await bundle(nodeBundle(entry, join(folder, 'bundle'), 'bench.mjs'));
  const sources = await import(pathToFileURL(join(folder, 'bundle/bench.mjs')).href);
  // The peers find their files beside themselves, so they are not bundled.
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile: false,
    root,
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    appType: 'custom',
  });
  const peers = await Promise.all(
    ['snmpd/snmpd', 'vcsim/vcsim', 'desktop/desktop', 'desktop/bus'].map((name) =>
      vite.ssrLoadModule(join(root, `tests/peers/${name}.ts`)),
    ),
  );
  const { findElectron } = await import('./electron/find.mjs');
  return { load: Object.assign({}, sources, ...peers, { findElectron }), close: () => vite.close() };
}

await runScript(async () => {
  checkNode();
  await ensurePackages();
  const { load, close } = await loadSources(join(out, 'bench'));
  /** @type {Row[]} */
  const rows = [];
  let failures = 0;
  const measure = async (/** @type {string} */ what, /** @type {() => Promise<Row[]> | Row[]} */ work) => {
    say(`Measuring ${what} …`);
    try {
      rows.push(...(await work()));
    } catch (error) {
      failures += 1;
      say(`${what} was not measured: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  await measure('forecast and simulation', () => pure(load));
  await measure('vSphere calls', async () => {
    const [few, many] = [await callsPerVm(load, 20), await callsPerVm(load, 100)];
    return [
      {
        what: 'vSphere calls a VM shut down, 100 VMs',
        sundown: many.toFixed(2),
        beside: `20 VMs: ${few.toFixed(2)}`,
        ratio: ratio(many, few),
      },
    ];
  });
  await measure('the tray', () => trays(load));
  await measure('SNMP', () => snmp(load));
  await close();
  process.stdout.write('| what | Sundown | beside | ratio |\n|---|---|---|---|\n');
  for (const row of rows) process.stdout.write(`| ${row.what} | ${row.sundown} | ${row.beside} | ${row.ratio} |\n`);
  return failures === 0 ? 0 : 1;
});
