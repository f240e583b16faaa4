import { describe, expect, it } from 'vitest';
import type { Forecast } from './forecast.js';
import { withGroups } from './by-group.js';
import type { GroupNeeds } from './group-needs.js';

const whole: Forecast = {
  neededSeconds: 900,
  batterySeconds: 600,
  marginSeconds: -300,
  verdict: 'unsafe',
  criticalPath: [],
  steps: [],
  targets: [],
};
/** One step each; `awaited`: the step of the other that it waits for. */
const group = (id: string, neededSeconds: number, ...awaited: readonly string[]): GroupNeeds => ({
  id,
  upsIds: [id],
  required: 1,
  neededSeconds,
  steps: [{ id, startSeconds: 0, endSeconds: neededSeconds, after: new Set(awaited), afterElsewhere: new Set(awaited) }],
});
const told = (lasting: Readonly<Record<string, number>>, isComplete = true) =>
  withGroups(whole, [group('a', 500), group('b', 100, 'a')], 60, (one) => lasting[one.id], isComplete);

describe('the forecast of several supply groups', () => {
  it('is safe where each fits its own battery, though the whole would not fit the shortest', () => {
    const forecast = told({ a: 600, b: 900 });
    expect(forecast).toMatchObject({ verdict: 'safe', neededSeconds: 500, batterySeconds: 600, marginSeconds: 100 });
    expect(forecast.groups?.map((one) => [one.groupId, one.verdict, one.marginSeconds])).toEqual([
      ['a', 'safe', 100],
      ['b', 'safe', 300],
    ]);
  });

  it('lets what others need wait for them', () => {
    expect(told({ a: 2000, b: 590 })).toMatchObject({ verdict: 'unsafe', neededSeconds: 600, batterySeconds: 590, marginSeconds: -10 });
  });

  it('is as good as the group that is worst off', () => {
    expect(told({ a: 520, b: 5000 })).toMatchObject({ verdict: 'tight', marginSeconds: 20 });
    expect(told({ a: 400, b: 5000 })).toMatchObject({ verdict: 'unsafe', marginSeconds: -100 });
  });

  it('is open while one does not tell, and no figure of another stands in for it', () => {
    const forecast = told({ b: 5000 });
    expect(forecast.verdict).toBe('unknown');
    expect([forecast.batterySeconds, forecast.marginSeconds]).toEqual([undefined, undefined]);
    expect(forecast.groups?.map((one) => one.verdict)).toEqual(['unknown', 'safe']);
  });

  it('gives no verdict on an office that is not all known', () => {
    expect(told({ a: 5000, b: 5000 }, false)).toMatchObject({ verdict: 'unknown' });
  });
});
