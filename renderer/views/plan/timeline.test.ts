import { describe, expect, it } from 'vitest';
import type { Forecast } from '../../../shared/forecast/forecast.js';
import { planSchema } from '../../../shared/plan/plan.js';
import { clockOf, latestStart, timelineOf } from './timeline.js';

const plan = planSchema.parse({
  version: 1,
  id: 'office',
  title: 'Office',
  ups: ['ups1'],
  marginSeconds: 120,
  steps: [
    { id: 'vms', title: 'Applications', action: { kind: 'shutdownVms' }, timeoutSeconds: 120 },
    { id: 'hosts', title: 'Hosts', action: { kind: 'shutdownHosts' }, after: ['vms'], timeoutSeconds: 300, beyondPointOfNoReturn: true },
    { id: 'nothing', title: 'Nothing', action: { kind: 'shutdownMachines' }, timeoutSeconds: 30 },
  ],
});
const forecast: Forecast = {
  neededSeconds: 430,
  batterySeconds: 1300,
  marginSeconds: 750,
  verdict: 'safe',
  criticalPath: ['vms', 'hosts'],
  steps: [],
  targets: [
    { key: 'vm:a', name: 'app01', stepId: 'vms', startSeconds: 0, endSeconds: 60, limitEndSeconds: 120, basis: 'learned' },
    { key: 'host:b', name: 'esx01', stepId: 'hosts', startSeconds: 60, endSeconds: 430, limitEndSeconds: 430, basis: 'configured' },
  ],
  pointOfNoReturnSeconds: 60,
};

describe("the plan's timeline", () => {
  it('begins the run at the latest moment that keeps the margin', () => {
    expect(latestStart(forecast, 120)).toBe(750);
    expect(latestStart({ ...forecast, batterySeconds: 100 }, 120)).toBe(0);
    const { batterySeconds: _unknown, ...blind } = forecast;
    expect(latestStart(blind, 120)).toBe(0);
  });

  it('places bars, the point of no return and the end of the battery on one axis', () => {
    const timeline = timelineOf(plan, forecast);
    expect(timeline.lanes.map((lane) => lane.title)).toEqual(['Applications', 'Hosts']);
    expect(timeline.lanes[0]?.bars[0]).toMatchObject({ name: 'app01', from: 750, to: 810, limit: 870, learned: true, tone: 'vm' });
    expect(timeline.pointOfNoReturnSeconds).toBe(810);
    expect(timeline.endSeconds).toBe(1180);
    expect(timeline.spanSeconds).toBeGreaterThan(1300);
    expect(timeline.tickSeconds.length).toBeLessThanOrEqual(15);
  });

  it('shows a readable number of bars for a large office and counts the rest', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ ...forecast.targets[0]!, key: `vm:${String(index)}` }));
    const timeline = timelineOf(plan, { ...forecast, targets: many });
    expect(timeline.lanes[0]?.bars.length).toBe(12);
    expect(timeline.hidden).toBe(28);
  });

  it.each([
    [0, '0:00'],
    [59.4, '0:59'],
    [59.5, '1:00'],
    [119.6, '2:00'],
    [750, '12:30'],
    [7261, '121:01'],
  ])('tells %d seconds as %s', (seconds, wanted) => {
    expect(clockOf(seconds)).toBe(wanted);
  });
});
