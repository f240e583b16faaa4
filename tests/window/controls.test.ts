import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IpcChannel } from '../../shared/ipc/table.js';
import { startStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.end());

const callsOf = (page: Page, channel: IpcChannel) =>
  page.evaluate((wanted) => window.windowScript.calls.filter((call) => call.channel === wanted).length, channel);

/** Readings as main sends them: the same office, a second later each time. */
const stream = (page: Page, snapshots: number) =>
  page.evaluate(async (count) => {
    for (let index = 1; index <= count; index += 1) {
      window.windowScript.change({
        at: new Date(Date.parse('2026-11-23T10:05:09.000Z') + index * 1000).toISOString(),
        connections: again(),
      });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    /** Main makes each snapshot anew, so no part of it is ever the same object. */
    function again() {
      return structuredClone(window.windowScript.shown().connections);
    }
  }, snapshots);

describe('a view asks main only when there is something new', () => {
  it('settings are read once, whatever readings come in, and again when they were changed elsewhere', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+,');
    await page.locator('[data-setting="window.theme"]').waitFor();
    const before = await callsOf(page, 'settings.values');
    expect(before).toBe(1);
    await stream(page, 20);
    expect(await callsOf(page, 'settings.values')).toBe(before);
    await page.evaluate(() => window.windowScript.setElsewhere('policy.confirmSeconds', 9));
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-setting="policy.confirmSeconds"] input')?.value === '9',
    );
    expect(await callsOf(page, 'settings.values')).toBe(before + 1);
  });

  it('events are read once, whatever readings come in, and again when something happened', async () => {
    const page = await stage.show({ layout: JSON.stringify({ panelVisible: false }) });
    await page.keyboard.press('Control+6');
    await page.getByText('100 events shown').waitFor();
    const before = await callsOf(page, 'events.list');
    expect(before).toBe(1);
    await stream(page, 20);
    expect(await callsOf(page, 'events.list')).toBe(before);
    await page.evaluate(() => window.windowScript.change({ armed: false }));
    await page.waitForFunction(
      (count) => window.windowScript.calls.filter((call) => call.channel === 'events.list').length === count,
      before + 1,
    );
  });

  it('typing into the filter of events asks once, when the typing stops', async () => {
    const page = await stage.show({ layout: JSON.stringify({ panelVisible: false }) });
    await page.keyboard.press('Control+6');
    await page.getByText('100 events shown').waitFor();
    const before = await callsOf(page, 'events.list');
    await page.getByRole('searchbox', { name: 'Search events' }).evaluate(async (field) => {
      const input = field as HTMLInputElement;
      for (const typed of ['n', 'no', 'no ', 'no su', 'no such thing']) {
        input.value = typed;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    });
    await page.getByRole('heading', { name: 'No event matches' }).waitFor();
    expect(await callsOf(page, 'events.list')).toBe(before + 1);
  });
});

describe('a control shows what holds', () => {
  it('a setting that main refuses shows its old value again, with the reason beside it', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+,');
    await page.evaluate(() =>
      window.windowScript.answer('settings.set', {
        ok: false,
        failure: { code: 'settings/value', message: { key: 'The disk is full: the setting was not written.' as never } },
      }),
    );
    const armed = page.locator('[data-setting="general.armed"]');
    await armed.getByRole('checkbox').click();
    await armed.getByText('The disk is full').waitFor();
    expect(await armed.getByRole('checkbox').isChecked()).toBe(true);
    const theme = page.locator('[data-setting="window.theme"]');
    await theme.getByRole('combobox').selectOption('light');
    await theme.getByText('The disk is full').waitFor();
    expect(await theme.getByRole('combobox').inputValue()).toBe('system');
  });

  it('in practice only the looks can be set, and a sentence says why', async () => {
    const page = await stage.show({ story: 'practice' });
    await page.keyboard.press('Control+,');
    await page.getByText('These are the settings of the real office').waitFor();
    expect(await page.locator('[data-setting="general.armed"]').getByRole('checkbox').isDisabled()).toBe(true);
    expect(await page.locator('[data-setting="ups.pollMainsSeconds"]').getByRole('spinbutton').isDisabled()).toBe(true);
    expect(
      await page
        .locator('[data-setting="ups.pollMainsSeconds"]')
        .getByRole('button', { name: /^Reset/ })
        .count(),
    ).toBe(0);
    await page.locator('[data-setting="window.theme"]').getByRole('combobox').selectOption('hcDark');
    await page.waitForFunction(() => window.windowScript.calls.some(({ channel }) => channel === 'settings.set'));
    await page.locator('[data-setting="general.language"]').getByRole('combobox').selectOption('de');
  });

  it('an office without a plan is not called covered', async () => {
    const page = await stage.show();
    await page.evaluate(() => window.windowScript.change({ plans: [], uncovered: [] }));
    const card = page.getByRole('region', { name: 'What the plan covers' });
    await card.getByText('There is no plan').waitFor();
    expect(await card.innerText()).not.toContain('Everything that runs is covered');
    expect(await card.getByRole('meter').count()).toBe(0);
  });

  it('a UPS that is not heard shows that, in tree, readings and its own page', async () => {
    const page = await stage.show({ story: 'lostUps', layout: JSON.stringify({ panelTab: 'readings' }) });
    await page.keyboard.press('Control+5');
    const lost = /No contact/;
    await page
      .getByRole('treeitem', { name: /APC SMT1500/ })
      .getByText(lost)
      .waitFor();
    expect(await page.getByRole('treeitem', { name: /APC SMT1500/ }).innerText()).not.toContain('On mains');
    const row = page.locator('#panel').getByRole('row', { name: /APC SMT1500/ });
    expect(await row.innerText()).toMatch(lost);
    expect(await row.innerText()).not.toContain('On mains');
    expect(await page.locator('main .state').innerText()).toMatch(lost);
    expect(await page.locator('main .state').innerText()).not.toContain('On mains');
  });
});

