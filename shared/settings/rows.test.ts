import { describe, expect, it } from 'vitest';
import { fitsSetting, settingRows } from './rows.js';
import { settingsTable } from './table.js';

describe('rows of the settings', () => {
  it('every default fits its own row and its schema', () => {
    for (const setting of settingsTable) {
      expect(fitsSetting(setting, setting.fallback), setting.key).toBe(true);
      expect(setting.schema.safeParse(setting.fallback).success, setting.key).toBe(true);
    }
  });
  it('the plain check and the schema say the same of every value', () => {
    const values = [
      true,
      false,
      0,
      1,
      5,
      13,
      29,
      30,
      31,
      600,
      400,
      1e6,
      -1,
      2.5,
      NaN,
      '',
      'system',
      'dark',
      'observer',
      'elsewhere',
      undefined,
      null,
    ];
    for (const setting of settingsTable)
      for (const value of values)
        expect(fitsSetting(setting, value), `${setting.key} = ${String(value)}`).toBe(setting.schema.safeParse(value).success);
  });
  it('has each key once', () => {
    expect(new Set(settingRows.map(({ key }) => key)).size).toBe(settingRows.length);
  });
});
