import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan.js';
import type { Snapshot, UpsView } from '../../shared/snapshot/snapshot.js';
import { normalOffice, plan, planView, told, ups } from './office.js';
import { startStage, type Scene, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.end());

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

async function openPlan(scene: Scene = {}) {
  const page = await stage.show(scene);
  await page.keyboard.press('Control+2');
  await page.getByRole('tab', { name: 'Timeline' }).waitFor();
  return page;
}

async function openSteps(scene: Scene = {}) {
  const page = await openPlan(scene);
  await page.getByRole('tab', { name: /^Steps/ }).click();
  return page;
}

const stepAt = (page: Page, place: number) => page.getByRole('list', { name: 'Steps of the plan' }).getByRole('listitem').nth(place);
const [files, apps, vcenter] = [2, 3, 5];

async function saved(page: Page): Promise<readonly Plan[]> {
  const sent = await page.evaluate(() =>
    window.windowScript.calls.filter(({ channel }) => channel === 'plan.save').map(({ args }) => args),
  );
  return (sent as { plan: Plan }[]).map((args) => args.plan);
}

const chart = (page: Page) => page.locator('.plan svg[role=img]');
const change = (page: Page, part: Partial<Snapshot>) => page.evaluate((given) => window.windowScript.change(given), part);
const stepOf = (one: Plan | undefined, id: string) => one?.steps.find((step) => step.id === id);
const dirtyTab = (page: Page) => page.getByRole('tab', { name: 'Office Bremen, not saved' });

async function nameFiles(page: Page, names: string): Promise<void> {
  const field = stepAt(page, files).getByLabel('Names (* for any)');
  await field.fill(names);
  await field.press('Tab');
}

