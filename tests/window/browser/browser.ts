import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startScreen } from './screen.js';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  /** A page paints frames for a picture only in a window that is shown. */
  readonly isShown?: boolean;
}

export interface Browser {
  /** An empty window with a session of its own. */
  open(options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Real Electron without the shell: the page's own engine, sandboxed and isolated as in the product. */
export async function startBrowser(): Promise<Browser> {
  const { findElectron } = await import('../../../build/electron/find.mjs');
  const { program } = await findElectron();
  const screen = await startScreen();
  const userData = mkdtempSync(join(tmpdir(), 'sundown-window-'));
  const asRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: program,
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--force-color-profile=srgb',
      `--user-data-dir=${userData}`,
      join(import.meta.dirname, 'main.mjs'),
    ],
    env: {
      ...(process.env as Record<string, string>),
      ...screen.environment,
      TZ: 'Europe/Berlin',
      ELECTRON_DISABLE_SECURITY_WARNINGS: 'true',
    },
    chromiumSandbox: !asRoot,
    timeout: 60_000,
  });
  let count = 0;
  return {
    open: (options = {}) => openWindow(app, (count += 1), options),
    close: async () => {
      await app.evaluate(({ app: running }) => running.exit(0)).catch(() => undefined);
      await app.close().catch(() => undefined);
      screen.stop();
      rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function openWindow(app: ElectronApplication, number: number, options: PageOptions): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(
    ({ BrowserWindow }, given) => {
      const window = new BrowserWindow({
        width: given.width,
        height: given.height,
        useContentSize: true,
        show: given.isShown,
        webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false, partition: `page-${String(given.number)}` },
      });
      void window.loadURL('about:blank');
    },
    { width: options.width ?? 1360, height: options.height ?? 860, isShown: options.isShown ?? false, number },
  );
  return opened;
}
