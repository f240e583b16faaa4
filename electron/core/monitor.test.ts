import { describe, expect, it } from 'vitest';
import { secondsUntilStart } from '../../shared/policy/countdown.js';
import type { PolicyEffect } from '../../shared/policy/policy-effect.js';
import { powerStateOf } from '../../shared/policy/policy-state.js';
import { storyConfig } from '../../shared/policy/testing/story.js';
import { createMonitor } from './monitor.js';
import { battery, honest, mains, stage } from './testing/monitor-stage.js';

const gapsBetween = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

describe('asking', () => {
  it('begins at once and goes on every 5 s on mains', async () => {
    const { clock, ups } = stage();
    await clock.advance(30_000);
    expect(ups.askedAtMs).toEqual([0, 5000, 10_000, 15_000, 20_000, 25_000, 30_000]);
  });

  it('goes on every second from the first reading on battery until mains is stable', async () => {
    const { clock, ups } = stage();
    await clock.advance(9000);
    ups.says(battery);
    await clock.advance(21_000);
    ups.says(mains);
    await clock.advance(60_000);
    const gaps = gapsBetween(ups.askedAtMs.filter((at) => at >= 10_000));
    expect(gaps.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 1000));
    expect(gaps.at(-1)).toBe(5000);
  });

  it('glances between readings on mains, and reads at once when the power is not as it was', async () => {
    const { clock, ups, effects } = stage({ glances: true, config: { pollMainsSeconds: 30 } });
    await clock.advance(10_500);
    expect(ups.askedAtMs).toEqual([0]);
    expect(ups.glancedAtMs.length).toBeGreaterThanOrEqual(9);
    ups.says(battery);
    await clock.advance(1100);
    expect(ups.askedAtMs.length).toBe(2);
    expect(ups.askedAtMs[1]! - 10_500).toBeLessThanOrEqual(1100);
    const glances = ups.glancedAtMs.length;
    await clock.advance(5000);
    expect(effects.map((one) => one.kind)).toContain('powerConfirmed');
    // On battery a reading a second needs no glance.
    expect(ups.glancedAtMs.length).toBe(glances);
  });

  it('believes no glance: one that fails or throws is a reason to read, at most once a second', async () => {
    const { clock, ups, monitor } = stage({ glances: true, config: { pollMainsSeconds: 30 } });
    await clock.advance(5000);
    ups.says('throws');
    await clock.advance(20_000);
    expect(powerStateOf(monitor.state(), 'ups')?.power).not.toBe('battery');
    expect(gapsBetween(ups.askedAtMs.slice(1)).every((gap) => gap >= 1000)).toBe(true);
    expect(ups.askedAtMs.length).toBeGreaterThan(3);
    monitor.stop();
    const { length } = ups.glancedAtMs;
    await clock.advance(10_000);
    expect(ups.glancedAtMs.length).toBe(length);
  });

  it('takes no glance where the setting says none, or readings are as close together', async () => {
    const { clock, ups } = stage({ glances: true, config: { glanceSeconds: 0 } });
    await clock.advance(20_000);
    const close = stage({ glances: true, config: { pollMainsSeconds: 1 } });
    await close.clock.advance(20_000);
    expect([ups.glancedAtMs, close.ups.glancedAtMs]).toEqual([[], []]);
  });

  it('confirms an outage when its time has come, not at the next tick or reading', async () => {
    const { clock, ups, effects } = stage({ takesMs: 300, config: { pollMainsSeconds: 2, pollBatterySeconds: 3 } });
    await clock.advance(3000);
    ups.says(battery);
    await clock.advance(12_000);
    const first = ups.askedAtMs.find((at) => at >= 3000)! + 300;
    const confirmed = effects.find((one) => one.kind === 'powerConfirmed');
    expect(confirmed?.atMs).toBe(first + 5000);
  });

  it('puts one question at a time, however slow the device is', async () => {
    const { clock, ups } = stage({ takesMs: 3000, config: { pollMainsSeconds: 1 } });
    await clock.advance(60_000);
    expect(ups.mostAtOnce).toBe(1);
    expect(gapsBetween(ups.askedAtMs).every((gap) => gap === 3000)).toBe(true);
  });

  it('takes up changed intervals', async () => {
    const set = stage({ config: { pollMainsSeconds: 60 } });
    await set.clock.advance(10_000);
    set.config = { ...set.config, pollMainsSeconds: 2 };
    await set.clock.advance(10_000);
    expect(set.ups.askedAtMs.length).toBeGreaterThanOrEqual(5);
  });

  it('asks all of them once a second when one is on battery and the office hangs on both', async () => {
    const { clock, all } = stage({ upsIds: ['a', 'b'], policy: { requiredSupplies: 2 }, config: { pollMainsSeconds: 30 } });
    all[0]!.says(battery);
    await clock.advance(60_000);
    expect(gapsBetween(all[1]!.askedAtMs.filter((at) => at > 8000)).every((gap) => gap === 1000)).toBe(true);
  });
});