describe('the steps of a plan', () => {
  it('are edited in place, and what was changed is sent when it is saved', async () => {
    const page = await openSteps();
    await nameFiles(page, 'file*, print01 ,');
    const step = stepAt(page, files);
    await step.getByLabel('Title of the step').fill('Files');
    await step.getByRole('spinbutton', { name: /^Limit/ }).fill('150');
    await step.getByRole('spinbutton', { name: 'At once', exact: true }).fill('3');
    await step.getByLabel('At the limit').selectOption('stop');
    await step.getByRole('button', { name: 'Move Files down' }).click();
    expect(await saved(page)).toEqual([]);
    await page.getByText('This plan has changes that are not saved.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('This plan has changes that are not saved.').waitFor({ state: 'detached' });
    const [sent] = await saved(page);
    expect(sent?.steps.map((one) => `${one.id}<${one.after.join()}`).slice(0, 5)).toEqual([
      'check<',
      'prepare<check',
      'apps<prepare',
      'files<apps',
      'databases<files',
    ]);
    expect(stepOf(sent, 'files')).toMatchObject({
      title: 'Files',
      select: { names: ['file*', 'print01'] },
      timeoutSeconds: 150,
      parallel: 3,
      onTimeout: 'stop',
    });
    expect({ ...sent, steps: [] }).toEqual({ ...plan, steps: [] });
  });

  it('keep what the plan cannot take out of it: a limit beyond its range, an empty title', async () => {
    const page = await openSteps();
    const limit = stepAt(page, files).getByRole('spinbutton', { name: /^Limit/ });
    await limit.fill('9999');
    await limit.press('Tab');
    await stepAt(page, files).getByLabel('Title of the step').fill('');
    expect(await limit.getAttribute('aria-invalid')).toBe('true');
    expect(await dirtyTab(page).count()).toBe(0);
  });

  it('take nothing when the last name is deleted, and everything left only when a person says so', async () => {
    const page = await openSteps();
    await nameFiles(page, '');
    const rest = stepAt(page, files).getByRole('checkbox', { name: 'Everything no other step names' });
    expect(await rest.isChecked()).toBe(false);
    await stepAt(page, files).getByText('"Files and print" names nothing, so it would do nothing.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    expect(stepOf((await saved(page))[0], 'files')?.select).toEqual({ names: [] });
    await rest.check();
    await stepAt(page, files).getByText('names nothing').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    expect(stepOf((await saved(page))[1], 'files')?.select).toEqual({ rest: true });
  });

  it('name the VM in which vCenter runs, or leave it to be found', async () => {
    const page = await openSteps();
    const field = stepAt(page, vcenter).getByLabel('VM in which vCenter runs');
    await field.fill('vcsa-gone');
    await field.press('Tab');
    await stepAt(page, vcenter).getByText('names vcsa-gone as the VM in which vCenter runs. There is no such VM').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    expect(stepOf((await saved(page))[0], 'vcenter')?.select).toEqual({ names: ['vcsa-gone'] });
    await field.fill('');
    await field.press('Tab');
    await stepAt(page, vcenter).getByText('There is no such VM').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    expect(stepOf((await saved(page))[1], 'vcenter')).not.toHaveProperty('select');
  });

  it('begin empty when they are added', async () => {
    const page = await openSteps();
    await stepAt(page, files).getByRole('button', { name: 'Add a group of VMs before this step' }).click();
    await stepAt(page, files).getByText('"New group" names nothing').waitFor();
    expect(await stepAt(page, files).getByLabel('Names (* for any)').inputValue()).toBe('');
  });

  it('show what is found in the draft, not in what is saved', async () => {
    const page = await openSteps();
    await stepAt(page, files).getByText('print01 runs no VMware Tools').waitFor();
    await nameFiles(page, 'file01, nosuch');
    await stepAt(page, files).getByText('nosuch fits nothing in this office').waitFor();
    await page
      .getByRole('region', { name: 'Findings that belong to no single step' })
      .getByText(/^.*print01 runs, and no step/)
      .waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await stepAt(page, files).getByText('print01 runs no VMware Tools').waitFor();
    expect(await page.getByText('nosuch fits nothing').count()).toBe(0);
  });

  it('are shown with two findings of one code, and with two steps of one id', async () => {
    const page = await openPlan();
    const finding = { severity: 'warning' as const, code: 'plan/patternFitsNothing', target: 'files' };
    const findings = [
      { ...finding, message: told('nosuch1 fits nothing.') },
      { ...finding, message: told('nosuch2 fits nothing.') },
    ];
    const twice = { ...plan, steps: [...plan.steps, plan.steps[files]!] };
    await change(page, { plans: [{ ...planView, plan: twice, findings }] });
    await page.getByRole('tab', { name: /^Steps/ }).click();
    await stepAt(page, files).getByText('nosuch2 fits nothing.').waitFor();
    expect(await page.getByRole('list', { name: 'Steps of the plan' }).getByRole('listitem').count()).toBe(plan.steps.length + 1);
    expect(page.complaints).toEqual([]);
  });
});

describe('an edited plan that is not saved', () => {
  it('outlives a maximised panel, other tabs and the window itself', async () => {
    const page = await openSteps();
    await nameFiles(page, 'file01');
    const names = () => stepAt(page, files).getByLabel('Names (* for any)').inputValue();
    await page.getByRole('button', { name: /Maximise/ }).click();
    await page.getByRole('main').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /Restore/ }).click();
    expect(await names()).toBe('file01');
    await page.keyboard.press('Control+6');
    await dirtyTab(page).click();
    expect(await names()).toBe('file01');
    await page.waitForFunction(() => sessionStorage.getItem('scripted-layout')?.includes('"names') === true);
    await page.reload();
    await dirtyTab(page).waitFor();
    await page.getByRole('tab', { name: /^Steps/ }).click();
    expect(await names()).toBe('file01');
  });

  it('is told by a dot in its tab, and is none when it is edited back', async () => {
    const page = await openSteps();
    const dot = page.locator('.editor-area [role=tab] .dot');
    expect(await dot.last().isVisible()).toBe(false);
    await nameFiles(page, 'file01');
    await dirtyTab(page).locator('.dot').waitFor({ state: 'visible' });
    await nameFiles(page, 'file01, print01');
    await dirtyTab(page).waitFor({ state: 'detached' });
  });

  it('is asked about when its tab is closed: cancel, save, or not', async () => {
    const page = await openSteps();
    await nameFiles(page, 'file01');
    const dialog = page.getByRole('dialog', { name: 'Save the changes to "Office Bremen"?' });
    await page.keyboard.press('Control+w');
    await dialog.waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Cancel');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await dirtyTab(page).waitFor();
    await page.keyboard.press('Control+w');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dirtyTab(page).waitFor({ state: 'detached' });
    expect((await saved(page)).map((one) => stepOf(one, 'files')?.select)).toEqual([{ names: ['file01'] }]);

    await page.keyboard.press('Control+2');
    await page.getByRole('tab', { name: /^Steps/ }).click();
    await nameFiles(page, 'other');
    await page.keyboard.press('Control+w');
    await dialog.getByRole('button', { name: "Don't Save" }).click();
    await dirtyTab(page).waitFor({ state: 'detached' });
    expect(await saved(page)).toHaveLength(1);
    await page.keyboard.press('Control+2');
    await page.getByRole('tab', { name: /^Steps/ }).click();
    expect(await stepAt(page, files).getByLabel('Names (* for any)').inputValue()).toBe('file01');
  });
});

