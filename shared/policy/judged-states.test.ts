import { describe, expect, it } from 'vitest';
import { catalogue } from '../text/catalogue.js';
import { judgedLooks, judgedStates } from './judged-states.js';

describe('the states of a judgement', () => {
  it('each have a name, a shape of their own and a reaction', () => {
    const looks = Object.values(judgedLooks);
    expect(new Set(looks.map((one) => one.name)).size).toBe(looks.length);
    expect(new Set(looks.map((one) => one.icon)).size).toBe(looks.length);
    for (const look of looks) for (const key of [look.name, look.reaction]) expect(catalogue[key]).toHaveLength(2);
  });

  it('hold several at a time: whether it is heard, where its power comes from, and each doubt', () => {
    expect(judgedStates({ trust: 'fresh', power: 'mains', pending: 'battery', doubts: ['calibrating', 'batteryOld'] })).toEqual([
      'fresh',
      'mains',
      'confirming',
      'calibrating',
      'batteryOld',
    ]);
    expect(judgedStates({ trust: 'lost', power: 'unknown', doubts: [] })).toEqual(['lost']);
    expect(judgedStates({ trust: 'fresh', power: 'battery', pending: 'mains', doubts: [] })).toContain('returning');
  });
});