describe('an alert', () => {
  it('makes a question a tenth of a second after the last, however long the interval is', async () => {
    const { clock, ups, monitor } = stage({ config: { pollMainsSeconds: 60 } });
    await clock.advance(20);
    monitor.alert(['ups']);
    await clock.advance(20_000);
    expect(ups.askedAtMs).toEqual([0, 100]);
    monitor.alert(['ups']);
    await clock.advance(100);
    expect(ups.askedAtMs).toEqual([0, 100, 20_020]);
  });

  it('shows an outage within 0.3 s and the confirmation, wherever questions and glances stand as it comes', async () => {
    for (let offsetMs = 0; offsetMs < 5000; offsetMs += 23) {
      const { clock, ups, monitor, effects } = stage({ glances: true, takesMs: 60 });
      await clock.advance(10_000 + offsetMs);
      ups.says(battery);
      monitor.alert(['ups']);
      const heardAtMs = clock.nowMs();
      await clock.advance(6000);
      const confirmed = effects.find((one) => one.kind === 'powerConfirmed');
      expect(confirmed!.atMs - heardAtMs - 5000, `${String(offsetMs)} ms after a question`).toBeLessThanOrEqual(300);
    }
  });

  it('in a flood costs one question a second', async () => {
    const { clock, ups, monitor } = stage({ config: { pollMainsSeconds: 60 } });
    await clock.advance(5000);
    for (let times = 0; times < 1000; times += 1) {
      monitor.alert(['ups']);
      await clock.advance(10);
    }
    const flooded = ups.askedAtMs.filter((at) => at >= 5000);
    expect(gapsBetween(flooded).every((gap) => gap >= 1000)).toBe(true);
    expect(flooded.length).toBeGreaterThanOrEqual(10);
    expect(ups.mostAtOnce).toBe(1);
  });

  it('is for those that are named, and for nobody else', async () => {
    const { clock, all, monitor } = stage({ upsIds: ['a', 'b'], config: { pollMainsSeconds: 60 } });
    await clock.advance(5000);
    monitor.alert(['b', 'stranger']);
    await clock.advance(1000);
    expect(all.map((one) => one.askedAtMs.length)).toEqual([1, 2]);
  });

  it('is only a reason to ask: what the UPS says counts', async () => {
    const { clock, monitor, kinds } = stage({ config: { pollMainsSeconds: 60 } });
    for (let times = 0; times < 100; times += 1) {
      monitor.alert(['ups']);
      await clock.advance(1000);
    }
    expect(kinds()).not.toContain('powerConfirmed');
    expect(powerStateOf(monitor.state(), 'ups')?.power).toBe('mains');
  });
});

describe('reading now', () => {
  it('asks at once instead of waiting for the interval', async () => {
    const { clock, ups, monitor } = stage({ config: { pollMainsSeconds: 60 } });
    await clock.advance(10_000);
    monitor.readNow();
    await clock.advance(100);
    expect(ups.askedAtMs).toEqual([0, 10_000]);
  });

  it('never more than once a second, however often it is wished', async () => {
    const { clock, ups, monitor } = stage({ config: { pollMainsSeconds: 60 } });
    for (let times = 0; times < 100; times += 1) {
      monitor.readNow('ups');
      await clock.advance(100);
    }
    expect(gapsBetween(ups.askedAtMs).every((gap) => gap >= 1000)).toBe(true);
    expect(ups.askedAtMs.length).toBe(11);
  });

  it('waits for the question under way, then asks again', async () => {
    const { clock, ups, monitor } = stage({ takesMs: 3000, config: { pollMainsSeconds: 60 } });
    await clock.advance(1500);
    monitor.readNow();
    await clock.advance(10_000);
    expect(ups.askedAtMs).toEqual([0, 3000]);
    expect(ups.mostAtOnce).toBe(1);
  });

  it('asks only the one that is named', async () => {
    const { clock, all, monitor } = stage({ upsIds: ['a', 'b'], config: { pollMainsSeconds: 60 } });
    await clock.advance(10_000);
    monitor.readNow('b');
    await clock.advance(100);
    expect(all.map((one) => one.askedAtMs.length)).toEqual([1, 2]);
  });

  it('follows the policy that wants a second look, faster than the interval', async () => {
    const set = stage({ config: { pollBatterySeconds: 30 }, policy: {} });
    set.monitor.input({ kind: 'forecast', neededSeconds: 300, marginSeconds: 60 });
    await set.clock.advance(1000);
    set.ups.says(battery);
    await set.clock.advance(60_000);
    set.ups.says({ ...battery, runtimeSeconds: 200 });
    await set.clock.advanceUntil(() => set.kinds().includes('triggerFired'), 40_000);
    const [before, last] = set.ups.askedAtMs.slice(-2);
    expect(last! - before!).toBe(1000);
  });
});

