import { describe, expect, it } from 'vitest';
import type { ReadingPoint } from '../../../shared/ipc/table.js';
import { dayOf, figuresOf } from './history.js';

const at = (minute: number, power: ReadingPoint['power'], chargePercent?: number, loadPercent?: number): ReadingPoint => ({
  at: new Date(minute * 60_000).toISOString(),
  power,
  ...(chargePercent === undefined ? {} : { chargePercent }),
  ...(loadPercent === undefined ? {} : { loadPercent }),
});

describe('last 24 hours', () => {
  it('finds each stretch on battery and ends it with the first reading on mains', () => {
    const day = dayOf([at(0, 'mains'), at(1, 'battery'), at(2, 'battery'), at(3, 'mains'), at(8, 'battery')]);
    expect(day.outages).toEqual([
      { from: 60_000, to: 180_000 },
      { from: 480_000, to: 480_000 },
    ]);
  });
  it('gives figures for the text equivalent, and none when nothing is known', () => {
    expect(figuresOf(dayOf([at(0, 'mains', 100, 20), at(1, 'battery', 60, 40), at(2, 'mains', 70, 30)]))).toEqual({
      charge: 70,
      lowest: 60,
      load: 30,
      highest: 40,
      outages: 1,
    });
    expect(figuresOf(dayOf([at(0, 'unknown')]))).toBeUndefined();
  });
  it('says what is known of a UPS that does not tell its load', () => {
    expect(figuresOf(dayOf([at(0, 'mains', 100), at(1, 'battery', 60)]))).toEqual({ charge: 60, lowest: 60, outages: 1 });
  });
});
