import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startStage } from './stage.js';
import { sceneOf, windowStates, type WindowState } from './window-states.js';

const themes = ['light', 'dark', 'hcLight', 'hcDark'] as const;
const languages = ['en', 'de'] as const;
const sizes = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'small', width: 900, height: 600 },
] as const;

interface Look {
  readonly theme: (typeof themes)[number];
  readonly locale: (typeof languages)[number];
  readonly file: string;
}

/** Part of a name, such as `plan` or `dark-de-wide`; every picture when it is not given. */
const only = new RegExp(process.argv[2] ?? '');
const folder = fileURLToPath(new URL('../../out/gallery', import.meta.url));

/** Takes every state of the window in every theme, language and size, over the scripted main; how many pictures that were. */
async function takeGallery(): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const stage = await startStage();
  let taken = 0;
  try {
    for (const size of sizes) {
      const page = await stage.show({ width: size.width, height: size.height, isShown: true });
      for (const state of windowStates) {
        const looks = looksOf(state, size.name).filter(({ file }) => only.test(file));
        if (looks.length === 0) continue;
        await stage.turn(page, sceneOf(state));
        await takeAll(page, state, looks);
        taken += looks.length;
      }
    }
  } finally {
    await stage.end();
  }
  return taken;
}

async function takeAll(page: Page, state: WindowState, looks: readonly Look[]): Promise<void> {
  await state.open?.(page);
  await page.mouse.move(400, 2);
  for (const look of looks) {
    await dress(page, look);
    await page.screenshot({ path: join(folder, `${look.file}.png`), animations: 'disabled' });
  }
}

const looksOf = (state: WindowState, size: string): readonly Look[] =>
  themes.flatMap((theme) => languages.map((locale) => ({ theme, locale, file: `${state.name}-${theme}-${locale}-${size}` })));

/** As main does when the theme or the language is changed. */
async function dress(page: Page, look: Look): Promise<void> {
  await page.evaluate(({ theme, locale }) => window.windowScript.push('theme', { theme, locale }), look);
  await page.waitForFunction(
    ({ theme, locale }) => document.documentElement.dataset['theme'] === theme && document.documentElement.lang === locale,
    look,
  );
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

process.stdout.write(`${String(await takeGallery())} pictures in out/gallery\n`);
