import { describe, expect, it } from 'vitest';
import type { Discharge } from '../battery/discharge.js';
import type { Reading } from '../ups/reading.js';
import { tellStory } from './testing/story.js';

const mains = { power: 'mains', chargePercent: 100, runtimeSeconds: 2400, loadPercent: 40 } as const;
const needs = { neededSeconds: 300, marginSeconds: 60 };
const wallMs = Date.parse('2026-06-01T00:00:00Z');
const earlier: Discharge = {
  beganAt: '2026-05-01T00:00:00Z',
  fromPercent: 100,
  toPercent: 60,
  seconds: 400,
  loadPercent: 40,
  needsReplacing: false,
};
const remembered = (discharges: readonly Discharge[]) => (atMs: number) =>
  ({ kind: 'remembered', upsId: 'ups', atMs, wallMs, discharges }) as const;
/** Claims 2400 s and goes down by the second; the gauge says what is given. */
const claiming =
  (chargeAt: (second: number) => number, over: Partial<Reading> = {}) =>
  (second: number) =>
    ({ ...mains, power: 'battery', runtimeSeconds: 2400 - second, chargePercent: chargeAt(second), ...over }) as const;

describe('the lower of claim and our own estimate', () => {
  it('counts on mains already, from discharges seen before', () => {
    const story = tellStory()
      .tell(remembered([earlier]))
      .during(5, mains);
    expect(story.ups()).toMatchObject({
      runtimeSeconds: 1000,
      runtimeBasis: 'earlier',
      runtimeTrust: {
        claimedSeconds: 2400,
        ownSeconds: 1000,
        ownFrom: 'earlierDischarges',
        observedPercent: 40,
        seen: { discharges: 1, leastSeconds: 1000, mostSeconds: 1000, lowestPercent: 60 },
        factor: 1,
        reasons: [],
      },
    });
    story.during(1, { ...mains, loadPercent: 80 });
    expect(story.ups().runtimeSeconds).toBeLessThan(500);
    story.during(1, { ...mains, runtimeSeconds: 700 });
    expect(story.ups()).toMatchObject({ runtimeSeconds: 700, runtimeBasis: 'device' });
  });

  it('tells how far apart earlier discharges lie, and no longer once this one has shown enough', () => {
    const quicker = { ...earlier, beganAt: '2026-05-02T00:00:00Z', seconds: 300, toPercent: 70, fromPercent: 100 };
    const slower = { ...earlier, beganAt: '2026-05-03T00:00:00Z', seconds: 480 };
    const story = tellStory()
      .tell(remembered([earlier, quicker, slower]))
      .during(5, { ...mains, flags: ['replaceBattery'] });
    const seen = story.ups().runtimeTrust?.seen;
    expect(seen).toMatchObject({ discharges: 3, lowestPercent: 60 });
    expect(seen?.leastSeconds).toBeCloseTo(600, 6);
    expect(seen?.mostSeconds).toBeCloseTo(720, 6);
    story.during(
      400,
      claiming((second) => 100 - second / 10),
    );
    expect(story.ups().runtimeTrust).toMatchObject({ ownFrom: 'thisDischarge' });
    expect(story.ups().runtimeTrust?.seen).toBeUndefined();
  });

  it('is an estimate also of a UPS that tells no runtime', () => {
    const story = tellStory()
      .tell(remembered([earlier]))
      .during(5, { power: 'mains', chargePercent: 50, loadPercent: 40 });
    expect(story.ups()).toMatchObject({ runtimeSeconds: 500, runtimeBasis: 'earlier' });
  });

  it('counts in the next outage from its first reading, whatever a gauge that stands still says', () => {
    const story = tellStory({}, needs)
      .tell(remembered([earlier]))
      .during(10, mains)
      .during(
        800,
        claiming(() => 100),
      );
    // 1000 s in all, less 360 s that are needed and kept.
    expect(story.firedAt()).toBeGreaterThan(10 + 600);
    expect(story.firedAt()).toBeLessThan(10 + 660);
    expect(
      tellStory({}, needs)
        .during(10, mains)
        .during(
          800,
          claiming(() => 100),
        )
        .firedAt(),
    ).toBeUndefined();
  });

  it('leaves earlier discharges when this one has shown enough: the battery may be a new one', () => {
    const story = tellStory({}, needs)
      .tell(remembered([earlier]))
      .during(10, mains)
      .during(
        600,
        claiming((second) => 100 - Math.floor(second / 24)),
      );
    expect(story.fired()).toEqual([]);
    expect(story.ups().runtimeTrust?.ownFrom).toBe('thisDischarge');
    expect(story.ups().runtimeSeconds).toBeGreaterThan(1500);
  });

  it('is told to be remembered with each further 5 %, before the end that may be the end of this machine', () => {
    const story = tellStory()
      .during(10, mains)
      .during(
        250,
        claiming((second) => 100 - Math.floor(second / 10), { flags: ['replaceBattery'], batteryDate: '2024-05-31' }),
      );
    const seen = story.effects.flatMap((one) => (one.kind === 'dischargeSeen' ? [one] : []));
    expect(seen.map((one) => one.discharge.toPercent)).toEqual([93, 89, 84, 79]);
    expect(new Set(seen.map((one) => one.discharge.beganMs))).toEqual(new Set([11_000]));
    expect(seen[3]).toMatchObject({
      battery: { needsReplacing: true, batteryDate: '2024-05-31' },
      discharge: { fromPercent: 99, seconds: 200, loadPercent: 40 },
    });
  });
});

