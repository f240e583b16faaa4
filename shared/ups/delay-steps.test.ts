import { describe, expect, it } from 'vitest';
import { delaySteps } from './delay-steps.js';

describe('the delays to try', () => {
  it.each([
    [90, [90, 120, 180, 300]],
    [270, [270, 300, 600]],
    [300, [300, 600, 900]],
    [4000, [4000, 4020]],
  ])('for %i s are %j: never a shorter one', (wanted, steps) => {
    expect(delaySteps(wanted)).toEqual(steps);
  });
});
