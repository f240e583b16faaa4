import { describe, expect, it } from 'vitest';
import { powerStateOf } from '../../../shared/policy/policy-state.js';
import { battery, mains, stage } from '../testing/monitor-stage.js';
import type { VirtualClock } from '../testing/virtual-clock.js';

describe('a gap in the clock', () => {
  it.each([
    ['that the monotonic clock sees', true],
    ['that only the uptime sees', false],
  ])('%s is found, and everything is read again before anything is decided', async (_name, isSeen) => {
    const set = stage({ policy: { triggers: { latestSafeStart: false, lowBattery: false, forcedShutdown: false, onBatterySeconds: 60 } } });
    set.ups.says(battery);
    await set.clock.advance(50_000);
    set.clock.sleep(3_600_000, { isSeen });
    set.ups.says(mains);
    const asked = set.ups.askedAtMs.length;
    await set.clock.advance(3000);
    expect(set.causes).toContain('slept');
    expect(set.ups.askedAtMs.length).toBeGreaterThan(asked);
    await set.clock.advance(60_000);
    expect(set.kinds()).not.toContain('triggerFired');
    expect(set.kinds()).toContain('powerReturned');
  });

  it('an answer to a question from before it is of no known time and is dropped', async () => {
    const set = stage({ takesMs: 3000 });
    await set.clock.advance(6000);
    set.ups.says(battery);
    await set.clock.advance(5000);
    const answers = set.causes.filter((cause) => cause === 'reading').length;
    set.clock.sleep(3_600_000);
    set.ups.says(mains);
    await set.clock.advance(20_000);
    expect(answers).toBeGreaterThan(0);
    expect(powerStateOf(set.monitor.state(), 'ups')?.power).toBe('mains');
    expect(set.kinds()).not.toContain('powerConfirmed');
  });

  it.each([
    ['a wall clock that is set back', (clock: VirtualClock) => clock.setWall('2025-12-31T23:00:00.000Z')],
    ['a wall clock that is set ahead', (clock: VirtualClock) => clock.setWall('2026-01-01T01:00:00.000Z')],
    ['a machine that was busy for half a minute', (clock: VirtualClock) => clock.sleep(30_000, { isSeen: true })],
  ])('%s is none: a UPS that fell silent on battery is counted down as before', async (_what, happens) => {
    const set = stage({ policy: {} });
    set.monitor.input({ kind: 'forecast', neededSeconds: 100, marginSeconds: 0 });
    set.ups.says({ ...battery, runtimeSeconds: 300 });
    await set.clock.advance(20_000);
    set.ups.says('silent');
    await set.clock.advance(30_000);
    happens(set.clock);
    await set.clock.advance(100_000);
    expect(set.kinds()).not.toContain('triggerFired');
    await set.clock.advance(100_000);
    expect(set.causes).not.toContain('slept');
    expect(set.kinds()).toContain('triggerFired');
  });
});