describe('a claim that deserves less belief', () => {
  it.each([
    ['after a failed self test', { flags: ['selfTestFailed'] }, 'selfTestFailed', 1200],
    ['when the device asks for a new battery', { flags: ['replaceBattery'] }, 'replaceBattery', 1440],
    ['when it is too hot', { flags: ['overTemperature'] }, 'overTemperature', 1920],
    ['of an old battery', { batteryDate: '2019-03-01' }, 'batteryAged', 1440],
    ['when the operating system tells it', { protocol: 'system' }, 'claimOfSystem', 1920],
  ] as const)('counts for less %s, and says so', (_why, over, kind, counted) => {
    const story = tellStory()
      .tell(remembered([]))
      .during(5, { ...mains, ...over });
    expect(story.ups().runtimeSeconds).toBeCloseTo(counted, 6);
    expect(story.ups().runtimeTrust?.reasons).toMatchObject([{ kind }]);
    story.during(5, { ...mains, ...over, power: 'battery' });
    expect(story.ups().runtimeSeconds).toBeCloseTo(counted, 6);
  });

  it('is the weightiest reason, not all of them together', () => {
    const story = tellStory().during(5, { ...mains, flags: ['selfTestFailed', 'replaceBattery', 'overTemperature'] });
    expect(story.ups()).toMatchObject({ runtimeSeconds: 1200, runtimeTrust: { factor: 0.5 } });
  });

  it('of an operating system leaves what Sundown saw itself as it is', () => {
    const story = tellStory()
      .tell(remembered([earlier]))
      .during(5, { ...mains, protocol: 'system' });
    expect(story.ups()).toMatchObject({ runtimeSeconds: 1000, runtimeBasis: 'earlier', runtimeTrust: { ownSeconds: 1000, factor: 0.8 } });
  });

  it('of an operating system that also asks for a new battery counts as that one alone', () => {
    const story = tellStory().during(5, { ...mains, protocol: 'system', flags: ['replaceBattery'] });
    expect(story.ups()).toMatchObject({ runtimeSeconds: 1440, runtimeTrust: { factor: 0.6 } });
  });

  it('when it jumps counts for less for a minute', () => {
    const story = tellStory()
      .during(10, mains)
      .during(
        60,
        claiming(() => 100),
      )
      .during(1, { ...mains, power: 'battery', runtimeSeconds: 1000 });
    expect(story.ups()).toMatchObject({ runtimeSeconds: 800, doubts: ['runtimeJumps'] });
    expect(story.ups().runtimeTrust?.reasons).toEqual([{ kind: 'claimJumps', factor: 0.8 }]);
  });

  it('when it is repeated word for word counts down from its first time: a card that froze says the same until the battery is empty', () => {
    const frozen = { ...mains, power: 'battery', runtimeSeconds: 900 } as const;
    const story = tellStory({}, needs).during(10, mains).during(700, frozen);
    expect(story.firedAt()).toBeGreaterThan(10 + 540);
    expect(story.firedAt()).toBeLessThan(10 + 610);
    expect(story.ups().runtimeTrust?.reasons).toEqual([{ kind: 'claimStands', factor: 1 }]);
  });

  it('in whole minutes is not held against it', () => {
    const story = tellStory()
      .during(10, mains)
      .during(300, (second) => ({ ...mains, power: 'battery', runtimeSeconds: 60 * Math.ceil((2400 - second) / 60) }));
    expect(story.ups()).toMatchObject({ runtimeBasis: 'device', runtimeTrust: { reasons: [] } });
    expect(story.ups().runtimeSeconds).toBeGreaterThanOrEqual(2400 - 300 - 60);
  });

  it('does not lower what this discharge shows: that is measured', () => {
    const story = tellStory()
      .during(10, mains)
      .during(
        300,
        claiming((second) => 100 - Math.floor(second / 10), { flags: ['selfTestFailed'] }),
      );
    expect(story.ups().runtimeBasis).toBe('model');
    expect(story.ups().runtimeSeconds).toBeGreaterThan(650);
  });

  it('that jumps up twice, down between, is still held to what it was before: the first jump is no claim to go back to', () => {
    const wild = [1850, 671, 1619, 667];
    const story = tellStory({}, needs)
      .during(10, mains)
      .during(30, (second) => ({ ...mains, power: 'battery', runtimeSeconds: 705 - second }))
      .during(4, (second) => ({ ...mains, power: 'battery', runtimeSeconds: wild[second - 1] ?? 0 }))
      .during(1000, 'silent');
    expect(story.firedAt()).toBeLessThan(10 + 705 - 360);
  });

  it('that falls for one reading amid jumps starts nothing', () => {
    const wild = [485, 951, 96, 947, 945];
    const story = tellStory({}, { neededSeconds: 100, marginSeconds: 62 })
      .during(10, mains)
      .during(30, (second) => ({ ...mains, power: 'battery', runtimeSeconds: 990 - second }))
      .during(5, (second) => ({ ...mains, power: 'battery', runtimeSeconds: wild[second - 1] ?? 0 }))
      .during(20, (second) => ({ ...mains, power: 'battery', runtimeSeconds: 944 - second }));
    expect(story.fired()).toEqual([]);
  });

  it('does not keep our own estimate up: when the card froze it goes on counting down', () => {
    const gauge = (second: number) => 100 - Math.floor(Math.min(second, 120) / 10);
    const story = tellStory({}, needs).during(10, mains).during(900, claiming(gauge));
    expect(story.firedAt()).toBeGreaterThan(10 + 560);
    expect(story.firedAt()).toBeLessThan(10 + 660);
  });

  it('that jumps and is then repeated for ever stays held to what it was before', () => {
    const story = tellStory({}, needs)
      .during(10, mains)
      .during(30, (second) => ({ ...mains, power: 'battery', runtimeSeconds: 705 - second }))
      .during(700, { ...mains, power: 'battery', runtimeSeconds: 2000 });
    expect(story.firedAt()).toBeLessThanOrEqual(10 + 705 - 360);
  });
});
