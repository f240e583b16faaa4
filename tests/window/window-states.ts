import type { Page } from 'playwright-core';
import type { CommandId } from '../../shared/commands/table.js';
import type { Scene } from './stage.js';

/** A state of the window that a person can come to: axe reads each, and the picture run takes one of each. */
export interface WindowState extends Omit<Scene, 'theme' | 'locale'> {
  readonly name: string;
  /** Leads there by what does not depend on the language. */
  readonly open?: (page: Page) => Promise<void>;
  /** What stays of it: nothing that the next state of the same story would meet, or something over the views that Escape takes away. By default more. */
  readonly leaves?: 'nothing' | 'overlay';
}

/** What can lie over a view, which itself is a state of its own. */
export const overlays = 'dialog[open], .pick, .box.centre';

/** Has the window carry out one of its commands, as the tray does. */
export const run = (page: Page, id: CommandId) => page.evaluate((given) => window.windowScript.push('command', { id: given }), id);

/** The scene in which a state is come to. */
export function sceneOf({ name: _name, open: _open, leaves: _leaves, ...scene }: WindowState): Scene {
  return scene;
}

/** A view's page is loaded when it is first shown. */
const view = (id: CommandId) => async (page: Page) => {
  await run(page, id);
  await page.locator('main h1:visible').first().waitFor();
};
const planPage = (place: number) => async (page: Page) => {
  await run(page, 'view.plan');
  await page.locator('main .plan [role=tab]').nth(place).click();
};
const edited = async (page: Page) => {
  await planPage(2)(page);
  await page.locator('main ol > li input[type=checkbox]').nth(1).click();
  await page.locator('main .unsaved').waitFor();
};
const panel = (place: number) => async (page: Page) => {
  // In a short window it lies shut until asked for.
  if (!(await page.locator('#panel').isVisible())) await run(page, 'view.togglePanel');
  await page.locator('#panel [role=tab]').nth(place).click();
};
const connect = (command: CommandId, kind: string) => async (page: Page) => {
  await run(page, command);
  // A UPS is looked for by its address; the protocol is the other way in.
  if (command === 'ups.connect') await page.locator('dialog[open] .find button.link').click();
  await page.locator('dialog[open] select').first().selectOption(kind);
};
const dialog = (page: Page) => page.locator('dialog[open]').waitFor();
const palette = (typed: string) => async (page: Page) => {
  await run(page, 'view.palette');
  await page.locator('[role=combobox]').fill(`>${typed}`);
  await page.locator('[role=option]').first().waitFor();
};