describe('tags of VMs', () => {
  it('are edited beside the names, for VMs only, and saved with them', async () => {
    const page = await openSteps();
    const tags = stepAt(page, files).getByLabel('Tags of VMs (* for any)');
    await tags.fill('Tier 3, print*');
    await tags.press('Tab');
    expect(await page.getByLabel('Tags of VMs (* for any)').count()).toBe(3);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(async () => stepOf((await saved(page))[0], 'files')?.select?.tags).toEqual(['Tier 3', 'print*']);
  });
});

describe('a plan in words', () => {
  it('is told step by step, as it is being edited', async () => {
    const page = await openSteps();
    await nameFiles(page, 'file01');
    await page.getByRole('tab', { name: 'In words' }).click();
    const told = (place: number) => page.getByRole('list', { name: 'In words' }).getByRole('listitem').nth(place).innerText();
    expect(plain(await told(files))).toContain('Files and print: shut down 1 VM, at most 20 at once, each given 2 min.');
    expect(plain(await told(apps))).toContain('Applications: shut down 2 VMs');
    expect(plain(await told(vcenter))).toContain('shut vcsa down, the VM in which vCenter runs');
    expect(plain(await told(6))).toContain('From here on there is no way back');
  });
});

describe("the plan's timeline", () => {
  const summary = async (page: Page) => plain((await chart(page).locator('title').first().textContent()) ?? '');
  /** As if the UPS believed this of its runtime. */
  const believe = (page: Page, over: Partial<UpsView['state']>) => change(page, { ups: [{ ...ups, state: { ...ups.state, ...over } }] });

  it('draws the battery as far as discharges showed it, and says what the rest is', async () => {
    const page = await openPlan();
    expect(await summary(page)).toContain(
      'The charge falls evenly from 93 %: battery: measured in 2 discharges; below 61 % never seen: carried on; ' +
        'empty after 19 min 50 s to 23 min 30 s by the discharges seen.',
    );
    expect(await chart(page).locator('.band').count()).toBe(1);
    await chart(page).getByText('measured', { exact: true }).waitFor();
    await page.locator('.legend').getByText('battery: measured in 2 discharges').waitFor();
  });

  it('calls what nobody measured the word of the UPS', async () => {
    const page = await openPlan();
    await believe(page, { runtimeBasis: 'device', runtimeTrust: { claimedSeconds: 1300, reasons: [], factor: 1 } });
    await chart(page).getByText('as the UPS claims', { exact: true }).waitFor();
    expect(await summary(page)).toContain('battery: as the UPS claims, never measured.');
    expect(await chart(page).locator('.band').count()).toBe(0);
    // All of it is dashed: the solid part has no length.
    const [from, to] = ((await chart(page).locator('.charge:not(.carried)').getAttribute('points')) ?? '').split(' ');
    expect(from).toBe(to);
  });

  it('draws no charge that nobody told', async () => {
    const page = await openPlan();
    const { chargePercent: _none, ...reading } = ups.state.reading!;
    await believe(page, { reading });
    await chart(page).locator('.charge').first().waitFor({ state: 'detached' });
    expect(await page.locator('.plan svg').getByText('battery empty').count()).toBe(1);
  });

  it.each([
    ['wide', { width: 1360, height: 860 }],
    ['small', { width: 900, height: 600 }],
    ['small, in German', { width: 900, height: 600, locale: 'de' }],
  ] as const)('has every word whole and beside its neighbours (%s)', async (_name, scene) => {
    const page = await stage.show({ ...scene, isShown: true });
    await page.keyboard.press('Control+2');
    await chart(page).waitFor();
    const longTitle = 'Database servers, domain controllers and everything that waits for them';
    const steps = plan.steps.map((step) => (step.id === 'databases' ? { ...step, title: longTitle } : step));
    await change(page, { plans: [{ ...planView, plan: { ...plan, steps } }] });
    await page.locator('.plan svg tspan', { hasText: 'Database' }).waitFor();
    const { said, outside, overlapping } = await chart(page).evaluate((svg: SVGSVGElement) => {
      const frame = svg.getBoundingClientRect();
      const words = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
      const isOutside = ({ box }: (typeof words)[number]) =>
        box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
      const meet = (one: DOMRect, other: DOMRect) =>
        one.left < other.right - 1 && other.left < one.right - 1 && one.top + 3 < other.bottom - 3 && other.top + 3 < one.bottom - 3;
      return {
        said: words.map(({ text }) => text),
        outside: words.filter(isOutside).map(({ text }) => text),
        overlapping: words.flatMap((one, index) =>
          words.slice(index + 1).flatMap((other) => (meet(one.box, other.box) ? [`${one.text} / ${other.text}`] : [])),
        ),
      };
    });
    expect(outside).toEqual([]);
    expect(overlapping).toEqual([]);
    expect(said.some((text) => text.replaceAll(' ', '') === longTitle.replaceAll(' ', ''))).toBe(true);
    expect(said).toContain('locale' in scene ? 'alles läuft weiter' : 'everything keeps running');
  });
});

