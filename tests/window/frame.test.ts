import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.end());

describe('the frame of the window', () => {
  it('opens under the Content-Security-Policy of the product without a complaint', async () => {
    const page = await stage.show();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await page.title()).toBe('Sundown — Office Bremen');
    expect(page.complaints).toEqual([]);
  });

  it('greets on the first start with two choices, and the practice office takes over from there', async () => {
    const page = await stage.show({ story: 'firstStart' });
    await page.getByRole('button', { name: /Connect My UPS/ }).waitFor();
    await page.getByRole('button', { name: /Open the Practice Office/ }).click();
    await page.getByRole('tab', { name: 'Overview' }).waitFor();
    await page.getByRole('heading', { name: 'Practice office' }).waitFor();
    expect(await page.title()).toContain('[Practice]');
  });

  it('runs a command from the palette by keyboard and lists it first the next time', async () => {
    const page = await stage.show();
    await page.keyboard.press('F1');
    await page.keyboard.type('events');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Events', selected: true }).waitFor();
    await page.keyboard.press('Control+Shift+P');
    const first = page.locator('[role=option]').first();
    expect(await first.innerText()).toContain('Events');
  });

  it('finds a setting by quick open and leads to it', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+P');
    await page.keyboard.type('colour theme');
    await page.keyboard.press('Enter');
    await page.locator('[data-setting="window.theme"] select:focus').waitFor();
  });

  it('escape in the palette returns the focus to where it was', async () => {
    const page = await stage.show();
    await page.getByRole('button', { name: 'Settings' }).focus();
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Settings');
  });

  it('F6 goes round through all visible parts and Shift+F6 back', async () => {
    const page = await stage.show();
    const where = () =>
      page.evaluate(() => document.activeElement?.closest('header, main, #panel, footer, nav, aside')?.getAttribute('aria-label') ?? '');
    const seen: string[] = [];
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('F6');
      seen.push(await where());
    }
    expect(seen).toEqual(['Title bar', 'Editor', 'Panel', 'Status bar', 'Views', 'Side bar, Overview']);
    await page.keyboard.press('Shift+F6');
    expect(await where()).toBe('Views');
  });

  it('a chord opens the key bindings and says what it waits for', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+K');
    await page.getByText('Ctrl+K was pressed').waitFor();
    await page.keyboard.press('Control+S');
    await page.getByRole('tab', { name: 'Keyboard Shortcuts', selected: true }).waitFor();
  });

  it('lets a person change keys, shows the conflict and takes it back', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+S');
    await page.getByRole('button', { name: /^Change keys of .*Events/ }).click();
    await page.keyboard.press('Control+B');
    await page.getByRole('button', { name: 'Use These Keys' }).click();
    await page.getByText(/Also used by .*Side Bar/).waitFor();
    await page.getByRole('button', { name: /^Reset keys of .*Events/ }).click();
    await page
      .getByText(/Also used by/)
      .first()
      .waitFor({ state: 'detached' });
  });

  it('closes, reopens and switches tabs as editors do', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+6');
    await page.keyboard.press('Control+,');
    const names = () => page.getByRole('tablist', { name: 'Open editors' }).getByRole('tab').allInnerTexts();
    expect((await names()).length).toBe(3);
    await page.keyboard.press('Control+Tab');
    await page.getByRole('tab', { name: 'Events', selected: true }).waitFor();
    await page.keyboard.press('Control+W');
    expect((await names()).length).toBe(2);
    await page.keyboard.press('Control+Shift+T');
    await page.getByRole('tab', { name: 'Events', selected: true }).waitFor();
    await page.getByRole('tab', { name: 'Events' }).click({ button: 'middle' });
    expect((await names()).length).toBe(2);
  });

  it('brings tabs, sizes and zoom back after a restart', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+6');
    await page.keyboard.press('Control+=');
    await page.keyboard.press('Control+J');
    await page.getByRole('separator', { name: 'Width of the side bar' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => sessionStorage.getItem('scripted-layout')?.includes('"sideBarWidth":296') === true);
    await page.reload();
    await page.getByRole('tab', { name: 'Events', selected: true }).waitFor();
    expect(await page.getByRole('separator', { name: 'Width of the side bar' }).getAttribute('aria-valuenow')).toBe('296');
    expect(await page.evaluate(() => document.documentElement.style.getPropertyValue('zoom'))).toBe('1.1');
    expect(await page.locator('#panel').count()).toBe(0);
  });

  it('a click on the active icon folds the side bar away and back', async () => {
    const page = await stage.show();
    const icon = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Overview' });
    await icon.click();
    expect(await page.locator('#side-bar').count()).toBe(0);
    await icon.click();
    await page.locator('#side-bar').waitFor();
  });

  it('tells a failure of the engine in a toast and keeps it in the centre', async () => {
    const page = await stage.show();
    await page.keyboard.press('F1');
    await page.keyboard.type('inventory refresh');
    await page.keyboard.press('Enter');
    await page.getByText('vCenter Bremen does not answer at 10.0.0.20.').first().waitFor();
    await page.getByRole('button', { name: 'Dismiss Notice' }).waitFor();
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: /Notices/ })
      .click();
    expect(await page.getByRole('dialog', { name: 'Notices' }).getByRole('listitem').count()).toBe(2);
  });

  it('do not disturb leaves only errors', async () => {
    const page = await stage.show({ layout: JSON.stringify({ doNotDisturb: true }) });
    const add = (id: string, severity: 'warning' | 'error') =>
      page.evaluate(
        (given) => {
          const notice = {
            at: '2026-11-23T10:06:00.000Z',
            title: { key: `told ${given.id}` as never },
            topic: given.id,
            actions: [],
            read: false,
          };
          window.windowScript.change({ notices: [{ ...notice, id: given.id, severity: given.severity }] });
        },
        { id, severity },
      );
    await add('quiet', 'warning');
    await add('loud', 'error');
    await page.locator('.toast', { hasText: 'told loud' }).first().waitFor();
    expect(await page.locator('.toast', { hasText: 'told quiet' }).count()).toBe(0);
  });

  it('says a change of the power politely and a shutdown that is about to start at once', async () => {
    const page = await stage.show();
    await page.evaluate(() => window.windowScript.tell('onBattery'));
    await page.locator('[aria-live=polite]', { hasText: 'Power: On battery' }).waitFor({ state: 'attached' });
    await page.locator('[role=alert]', { hasText: 'Shutdown starts in 3' }).first().waitFor({ state: 'attached' });
  });

  it('changes language and theme at once when main says so', async () => {
    const page = await stage.show();
    await page.evaluate(() => window.windowScript.push('theme', { theme: 'light', locale: 'de' }));
    await page.getByRole('tab', { name: 'Übersicht' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  });

  it('stays usable in a small window: parts fold away and nothing runs over the edge', async () => {
    const page = await stage.show({ width: 720, height: 480, story: 'onBattery', locale: 'de' });
    expect(await page.locator('#side-bar').count()).toBe(0);
    expect(await page.locator('#panel').count()).toBe(0);
    const wide = await page.evaluate(
      () =>
        [...document.querySelectorAll('main *')].filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1).length,
    );
    expect(wide).toBe(0);
    await page.keyboard.press('Control+B');
    await page.locator('#side-bar').waitFor();
  });

  it('spells keys as the platform does', async () => {
    const page = await stage.show({ platform: 'darwin' });
    await page.keyboard.press('Meta+Shift+P');
    await page.locator('[role=option]').first().waitFor();
    expect(await page.locator('kbd').allInnerTexts()).toContain('⌘B');
  });
});
