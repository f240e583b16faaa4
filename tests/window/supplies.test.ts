import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan.js';
import { plan, twoUpsOffice } from './office.js';
import { startStage, type Scene, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.end());

async function openSupplies(scene: Scene = { story: 'twoUps' }) {
  const page = await stage.show(scene);
  await page.keyboard.press('Control+2');
  await page.getByRole('tab', { name: 'Supplies' }).click();
  return page;
}

const supply = (page: Page, n: number) => page.getByRole('group', { name: `Supply ${String(n)}`, exact: true });
const box = (page: Page, n: number, name: string) => supply(page, n).getByRole('checkbox', { name, exact: true });
const dirtyTab = (page: Page) => page.getByRole('tab', { name: 'Office Bremen, not saved' });

/** Every plan that was sent, the last of them saved just now. */
async function saved(page: Page): Promise<readonly Plan[]> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await dirtyTab(page).waitFor({ state: 'detached' });
  const sent = await page.evaluate(() =>
    window.windowScript.calls.filter(({ channel }) => channel === 'plan.save').map(({ args }) => args),
  );
  return (sent as { plan: Plan }[]).map((args) => args.plan);
}

describe('the supplies of a plan', () => {
  it('are told in one sentence where everything hangs on all UPSes, and begin as that', async () => {
    const page = await openSupplies({ story: 'normal' });
    await page.getByText('Everything hangs on all UPSes of the plan.').waitFor();
    expect(await page.getByRole('group', { name: 'In the plan' }).getByRole('checkbox', { name: 'APC SMT1500' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Add a Supply' }).click();
    await supply(page, 1).getByText('Supply 1 names no host, no machine and not this workstation').waitFor();
    await box(page, 1, 'nas01').check();
    await supply(page, 1).getByText('names no host').waitFor({ state: 'detached' });
    expect(await saved(page)).toEqual([{ ...plan, feeds: [{ machines: ['nas01'], ups: ['ups-rack'], required: 1 }] }]);
  });

  it('are edited with the keyboard alone, and sent when they are saved', async () => {
    const page = await openSupplies();
    const [, second, third] = twoUpsOffice.plans[0]!.plan.feeds!;
    await box(page, 1, 'esx01').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await box(page, 1, 'This workstation').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    // The only UPS of a supply stays: the keyboard comes to the other one.
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('2');
    await supply(page, 2).getByText('esx02 is named by supply 1 and by supply 2. The first counts.').waitFor();
    const feeds = [{ hosts: ['esx01', 'esx02'], workstation: true, ups: ['ups-rack', 'ups-desk'], required: 2 }, second, third];
    expect((await saved(page))[0]?.feeds).toEqual(feeds);
  });

  it('show what is wrong where it is wrong, as it is typed', async () => {
    const page = await openSupplies();
    await box(page, 2, 'Eaton 5P 850').uncheck();
    await supply(page, 2).getByText('Supply 2 needs 2 UPSes, but names only 1.').waitFor();
    await supply(page, 2).getByLabel('Needed').selectOption('1');
    await supply(page, 2).getByText('needs 2 UPSes').waitFor({ state: 'detached' });
    const others = supply(page, 1).getByLabel('Other hosts (* for any)');
    await others.fill('esx99');
    await others.press('Tab');
    await supply(page, 1).getByText('Supply 1: "esx99" fits nothing in this office.').waitFor();
    await page.getByRole('region', { name: 'UPSes of the plan' }).getByText('This workstation hangs on Eaton 5P 850').waitFor();
    expect(await box(page, 2, 'nas01, by a pattern').isDisabled()).toBe(true);
    expect(page.complaints).toEqual([]);
  });

  it('can be removed to the last, and a plan that is edited back is not unsaved', async () => {
    const page = await openSupplies();
    await box(page, 1, 'esx01').uncheck();
    await dirtyTab(page).waitFor();
    await box(page, 1, 'esx01').check();
    await dirtyTab(page).waitFor({ state: 'detached' });
    for (const last of [3, 2]) {
      await page.getByRole('button', { name: 'Remove supply 1' }).click();
      await supply(page, last).waitFor({ state: 'detached' });
      expect(await page.getByRole('button', { name: 'Add a Supply' }).evaluate((add) => add === document.activeElement)).toBe(true);
    }
    await page.getByRole('button', { name: 'Remove supply 1' }).click();
    await page.getByText('Everything hangs on all UPSes of the plan.').waitFor();
    expect((await saved(page))[0]).not.toHaveProperty('feeds');
  });
});
