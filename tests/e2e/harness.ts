import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { startDesktop, type Desktop, type DesktopOptions } from '../peers/desktop/desktop.js';
import type { Bridge } from '../../shared/ipc/table.js';
import type { Script } from './scripted-engine.js';

export const root = resolve(import.meta.dirname, '../..');
/** The same shell over a test's engine; prepare.ts builds it before the first test. */
export const scriptedFolder = join(root, 'out/e2e');

declare global {
  /** In the program's main process, put there by scripted-main.ts. */
  var script: { readonly real: Script; readonly practice?: Script };
  interface Window {
    readonly sundown: Bridge;
  }
}

export interface LaunchOptions {
  readonly desktop: Desktop;
  /** `shipped` is the program as built by npm run build; `scripted` the same shell over a test's engine. */
  readonly program?: 'shipped' | 'scripted';
  readonly args?: readonly string[];
  /** Given to start again with what an earlier start left. */
  readonly userDataDir?: string;
}

export interface Launched {
  readonly app: ElectronApplication;
  readonly userDataDir: string;
  /** Opens the window as a person would, and gives it once its page is there. */
  window(): Promise<Page>;
  close(): Promise<void>;
}

/** Where Electron is; build/test.mjs names it, by hand the same search is made. */
export async function electronProgram(): Promise<string> {
  const { findElectron } = await import('../../build/electron/find.mjs');
  const { program } = await findElectron();
  return program;
}

/** The sandbox cannot run as root, and containers mostly are root. */
export function rootFlags(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** What to start by hand, for tests that start the program without a debugger. */
export async function command(options: LaunchOptions & { readonly userDataDir: string }) {
  const folder = options.program === 'shipped' ? root : scriptedFolder;
  return {
    program: await electronProgram(),
    args: [...rootFlags(), folder, `--user-data-dir=${options.userDataDir}`, `--checkout=${root}`, ...(options.args ?? [])],
    env: { ...(process.env as Record<string, string>), ...options.desktop.environment },
  };
}

/** In main: the program can be driven before its shell is up, and what is said to nobody is lost. */
function listensToActivate({ app }: { readonly app: Electron.App }): Promise<void> {
  return new Promise((resolve) => {
    if (app.listenerCount('activate') > 0) {
      resolve();
      return;
    }
    const emitter: NodeJS.EventEmitter = app;
    emitter.on('newListener', (event) => {
      if (event === 'activate') resolve();
    });
  });
}

async function launch(options: LaunchOptions): Promise<Launched> {
  const isOwnFolder = options.userDataDir === undefined;
  const userDataDir = options.userDataDir ?? mkdtempSync(join(tmpdir(), 'sundown-e2e-'));
  const { program, args, env } = await command({ ...options, userDataDir });
  // Always hidden: a window that appears while Playwright attaches can leave it waiting for ever.
  const app = await _electron.launch({
    executablePath: program,
    args: [...args, '--hidden'],
    env,
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: 30_000,
  });
  // Once the program is gone, Playwright no longer knows it.
  const child = app.process();
  return {
    app,
    userDataDir,
    window: async () => {
      await app.evaluate(listensToActivate);
      await app.evaluate(({ app: running }) => running.emit('activate'));
      const page = await app.firstWindow();
      await page.waitForSelector('#app > *');
      return page;
    },
    close: async () => {
      await end(app, child);
      if (isOwnFolder) rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** How long a program may take to end that was told to; one that hangs then is no part of what a test asks. */
const endWithinMs = 10_000;

/**
 * A program that ends while Playwright talks to it is now and then waited for without end, and a test with it: what is asked of Playwright
 * is asked beside, the process itself is waited for, and killed when it outstays its time.
 */
async function end(app: ElectronApplication, child: ChildProcess): Promise<void> {
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const over = isOver() ? Promise.resolve() : new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const limit = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
  const told = app.evaluate(({ app: running }) => running.exit(0)).then(() => app.close());
  told.catch(() => undefined);
  await over;
  clearTimeout(limit);
}

/** Everything a test starts, ended in reverse order whether the test got that far or not. */
export class Stage {
  readonly #ends: (() => Promise<void>)[] = [];

  async desktop(options?: DesktopOptions): Promise<Desktop> {
    const desktop = await startDesktop(options);
    this.#ends.push(() => desktop.stop());
    return desktop;
  }

  async launch(options: LaunchOptions): Promise<Launched> {
    const launched = await launch(options);
    this.#ends.push(() => launched.close());
    return launched;
  }

  /** A folder of its own. */
  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'sundown-e2e-'));
    this.#ends.push(() => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      return Promise.resolve();
    });
    return folder;
  }

  async end(): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}
