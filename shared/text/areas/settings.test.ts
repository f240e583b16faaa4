import { describe, expect, it } from 'vitest';
import { settingsTable, type Setting } from '../../settings/table.js';
import { settingsText } from './settings.js';

const texts: Readonly<Record<string, readonly [string, string]>> = settingsText;
const table: readonly Setting[] = settingsTable;

describe('words of the settings', () => {
  it('every setting has a title and a description in both languages, and so has every choice', () => {
    const needed = table.flatMap(({ key, choices = [] }) => [
      `settings.${key}`,
      `settings.${key}.about`,
      ...choices.map((choice) => `settings.${key}.${choice}`),
    ]);
    expect(needed.filter((key) => texts[key]?.some((text) => text.trim() === '') !== false)).toEqual([]);
  });
  it('every group has a title', () => {
    expect([...new Set(table.map(({ group }) => group))].filter((group) => texts[`settings.group.${group}`] === undefined)).toEqual([]);
  });
  it('speaks of no setting that the table does not have', () => {
    const known = table.map(({ key }) => `settings.${key}`);
    const strangers = Object.keys(texts).filter(
      (key) => !key.startsWith('settings.group.') && !known.some((name) => key === name || key.startsWith(`${name}.`)),
    );
    expect(strangers).toEqual([]);
  });
});
