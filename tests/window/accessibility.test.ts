import type { AxeResults, ContextObject, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStage, type Stage } from './stage.js';
import { overlays, sceneOf, windowStates, type WindowState } from './window-states.js';

declare global {
  interface Window {
    readonly axe: { run(context: ContextObject, options: RunOptions): Promise<AxeResults> };
  }
}

let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await startStage();
  page = await stage.show();
});
afterAll(() => stage.end());

const themes = ['dark', 'light', 'hcDark', 'hcLight'] as const;

/** The frame around is the same for all states, and read with the overview. */
const frame = ['body > * > header', 'nav', 'aside', 'footer'];

/** What axe finds, one line each; of colours alone when only the theme is another, and then of what no other state shows in it. */
async function faults(rules: 'all' | 'coloursAndFrame' | 'colours'): Promise<readonly string[]> {
  // What lies under an overlay is a state by itself.
  const isCovered = rules === 'colours' && (await page.locator(overlays).count()) > 0;
  const context: ContextObject = isCovered ? { include: overlays } : { exclude: rules === 'colours' ? frame : [] };
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(rules === 'all' ? {} : { runOnly: { type: 'rule', values: ['color-contrast'] } }),
  };
  const violations = await page.evaluate(
    async (asked) => {
      const [where, how] = JSON.parse(asked) as [ContextObject, RunOptions];
      return (await window.axe.run(where, how)).violations;
    },
    JSON.stringify([context, options]),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? node.failureSummary ?? ''}`),
  );
}

async function wear(theme: (typeof themes)[number], locale: 'en' | 'de'): Promise<void> {
  await page.evaluate(
    async (look) => {
      window.windowScript.push('theme', look);
      // The page follows with its next effects.
      while (document.documentElement.dataset['theme'] !== look.theme) await new Promise((resolve) => setTimeout(resolve, 0));
      // Transitions are over at once, so that no colour is measured half-way.
      for (const animation of document.getAnimations()) if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
    },
    { theme, locale },
  );
}

/** The state that the page is in, as long as another can be come to from there. */
let shown: WindowState | undefined;

/** Loads the page only for another story, or when what was shown before would still be met. */
async function come(state: WindowState): Promise<void> {
  const before = shown;
  shown = undefined;
  if (before?.leaves === undefined || before.story !== state.story || state.open === undefined)
    await stage.turn(page, { ...sceneOf(state), axe: 'yes' });
  else if (before.leaves === 'overlay') {
    await page.keyboard.press('Escape');
    await page.locator(overlays).waitFor({ state: 'detached' });
  }
  await state.open?.(page);
  shown = state;
}

/** By story, and at the end of each what leaves something behind. */
const weight = { nothing: 0, overlay: 1, more: 2 } as const;
const inOrder = windowStates
  .map((state, place) => ({ state, place, name: state.name }))
  .sort(
    ({ state: one }, { state: other }) =>
      (one.story ?? '').localeCompare(other.story ?? '') || weight[one.leaves ?? 'more'] - weight[other.leaves ?? 'more'],
  );

describe('axe finds nothing, in any theme', () => {
  it.each(inOrder)('$name', async ({ state, place }) => {
    await come(state);
    // Each state meets every theme; which one it is looked through in whole goes round, and so does the language.
    const whole = place % themes.length;
    const others = state.name.startsWith('overview') ? 'coloursAndFrame' : 'colours';
    const found: string[] = [];
    for (const [index, theme] of themes.entries()) {
      await wear(theme, place % 2 === 0 ? 'en' : 'de');
      found.push(...(await faults(index === whole ? 'all' : others)).map((fault) => `${theme}: ${fault}`));
    }
    expect(found).toEqual([]);
  });
});
