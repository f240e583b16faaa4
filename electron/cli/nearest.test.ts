import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.js';

describe('what was probably meant', () => {
  it.each([
    ['dcotor', 'doctor'],
    ['docter', 'doctor'],
    ['up read', 'ups read'],
    ['ups raed', 'ups read'],
    ['plan reherse', 'plan rehearse'],
  ])('%s: %s', (given, meant) => {
    expect(nearest(given, ['doctor', 'watch', 'ups read', 'ups watch', 'plan rehearse', 'plan run'])).toBe(meant);
  });

  it('is nothing where nothing is near', () => {
    expect(nearest('frobnicate', ['doctor', 'watch'])).toBeUndefined();
    expect(nearest('', ['doctor'])).toBeUndefined();
    expect(nearest<string>('x', [])).toBeUndefined();
  });
});
