import { describe, expect, it } from 'vitest';
import { canPostpone, countdown, secondsUntilStart } from './countdown.js';
import { noTriggers, tellStory, type Story } from './testing/story.js';

const mains = { power: 'mains', chargePercent: 100, runtimeSeconds: 2400 } as const;
const battery = { power: 'battery', chargePercent: 90, runtimeSeconds: 1800 } as const;
const needs = { neededSeconds: 300, marginSeconds: 120 };
const draining = (from: number) => (second: number) => ({ power: 'battery', runtimeSeconds: Math.max(1, from - second) }) as const;
const left = (story: Story) => secondsUntilStart(story.state, story.config);
const postponed = (atMs: number) => ({ kind: 'postponed' as const, atMs });
const timed = { triggers: { ...noTriggers, onBatterySeconds: 60 } };

describe('the countdown', () => {
  it('is absent on mains, before confirmation and after the start of the run', () => {
    const story = tellStory(timed, needs).during(10, mains);
    expect(left(story)).toBeUndefined();
    story.during(3, battery);
    expect(left(story)).toBeUndefined();
    story.during(10, battery);
    expect(left(story)).toBe(48);
    story.during(60, battery);
    expect(story.fired()).toEqual(['onBatterySeconds']);
    expect(left(story)).toBeUndefined();
  });

  it('counts to the latest safe start, by readings and between them', () => {
    const story = tellStory({}, needs).during(10, mains).during(100, draining(1000));
    expect(countdown(story.state, story.config)).toEqual({ trigger: 'latestSafeStart', secondsLeft: 480, canPostpone: false });
    story.during(20, 'unasked');
    expect(left(story)).toBe(460);
  });

  it('goes on while the UPS is silent', () => {
    const story = tellStory({}, needs).during(10, mains).during(100, draining(1000)).during(50, 'silent');
    expect(countdown(story.state, story.config)).toMatchObject({ trigger: 'estimateAtFloor', secondsLeft: 430 });
  });

  it('is to the trigger that comes first', () => {
    const triggers = { ...noTriggers, latestSafeStart: true, onBatterySeconds: 900, runtimeBelowSeconds: 700 };
    const story = tellStory({ triggers }, needs).during(10, mains).during(100, draining(1000));
    expect(countdown(story.state, story.config)).toMatchObject({ trigger: 'runtimeBelow', secondsLeft: 200 });
  });

  it('counts on no UPS that is not heard beside the one on battery', () => {
    const story = tellStory({ ...timed, upsIds: ['a', 'b'] }, needs)
      .during(10, mains)
      .during(30, (_second, upsId) => (upsId === 'a' ? 'silent' : mains))
      .during(20, (_second, upsId) => (upsId === 'a' ? 'silent' : battery));
    expect(countdown(story.state, story.config)).toMatchObject({ trigger: 'onBatterySeconds', secondsLeft: 41 });
  });

  it('stands still while mains is back but not yet stable', () => {
    const story = tellStory(timed, needs).during(10, mains).during(30, battery).during(5, mains);
    expect(left(story)).toBeUndefined();
  });

  it('is never negative', () => {
    const story = tellStory({}, needs).during(10, mains).during(6, { power: 'battery', runtimeSeconds: 60 });
    expect(left(story) ?? 0).toBeGreaterThanOrEqual(0);
  });

  it('is absent when nothing is known that could be counted', () => {
    const story = tellStory({}, needs).during(10, mains).during(30, { power: 'battery' });
    expect(left(story)).toBeUndefined();
  });
});

describe('postponing', () => {
  it('delays the trigger on time by two minutes, again and again', () => {
    const story = tellStory(timed, needs).during(10, mains).during(30, draining(3000)).tell(postponed);
    expect(countdown(story.state, story.config)).toMatchObject({ secondsLeft: 151, postponedUntilSeconds: 120, canPostpone: true });
    story.tell(postponed);
    expect(left(story)).toBe(271);
    story.during(400, draining(2970));
    expect(story.fired()).toEqual(['onBatterySeconds']);
    expect(story.firedAt()).toBe(311);
    expect(story.factKinds()).toEqual(['onBattery', 'postponed', 'postponed']);
  });

  it('never goes beyond the latest safe start, even when the plan has no such trigger', () => {
    const story = tellStory(timed, needs).during(10, mains).during(30, draining(530)).tell(postponed);
    expect(left(story)).toBe(530 - 30 - 420);
    story.during(200, draining(500));
    expect(story.fired()).toEqual(['onBatterySeconds']);
    expect(story.firedAt()).toBe(40 + 80);
  });

  it('never goes past low battery', () => {
    const story = tellStory({ triggers: { ...noTriggers, onBatterySeconds: 60, lowBattery: true } }, needs)
      .during(10, mains)
      .during(30, draining(3000))
      .tell(postponed)
      .during(2, { power: 'battery', runtimeSeconds: 2960, flags: ['lowBattery'] });
    expect(story.fired()).toEqual(['lowBattery']);
  });

  it.each([
    ['when the latest safe start comes first', {}, needs, draining(1000)],
    ['when there is no time left after it', timed, needs, draining(450)],
    ['when the runtime is not known', timed, needs, { power: 'battery' } as const],
    ['when it is not known what the plan needs', timed, undefined, draining(3000)],
  ] as const)('is refused %s', (_why, config, known, says) => {
    const story = tellStory(config, known).during(10, mains).during(30, says).tell(postponed);
    expect(canPostpone(story.state, story.config)).toBe(false);
    expect(story.facts().at(-1)).toEqual({ kind: 'postponeRefused' });
    expect(story.state.postponedSeconds).toBe(0);
  });

  it('is refused once a person has started the run, though the trigger on time is still to come', () => {
    const story = tellStory(timed, needs).during(10, mains).during(30, draining(3000));
    expect(canPostpone(story.state, story.config)).toBe(true);
    story.tell((atMs) => ({ kind: 'startedByPerson', atMs })).tell(postponed);
    expect(canPostpone(story.state, story.config)).toBe(false);
    expect(story.facts().at(-1)).toEqual({ kind: 'postponeRefused' });
  });

  it('is refused on mains', () => {
    const story = tellStory(timed, needs).during(10, mains).tell(postponed);
    expect(story.facts()).toEqual([{ kind: 'postponeRefused' }]);
  });

  it('ends when nobody knows any more how much time is left', () => {
    const story = tellStory(timed, needs).during(10, mains).during(50, draining(3000)).tell(postponed);
    story.during(20, { power: 'mains' }).during(2, 'silent').during(12, { power: 'battery' });
    expect(story.fired()).toEqual(['onBatterySeconds']);
  });

  it('is forgotten with the outage', () => {
    const story = tellStory(timed, needs).during(10, mains).during(30, draining(3000)).tell(postponed).during(40, mains);
    expect(story.state.postponedSeconds).toBe(0);
    story.during(62, draining(3000));
    expect(story.fired()).toEqual(['onBatterySeconds']);
  });
});
