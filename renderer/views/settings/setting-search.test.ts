import { describe, expect, it } from 'vitest';
import { settingRows, type SettingRow } from '../../../shared/settings/rows.js';
import { grouped, matchesSearch } from './setting-search.js';

const table: readonly SettingRow[] = settingRows;
const theme = table.find(({ key }) => key === 'window.theme')!;

describe('search of the settings', () => {
  it('looks in key, title and description, all words, any order', () => {
    const texts = ['Colour theme', 'Follows the system'];
    expect(matchesSearch('theme colour', theme, texts, false)).toBe(true);
    expect(matchesSearch('WINDOW.', theme, texts, false)).toBe(true);
    expect(matchesSearch('colour battery', theme, texts, false)).toBe(false);
    expect(matchesSearch('', theme, texts, false)).toBe(true);
  });
  it('keeps only changed settings for @modified', () => {
    expect(matchesSearch('@modified', theme, [], true)).toBe(true);
    expect(matchesSearch('@modified', theme, [], false)).toBe(false);
  });
  it('keeps every setting once, groups in the order of the table', () => {
    const groups = grouped(table);
    expect(groups.flatMap(({ settings }) => settings).length).toBe(table.length);
    expect(groups[0]?.group).toBe('general');
  });
});
