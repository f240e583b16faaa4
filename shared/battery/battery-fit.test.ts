import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitBattery, rangeAt, rateAt } from './battery-fit.js';
import { dischargesOf, type Discharge } from './discharge.js';
import { loadShare } from './load-share.js';

const nowMs = Date.parse('2026-06-01T00:00:00Z');
const daysAgo = (days: number) => new Date(nowMs - days * 86_400_000).toISOString();
const seen = (over: Partial<Discharge> = {}): Discharge => ({
  beganAt: daysAgo(10),
  fromPercent: 100,
  toPercent: 80,
  seconds: 200,
  loadPercent: 40,
  needsReplacing: false,
  ...over,
});
const good = { needsReplacing: false };

describe('the share of a load', () => {
  it('is 1 at the same load, and careful both ways', () => {
    expect(loadShare(40, 40)).toBe(1);
    expect(loadShare(80, 40)).toBeCloseTo(2.22, 2);
    expect(loadShare(20, 40)).toBeCloseTo(0.58, 2);
  });

  it('never falls as the load rises, and stays within its bounds', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 300, noNaN: true }), fc.double({ min: 0, max: 300, noNaN: true }), (load, observed) => {
        const share = loadShare(load, observed);
        expect(share).toBeGreaterThanOrEqual(0.25);
        expect(share).toBeLessThanOrEqual(8);
        expect(loadShare(load + 1, observed)).toBeGreaterThanOrEqual(share);
      }),
    );
  });

  it('of an untold load is 1', () => {
    expect(loadShare(40, 0)).toBe(1);
    expect(loadShare(40, Number.NaN)).toBe(1);
  });
});

describe('the fit of a battery', () => {
  it('is the rate that was seen, at its load', () => {
    const fit = fitBattery(good, [seen()], nowMs);
    expect(fit).toMatchObject({ percentPerSecond: 0.1, loadPercent: 40, discharges: 1, observedPercent: 20 });
    if (fit === undefined) throw new Error('no fit');
    expect(100 / rateAt(fit, 40)).toBeCloseTo(1000, 6);
    expect(100 / rateAt(fit, 80)).toBeLessThan(500);
    expect(100 / rateAt(fit, undefined)).toBeCloseTo(1000, 6);
  });

  it('weighs deep and recent discharges more', () => {
    const quick = seen({ seconds: 100 });
    const slow = (over: Partial<Discharge>) => seen({ seconds: 400, ...over });
    const rate = (all: readonly Discharge[]) => fitBattery(good, all, nowMs)?.percentPerSecond ?? 0;
    expect(rate([quick, slow({})])).toBeCloseTo(0.125, 6);
    expect(rate([quick, slow({ beganAt: daysAgo(370) })])).toBeGreaterThan(0.16);
    expect(rate([quick, slow({ toPercent: 20, seconds: 1600 })])).toBeLessThan(0.1);
  });

  it('tells how far apart the discharges lie, and how deep they went', () => {
    const fit = fitBattery(good, [seen(), seen({ seconds: 100, toPercent: 90 }), seen({ seconds: 250 })], nowMs);
    if (fit === undefined) throw new Error('no fit');
    expect(fit).toMatchObject({ slowest: 0.08, fastest: 0.1, lowestPercent: 80 });
    const range = rangeAt(fit, 50, 40);
    expect(range.leastSeconds).toBeCloseTo(500, 6);
    expect(range.mostSeconds).toBeCloseTo(625, 6);
    const mean = 50 / rateAt(fit, 70);
    expect(rangeAt(fit, 50, 70).leastSeconds).toBeLessThan(mean);
    expect(rangeAt(fit, 50, 70).mostSeconds).toBeGreaterThan(mean);
  });

  it('finds the same rate whatever loads it was seen at', () => {
    const rate = 0.1;
    const at = (loadPercent: number) => seen({ loadPercent, seconds: 20 / (rate * loadShare(loadPercent, 40)) });
    const fit = fitBattery(good, [at(20), at(40), at(60)], nowMs);
    expect(fit === undefined ? 0 : rateAt(fit, 40)).toBeCloseTo(rate, 1);
  });

  it.each([
    ['nothing was seen', []],
    ['it was older than two years', [seen({ beganAt: daysAgo(800) })]],
    ['it is of the future', [seen({ beganAt: daysAgo(-30) })]],
    ['it was too shallow', [seen({ toPercent: 97 })]],
    ['it was too short', [seen({ seconds: 20 })]],
    ['its date cannot be read', [seen({ beganAt: 'yesterday' })]],
  ])('says nothing when %s', (_why, all) => {
    expect(fitBattery(good, all, nowMs)).toBeUndefined();
  });
});

describe('a battery that was replaced', () => {
  it('is known by its date', () => {
    const old = seen({ batteryDate: '2020-01-01' });
    expect(dischargesOf({ ...good, batteryDate: '2026-05-01' }, [old], nowMs)).toEqual([]);
    expect(dischargesOf({ ...good, batteryDate: '2020-01-01' }, [old], nowMs)).toEqual([old]);
    expect(dischargesOf(good, [old], nowMs)).toEqual([old]);
  });

  it('is known by a request for a new one that is gone: what was seen before does not count', () => {
    const before = seen({ beganAt: daysAgo(300) });
    const worn = seen({ beganAt: daysAgo(200), needsReplacing: true });
    const after = seen({ beganAt: daysAgo(5) });
    expect(dischargesOf(good, [after, worn, before], nowMs)).toEqual([after]);
    expect(dischargesOf({ needsReplacing: true }, [after, worn, before], nowMs)).toEqual([before, worn, after]);
  });
});