describe('a mark is said as well as shown', () => {
  it('in the result of a check', async () => {
    const page = await stage.show();
    await page.keyboard.press('F1');
    await page.keyboard.type('plan check');
    await page.keyboard.press('Enter');
    const rows = page.locator('section.result').getByRole('listitem');
    await rows.first().waitFor();
    expect(await rows.allTextContents()).toEqual([expect.stringMatching(/Warning: print01/), expect.stringMatching(/Information: esx02/)]);
  });

  it('in the result of a test of a connection', async () => {
    const page = await stage.show();
    await page.evaluate(() =>
      window.windowScript.answer('connection.test', {
        reachable: true,
        findings: [{ severity: 'warning', code: 'x/y', message: { key: 'SNMPv1 sends its community in the clear.' as never }, target: '' }],
      }),
    );
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Edit nas01' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^Test/ }).click();
    const row = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'in the clear' });
    await row.waitFor();
    expect(await row.textContent()).toContain('Warning: SNMPv1');
  });
});

describe('what a test of a connection says', () => {
  it('calls nothing fine while nobody has looked at the certificate', async () => {
    const page = await stage.show({ story: 'firstStart' });
    await page.evaluate(() => window.windowScript.push('command', { id: 'inventory.connect' }));
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name or address').fill('10.0.0.20');
    await dialog.getByLabel('User').fill('sundown@vsphere.local');
    await dialog.getByRole('button', { name: /^Test/ }).click();
    await dialog.getByText(/The certificate is not known yet/).waitFor();
    expect(await dialog.getByText('Everything is in order.').count()).toBe(0);
  });
});

describe('tabs, side bar and notices keep together', () => {
  const sideBar = (page: Page) => page.locator('#side-bar').getAttribute('aria-label');

  it('closing a tab shows the side bar of the tab that comes up, and so does Ctrl+Tab', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+6');
    await page.keyboard.press('Control+,');
    expect(await sideBar(page)).toBe('Side bar, Settings');
    await page.keyboard.press('Control+W');
    expect(await sideBar(page)).toBe('Side bar, Events');
    await page.keyboard.press('Control+Tab');
    await page.getByRole('tab', { name: 'Overview', selected: true }).waitFor();
    expect(await sideBar(page)).toBe('Side bar, Overview');
  });

  it('closing a tab with Delete leaves the focus on the next one', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+6');
    await page.getByRole('tab', { name: 'Events' }).focus();
    await page.keyboard.press('Delete');
    await page.getByRole('tab', { name: 'Events' }).waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Overview');
  });

  it('a click on a notice of the desktop opens the centre, and never shuts it', async () => {
    const page = await stage.show();
    const centre = page.getByRole('dialog', { name: 'Notices' });
    for (let click = 0; click < 2; click += 1) {
      await page.evaluate(() => window.windowScript.push('command', { id: 'view.notices' }));
      await centre.waitFor();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
      expect(await centre.count()).toBe(1);
    }
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: /Notices/ })
      .click();
    await centre.waitFor({ state: 'detached' });
  });
});