describe('what the page of the plan says', () => {
  it('does not ask what would be if the power failed while it is out', async () => {
    const page = await openPlan({ story: 'onBattery' });
    await page.getByRole('heading', { name: 'The power is out. Everything will be off in time.' }).waitFor();
  });

  it('looks in the outline as it does in its headline', async () => {
    const page = await openPlan({ story: 'unsafe' });
    const row = page.getByRole('tree', { name: 'Plans and their steps' }).getByRole('treeitem', { name: /^Office Bremen/ });
    expect(await row.locator('.icon.danger').count()).toBe(1);
  });

  it('marks half minutes with the comma of German', async () => {
    const page = await stage.show({ locale: 'de' });
    await page.keyboard.press('Control+2');
    await page.getByRole('tab', { name: 'Zeitplan' }).waitFor();
    const forecast = { ...planView.forecast!, targets: planView.forecast!.targets.slice(0, 1), neededSeconds: 60, batterySeconds: 400 };
    await change(page, { plans: [{ ...planView, forecast }] });
    await chart(page).getByText('1,5', { exact: true }).waitFor();
    expect(await chart(page).getByText('1.5', { exact: true }).count()).toBe(0);
  });
});

describe('the outline of the plans', () => {
  it('stays open where a person opened it when news come', async () => {
    const page = await openPlan();
    const tree = page.getByRole('tree', { name: 'Plans and their steps' });
    const row = tree.getByRole('treeitem', { name: /^Applications/ });
    expect(await row.getAttribute('aria-expanded')).toBe('false');
    await row.focus();
    await page.keyboard.press('ArrowRight');
    await tree.getByRole('treeitem', { name: /^app01/ }).waitFor();
    await change(page, { ...normalOffice, at: '2026-11-23T10:05:14.000Z', plans: [structuredClone(planView)] });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await row.getAttribute('aria-expanded')).toBe('true');
    expect(await tree.getByRole('treeitem', { name: /^app01/ }).count()).toBe(1);
  });
});

describe('a drill', () => {
  const drills = (page: Page) =>
    page.evaluate(() => window.windowScript.calls.filter(({ channel }) => channel === 'drill.start').map(({ args }) => args));

  it('is begun with one VM or all of a step, of those only that go down by themselves, and shown as a run', async () => {
    const page = await openPlan();
    await page.getByRole('button', { name: 'Drill…' }).click();
    const options = page.getByRole('option');
    await options.first().waitFor();
    const names = (await options.allInnerTexts()).join('\n');
    expect(names).toContain('sql01');
    expect(names).not.toContain('vcsa');
    await page.keyboard.type('sql01');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Run', selected: true }).waitFor();
    await page.keyboard.press('Control+2');
    await page.getByRole('button', { name: 'Drill…' }).click();
    await options.filter({ hasText: 'app01, mail01' }).click();
    await expect.poll(() => drills(page)).toHaveLength(2);
    expect(await drills(page)).toMatchObject([
      {
        planId: plan.id,
        choice: { kind: 'vms', vms: [expect.stringMatching(/^vm:vcenter\//)] },
        confirmation: 'shut down and start again',
      },
      { planId: plan.id, choice: { kind: 'step' } },
    ]);
  });

  it('is not offered to an observer', async () => {
    const page = await openPlan();
    await page.getByRole('button', { name: 'Drill…' }).waitFor();
    await change(page, { role: 'observer' });
    await page.getByRole('button', { name: 'Drill…' }).waitFor({ state: 'detached' });
  });
});
