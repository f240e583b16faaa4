import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverThere } from '../peers/available.js';
import { trayItems, until } from '../peers/desktop/bus.js';
import { desktopPrograms, type Desktop } from '../peers/desktop/desktop.js';
import { Stage } from './harness.js';

describe.runIf(serverThere('broken settings', desktopPrograms))('a settings file that nobody can read', () => {
  const stage = new Stage();
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await stage.desktop();
  });
  afterAll(() => stage.end());

  it('is announced in the window, kept byte for byte, and the defaults hold meanwhile', async () => {
    const userDataDir = stage.folder();
    const file = join(userDataDir, 'settings.json');
    const broken = '{ "version": 1, "settings": { "practice.speed": 42, ';
    writeFileSync(file, broken);
    const launched = await stage.launch({ desktop, program: 'shipped', userDataDir });
    await until('the tray is there', async () => (await trayItems(desktop.environment)).length === 1);
    const page = await launched.window();
    const snapshot = await page.evaluate(() => window.sundown.call['app.snapshot'](undefined));
    expect(snapshot.settingsProblem?.message).toBeDefined();
    expect((await page.evaluate(() => window.sundown.call['settings.values'](undefined)))['practice.speed']).toBe(20);
    await page.getByText('settings.json').first().waitFor();
    expect(readFileSync(file, 'utf8')).toBe(broken);
    await launched.close();
    expect(readFileSync(file, 'utf8')).toBe(broken);
  });
});
