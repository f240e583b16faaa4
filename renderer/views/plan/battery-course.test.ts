import { describe, expect, it } from 'vitest';
import type { PowerState, RuntimeTrust } from '../../../shared/policy/power-state.js';
import type { UpsView } from '../../../shared/snapshot/snapshot.js';
import { courseOf, decisiveUps } from './battery-course.js';

const trusted = { reasons: [], factor: 1 };
const seen = { discharges: 3, leastSeconds: 1100, mostSeconds: 1500, lowestPercent: 61 };
const state = (basis: PowerState['runtimeBasis'], runtimeTrust: RuntimeTrust, over: Partial<PowerState> = {}): PowerState => ({
  upsId: 'ups1',
  trust: 'fresh',
  power: 'mains',
  doubts: [],
  flags: [],
  reading: {
    protocol: 'snmp',
    power: 'mains',
    flags: [],
    chargePercent: 93,
    readAt: '2026-11-23T10:00:00.000Z',
    roundTripMs: 1,
    requests: 1,
  },
  runtimeSeconds: 1300,
  ...(basis === undefined ? {} : { runtimeBasis: basis }),
  runtimeTrust,
  ...over,
});

describe("the battery's course", () => {
  it('is measured as far down as discharges were seen to go, with their spread', () => {
    const trust: RuntimeTrust = { ...trusted, claimedSeconds: 2400, ownSeconds: 1300, ownFrom: 'earlierDischarges', seen };
    expect(courseOf(state('earlier', trust), 1300)).toEqual({
      basis: 'earlier',
      fromPercent: 93,
      endSeconds: 1300,
      seenToPercent: 61,
      discharges: 3,
      band: { earliestSeconds: 1100, latestSeconds: 1500, between: 'discharges' },
    });
  });

  it('of one discharge lies between our own estimate and what the UPS claims', () => {
    const once = { ...seen, discharges: 1, leastSeconds: 1300, mostSeconds: 1300, lowestPercent: 97 };
    const course = courseOf(state('earlier', { ...trusted, claimedSeconds: 2400, ownSeconds: 1300, seen: once }), 1300);
    expect(course?.band).toEqual({ earliestSeconds: 1300, latestSeconds: 2400, between: 'claim' });
    // It was never seen as low as it is now: nothing of the line was measured.
    expect(course?.seenToPercent).toBe(93);
  });

  it('is measured now once this discharge tells', () => {
    const course = courseOf(state('model', { ...trusted, claimedSeconds: 1300.5, ownSeconds: 1300 }), 1300);
    expect(course).toEqual({ basis: 'now', fromPercent: 93, endSeconds: 1300, seenToPercent: 0 });
  });

  it('is the claim of the UPS where that counts, and our own estimate beside it if there is one', () => {
    expect(courseOf(state('device', { ...trusted, claimedSeconds: 1300 }), 1300)).toEqual({
      basis: 'claim',
      fromPercent: 93,
      endSeconds: 1300,
    });
    const both = courseOf(state('device', { ...trusted, claimedSeconds: 1300, ownSeconds: 1700, seen }), 1300);
    expect(both).toMatchObject({ basis: 'claim', band: { earliestSeconds: 1300, latestSeconds: 1700, between: 'own' } });
    expect(both?.seenToPercent).toBeUndefined();
  });

  it('says that a claim is lowered, or counted down', () => {
    const lowered = courseOf(state('device', { ...trusted, factor: 0.5, claimedSeconds: 2600 }), 1300);
    expect(lowered).toMatchObject({ basis: 'lowered', band: { latestSeconds: 2600, between: 'claim' } });
    expect(courseOf(state('decayed', { ...trusted, claimedSeconds: 1290 }), 1300)).toEqual({
      basis: 'counted',
      fromPercent: 93,
      endSeconds: 1300,
    });
  });

  it('is not of one UPS where the plan counts with another time', () => {
    expect(courseOf(state('earlier', { ...trusted, seen }), 900)).toEqual({ basis: 'several', fromPercent: 93, endSeconds: 900 });
  });

  it('is not known without a charge, a runtime or a UPS that is heard', () => {
    const { reading: _none, ...mute } = state('device', trusted);
    expect(courseOf(mute, 1300)).toBeUndefined();
    expect(courseOf(state('device', trusted), undefined)).toBeUndefined();
    expect(courseOf(undefined, 1300)).toBeUndefined();
  });
});

describe('the UPS that decides', () => {
  const ups = (connectionId: string, runtimeSeconds: number, trust: PowerState['trust'] = 'fresh'): UpsView => ({
    connectionId,
    title: connectionId,
    state: state('device', trusted, { upsId: connectionId, runtimeSeconds, trust }),
  });

  it('is the one whose runtime the plan counts with', () => {
    const all = [ups('other', 9000), ups('ups1', 1300), ups('ups2', 2000)];
    const decides = (named: readonly string[], requiredSupplies = 1) => decisiveUps({ ups: [...named], requiredSupplies }, all)?.upsId;
    expect(decides(['ups1'])).toBe('ups1');
    expect(decides(['ups1', 'ups2'])).toBe('ups2');
    expect(decides(['ups1', 'ups2'], 2)).toBe('ups1');
    expect(decides(['gone'])).toBeUndefined();
    expect(decisiveUps({ ups: ['ups1'], requiredSupplies: 1 }, [ups('ups1', 1300, 'lost')])).toBeUndefined();
  });
});
