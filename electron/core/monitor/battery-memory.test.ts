import { describe, expect, it } from 'vitest';
import type { Discharge } from '../../../shared/battery/discharge.js';
import { powerStateOf } from '../../../shared/policy/policy-state.js';
import { honest, mains, stage } from '../testing/monitor-stage.js';
import { createVirtualClock } from '../testing/virtual-clock.js';

describe('discharges', () => {
  it('are kept as they go on, one a discharge, and count from the next time on mains', async () => {
    const { clock, ups, monitor, discharges } = stage();
    await clock.advance(10_000);
    ups.says(honest(clock.nowMs(), 900));
    await clock.advance(200_000);
    expect(discharges.get('ups')).toMatchObject([{ loadPercent: 30, needsReplacing: false }]);
    expect(discharges.get('ups')?.[0]?.fromPercent).toBeGreaterThan(99);
    expect(discharges.get('ups')?.[0]?.toPercent).toBeLessThan(81);
    expect(powerStateOf(monitor.state(), 'ups')?.runtimeTrust?.ownFrom).toBe('thisDischarge');
    ups.says(mains);
    await clock.advance(60_000);
    expect(powerStateOf(monitor.state(), 'ups')).toMatchObject({ runtimeBasis: 'earlier', runtimeTrust: { claimedSeconds: 2400 } });
    expect(powerStateOf(monitor.state(), 'ups')?.runtimeSeconds).toBeCloseTo(900, -1);
  });

  it('of before the start count at once', async () => {
    const beganAt = createVirtualClock().wall().toISOString();
    const seen: Discharge = { beganAt, fromPercent: 100, toPercent: 50, seconds: 300, loadPercent: 30, needsReplacing: false };
    const { clock, monitor } = stage({ discharges: new Map([['ups', [seen]]]) });
    await clock.advance(1000);
    expect(powerStateOf(monitor.state(), 'ups')).toMatchObject({ runtimeSeconds: 600, runtimeBasis: 'earlier' });
  });
});
