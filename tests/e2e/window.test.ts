import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { message } from '../../shared/text/message.js';
import { serverThere } from '../peers/available.js';
import { until } from '../peers/desktop/bus.js';
import { desktopPrograms, type Desktop } from '../peers/desktop/desktop.js';
import { normalOffice } from '../window/office.js';
import { command, Stage, type Launched } from './harness.js';

const windowsOf = (launched: Launched) =>
  launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({ isVisible: window.isVisible(), isMinimised: window.isMinimized() })),
  );
const closeByHand = (launched: Launched) => launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());

describe.runIf(serverThere('the window', desktopPrograms))('the window', () => {
  const stage = new Stage();
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await stage.desktop();
  });
  afterAll(() => stage.end());

  /** One program for those that need none of their own, in this order: it has no window at first, and is ended by the last. */
  let shared: Launched | undefined;
  const program = async () => (shared ??= await stage.launch({ desktop }));
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await shared?.close();
    shared = undefined;
  });

  it('passes on what the system tells of power and sleep', async () => {
    const launched = await program();
    await launched.app.evaluate(({ powerMonitor }) => ['on-battery', 'resume'].map((event) => powerMonitor.emit(event)));
    expect(await launched.app.evaluate(() => globalThis.script.real.powerHints)).toEqual(['powerChanged', 'awoke']);
  });

  it('starts at login by the way of the desktop, and no longer when told so', async () => {
    const launched = await program();
    const file = join(desktop.home, '.config/autostart/sundown.desktop');
    await launched.app.evaluate(() => globalThis.script.real.set({ 'general.startAtLogin': true }));
    await until('the entry is there', () => existsSync(file));
    expect(readFileSync(file, 'utf8')).toMatch(/^Exec=.*--hidden$/m);
    await launched.app.evaluate(() => globalThis.script.real.set({ 'general.startAtLogin': false }));
    await until('the entry is gone', () => !existsSync(file));
  });

  it('asks before it leaves something half-done, and stays when told to', async () => {
    const launched = await program();
    await launched.app.evaluate(
      ({ dialog }, half) => {
        globalThis.script.real.halfDone = [half];
        Object.assign(globalThis, { asked: [] as unknown[] });
        dialog.showMessageBox = ((options: Electron.MessageBoxOptions) => {
          (globalThis as unknown as { asked: unknown[] }).asked.push(options);
          return Promise.resolve({ response: 0, checkboxChecked: false });
        }) as typeof dialog.showMessageBox;
      },
      message('shell.state.running', { done: 3, total: 9 }),
    );
    await launched.app.evaluate(({ app }) => app.quit());
    const asked = () =>
      launched.app.evaluate(() => (globalThis as unknown as { asked: { detail: string; defaultId: number; buttons: string[] }[] }).asked);
    await until('it asked', async () => (await asked()).length === 1);
    const [question] = await asked();
    expect(question?.detail).toContain('Shutting down, 3 of 9 done');
    expect(question?.buttons[question.defaultId]).toBe('Keep Running');
    expect(await launched.app.evaluate(() => globalThis.script.real.stopped)).toBe(0);
  });

  it('has one instance: a second start shows the first one and ends', async () => {
    const launched = await program();
    expect(await windowsOf(launched)).toEqual([]);
    const second = await command({ desktop, userDataDir: launched.userDataDir });
    const code = await new Promise<number | null>((resolve) => {
      const child = execFile(second.program, second.args, { env: second.env }, () => resolve(child.exitCode));
    });
    expect(code).toBe(0);
    await until('the first one shows its window', async () => (await windowsOf(launched))[0]?.isVisible === true);
  });

  it('hides when it is closed, is given up after a while and comes back on demand; the engine never stops', async () => {
    const launched = await program();
    await launched.app.evaluate(() => globalThis.script.real.set({ 'window.destroyAfterSeconds': 1 }));
    await launched.window();
    await until('the window is shown', async () => (await windowsOf(launched))[0]?.isVisible === true);
    await closeByHand(launched);
    await until('the window is hidden', async () => (await windowsOf(launched))[0]?.isVisible !== true);
    await until('the window is given up', async () => (await windowsOf(launched)).length === 0);
    expect(await launched.app.evaluate(() => globalThis.script.real.stopped)).toBe(0);
    const again = launched.app.waitForEvent('window');
    await launched.app.evaluate(({ app }) => app.emit('activate'));
    await (await again).waitForSelector('#app > *');
  });

  it('loads its page again after a crash, and the engine does not notice', async () => {
    const launched = await program();
    await launched.window();
    await launched.app.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      Object.assign(globalThis, { loaded: new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve())) });
      webContents.forcefullyCrashRenderer();
    });
    await launched.app.evaluate(() => (globalThis as unknown as { loaded: Promise<void> }).loaded);
    expect(await launched.app.evaluate(() => globalThis.script.real.stopped)).toBe(0);
    const parts = () =>
      launched.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript("document.querySelectorAll('#app > *').length"),
      );
    await until('the page is back', async () => Number(await parts()) > 0);
  });

  it('ends without a question when the system ends it', async () => {
    const launched = await program();
    await launched.app.evaluate((_electron, half) => {
      globalThis.script.real.halfDone = [half];
    }, message('shell.state.aborting'));
    const ended = new Promise<number | null>((resolve) => launched.app.process().once('exit', (code) => resolve(code)));
    launched.app.process().kill('SIGTERM');
    expect(await ended).toBe(0);
    shared = undefined;
  });

  it('is given up with a plan that is being edited, and has the edits again when it comes back, also after a restart', async () => {
    const userDataDir = stage.folder();
    const first = await stage.launch({ desktop, userDataDir });
    const tell = (launched: Launched) =>
      launched.app.evaluate((_electron, snapshot) => globalThis.script.real.change({ ...snapshot, version: '0.0.0-test' }), normalOffice);
    await tell(first);
    await first.app.evaluate(() => globalThis.script.real.set({ 'window.destroyAfterSeconds': 1 }));
    const page = await first.window();
    await until('the window is shown', async () => (await windowsOf(first))[0]?.isVisible === true);
    await page.keyboard.press('Control+2');
    await page.getByRole('tab', { name: /^Steps/ }).click();
    const names = (one: typeof page) => one.getByRole('listitem').nth(2).getByLabel('Names (* for any)');
    await names(page).fill('file*');
    await names(page).press('Tab');
    await page.getByRole('tab', { name: 'Office Bremen, not saved' }).waitFor();
    await closeByHand(first);
    await until('the window is given up', async () => (await windowsOf(first)).length === 0);
    const edited = async (again: typeof page) => {
      await again.getByRole('tab', { name: 'Office Bremen, not saved' }).waitFor();
      await again.getByRole('tab', { name: /^Steps/ }).click();
      return names(again).inputValue();
    };
    const opened = first.app.waitForEvent('window');
    await first.app.evaluate(({ app }) => app.emit('activate'));
    expect(await edited(await opened)).toBe('file*');
    await first.close();
    const second = await stage.launch({ desktop, userDataDir });
    await tell(second);
    expect(await edited(await second.window())).toBe('file*');
    await second.close();
  });

  it('remembers its place and the layout of its page', async () => {
    const userDataDir = stage.folder();
    const first = await stage.launch({ desktop, userDataDir });
    const page = await first.window();
    await until('the window is shown', async () => (await windowsOf(first))[0]?.isVisible === true);
    await page.evaluate(() => window.sundown.call['app.saveLayout']('{"panelVisible":false}'));
    await first.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.setBounds({ x: 100, y: 80, width: 900, height: 600 }),
    );
    await until('the window has moved', async () =>
      first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds().width === 900),
    );
    await closeByHand(first);
    await until('the place is written', () => existsSync(join(userDataDir, 'window.json')));
    await first.close();
    const kept = JSON.parse(readFileSync(join(userDataDir, 'window.json'), 'utf8')) as { bounds: { width: number; height: number } };
    expect(kept.bounds).toMatchObject({ width: 900, height: 600 });
    const second = await stage.launch({ desktop, userDataDir });
    const boot = await (await second.window()).evaluate(() => window.sundown.call['app.boot']());
    expect(JSON.stringify(boot.layout)).toContain('panelVisible');
    await second.close();
  });
});

describe.runIf(serverThere('the window', desktopPrograms))('the window on a desktop that shows no tray icons', () => {
  const stage = new Stage();
  afterAll(() => stage.end());

  it('is minimised when it is closed, so that it can be found again', async () => {
    const desktop = await stage.desktop({ withPanel: false });
    const launched = await stage.launch({ desktop });
    await launched.window();
    await until('the window is shown', async () => (await windowsOf(launched))[0]?.isVisible === true);
    await closeByHand(launched);
    await until('the window is minimised', async () => (await windowsOf(launched))[0]?.isMinimised === true);
  });
});
