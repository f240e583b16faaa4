import { describe, expect, it } from 'vitest';
import { battery, mains, stage } from '../testing/monitor-stage.js';

describe('keeping readings', () => {
  it('keeps one a minute on mains', async () => {
    const { clock, kept } = stage();
    await clock.advance(600_000);
    expect(kept.length).toBe(10);
  });

  it('keeps each one on battery', async () => {
    const { clock, ups, kept } = stage();
    await clock.advance(11_000);
    ups.says(battery);
    const before = kept.length;
    await clock.advance(60_000);
    const onBattery = kept.slice(before);
    expect(onBattery.length).toBeGreaterThanOrEqual(56);
    expect(onBattery[0]).toMatchObject({ upsId: 'ups', power: 'battery', chargePercent: 90, inputVolts: 0 });
  });

  it('keeps a change on mains when it comes', async () => {
    const { clock, ups, kept } = stage();
    await clock.advance(6000);
    ups.says({ ...mains, chargePercent: 99 });
    await clock.advance(5000);
    ups.says({ ...mains, chargePercent: 99, flags: ['overload'] });
    await clock.advance(5000);
    expect(kept.map((one) => one.chargePercent)).toEqual([100, 99, 99]);
  });

  it('keeps nothing absurd', async () => {
    const { clock, ups, kept } = stage();
    ups.says({ ...mains, chargePercent: Number.NaN, runtimeSeconds: -1 });
    await clock.advance(1000);
    expect(Object.keys(kept[0]!).sort()).toEqual(['at', 'inputVolts', 'loadPercent', 'power', 'upsId']);
  });

  it('goes on watching when the history cannot be written, and says so once', async () => {
    const { clock, ups, problems, kinds } = stage({ historyThrows: true });
    ups.says(battery);
    await clock.advance(60_000);
    expect(problems).toEqual([{ key: 'policy.failure.history', params: { detail: 'disk full' } }]);
    expect(kinds()).toContain('powerConfirmed');
  });
});
