import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nutQuote, nutWords } from './nut-words.js';

describe('the words of a line', () => {
  it('may be quoted, hold escaped quotes and backslashes, and be empty', () => {
    expect(nutWords(String.raw`VAR rack ups.model "Line 1000 \"rack\" \\ x"`)).toEqual([
      'VAR',
      'rack',
      'ups.model',
      String.raw`Line 1000 "rack" \ x`,
    ]);
    expect(nutWords('VAR rack ups.status ""')).toEqual(['VAR', 'rack', 'ups.status', '']);
    expect(nutWords('  ERR   DATA-STALE ')).toEqual(['ERR', 'DATA-STALE']);
  });

  it('come back as they were sent, and never start a second line', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (words) => {
        const line = words.map(nutQuote).join(' ');
        expect(line).not.toMatch(/[\r\n]/);
        expect(nutWords(line)).toEqual(words.map((word) => word.replace(/[\r\n\0]/g, '')));
      }),
    );
  });

  it('survive any line', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (line) => nutWords(line).every((word) => typeof word === 'string')),
      { numRuns: 20_000 },
    );
  });
});
