import { describe, expect, it } from 'vitest';
import { catalogue } from '../text/catalogue.js';
import { commandTable, type Command } from './table.js';

const rows: readonly Command[] = commandTable;

describe('the command table', () => {
  it('has a title and a category in both languages for every command', () => {
    const missing = rows.flatMap((row) => [`commands.${row.id}`, `commands.category.${row.category}`]).filter((key) => !(key in catalogue));
    expect(missing).toEqual([]);
  });

  it('has no title for a command that does not exist', () => {
    const titles = Object.keys(catalogue).filter((key) => key.startsWith('commands.') && !key.startsWith('commands.category.'));
    expect(titles.filter((key) => !rows.some((row) => `commands.${row.id}` === key))).toEqual([]);
  });

  it('gives each id and each key once', () => {
    const twice = (list: readonly string[]) => list.filter((one, index) => list.indexOf(one) !== index);
    expect(twice(rows.map((row) => row.id))).toEqual([]);
    expect(twice(rows.flatMap((row) => row.key ?? []))).toEqual([]);
    expect(twice(rows.flatMap((row) => row.mac ?? []))).toEqual([]);
  });
});
