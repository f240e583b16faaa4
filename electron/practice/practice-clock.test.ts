import { describe, expect, it } from 'vitest';
import { PracticeClock, type RealTime } from './practice-clock.js';

function handTurned(): RealTime & { turn(ms: number): void } {
  let now = 1000;
  const timers: { at: number; run: () => void }[] = [];
  return {
    nowMs: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => void timers.splice(0, timers.length, ...timers.filter((other) => other !== timer));
    },
    turn: (ms) => {
      const end = now + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers.splice(timers.indexOf(next), 1);
        now = next.at;
        next.run();
      }
      now = end;
    },
  };
}

describe('the practice clock', () => {
  it('runs as many times faster as its speed says', () => {
    const real = handTurned();
    const clock = new PracticeClock(20, new Date(0), real);
    real.turn(500);
    expect(clock.nowMs()).toBe(10_000);
    expect(clock.wall().toISOString()).toBe('1970-01-01T00:00:10.000Z');
  });

  it('never jumps when the speed changes, and keeps waiting timers in simulated time', () => {
    const real = handTurned();
    const clock = new PracticeClock(1, new Date(0), real);
    const ran: number[] = [];
    clock.after(10_000, () => ran.push(clock.nowMs()));
    real.turn(4000);
    clock.speed = 100;
    expect(clock.nowMs()).toBe(4000);
    real.turn(50);
    expect(ran).toEqual([]);
    real.turn(10);
    expect(ran).toEqual([10_000]);
  });

  it('does not run what was cancelled, nor anything after it was closed', () => {
    const real = handTurned();
    const clock = new PracticeClock(10, new Date(0), real);
    let runs = 0;
    clock.after(100, () => (runs += 1))();
    clock.after(100, () => (runs += 1));
    clock.close();
    clock.after(1, () => (runs += 1));
    real.turn(1000);
    expect(runs).toBe(0);
  });
});