export const windowStates: readonly WindowState[] = [
  { name: 'welcome', story: 'firstStart', leaves: 'nothing' },
  { name: 'overview', leaves: 'nothing' },
  { name: 'overview-on-battery', story: 'onBattery', leaves: 'nothing' },
  { name: 'overview-running', story: 'running', leaves: 'nothing' },
  { name: 'overview-restored', story: 'restored', leaves: 'nothing' },
  { name: 'overview-doubt', story: 'lostUps', leaves: 'nothing' },
  { name: 'overview-unsafe', story: 'unsafe', leaves: 'nothing' },
  { name: 'overview-practice', story: 'practice', leaves: 'nothing' },
  { name: 'overview-first-start', story: 'firstStart', open: view('view.overview'), leaves: 'nothing' },
  { name: 'plan-timeline', open: view('view.plan'), leaves: 'nothing' },
  { name: 'plan-timeline-unsafe', story: 'unsafe', open: view('view.plan'), leaves: 'nothing' },
  { name: 'plan-timeline-on-battery', story: 'onBattery', open: view('view.plan'), leaves: 'nothing' },
  { name: 'plan-words', open: planPage(1), leaves: 'nothing' },
  { name: 'plan-steps', open: planPage(2), leaves: 'nothing' },
  { name: 'plan-edited', open: edited },
  { name: 'plan-rules', open: planPage(3), leaves: 'nothing' },
  { name: 'plan-supplies', story: 'twoUps', open: planPage(4), leaves: 'nothing' },
  { name: 'plan-supplies-none', open: planPage(4), leaves: 'nothing' },
  { name: 'plan-json', open: planPage(5), leaves: 'nothing' },
  {
    name: 'plan-checked',
    open: async (page) => {
      await run(page, 'plan.check');
      await page.locator('section.result').waitFor();
    },
  },
  {
    name: 'plan-rehearsed',
    open: async (page) => {
      await run(page, 'plan.rehearse');
      await page.locator('section.result').waitFor();
    },
  },
  {
    name: 'plan-drill',
    leaves: 'overlay',
    open: async (page) => {
      await run(page, 'view.plan');
      await run(page, 'plan.drill');
      await page.locator('[role=option]').first().waitFor();
    },
  },
  { name: 'plan-none', story: 'firstStart', open: view('view.plan'), leaves: 'nothing' },
  {
    name: 'plan-unsaved-question',
    open: async (page) => {
      await edited(page);
      await run(page, 'view.closeTab');
      await dialog(page);
    },
  },
  { name: 'run-none', story: 'firstStart', open: view('view.run'), leaves: 'nothing' },
  { name: 'run-history', open: view('view.run'), leaves: 'nothing' },
  { name: 'run-countdown', story: 'onBattery', open: view('view.run'), leaves: 'nothing' },
  { name: 'run-live', story: 'running', open: view('view.run'), leaves: 'nothing' },
  { name: 'run-restored', story: 'restored', open: view('view.run'), leaves: 'nothing' },
  { name: 'inventory', open: view('view.inventory'), leaves: 'nothing' },
  { name: 'inventory-none', story: 'firstStart', open: view('view.inventory'), leaves: 'nothing' },
  { name: 'inventory-failed', story: 'unsafe', open: view('view.inventory'), leaves: 'nothing' },
  { name: 'ups', open: view('view.ups'), leaves: 'nothing' },
  { name: 'ups-on-battery', story: 'onBattery', open: view('view.ups'), leaves: 'nothing' },
  { name: 'ups-lost', story: 'lostUps', open: view('view.ups'), leaves: 'nothing' },
  { name: 'ups-doubted', story: 'unsafe', open: view('view.ups'), leaves: 'nothing' },
  { name: 'ups-none', story: 'firstStart', open: view('view.ups'), leaves: 'nothing' },
  {
    name: 'events',
    leaves: 'nothing',
    open: async (page) => {
      await run(page, 'view.events');
      await page.locator('main tbody tr:visible').first().waitFor();
    },
  },
  {
    name: 'events-no-match',
    open: async (page) => {
      await run(page, 'view.events');
      await page.locator('main input[type=search]:visible').fill('no such thing');
      await page.locator('main h2:visible').first().waitFor();
    },
  },
  { name: 'events-none', story: 'firstStart', open: view('view.events'), leaves: 'nothing' },
  {
    name: 'settings',
    leaves: 'nothing',
    open: async (page) => {
      await run(page, 'view.settings');
      await page.locator('[data-setting]').first().waitFor();
    },
  },
  {
    name: 'settings-bad-value',
    open: async (page) => {
      await run(page, 'view.settings');
      // Marks come with the values that main tells; what is typed before would be overwritten by them.
      await page.locator('[data-setting] .mark').first().waitFor();
      const field = page.locator('[data-setting="policy.confirmSeconds"] input');
      await field.fill('999');
      await field.press('Enter');
      await page.locator('[data-setting="policy.confirmSeconds"] [aria-invalid=true]').waitFor();
    },
  },
  {
    name: 'settings-remove-question',
    leaves: 'overlay',
    open: async (page) => {
      await run(page, 'view.settings');
      await page.locator('main .words ~ button:visible').last().click();
      await dialog(page);
    },
  },
  { name: 'keys', open: view('view.keys'), leaves: 'nothing' },
  { name: 'connect-ups-find', story: 'firstStart', open: (page) => run(page, 'ups.connect').then(() => dialog(page)), leaves: 'overlay' },
  {
    name: 'connect-ups-found',
    leaves: 'overlay',
    story: 'firstStart',
    open: async (page) => {
      await run(page, 'ups.connect');
      await page.locator('dialog[open] input').first().fill('10.0.0.9');
      await page.locator('dialog[open] input').first().press('Enter');
      await page.locator('dialog[open] input[type=radio]').nth(1).check();
      for (const summary of await page.locator('dialog[open] summary').all()) await summary.click();
    },
  },
  { name: 'connect-ups', story: 'firstStart', open: connect('ups.connect', 'snmp3'), leaves: 'overlay' },
  { name: 'connect-nut', story: 'firstStart', open: connect('ups.connect', 'nut'), leaves: 'overlay' },
  {
    name: 'connect-ups-tested',
    leaves: 'overlay',
    story: 'firstStart',
    open: async (page) => {
      await connect('ups.connect', 'snmp2')(page);
      await page.locator('dialog[open] input').first().fill('10.0.0.9');
      await page.locator('dialog[open] .test button').click();
      await page.locator('dialog[open] .result').waitFor();
    },
  },
  {
    name: 'connect-vsphere-tested',
    leaves: 'overlay',
    story: 'firstStart',
    open: async (page) => {
      await connect('inventory.connect', 'vsphere')(page);
      await page.locator('dialog[open] input').first().fill('10.0.0.20');
      await page.locator('dialog[open] input').nth(3).fill('sundown@vsphere.local');
      await page.locator('dialog[open] .test button').click();
      await page.locator('dialog[open] .result').waitFor();
    },
  },
  { name: 'connect-ssh', story: 'firstStart', open: connect('inventory.connect', 'ssh'), leaves: 'overlay' },
  {
    name: 'notices',
    leaves: 'overlay',
    open: async (page) => {
      await run(page, 'view.notices');
      await page.locator('.box.centre').waitFor();
    },
  },
  { name: 'notices-none', story: 'firstStart', open: (page) => run(page, 'view.notices'), leaves: 'overlay' },
  { name: 'palette', open: palette('plan'), leaves: 'overlay' },
  {
    name: 'palette-nothing',
    leaves: 'overlay',
    open: async (page) => {
      await run(page, 'view.palette');
      await page.locator('[role=combobox]').fill('>zzzz');
    },
  },
  {
    name: 'go-to',
    leaves: 'overlay',
    open: async (page) => {
      await run(page, 'view.goTo');
      await page.locator('[role=option]').first().waitFor();
    },
  },
  {
    name: 'help',
    leaves: 'overlay',
    open: async (page) => {
      await run(page, 'view.help');
      await dialog(page);
    },
  },
  {
    name: 'startup-times',
    leaves: 'overlay',
    open: async (page) => {
      await run(page, 'developer.startupTimes');
      await dialog(page);
    },
  },
  { name: 'panel-journal', open: panel(1) },
  { name: 'panel-readings', open: panel(2) },
];
