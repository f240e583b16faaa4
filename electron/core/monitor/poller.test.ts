import { describe, expect, it } from 'vitest';
import { powerStateOf } from '../../../shared/policy/policy-state.js';
import { battery, mains, stage } from '../testing/monitor-stage.js';

const gapsBetween = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

describe('a device that does not answer', () => {
  it('is asked again soon, is told lost after 15 s, and then more slowly but every 10 s', async () => {
    const { clock, ups, facts, effects } = stage();
    await clock.advance(20_000);
    ups.says('silent');
    await clock.advance(600_000);
    expect(facts()).toEqual(['lost']);
    const lost = effects.find((one) => one.kind === 'notice');
    expect(lost!.atMs - 20_000).toBeLessThanOrEqual(21_000);
    expect(gapsBetween(ups.askedAtMs).at(-1)).toBe(10_000);
    expect(Math.max(...gapsBetween(ups.askedAtMs))).toBe(10_000);
  });

  it('is noticed soon after a cut of whatever length: by a glance as it answers, else by the next question', async () => {
    for (const glances of [true, false]) {
      for (const seconds of [60, 600]) {
        const { clock, ups, facts } = stage({ glances, config: { pollMainsSeconds: 30 } });
        await clock.advance(20_000);
        ups.says('silent');
        await clock.advance(seconds * 1000);
        ups.says(mains);
        await clock.advance(glances ? 4100 : 10_100);
        expect(facts(), `glances: ${String(glances)}, after ${String(seconds)} s`).toEqual(['lost', 'heardAgain']);
      }
    }
  });

  it('is not asked more often by its silence at glances', async () => {
    const { clock, ups } = stage({ glances: true });
    ups.says('silent');
    await clock.advance(600_000);
    expect(gapsBetween(ups.askedAtMs).slice(-10)).toEqual(Array.from({ length: 10 }, () => 10_000));
  });

  it('is heard again and then asked as before', async () => {
    const { clock, ups, facts } = stage();
    ups.says('silent');
    await clock.advance(300_000);
    ups.says(mains);
    await clock.advance(60_000);
    expect(facts()).toEqual(['neverHeard', 'heardAgain']);
    expect(gapsBetween(ups.askedAtMs).at(-1)).toBe(5000);
  });

  it('is never asked more slowly than the interval on battery while on battery', async () => {
    const { clock, ups } = stage();
    ups.says(battery);
    await clock.advance(20_000);
    ups.says('silent');
    const from = clock.nowMs();
    await clock.advance(600_000);
    // 5 s until the adapter gives up, then at once.
    expect(Math.max(...gapsBetween(ups.askedAtMs.filter((at) => at > from)))).toBe(5000);
  });

  it('that hangs for ever is given up after 8 s and asked again', async () => {
    const { clock, ups, monitor } = stage();
    await clock.advance(11_000);
    ups.says('hangs');
    await clock.advance(60_000);
    expect(powerStateOf(monitor.state(), 'ups')?.trust).toBe('lost');
    expect(ups.askedAtMs.filter((at) => at > 11_000).length).toBeGreaterThan(4);
    ups.says(mains);
    await clock.advance(20_000);
    expect(powerStateOf(monitor.state(), 'ups')?.trust).toBe('fresh');
  });

  it('whose adapter throws does not end the watch', async () => {
    const { clock, ups, monitor } = stage();
    ups.says('throws');
    await clock.advance(60_000);
    expect(monitor.state().ups[0]?.silence?.failure?.code).toBe('ups/unexpected');
    ups.says(mains);
    await clock.advance(30_000);
    expect(powerStateOf(monitor.state(), 'ups')?.power).toBe('mains');
  });

  it('does not keep the others from being asked', async () => {
    const { clock, all } = stage({ upsIds: ['a', 'b'] });
    all[0]!.says('hangs');
    await clock.advance(60_000);
    expect(gapsBetween(all[1]!.askedAtMs).every((gap) => gap === 5000)).toBe(true);
  });
});
