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
 * The README's pictures, from the real program over the practice office. Needs a display: `xvfb-run -a dbus-run-session -- npm run screenshots`.
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

/** @param {typeof pictures[number]} picture @param {string} executablePath */
async function take(picture, executablePath) {
  const folder = mkdtempSync(join(tmpdir(), 'sundown-picture-'));
  const settings = { 'window.theme': picture.theme, 'general.language': picture.language, 'practice.speed': 20 };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, settings, connections: [] }));
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
    await page.keyboard.press('Control+j');
    await page.keyboard.press(picture.key);
    if (picture.outage === true) {
      await page.evaluate("window.sundown.call['practice.set']({ chargePercent: 60 })");
      await page.evaluate("window.sundown.call['practice.set']({ plugged: false })");
      await page.locator('.spin').first().waitFor({ timeout: 120_000 });
    }
    await page.mouse.move(5, 5);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(root, 'assets/screenshots', `${picture.name}.png`) });
    say(`assets/screenshots/${picture.name}.png`);
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
  for (const picture of pictures) await take(picture, join(electron.folder, 'electron'));
});
