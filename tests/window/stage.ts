import type { Page } from 'playwright-core';
import { startBrowser, type Browser, type PageOptions } from './browser/browser.js';
import { serveWindow, type WindowServer } from './window-server.js';
import type { StoryName } from './stories.js';

export interface Scene extends PageOptions {
  readonly story?: StoryName;
  readonly theme?: 'light' | 'dark' | 'hcLight' | 'hcDark';
  readonly locale?: 'en' | 'de';
  readonly platform?: 'linux' | 'darwin' | 'win32';
  readonly layout?: string;
  /** With axe in the page, from the server: a script of this size is slow to send into a page from outside. */
  readonly axe?: 'yes';
}

export interface Stage {
  readonly url: string;
  /** Opens the window in a story, and closes the one before: hidden ones go on working. What the page complains of in its console is kept in `complaints`. */
  show(scene?: Scene): Promise<Page & { readonly complaints: readonly string[] }>;
  /** Leads a window that is open to another story, as if it were opened anew. */
  turn(page: Page, scene: Scene): Promise<void>;
  end(): Promise<void>;
}

export function sceneUrl(base: string, scene: Scene): string {
  const { width: _width, height: _height, isShown: _isShown, ...query } = scene;
  return `${base}?${new URLSearchParams({ story: 'normal', theme: 'dark', locale: 'en', platform: 'linux', ...query }).toString()}`;
}

/** Chromium drops keys until a page that was led elsewhere has been drawn; a lone Shift means nothing to the page and shows when they arrive. */
async function untilKeysArrive(page: Page): Promise<void> {
  const heard = await page.evaluateHandle(() => {
    const ear = { hasHeard: false };
    window.addEventListener('keydown', () => (ear.hasHeard = true), { capture: true, once: true });
    return ear;
  });
  while (!(await heard.evaluate((ear) => ear.hasHeard))) await page.keyboard.press('Shift');
}

/** The built page over a scripted main, in real Electron. */
export async function startStage(): Promise<Stage> {
  const server: WindowServer = await serveWindow();
  const browser: Browser = await startBrowser();
  let shown: Page | undefined;
  const turn = async (page: Page, scene: Scene) => {
    await page.goto(sceneUrl(server.url, scene));
    await page.waitForSelector('.workbench');
  };
  return {
    url: server.url,
    turn: async (page, scene) => {
      await turn(page, { layout: 'null', ...scene });
      await untilKeysArrive(page);
    },
    show: async (scene = {}) => {
      const complaints: string[] = [];
      const before = shown;
      const page = await browser.open(scene);
      shown = page;
      await before?.close();
      page.setDefaultTimeout(10_000);
      page.on('console', (line) => {
        if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await turn(page, scene);
      return Object.assign(page, { complaints });
    },
    end: async () => {
      await browser.close();
      await server.close();
    },
  };
}
