#!/usr/bin/env node
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { ensureBuilt } from './compile.mjs';
import { findElectron } from './electron/find.mjs';
import { root } from './setup/places.mjs';
import { runScript, say } from './setup/say.mjs';

/**
 * The README's pictures, from the real program over the practice office, which has learned from one outage before. Needs a display:
 * `xvfb-run -a -s "-screen 0 1440x900x24" dbus-run-session -- npm run screenshots`.
 * @type {readonly { readonly name: string; readonly theme: string; readonly language: string; readonly key: string; readonly outage?: boolean }[]}
 */
const pictures = [
  { name: 'overview-light', theme: 'light', language: 'en', key: 'Control+1' },
  { name: 'plan-dark', theme: 'dark', language: 'en', key: 'Control+2' },
  { name: 'plan-light-de', theme: 'light', language: 'de', key: 'Control+2' },
  { name: 'ups-hc', theme: 'hcDark', language: 'en', key: 'Control+5' },
  { name: 'inventory-hc-light-de', theme: 'hcLight', language: 'de', key: 'Control+4' },
  { name: 'run-dark-de', theme: 'dark', language: 'de', key: 'Control+3', outage: true },
];

/** @typedef {import('playwright-core').Page} Page */
/** @param {Page} page @param {string} channel @param {object} [args] */
const call = (page, channel, args) => page.evaluate(`window.sundown.call[${JSON.stringify(channel)}](${JSON.stringify(args) ?? ''})`);

/** Guests that have just started run their Tools a little later; one of them has none. @param {Page} page */
async function untilGuestsAnswer(page) {
  for (let missing = Infinity; missing > 1;) {
    await page.waitForTimeout(2000);
    await call(page, 'command.run', { id: 'inventory.refresh' });
    const { inventory } = /** @type {{ inventory: { vms: readonly { tools: string, template: boolean, agent: boolean }[] } }} */ (
      await call(page, 'app.snapshot')
    );
    missing = inventory.vms.filter((vm) => !vm.template && !vm.agent && vm.tools !== 'running').length;
  }
}

/** @param {Page} page @param {string} phase of the run */
async function untilRunIs(page, phase) {
  await page.evaluate(`new Promise((resolve) => {
    const look = (now) => now.run?.phase === ${JSON.stringify(phase)} && resolve();
    window.sundown.on('snapshot', look);
    window.sundown.call['app.snapshot']().then(look);
  })`);
}

/** What the office learns ends with the program, so that it has to have its outage in this one. @param {Page} page */
async function learnFromAnOutage(page) {
  say('One outage, to learn from');
  await call(page, 'practice.set', { speed: 60, chargePercent: 75 });
  await call(page, 'practice.set', { plugged: false });
  await untilRunIs(page, 'finished');
  await call(page, 'practice.set', { plugged: true, chargePercent: 93 });
  await untilRunIs(page, 'restored');
  await call(page, 'practice.set', { speed: 20, chargePercent: 93 });
  await untilGuestsAnswer(page);
  await page.keyboard.press('Control+j');
}

/** What is on the picture matters, not what was said before. @param {Page} page */
async function dismissNotices(page) {
  const { notices } = /** @type {{ notices: readonly { id: string }[] }} */ (await call(page, 'app.snapshot'));
  if (notices.length > 0) await call(page, 'notices.dismiss', { ids: notices.map(({ id }) => id) });
  await page.waitForTimeout(400);
}

/** @param {Page} page @param {typeof pictures[number]} picture */
async function take(page, picture) {
  await call(page, 'settings.set', { key: 'window.theme', value: picture.theme });
  await page.locator(`html[data-theme=${picture.theme}]`).waitFor();
  await page.keyboard.press(picture.key);
  if (picture.outage === true) {
    await call(page, 'practice.set', { plugged: false, chargePercent: 50 });
    await page.locator('.spin').first().waitFor({ timeout: 300_000 });
  }
  await page.mouse.move(5, 5);
  await page.waitForTimeout(1500);
  await dismissNotices(page);
  await page.screenshot({ path: join(root, 'assets/screenshots', `${picture.name}.png`) });
  say(`assets/screenshots/${picture.name}.png`);
}

/** The practice office is furnished in the language in which it is opened. @param {string} language @param {string} executablePath */
async function takeAll(language, executablePath) {
  const folder = mkdtempSync(join(tmpdir(), 'sundown-picture-'));
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ version: 1, settings: { 'general.language': language, 'practice.speed': 60 }, connections: [] }),
  );
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const program = await _electron.launch({
    executablePath,
    args: [...asRoot, '--disable-gpu', root, '--practice', `--user-data-dir=${folder}`],
  });
  try {
    const page = await program.firstWindow();
    await program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1360, 860));
    await page
      .getByText(/12 (of|von) 12/)
      .first()
      .waitFor({ timeout: 60_000 });
    await learnFromAnOutage(page);
    for (const picture of pictures.filter((one) => one.language === language)) await take(page, picture);
  } finally {
    const child = program.process();
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

await runScript(async () => {
  await ensureBuilt();
  const electron = await findElectron();
  process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.folder;
  mkdirSync(join(root, 'assets/screenshots'), { recursive: true });
  for (const language of ['en', 'de']) await takeAll(language, join(electron.folder, 'electron'));
});
