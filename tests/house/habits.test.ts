import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/text/catalogue.js';
import { sources } from './imports.js';

const root = resolve(import.meta.dirname, '../..');
const product = ['shared', 'electron', 'renderer'].flatMap((folder) => sources(root, folder)).filter((file) => !file.endsWith('.test.ts'));
const text = (file: string) => readFileSync(join(root, file), 'utf8');

describe('the habits of the house', () => {
  it("stands as the owner's card says", () => {
    for (const place of ['package.json', 'tsconfig.json', 'electron', 'renderer', 'shared', 'build', 'assets', 'README.md']) {
      expect(existsSync(join(root, place)), `${place} is missing at the top`).toBe(true);
    }
  });

  it('keeps files short: nothing over 400 lines but tables and words', () => {
    const long = product
      .filter((file) => !/(table|\/areas\/|\/mibs\/|templates|simulate\/)/.test(file))
      .filter((file) => text(file).split('\n').length > 400);
    expect(long).toEqual([]);
  });

  it('uses no any, no enum and no silenced rule', () => {
    // Prose may say ": any"; a rule is silenced in a comment, so those words count everywhere.
    const code = (file: string) => text(file).replace(/^\s*(\/\*[\s\S]*?\*\/|\/\/.*)/gm, '');
    const isLoose = (file: string) =>
      /:\s*any\b|\bas any\b|^\s*(export )?enum /m.test(code(file)) || /@ts-ignore|@ts-expect-error|eslint-disable/.test(text(file));
    expect(product.filter(isLoose)).toEqual([]);
  });

  it('names files after what they do', () => {
    expect(product.filter((file) => /\/(utils?|helpers?|misc)\.(ts|svelte)$/.test(file))).toEqual([]);
    expect(product.filter((file) => file.endsWith('.ts') && !/\/[a-z0-9.-]+\.ts$/.test(file))).toEqual([]);
    expect(product.filter((file) => file.endsWith('.svelte') && !/\/[A-Z][A-Za-z0-9]+\.svelte$/.test(file))).toEqual([]);
  });

  it("says the terminal's words in the terminal only: the window is built without them", () => {
    const elsewhere = product.filter((file) => !file.startsWith('electron/cli/') && !file.startsWith('shared/text/areas/cli'));
    expect(elsewhere.filter((file) => /['"`]cli\./.test(text(file)))).toEqual([]);
  });

  it('says every sentence in English and German with the same placeholders', () => {
    const names = (sentence: string) => [...new Set([...sentence.matchAll(/\{\s*([A-Za-z]\w*)\s*[,}]/g)].map((match) => match[1]))].sort();
    const uneven = Object.entries(catalogue).filter(([, [en, de]]) => en === '' || de === '' || names(en).join() !== names(de).join());
    expect(uneven.map(([key]) => key)).toEqual([]);
  });

  it('has one word for the machine that Sundown runs on', () => {
    const others = /\b(this|your) (computer|machine|pc)\b|\bdiese[rnms] (Rechner|Computer|Maschine)s?\b/i;
    const mixed = Object.entries(catalogue).filter(([, [en, de]]) => others.test(en) || others.test(de));
    expect(mixed.map(([key]) => key)).toEqual([]);
  });

  it('has the composition root in at most 150 lines', () => {
    expect(text('electron/main.ts').split('\n').length).toBeLessThanOrEqual(150);
  });
});