describe('the caller', () => {
  it('may tell the policy something from within a callback; it is taken up right after', async () => {
    const set = stage({
      onState: (monitor, cause) => {
        if (cause === 'reading') monitor.input({ kind: 'forecast', neededSeconds: 300, marginSeconds: 60 });
      },
    });
    set.ups.says(honest(0, 900));
    await set.clock.advanceUntil(() => set.kinds().includes('triggerFired'), 1_000_000);
    expect(set.causes.slice(0, 3)).toEqual(['remembered', 'reading', 'forecast']);
    expect(Math.round(set.clock.nowMs() / 1000)).toBe(540);
  });

  it('is told each second while something counts down, and not while all is quiet', async () => {
    const set = stage();
    await set.clock.advance(60_000);
    expect(set.causes).not.toContain('ticked');
    set.ups.says(battery);
    await set.clock.advance(60_000);
    expect(set.causes.filter((cause) => cause === 'ticked').length).toBeGreaterThan(50);
  });

  it('may stop the watch from within a callback: nothing is asked after that', async () => {
    const { clock, ups } = stage({ onState: (monitor, cause) => cause === 'reading' && monitor.stop() });
    await clock.advance(60_000);
    expect(ups.askedAtMs).toEqual([0]);
  });

  it('hears nothing more after a stop, also not from a question under way', async () => {
    const set = stage({ takesMs: 3000 });
    set.ups.says(battery);
    await set.clock.advance(7000);
    set.monitor.stop();
    const before = [set.effects.length, set.causes.length, set.ups.askedAtMs.length];
    await set.clock.advance(600_000);
    set.monitor.input({ kind: 'ticked', atMs: set.clock.nowMs() });
    set.monitor.readNow();
    expect([set.effects.length, set.causes.length, set.ups.askedAtMs.length]).toEqual(before);
  });

  it('leaves no timer behind after a stop', async () => {
    const { clock, monitor } = stage({ upsIds: ['a', 'b'] });
    await clock.advance(12_500);
    monitor.stop();
    expect(clock.pending()).toBe(0);
  });

  it('keeps what is believed of the UPSes that stay when connections change', async () => {
    const set = stage({ upsIds: ['a', 'b'], policy: { requiredSupplies: 2 } });
    for (const one of set.all) one.says(battery);
    await set.clock.advance(40_000);
    set.monitor.stop();
    const effects: PolicyEffect[] = [];
    const next = createMonitor({
      clock: set.clock,
      sources: [set.all[0]!],
      config: () => ({ ...set.config, policy: storyConfig({ upsIds: ['a'] }) }),
      earlier: set.monitor.state(),
      onEffects: (more) => effects.push(...more),
    });
    next.start();
    await set.clock.advance(10_000);
    expect(next.state().ups.map((one) => one.state.upsId)).toEqual(['a']);
    expect(powerStateOf(next.state(), 'a')?.secondsOnBattery).toBeGreaterThan(45);
    expect(effects.some((one) => one.kind === 'powerConfirmed')).toBe(false);
  });
});

describe('whole outages in virtual time', () => {
  it('mains, failure, confirmation, countdown, latest safe start, power back', async () => {
    const set = stage();
    set.monitor.input({ kind: 'forecast', neededSeconds: 300, marginSeconds: 120 });
    await set.clock.advance(3_600_000);
    set.ups.says(honest(3_600_000, 1200));
    await set.clock.advance(60_000);
    expect(secondsUntilStart(set.monitor.state(), set.config.policy)).toBe(720);
    await set.clock.advance(900_000);
    set.ups.says(mains);
    await set.clock.advance(120_000);
    expect(set.kinds().filter((kind) => kind === 'powerConfirmed' || kind === 'triggerFired' || kind === 'powerReturned')).toEqual([
      'powerConfirmed',
      'triggerFired',
      'powerReturned',
    ]);
    const fired = set.effects.find((one) => one.kind === 'triggerFired');
    expect(Math.round(fired!.atMs / 1000)).toBe(3600 + 780);
  });

  it('the network goes with the power: the plan still starts in time', async () => {
    const set = stage();
    set.monitor.input({ kind: 'forecast', neededSeconds: 300, marginSeconds: 120 });
    await set.clock.advance(600_000);
    set.ups.says(honest(600_000, 1200));
    await set.clock.advance(30_000);
    set.ups.says('silent');
    await set.clock.advance(1_200_000);
    const fired = set.effects.filter((one) => one.kind === 'triggerFired');
    expect(fired).toMatchObject([{ trigger: 'estimateAtFloor' }]);
    expect(Math.abs(fired[0]!.atMs - (600_000 + 780_000))).toBeLessThanOrEqual(6000);
  });

  it('a day on mains with a card that restarts every hour is a quiet day', async () => {
    const set = stage();
    set.ups.says((nowMs) => (nowMs % 3_600_000 < 10_000 ? 'silent' : mains));
    set.monitor.input({ kind: 'forecast', neededSeconds: 3000, marginSeconds: 600 });
    await set.clock.advance(86_400_000);
    expect(set.kinds().filter((kind) => kind !== 'upsChanged')).toEqual([]);
  });
});
