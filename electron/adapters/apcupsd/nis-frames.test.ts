import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nisCommand, NisFrames } from './nis-frames.js';

const reply = Buffer.concat([nisCommand('STATUS   : ONLINE \n'), nisCommand('LINEV    : 231.0 Volts\n'), Buffer.from([0, 0])]);

describe('frames of apcupsd', () => {
  it('are put together from any portions', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), (sizes) => {
        const frames = new NisFrames();
        let from = 0;
        for (let turn = 0; from < reply.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          frames.take(reply.subarray(from, from + size));
          from += size;
        }
        expect(frames.isComplete).toBe(true);
        expect(frames.records).toEqual(['STATUS   : ONLINE ', 'LINEV    : 231.0 Volts']);
      }),
    );
  });

  it('are not complete before the empty one, and bytes after it change nothing', () => {
    const frames = new NisFrames();
    frames.take(reply.subarray(0, reply.length - 1));
    expect(frames.isComplete).toBe(false);
    frames.take(Buffer.from([0, 0xff, 0xff]));
    expect(frames.isComplete).toBe(true);
    expect(frames.records).toHaveLength(2);
  });

  it('survive any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const frames = new NisFrames();
        frames.take(Buffer.from(bytes));
        return frames.records.length <= bytes.length;
      }),
      { numRuns: 20_000 },
    );
  });
});
