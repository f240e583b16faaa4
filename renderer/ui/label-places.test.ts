import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels, wrapText } from './label-places.js';

const measure = (text: string) => text.length * 6;
const words = fc.array(fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom('a', 'b', 'ä') }), { minLength: 1, maxLength: 6 });

describe('labels over a picture', () => {
  it('stand over what they name while there is room, and go up a row when there is none', () => {
    const placed = placeLabels(
      [
        { id: 'a', text: 'aaaaaaaaaa', at: 40 },
        { id: 'b', text: 'bbbbbbbbbb', at: 80 },
        { id: 'c', text: 'cc', at: 290 },
      ],
      0,
      300,
      measure,
    );
    expect(placed.map(({ x, row }) => [x, row])).toEqual([
      [10, 0],
      [50, 1],
      [284, 0],
    ]);
  });

  it('are whole and never lie on another', () => {
    fc.assert(
      fc.property(words, fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 6, maxLength: 6 }), (texts, places) => {
        const at = [...places].sort((one, other) => one - other);
        const labels = texts.map((text, index) => ({ id: String(index), text, at: at[index] ?? 0 }));
        const placed = placeLabels(labels, 20, 500, measure);
        for (const one of placed) {
          expect(one.text).toBe(labels[Number(one.id)]?.text);
          expect(one.x).toBeGreaterThanOrEqual(20);
          expect(one.x + one.width).toBeLessThanOrEqual(500);
          for (const other of placed.filter((each) => each.row === one.row && each !== one)) {
            expect(one.x + one.width <= other.x || other.x + other.width <= one.x).toBe(true);
          }
        }
      }),
    );
  });
});

describe('a text in lines', () => {
  it('breaks between words', () => {
    expect(wrapText('Database and domain controllers', 120, measure)).toEqual(['Database and domain', 'controllers']);
    expect(wrapText('Hosts', 120, measure)).toEqual(['Hosts']);
  });

  it('loses nothing and is never wider than asked for', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 200 }), (texts, width) => {
        const lines = wrapText(texts.join(' '), width, measure);
        for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(texts.join(''));
      }),
    );
  });
});
