import { describe, expect, it } from 'vitest';
import { extent, linePath, ticks } from './chart.js';

describe('chart', () => {
  it('chooses round steps that cover the scale', () => {
    expect(ticks({ from: 0, to: 100 }, 4)).toEqual([0, 25, 50, 75, 100]);
    expect(ticks({ from: 220.4, to: 233 }, 6)).toEqual([222.5, 225, 227.5, 230, 232.5]);
    expect(ticks({ from: 5, to: 5 }, 4)).toEqual([5]);
  });
  it('leaves a gap where nothing is known and where readings lie too far apart', () => {
    const same = (value: number) => value;
    const points = [
      { x: 0, y: 1 },
      { x: 1, y: 2 },
      { x: 2, y: undefined },
      { x: 3, y: 4 },
      { x: 30, y: 5 },
    ];
    expect(linePath(points, same, same, 10)).toBe('M0.0 1.0L1.0 2.0M3.0 4.0M30.0 5.0');
    expect(extent(points)).toEqual({ low: 1, high: 5, last: 5 });
  });
});
