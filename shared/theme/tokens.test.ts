import { describe, expect, it } from 'vitest';
import { contrastRatio } from './contrast.js';
import { cssVariable, isHighContrast, themeVariables } from './css-variables.js';
import { colourOf, colourTable, shapePairs, textPairs, themeNames, type ColourId } from './tokens.js';

describe('colour tokens', () => {
  it('gives the ratios that WCAG gives', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it.each(themeNames)('text reaches 4.5:1, and 7:1 in high contrast: %s', (theme) => {
    const needed = isHighContrast(theme) ? 7 : 4.5;
    const tooPale = textPairs
      .map(([text, ground]) => ({ text, ground, ratio: contrastRatio(colourOf(text, theme), colourOf(ground, theme)) }))
      .filter(({ ratio }) => ratio < needed)
      .map(({ text, ground, ratio }) => `${text} on ${ground}: ${ratio.toFixed(2)}`);
    expect(tooPale).toEqual([]);
  });

  it.each(themeNames)('shapes reach 3:1 against their ground: %s', (theme) => {
    const tooPale = shapePairs
      .map(([shape, ground]) => ({ shape, ground, ratio: contrastRatio(colourOf(shape, theme), colourOf(ground, theme)) }))
      .filter(({ ratio }) => ratio < 3)
      .map(({ shape, ground, ratio }) => `${shape} on ${ground}: ${ratio.toFixed(2)}`);
    expect(tooPale).toEqual([]);
  });

  it('writes every colour in a form that CSS reads', () => {
    for (const id of Object.keys(colourTable) as ColourId[])
      for (const theme of themeNames) expect(colourOf(id, theme)).toMatch(/^(#[0-9a-f]{6}([0-9a-f]{2})?|transparent)$/);
  });

  it('names CSS variables in kebab case, each once', () => {
    expect(cssVariable('tab.activeBackground')).toBe('--tab-active-background');
    const names = themeVariables('dark').map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
