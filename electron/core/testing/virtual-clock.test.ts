import { describe, expect, it } from 'vitest';
import { createVirtualClock } from './virtual-clock.js';

describe('the virtual clock', () => {
  it('runs timers in order of time, and those of the same time in order of making', async () => {
    const clock = createVirtualClock();
    const seen: string[] = [];
    clock.after(20, () => seen.push('late'));
    clock.after(10, () => seen.push('first'));
    clock.after(10, () => seen.push('second'));
    await clock.advance(20);
    expect(seen).toEqual(['first', 'second', 'late']);
  });

  it('shows each timer its own time', async () => {
    const clock = createVirtualClock({ nowMs: 1000 });
    const seen: number[] = [];
    clock.after(5, () => seen.push(clock.nowMs()));
    clock.after(70, () => seen.push(clock.nowMs()));
    await clock.advance(100);
    expect(seen).toEqual([1005, 1070]);
    expect(clock.nowMs()).toBe(1100);
  });

  it('runs timers that timers made within the same advance', async () => {
    const clock = createVirtualClock();
    let ticks = 0;
    const tick = () => {
      ticks += 1;
      clock.after(1000, tick);
    };
    clock.after(1000, tick);
    await clock.advance(3_600_000);
    expect(ticks).toBe(3600);
  });

  it('lets awaiting code go on between two timers', async () => {
    const clock = createVirtualClock();
    const seen: string[] = [];
    const wait = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
    const walk = async () => {
      await wait(10);
      seen.push(`a ${String(clock.nowMs())}`);
      await wait(10);
      seen.push(`b ${String(clock.nowMs())}`);
    };
    void walk();
    clock.after(20, () => seen.push('timer at 20'));
    await clock.advance(25);
    expect(seen).toEqual(['a 10', 'timer at 20', 'b 20']);
  });

  it('does not run a cancelled timer', async () => {
    const clock = createVirtualClock();
    let ran = false;
    const cancel = clock.after(10, () => (ran = true));
    cancel();
    await clock.advance(100);
    expect(ran).toBe(false);
    expect(clock.pending()).toBe(0);
  });

  it('advances until something is so, and throws when it never is', async () => {
    const clock = createVirtualClock();
    let isSo = false;
    clock.after(40, () => (isSo = true));
    clock.after(50, () => {});
    await clock.advanceUntil(() => isSo, 1000);
    expect(clock.nowMs()).toBe(40);
    await expect(clock.advanceUntil(() => false, 1000)).rejects.toThrow('not so within 1000 ms');
  });

  it('moves the wall clock with the time, and alone in a sleep that the monotonic clock does not see', async () => {
    const clock = createVirtualClock({ wall: '2026-01-01T00:00:00.000Z' });
    await clock.advance(1000);
    expect(clock.wall().toISOString()).toBe('2026-01-01T00:00:01.000Z');
    clock.sleep(60_000);
    expect(clock.nowMs()).toBe(1000);
    expect(clock.wall().toISOString()).toBe('2026-01-01T00:01:01.000Z');
    clock.sleep(60_000, { isSeen: true });
    expect(clock.nowMs()).toBe(61_000);
    clock.setWall('2030-01-01T00:00:00.000Z');
    expect(clock.wall().getUTCFullYear()).toBe(2030);
  });

  it('runs what fell due in a sleep after it, without going back in time', async () => {
    const clock = createVirtualClock();
    const seen: number[] = [];
    clock.after(1000, () => seen.push(clock.nowMs()));
    clock.sleep(60_000, { isSeen: true });
    await clock.advance(0);
    expect(seen).toEqual([60_000]);
  });
});
