import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Timeline } from './timeline.js';
import { layOut, type TimelineWords } from './timeline-layout.js';

const measures = { plain: (text: string) => text.length * 6, bold: (text: string) => text.length * 7 };
const said: TimelineWords = {
  keeps: 'everything keeps running',
  shutting: 'shutting down, 7 min 10 s',
  spare: '2 min to spare',
  noReturn: 'point of no return',
  start: 'latest safe start 12:30',
  empty: 'battery empty',
  battery: ['Battery', '93 % … 0', 'measured'],
  axis: ['minutes without mains', 'min'],
};
const timeline = (startSeconds: number, neededSeconds: number, spareSeconds: number, titles: readonly string[]): Timeline => {
  const endSeconds = startSeconds + neededSeconds;
  return {
    lanes: titles.map((title, index) => ({
      stepId: String(index),
      title,
      critical: false,
      bars: [{ key: title, name: `vm-${title}`, from: startSeconds, to: endSeconds, limit: endSeconds, learned: true, tone: 'vm' }],
    })),
    startSeconds,
    endSeconds,
    pointOfNoReturnSeconds: endSeconds,
    batterySeconds: endSeconds + spareSeconds,
    spanSeconds: Math.max(60, (endSeconds + Math.max(0, spareSeconds)) * 1.02),
    tickSeconds: [0],
    hidden: 0,
  };
};
const titles = fc.array(fc.string({ minLength: 1, maxLength: 60, unit: fc.constantFrom('a', 'B', ' ') }), { minLength: 1, maxLength: 5 });

describe('the layout of the timeline', () => {
  it('has every word whole, in any size and for any plan', () => {
    const spans = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 10, max: 3000 }), fc.integer({ min: -9, max: 900 }));
    fc.assert(
      fc.property(spans, titles, fc.integer({ min: 420, max: 1600 }), ([start, needed, spare], names, width) => {
        const layout = layOut(timeline(start, needed, spare, names), undefined, said, width, measures);
        const ends: readonly (readonly [number, number])[] = [
          ...layout.over.map(({ x, width: wide }) => [x, x + wide] as const),
          heldEnds(layout.noReturn, measures.plain(said.noReturn)),
          heldEnds(layout.start, measures.bold(said.start)),
          heldEnds({ x: layout.x(start + needed + spare) + 6, anchor: 'start' }, measures.bold(said.empty)),
        ];
        for (const [from, to] of ends) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(width);
        }
        for (const [index, lane] of layout.lanes.entries()) {
          expect(lane.titleLines.join('').replaceAll(' ', '')).toBe(names[index]?.replaceAll(' ', ''));
          for (const line of lane.titleLines) expect(12 + measures.bold(line)).toBeLessThanOrEqual(layout.left);
          expect(lane.height).toBeGreaterThanOrEqual(lane.titleLines.length * 14);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function heldEnds({ x, anchor }: { readonly x: number; readonly anchor: 'start' | 'end' }, width: number): readonly [number, number] {
  return anchor === 'end' ? [x - width, x] : [x, x + width];
}
