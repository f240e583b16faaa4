import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverThere } from '../peers/available.js';
import { activateTray, clickTrayMenu, trayItems, trayMenu, trayProperty, until, type TrayOnBus } from '../peers/desktop/bus.js';
import { desktopPrograms, type Desktop } from '../peers/desktop/desktop.js';
import { plan } from '../window/office.js';
import { Stage, type Launched } from './harness.js';

describe.runIf(serverThere('the tray', desktopPrograms))('the tray, as a panel sees it', () => {
  const stage = new Stage();
  let desktop: Desktop;
  let launched: Launched;
  let item: TrayOnBus;
  const menu = () => trayMenu(desktop.environment, item);
  const labels = async () => (await menu()).filter((entry) => !entry.isSeparator).map((entry) => entry.label);
  const tooltip = () => trayProperty(desktop.environment, item, 'ToolTip');
  const isVisible = () => launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));
  async function click(label: string): Promise<void> {
    const entry = (await menu()).find((one) => one.label === label);
    if (entry === undefined) throw new Error(`the menu has no "${label}"`);
    await clickTrayMenu(desktop.environment, item, entry.id);
  }

  beforeAll(async () => {
    desktop = await stage.desktop();
    launched = await stage.launch({ desktop });
    await until('a tray icon is registered', async () => (await trayItems(desktop.environment)).length === 1);
    item = (await trayItems(desktop.environment))[0]!;
  });
  afterAll(() => stage.end());

  it('is there before any window, with a picture in it', async () => {
    expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    expect((await trayProperty(desktop.environment, item, 'IconPixmap')).length).toBeGreaterThan(500);
  });

  it('begins with a line that cannot be clicked and ends with Quit', async () => {
    const entries = await menu();
    expect(entries[0]).toMatchObject({ label: 'No UPS is connected', isEnabled: false });
    expect(await labels()).toEqual(['No UPS is connected', 'Open Sundown', 'Open Practice Office', 'Open Settings', 'Quit Sundown']);
    expect(await tooltip()).toContain('Sundown: No UPS is connected');
  });

  it('changes icon, tooltip and menu together', async () => {
    const before = await trayProperty(desktop.environment, item, 'IconPixmap');
    await launched.app.evaluate((_electron, given) => {
      globalThis.script.real.change({
        office: 'onBattery',
        plans: [{ plan: given, findings: [], active: true }],
        countdown: { trigger: 'latestSafeStart', secondsLeft: 90, canPostpone: true },
      });
    }, plan);
    await until('the tooltip tells of the battery', async () => (await tooltip()).includes('shutdown starts in'));
    expect(await labels()).toEqual([
      'On battery, shutdown starts in 1\u00a0min 30\u00a0s',
      'Open Sundown',
      'Start Shutdown Now…',
      'Postpone Shutdown',
      'Rehearse Plan',
      'Open Practice Office',
      'Open Settings',
      'Quit Sundown',
    ]);
    expect(await trayProperty(desktop.environment, item, 'IconPixmap')).not.toBe(before);
  });

  it('offers an observer no start', async () => {
    await launched.app.evaluate(() => globalThis.script.real.change({ role: 'observer' }));
    await until('the start is gone', async () => !(await labels()).includes('Start Shutdown Now…'));
    expect(await labels()).not.toContain('Postpone Shutdown');
    await launched.app.evaluate(() => globalThis.script.real.change({ role: 'coordinator' }));
    await until('the start is back', async () => (await labels()).includes('Start Shutdown Now…'));
  });

  it('proposes a command of the engine to the engine', async () => {
    await click('Postpone Shutdown');
    await until('the engine was told', async () =>
      (await launched.app.evaluate(() => globalThis.script.real.commands)).includes('run.postpone'),
    );
  });

  it('speaks German at once when the setting says so', async () => {
    await launched.app.evaluate(() => globalThis.script.real.set({ 'general.language': 'de' }));
    await until('the menu is German', async () => (await labels()).includes('Sundown öffnen'));
    expect(await labels()).toContain('Herunterfahren jetzt starten …');
    await launched.app.evaluate(() => globalThis.script.real.set({ 'general.language': 'en' }));
    await until('the menu is English', async () => (await labels()).includes('Open Sundown'));
  });

  it('opens the practice office in front of the real one, and leaves it when the real power fails', async () => {
    await launched.app.evaluate(() => globalThis.script.real.change({ office: 'onMains', countdown: undefined } as never));
    await until('mains are shown', async () => (await tooltip()).includes('On mains'));
    await click('Open Practice Office');
    await until('practice is shown', async () => (await tooltip()).includes('practice office'));
    expect(await labels()).toContain('Close Practice Office');
    await launched.app.evaluate(() => globalThis.script.real.change({ office: 'onBattery' }));
    await until('the real office is back', async () => (await tooltip()).includes('Sundown: On battery'));
    expect(await launched.app.evaluate(() => globalThis.script.practice?.stopped)).toBe(1);
  });

  it('opens the window from the menu and by a click on the icon', async () => {
    // Main is asked nothing while it makes its first window: V8 drops a debugger's question then, and Playwright calls that an error.
    const opened = launched.app.waitForEvent('window');
    await click('Open Sundown');
    const page = await opened;
    await page.waitForSelector('#app > *');
    expect(await page.title()).toContain('Sundown');
    await until('the window is shown', isVisible);
    await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
    // The window manager takes its time; a click on the icon of a window that is still there hides it.
    await until('the window is hidden', async () => !(await isVisible()));
    await activateTray(desktop.environment, item);
    await until('the window is shown again', isVisible);
  });

  it('has the window carry out a command of the window', async () => {
    const page = await launched.window();
    const heard = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const end = window.sundown.on('command', ({ id }) => {
            end();
            resolve(id);
          });
        }),
    );
    await click('Open Settings');
    expect(await heard).toBe('view.settings');
  });

  it('quits from the menu, having stopped the engine', async () => {
    const ended = new Promise<void>((resolve) => launched.app.process().once('exit', () => resolve()));
    await click('Quit Sundown');
    await ended;
    expect(await trayItems(desktop.environment)).toEqual([]);
  });
});
