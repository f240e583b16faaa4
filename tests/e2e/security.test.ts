import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { contentSecurityPolicy } from '../../electron/shell/content-policy.js';
import { ipcChannels } from '../../shared/ipc/channels.js';
import { serverThere } from '../peers/available.js';
import { desktopPrograms, type Desktop } from '../peers/desktop/desktop.js';
import { root, Stage, type Launched } from './harness.js';

describe.runIf(serverThere('the window', desktopPrograms))('the window is locked down', () => {
  const stage = new Stage();
  let desktop: Desktop;
  let launched: Launched;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    desktop = await stage.desktop({ withPanel: false });
    launched = await stage.launch({ desktop });
    page = await launched.window();
    page.on('console', (line) => complaints.push(line.text()));
  });
  afterAll(() => stage.end());

  it('runs its page isolated, without Node and with web security', async () => {
    const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
  });

  it('loads its editors out of its own folder as they are shown', async () => {
    await page.keyboard.press('Control+,');
    await page.locator('[data-setting="window.theme"]').waitFor();
    await page.keyboard.press('Control+6');
    await page.locator('main .events').waitFor();
  });

  it('gives the page one object, with one function per channel and nothing generic', async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(window.sundown).sort(),
      calls: Object.keys(window.sundown.call).sort(),
      strangers: ['require', 'process', 'module', 'ipcRenderer', 'electron', 'Buffer', 'global'].filter((name) => name in window),
    }));
    expect(seen.bridge).toEqual(['call', 'on']);
    expect(seen.calls).toEqual([...ipcChannels].sort());
    expect(seen.strangers).toEqual([]);
  });

  it('sends the policy with the page and every file of it', async () => {
    const headers = await launched.app.evaluate(async ({ session }) => {
      const get = async (url: string) => {
        const response = await session.defaultSession.fetch(url);
        return { status: response.status, policy: response.headers.get('content-security-policy') };
      };
      return Promise.all([get('app://sundown/'), get('app://sundown/index.html'), get('app://sundown/nothing.js')]);
    });
    expect(headers).toEqual([
      { status: 200, policy: contentSecurityPolicy },
      { status: 200, policy: contentSecurityPolicy },
      { status: 404, policy: contentSecurityPolicy },
    ]);
  });

  it('serves nothing outside of its folder, however it is spelled', async () => {
    const paths = [
      '../preload/preload.cjs',
      '%2e%2e/preload/preload.cjs',
      '..%2fpreload%2fpreload.cjs',
      './/../x.js',
      'assets/../../x.js',
      '.env',
    ];
    const statuses = await launched.app.evaluate(
      async ({ session }, given) =>
        Promise.all(given.map(async (path) => (await session.defaultSession.fetch(`app://sundown/${path}`)).status)),
      paths,
    );
    expect(statuses).toEqual(paths.map(() => 404));
  });

  it('stays where it is when the page tries to navigate', async () => {
    const before = page.url();
    await page.evaluate(() => {
      location.href = 'https://example.invalid/';
      const link = Object.assign(document.createElement('a'), { href: 'app://elsewhere/', textContent: 'x' });
      document.body.append(link);
      link.click();
      link.remove();
    });
    expect(await page.evaluate(() => location.href)).toBe(before);
    expect(page.url()).toBe(before);
  });

  it('opens no second window', async () => {
    expect(await page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true);
    expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('lets the page fetch from nowhere, not even its own files', async () => {
    const fates = await page.evaluate(async () => {
      const fate = (url: string) =>
        fetch(url).then(
          () => 'reached',
          () => 'refused',
        );
      return Promise.all(['https://example.invalid/', 'http://127.0.0.1:9/', 'file:///etc/hostname', 'app://sundown/index.html'].map(fate));
    });
    expect(fates).toEqual(['refused', 'refused', 'refused', 'refused']);
  });

  it('lets no request of the session out, whoever makes it', async () => {
    const fates = await launched.app.evaluate(async ({ session }) => {
      const fate = (url: string) =>
        session.defaultSession.fetch(url).then(
          () => 'reached',
          (error: unknown) => String(error),
        );
      return Promise.all([fate('http://127.0.0.1:9/'), fate('https://example.invalid/')]);
    });
    for (const one of fates) expect(one).toContain('ERR_BLOCKED_BY_CLIENT');
  });

  it('runs no inline script and no code made of text', async () => {
    // Out of a timer: what the debugger itself evaluates is exempt from the policy.
    const outcome = await page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            const attempt = (what: () => void): string => {
              try {
                what();
                return 'done';
              } catch (error) {
                return error instanceof Error ? error.name : String(error);
              }
            };
            const inline = attempt(() => {
              const script = document.createElement('script');
              script.textContent = 'window.ranInline = true';
              document.body.append(script);
            });
            const html = attempt(() => (document.createElement('div').innerHTML = '<img src=x onerror="window.ranInline = true">'));
            const evaluated = attempt(() => void (0, eval)('window.ranInline = true'));
            resolve({ inline, html, evaluated, ranInline: 'ranInline' in window });
          });
        }),
    );
    expect(outcome).toMatchObject({ inline: 'TypeError', html: 'TypeError', ranInline: false });
    expect(outcome).not.toMatchObject({ evaluated: 'done' });
  });

  it('gives no permission', async () => {
    const states = await page.evaluate(async () =>
      Promise.all(
        (['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as PermissionName[]).map(
          async (name) => (await navigator.permissions.query({ name })).state,
        ),
      ),
    );
    expect(states.filter((state) => state === 'granted')).toEqual([]);
  });

  it('refuses a window that it does not know, even with the same page and bridge', async () => {
    const opened = launched.app.waitForEvent('window');
    await launched.app.evaluate(
      ({ BrowserWindow }, preload) => {
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
        void stranger.loadURL('app://sundown/index.html');
      },
      join(root, 'out/preload/preload.cjs'),
    );
    const stranger = await opened;
    const refusal = await stranger.evaluate(() =>
      window.sundown.call['app.snapshot']().then(
        () => 'answered',
        (error: unknown) => String(error),
      ),
    );
    await stranger.close();
    expect(refusal).toContain('this sender is refused');
  });

  it('refuses arguments that do not fit the table, without quoting them', async () => {
    const refusal = await page.evaluate(() =>
      window.sundown.call['secret.set']({ connectionId: '', part: 'password', value: 'canary-4711' }).then(
        () => 'answered',
        (error: unknown) => String(error),
      ),
    );
    expect(refusal).toContain('arguments refused at connectionId');
    expect(refusal).not.toContain('canary-4711');
  });

  it('starts, cancels and trusts anew only what a person confirmed in a dialog of the system; the page can but propose', async () => {
    await launched.app.evaluate(
      ({ dialog }, connections) => {
        globalThis.script.real.change({ connections: connections as never });
        Object.assign(globalThis, { asked: [] as unknown[], response: 0 });
        dialog.showMessageBox = (...given: unknown[]) => {
          const box = globalThis as unknown as { asked: unknown[]; response: number };
          box.asked.push(given.at(-1));
          return Promise.resolve({ response: box.response, checkboxChecked: false });
        };
      },
      [
        {
          connection: { id: 'nas', title: 'nas01', kind: 'ssh', address: 'ssh://a@192.0.2.2', pin: 'SHA256:old' },
          status: 'connected',
          secrets: [],
          findings: [],
        },
      ],
    );
    const propose = () =>
      page.evaluate(async () => {
        const { call } = window.sundown;
        const nas = { id: 'nas', title: 'nas01', kind: 'ssh', address: 'ssh://a@192.0.2.2' } as const;
        const results = [
          await call['run.start']({ planId: 'p', confirmation: 'shut down now' }),
          await call['run.cancel']({ confirmation: 'cancel the run' }),
          await call['drill.start']({ planId: 'p', choice: { kind: 'vms', vms: ['vm:x'] }, confirmation: 'shut down and start again' }),
          await call['connection.save']({ ...nas, pin: 'SHA256:new' }),
          await call['connection.save'](nas),
          await call['connection.save']({ ...nas, pin: 'SHA256:old', title: 'NAS' }),
        ];
        return results.map((result) => (result.ok ? 'done' : result.failure.code));
      });
    const done = () =>
      launched.app.evaluate(() =>
        globalThis.script.real.calls
          .map(({ channel }) => channel)
          .filter((channel) => channel.startsWith('run.') || channel === 'drill.start' || channel === 'connection.save'),
      );
    const asked = () =>
      launched.app.evaluate(
        () => (globalThis as unknown as { asked: { message: string; detail: string; defaultId: number; buttons: string[] }[] }).asked,
      );
    const no = 'confirm/declined';
    expect(await propose()).toEqual([no, no, no, no, no, 'done']);
    expect(await done()).toEqual(['connection.save']);
    expect((await asked()).map(({ message }) => message)).toEqual([
      'Shut down "p" now?',
      'Cancel the run?',
      'Shut down and start again: vm:x?',
      'Trust another key of nas01?',
      'Forget the key of nas01?',
    ]);
    expect((await asked()).map(({ buttons, defaultId }) => buttons[defaultId])).toEqual(['Cancel', 'Cancel', 'Cancel', 'Cancel', 'Cancel']);
    expect((await asked())[3]?.detail).toMatch(/SHA256:old[^]*SHA256:new/);
    await launched.app.evaluate(() => Object.assign(globalThis, { response: 1 }));
    await propose();
    expect((await done()).slice(1)).toEqual([
      'run.start',
      'run.cancel',
      'drill.start',
      'connection.save',
      'connection.save',
      'connection.save',
    ]);
  });

  it('attaches no webview', async () => {
    const count = await page.evaluate(() => {
      const view = document.createElement('webview');
      document.body.append(view);
      const isPlain = !('getWebContentsId' in view);
      view.remove();
      return isPlain;
    });
    expect(count).toBe(true);
  });

  it('has the finished page live within its own policy', () => {
    expect(
      complaints.filter((line) => /Refused to|Content Security Policy/.test(line) && !/example\.invalid|inline|eval|connect/i.test(line)),
    ).toEqual([]);
  });
});
