import { describe, expect, it } from 'vitest';
import { elapsedMs } from './run-look.js';

const startedAt = '2026-11-23T10:00:00.000Z';
const at = '2026-11-23T10:40:00.000Z';

describe('how long a run takes', () => {
  it('goes on while it is going, and stands still when it is over', () => {
    expect(elapsedMs({ phase: 'running', nowMs: 190_000, startedAt }, at)).toBe(2_400_000);
    expect(elapsedMs({ phase: 'restored', nowMs: 1_310_000, startedAt }, at)).toBe(1_310_000);
    expect(elapsedMs({ phase: 'aborted', nowMs: 95_000, startedAt }, at)).toBe(95_000);
  });
});
