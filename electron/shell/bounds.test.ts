import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimumSize, placeWindow, readBounds, usualSize } from './bounds.js';

const left = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1280, height: 1000 };

describe('the place of the window', () => {
  it('is the middle of the first screen at the first start', () => {
    expect(placeWindow(undefined, [left])).toEqual({ x: 360, y: 130, ...usualSize });
  });

  it('is where it was when a screen still holds its title bar', () => {
    const stored = { x: 2000, y: 100, width: 900, height: 700 };
    expect(placeWindow(stored, [left, right])).toEqual(stored);
  });

  it('is on the first screen when the screen it was on is gone', () => {
    expect(placeWindow({ x: 2000, y: 100, width: 900, height: 700 }, [left])).toEqual({ x: 510, y: 170, width: 900, height: 700 });
  });

  it('is made smaller when the screen has become smaller', () => {
    expect(placeWindow({ x: 0, y: 0, width: 3000, height: 2000 }, [right])).toMatchObject({ width: 1280, height: 1000 });
  });

  it('always lies within one screen', () => {
    const number = fc.integer({ min: -10_000, max: 10_000 });
    const size = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(number, number, size, size, (x, y, width, height) => {
        const place = placeWindow({ x, y, width, height }, [left, right]);
        return [left, right].some(
          (area) =>
            place.x >= area.x &&
            place.y >= area.y &&
            place.x + place.width <= area.x + area.width &&
            place.y + place.height <= area.y + area.height &&
            place.width >= minimumSize.width,
        );
      }),
    );
  });

  it('is not read out of nonsense', () => {
    expect(readBounds({ x: 1, y: 2, width: 'wide', height: 3 })).toBeUndefined();
    expect(readBounds(undefined)).toBeUndefined();
    expect(readBounds({ x: 1, y: 2, width: 0, height: 3 })).toBeUndefined();
    expect(readBounds({ x: 1, y: 2, width: 4, height: 3 })).toEqual({ x: 1, y: 2, width: 4, height: 3 });
  });
});
