import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../setup/places.mjs';
import { median, pause, ratio } from './figures.mjs';

/** @typedef {import('./figures.mjs').Row} Row */

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
export async function trays(load) {
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
