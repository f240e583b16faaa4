import { describe, expect, it } from 'vitest';
import { fuzzyMatch } from './fuzzy.js';

describe('fuzzy match', () => {
  it('finds letters in order and says where', () => {
    expect(fuzzyMatch('tsb', 'View: Toggle Side Bar')?.ranges).toEqual([
      [6, 7],
      [13, 14],
      [18, 19],
    ]);
  });
  it('does not match letters out of order or missing ones', () => {
    expect(fuzzyMatch('bst', 'Side')).toBeUndefined();
    expect(fuzzyMatch('x', 'Side Bar')).toBeUndefined();
  });
  it('ranks a word start above the middle of a word, and a run above scattered letters', () => {
    const score = (candidate: string) => fuzzyMatch('plan', candidate)?.score ?? -1;
    expect(score('Plan: Check')).toBeGreaterThan(score('Go to the Plan'));
    expect(score('Go to the Plan')).toBeGreaterThan(score('Explanation'));
    expect(score('Explanation')).toBeGreaterThan(score('Pull the plug and wait'.replace('plug', 'p-l-u-g')));
  });
  it('takes several words in any order', () => {
    expect(fuzzyMatch('bar side', 'Toggle Side Bar')?.ranges).toEqual([
      [7, 11],
      [12, 15],
    ]);
  });
  it('matches everything when nothing was typed', () => {
    expect(fuzzyMatch('  ', 'Anything')).toEqual({ score: 0, ranges: [] });
  });
});
