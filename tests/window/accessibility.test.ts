import { AxeBuilder } from '@axe-core/playwright';
import { source } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStage, type Scene, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.end());

/** What axe finds, one line each. Legacy mode: Electron gives no second page to run it in. */
async function faults(page: Page): Promise<readonly string[]> {
  const result = await new AxeBuilder({ page, axeSource: source }).setLegacyMode(true).analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? node.failureSummary ?? ''}`),
  );
}

const scenes: readonly Scene[] = (['light', 'dark', 'hcLight', 'hcDark'] as const).flatMap((theme) => [
  { story: 'normal', theme },
  { story: 'onBattery', theme },
  { story: 'practice', theme, locale: 'de' },
]);

describe('axe finds nothing', () => {
  it.each(scenes)('overview: $story, $theme', async (scene) => {
    expect(await faults(await stage.show(scene))).toEqual([]);
  });

  it.each(['running', 'lostUps', 'firstStart', 'unsafe'] as const)('overview: %s', async (story) => {
    expect(await faults(await stage.show({ story }))).toEqual([]);
  });

  it.each(['light', 'dark', 'hcLight', 'hcDark'] as const)('events, settings, key bindings and panels: %s', async (theme) => {
    const page = await stage.show({ theme });
    await page.keyboard.press('Control+6');
    await page.getByText('100 events shown').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Control+,');
    await page.getByText('~/.config/Sundown/settings.json').waitFor();
    await page.getByRole('tab', { name: 'Readings' }).click();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+S');
    await page.getByRole('tab', { name: 'Journal' }).click();
    expect(await faults(page)).toEqual([]);
  });

  it.each(['light', 'hcDark'] as const)('every page of a plan that is being edited: %s', async (theme) => {
    const page = await stage.show({ theme });
    await page.keyboard.press('Control+2');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('tab', { name: /^Steps/ }).click();
    await page.getByRole('checkbox', { name: 'Everything no other step names' }).last().uncheck();
    await page.getByRole('tab', { name: 'Office Bremen, not saved' }).waitFor();
    expect(await faults(page)).toEqual([]);
    for (const name of ['In words', 'Start and return', 'JSON']) {
      await page.getByRole('tab', { name }).click();
      expect(await faults(page)).toEqual([]);
    }
    await page.keyboard.press('Control+w');
    await page.getByRole('dialog', { name: /Save the changes/ }).waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it.each([
    { theme: 'light', locale: 'de' },
    { theme: 'hcDark', locale: 'en' },
  ] as const)('a UPS with its commands: $theme', async (scene) => {
    const page = await stage.show(scene);
    await page.keyboard.press('Control+5');
    await page.getByRole('region', { name: scene.locale === 'de' ? 'Befehle' : 'Commands' }).waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it.each(['light', 'hcDark'] as const)('palette, notices, help and dialogs: %s', async (theme) => {
    const page = await stage.show({ theme });
    await page.keyboard.press('F1');
    await page.keyboard.type('vie');
    await page.locator('[role=option]').first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: /Notices/ })
      .click();
    await page.getByRole('dialog', { name: 'Notices' }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+F1');
    await page.getByRole('dialog', { name: 'Help for This View' }).waitFor();
    expect(await faults(page)).toEqual([]);
  });
});
