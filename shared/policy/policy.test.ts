import { describe, expect, it } from 'vitest';
import type { Reading } from '../ups/reading.js';
import { isMainsStable, suppliesSeen } from './office-power.js';
import { decide } from './policy.js';
import { initialPolicy } from './policy-state.js';
import { noTriggers, reading, storyConfig, tellStory } from './testing/story.js';

const battery = { power: 'battery', chargePercent: 90, runtimeSeconds: 1800, loadPercent: 30 } as const;
const mains = { power: 'mains', chargePercent: 100, runtimeSeconds: 2400, loadPercent: 30, inputVolts: 230 } as const;
const onTime = (onBatterySeconds: number) => ({ triggers: { ...noTriggers, onBatterySeconds } });

describe('on battery', () => {
  it('is confirmed after 5 s of our own clock, and warned of once', () => {
    const story = tellStory().during(20, mains).during(30, battery);
    expect(story.secondOf('powerConfirmed')).toBe(26);
    expect(story.factKinds()).toEqual(['onBattery']);
    expect(story.ups()).toMatchObject({ power: 'battery', trust: 'fresh', secondsOnBattery: 29 });
  });

  it('is pending until then', () => {
    const story = tellStory().during(20, mains).during(3, battery);
    expect(story.ups()).toMatchObject({ power: 'mains', pending: 'battery' });
    expect(story.ups().secondsOnBattery).toBeUndefined();
  });

  it('is not confirmed by a flicker of 2 s, and nobody is told', () => {
    const story = tellStory().during(20, mains).during(2, battery).during(60, mains);
    expect(story.effects.filter((one) => one.kind !== 'upsChanged')).toEqual([]);
    expect(story.ups()).toMatchObject({ power: 'mains' });
    expect(story.ups().pending).toBeUndefined();
  });

  it('is not confirmed by blinks with mains between them, however many; by two readings in a row it is, and the blinks add up', () => {
    const blinks = (second: number) => (second % 5 !== 0 ? 'unasked' : second % 10 === 0 ? battery : mains);
    const story = tellStory().during(20, mains).during(60, blinks);
    expect(story.secondOf('powerConfirmed')).toBeUndefined();
    story.during(2, battery);
    expect(story.secondOf('powerConfirmed')).toBe(81);
  });

  it('said once while mains returns may be a blink: only a second time takes back that it returns', () => {
    const story = tellStory({ upsIds: ['ups'] })
      .during(20, mains)
      .during(30, battery)
      .during(10, mains)
      .during(1, battery);
    const seen = () => suppliesSeen([{ groupId: 'office', state: story.state, config: story.config }]).returning;
    expect(seen()).toEqual(['ups']);
    story.during(1, battery);
    expect(seen()).toEqual([]);
  });

  it('counts at once with confirmSeconds 0', () => {
    const story = tellStory({ confirmSeconds: 0 }).during(20, mains).during(1, battery);
    expect(story.secondOf('powerConfirmed')).toBe(21);
  });

  it('is found when the program starts in the middle of an outage', () => {
    const story = tellStory().during(10, battery);
    expect(story.secondOf('powerConfirmed')).toBe(6);
  });

  it("never looks at the device's own seconds on battery: it is not even part of a reading (pve-ups #25)", () => {
    const kept = { ...battery, secondsOnBattery: 100_000 };
    const story = tellStory(onTime(60)).during(10, mains).during(30, kept).during(60, mains).during(40, kept);
    expect(story.fired()).toEqual([]);
  });

  it('starts a second outage at 0, not where the first one ended (pve-ups #25)', () => {
    const story = tellStory(onTime(60)).during(10, mains).during(50, battery).during(40, mains).during(50, battery);
    expect(story.fired()).toEqual([]);
    story.during(12, battery);
    expect(story.firedAt()).toBe(161);
  });
});

describe('mains back', () => {
  it('counts as back after 30 s', () => {
    const story = tellStory().during(10, mains).during(60, battery).during(29, mains);
    expect(story.ups()).toMatchObject({ power: 'battery', pending: 'mains' });
    story.during(2, mains);
    expect(story.secondOf('powerReturned')).toBe(101);
    expect(story.ups().power).toBe('mains');
    expect(story.factKinds()).toEqual(['onBattery', 'mainsReturned']);
  });

  it('tells how long the office was on battery', () => {
    const story = tellStory().during(10, mains).during(60, battery).during(40, mains);
    expect(story.effects.find((one) => one.kind === 'powerReturned')).toMatchObject({ secondsOnBattery: 60 });
  });

  it('resumed sooner is the same outage and its time adds up (nut #1533, #2406)', () => {
    const story = tellStory(onTime(60)).during(10, mains).during(40, battery).during(20, mains).during(19, battery);
    expect(story.fired()).toEqual([]);
    expect(story.effects.filter((one) => one.kind === 'powerConfirmed')).toHaveLength(1);
    expect(story.ups().secondsOnBattery).toBe(58);
    story.during(3, battery);
    expect(story.fired()).toEqual(['onBatterySeconds']);
    expect(story.factKinds()).toContain('outageResumed');
  });

  it('flickers of 4 s that come again and again add up to an outage (nut #2406)', () => {
    const story = tellStory().during(10, mains);
    for (let times = 0; times < 3; times += 1) story.during(4, battery).during(5, mains);
    expect(story.effects.filter((one) => one.kind === 'powerConfirmed')).toHaveLength(1);
  });

  it('does not fire a trigger while mains is back but not yet stable (nut #2406)', () => {
    const story = tellStory({}, { neededSeconds: 100, marginSeconds: 0 })
      .during(10, mains)
      .during(8, { ...battery, runtimeSeconds: 105 })
      .during(60, { ...mains, chargePercent: 5, runtimeSeconds: 20 });
    expect(story.fired()).toEqual([]);
  });

  it('must be heard to be stable: silence does not count towards it', () => {
    const story = tellStory().during(10, mains).during(60, battery).during(3, mains).during(60, 'silent');
    expect(story.secondOf('powerReturned')).toBeUndefined();
    story.during(20, mains);
    expect(story.secondOf('powerReturned')).toBeUndefined();
    story.during(11, mains);
    expect(story.secondOf('powerReturned')).toBeDefined();
  });

  it('is stable for a restore only after 30 s, also at the start of the program', () => {
    const story = tellStory().during(20, mains);
    expect(isMainsStable(story.state, story.config)).toBe(false);
    story.during(11, mains);
    expect(isMainsStable(story.state, story.config)).toBe(true);
    story.during(1, 'silent');
    expect(isMainsStable(story.state, story.config)).toBe(false);
  });

  it('is not stable for a restore while the readings contradict each other', () => {
    const story = tellStory()
      .during(60, mains)
      .during(60, { ...mains, inputVolts: 0 });
    expect(story.ups()).toMatchObject({ power: 'mains', doubts: ['contradictory'] });
    expect(isMainsStable(story.state, story.config)).toBe(false);
  });
});

describe('communication lost on mains', () => {
  it('is told after 15 s and is never a trigger (nut #2126)', () => {
    const story = tellStory({ triggers: { ...noTriggers, latestSafeStart: true, lowBattery: true, onBatterySeconds: 10 } })
      .during(30, mains)
      .during(14, 'silent');
    expect(story.factKinds()).toEqual([]);
    expect(story.ups()).toMatchObject({ trust: 'stale', power: 'mains' });
    story.during(1, 'silent');
    expect(story.facts()).toMatchObject([{ kind: 'lost', isOnBattery: false }]);
    story.during(86_400, 'silent');
    expect(story.fired()).toEqual([]);
    expect(story.ups()).toMatchObject({ trust: 'lost', power: 'unknown' });
    expect(story.factKinds()).toEqual(['lost']);
  });

  it('stays quiet when the card restarts for 10 s', () => {
    const story = tellStory().during(30, mains).during(10, 'silent').during(30, mains);
    expect(story.factKinds()).toEqual([]);
  });

  it('is over when it answers, and that is told', () => {
    const story = tellStory().during(30, mains).during(60, 'silent').during(1, mains);
    expect(story.factKinds()).toEqual(['lost', 'heardAgain']);
    expect(story.ups()).toMatchObject({ trust: 'fresh', power: 'mains' });
  });

  it('a card that lost its UPS answers with values of yesterday: that is silence, too', () => {
    const story = tellStory(onTime(10))
      .during(30, mains)
      .during(60, { ...battery, flags: ['communicationLost', 'lowBattery'] });
    expect(story.ups()).toMatchObject({ trust: 'lost', power: 'unknown' });
    expect(story.ups().flags).toEqual(['communicationLost']);
    expect(story.factKinds()).toEqual(['lost']);
    expect(story.fired()).toEqual([]);
  });

  it('a reading that does not tell where the power comes from is silence, too', () => {
    const story = tellStory(onTime(10))
      .during(30, mains)
      .during(60, { ...mains, power: 'unknown', flags: ['lowBattery'] });
    expect(story.ups()).toMatchObject({ trust: 'lost', power: 'unknown' });
    expect(story.fired()).toEqual([]);
    expect(story.factKinds()).toEqual(['lowBattery', 'lost']);
  });

  it('a lost UPS that was calibrating is not assumed dead (nut #2794)', () => {
    const story = tellStory({}, { neededSeconds: 600, marginSeconds: 60 })
      .during(30, mains)
      .during(20, { ...mains, flags: ['calibrating', 'discharging'] })
      .during(7200, 'silent');
    expect(story.fired()).toEqual([]);
  });

  it('a lost UPS whose calibration was no longer believed was on battery, and its countdown goes on (nut #2168)', () => {
    const story = tellStory({ calibrationBelievedSeconds: 60 }, { neededSeconds: 600, marginSeconds: 60 })
      .during(30, mains)
      .during(80, { ...battery, flags: ['calibrating'], runtimeSeconds: 900 })
      .during(600, 'silent');
    expect(story.fired()).toEqual(['estimateAtFloor']);
  });

  it('a lost UPS that was calibrating on battery is not assumed dead, however long it stays away (nut #2794)', () => {
    const story = tellStory({}, { neededSeconds: 600, marginSeconds: 60 })
      .during(30, mains)
      .during(20, { ...battery, flags: ['calibrating'] })
      .during(20_000, 'silent');
    expect(story.fired()).toEqual([]);
    expect(story.ups()).toMatchObject({ trust: 'lost', power: 'unknown' });
    expect(story.factKinds()).toEqual(['doubted', 'lost']);
  });

  it('a lost UPS that comes back still calibrating goes on calibrating', () => {
    const calibrating = { ...battery, flags: ['calibrating'] } as const;
    const story = tellStory().during(30, mains).during(20, calibrating).during(600, 'silent').during(20, calibrating).during(60, mains);
    expect(story.fired()).toEqual([]);
    expect(story.secondOf('powerConfirmed')).toBeUndefined();
  });
});

describe('communication lost while on battery', () => {
  const needs = { neededSeconds: 300, marginSeconds: 60 };

  it('the countdown goes on from the last good reading by our own clock (nut #2454, #2462)', () => {
    const story = tellStory({}, needs)
      .during(10, mains)
      .during(30, { ...battery, runtimeSeconds: 900 })
      .during(100, 'silent');
    expect(story.ups()).toMatchObject({ trust: 'lost', power: 'battery', runtimeSeconds: 800, runtimeBasis: 'decayed' });
    expect(story.ups().secondsOnBattery).toBe(129);
    expect(story.facts().at(-1)).toMatchObject({ kind: 'lost', isOnBattery: true });
  });

  it('the plan fires when the estimate reaches the floor (nut #2454, #2462; WinNUT #133)', () => {
    const story = tellStory({}, needs)
      .during(10, mains)
      .during(30, { ...battery, runtimeSeconds: 900 })
      .during(1000, 'silent');
    expect(story.fired()).toEqual(['estimateAtFloor']);
    expect(story.firedAt()).toBe(40 + 900 - 360);
  });

  it('the floor stands in for a low-battery flag that nobody could hear (WinNUT #133)', () => {
    const story = tellStory({ triggers: { ...noTriggers, lowBattery: true } }, needs)
      .during(10, mains)
      .during(30, { ...battery, runtimeSeconds: 900 })
      .during(1000, 'silent');
    expect(story.fired()).toEqual(['estimateAtFloor']);
  });

  it('goes on as well when the UPS answers but no longer tells its power or its runtime', () => {
    for (const said of [{ power: 'unknown' }, { power: 'battery' }] as const) {
      const story = tellStory({}, needs)
        .during(10, mains)
        .during(30, { ...battery, runtimeSeconds: 900 })
        .during(1000, said);
      expect(story.fired()).toHaveLength(1);
      expect(story.firedAt()).toBe(40 + 900 - 360);
    }
  });

  it('time on battery goes on (nut #2454)', () => {
    const story = tellStory(onTime(120)).during(10, mains).during(30, battery).during(200, 'silent');
    expect(story.fired()).toEqual(['onBatterySeconds']);
    expect(story.firedAt()).toBe(131);
  });

  it('without any runtime to count down the UPS is taken for dead once it is lost (nut #2462)', () => {
    const story = tellStory({}, needs).during(10, mains).during(30, { power: 'battery' }).during(14, 'silent');
    expect(story.fired()).toEqual([]);
    story.during(1, 'silent');
    expect(story.fired()).toEqual(['estimateAtFloor']);
  });

  it('one reading on battery and then silence is confirmed only once the UPS is lost', () => {
    const story = tellStory({}, needs).during(10, mains).during(1, battery).during(13, 'silent');
    expect(story.secondOf('powerConfirmed')).toBeUndefined();
    story.during(5, 'silent');
    expect(story.secondOf('powerConfirmed')).toBe(26);
    expect(story.fired()).toEqual([]);
  });

  it('a card that restarts in an outage is not the end: it is heard again and the claim counts again', () => {
    const story = tellStory({}, needs)
      .during(10, mains)
      .during(30, { ...battery, runtimeSeconds: 900 })
      .during(90, 'silent')
      .during(10, { ...battery, runtimeSeconds: 780, chargePercent: 80 });
    expect(story.fired()).toEqual([]);
    expect(story.ups()).toMatchObject({ trust: 'fresh', runtimeBasis: 'device', power: 'battery' });
  });

  it('a claim heard after a long silence is compared with nothing and counts as it is', () => {
    const story = tellStory({}, needs)
      .during(10, mains)
      .during(30, { ...battery, runtimeSeconds: 900 })
      .during(400, 'silent')
      .during(20, { ...battery, runtimeSeconds: 1500 });
    expect(story.fired()).toEqual([]);
    expect(story.ups()).toMatchObject({ runtimeSeconds: 1500, runtimeBasis: 'device', doubts: [] });
  });

  it('one odd reading after a silence does not decide with one from before it', () => {
    const low = { ...battery, flags: ['lowBattery'], runtimeSeconds: 900 } as const;
    const story = tellStory({ triggers: { ...noTriggers, lowBattery: true } })
      .during(10, mains)
      .during(30, battery)
      .during(1, low)
      .during(60, 'silent')
      .during(1, low)
      .during(20, battery);
    expect(story.fired()).toEqual([]);
  });

  it('after mains was seen for a moment nothing fires: the last word was mains', () => {
    const story = tellStory(onTime(60), needs).during(10, mains).during(50, battery).during(3, mains).during(3600, 'silent');
    expect(story.fired()).toEqual([]);
  });
});

describe('output off and bypass', () => {
  it('are told and are never "on battery" (nut #2278)', () => {
    for (const power of ['off', 'bypass'] as const) {
      const story = tellStory({ triggers: { ...noTriggers, lowBattery: true, latestSafeStart: true, onBatterySeconds: 10 } })
        .during(30, mains)
        .during(3600, { power, flags: ['lowBattery'], runtimeSeconds: 0, chargePercent: 0 });
      expect(story.fired()).toEqual([]);
      expect(story.ups().power).toBe(power);
      expect(story.secondOf('powerConfirmed')).toBeUndefined();
      expect(story.factKinds()).toContain(power === 'off' ? 'outputOff' : 'bypass');
    }
  });

  it('off for 4 s at the start of a self test is nothing (nut #2104)', () => {
    const story = tellStory()
      .during(30, mains)
      .during(4, { ...mains, power: 'off' })
      .during(20, mains);
    expect(story.factKinds()).toEqual([]);
  });

  it('OB OFF OB within an outage is one outage (nut #2278)', () => {
    const story = tellStory(onTime(60))
      .during(10, mains)
      .during(30, battery)
      .during(2, { ...battery, power: 'off' })
      .during(40, battery);
    expect(story.effects.filter((one) => one.kind === 'powerConfirmed')).toHaveLength(1);
    expect(story.effects.filter((one) => one.kind === 'powerReturned')).toHaveLength(0);
    expect(story.fired()).toEqual(['onBatterySeconds']);
  });

  it('after bypass on mains again is told', () => {
    const story = tellStory().during(10, mains).during(20, { power: 'bypass' }).during(5, mains);
    expect(story.factKinds()).toEqual(['bypass', 'protectedAgain']);
  });

  it('an outage that ends in bypass is over: power flows', () => {
    const story = tellStory().during(10, mains).during(20, battery).during(35, { power: 'bypass' });
    expect(story.secondOf('powerReturned')).toBeDefined();
    expect(story.ups().power).toBe('bypass');
    expect(isMainsStable(story.state, story.config)).toBe(false);
  });
});

describe('a program just started', () => {
  it('never triggers without a reading (nut #3286)', () => {
    const story = tellStory(onTime(10), { neededSeconds: 600, marginSeconds: 0 }).during(3600, 'silent');
    expect(story.fired()).toEqual([]);
    expect(story.ups()).toMatchObject({ trust: 'neverSeen', power: 'unknown' });
    expect(story.factKinds()).toEqual(['neverHeard']);
  });

  it('tells when a UPS that never answered does', () => {
    const story = tellStory().during(60, 'silent').during(3, mains);
    expect(story.factKinds()).toEqual(['neverHeard', 'heardAgain']);
  });

  it('does not decide on one supply before the other was asked (nut #3286)', () => {
    const config = { upsIds: ['a', 'b'] };
    const spent = { power: 'battery', flags: ['lowBattery'], runtimeSeconds: 60 } as const;
    const asked = tellStory(config).during(10, (_, upsId) => (upsId === 'a' ? spent : 'unasked'));
    expect(asked.fired()).toEqual([]);
    asked.during(3, (_, upsId) => (upsId === 'a' ? spent : mains));
    expect(asked.fired()).toEqual([]);
    const silent = tellStory(config).during(16, (_, upsId) => (upsId === 'a' ? spent : 'unasked'));
    expect(silent.fired()).toEqual(['lowBattery']);
  });
});

describe('connections that change in an outage', () => {
  const low = { power: 'battery', flags: ['lowBattery'], runtimeSeconds: 60 } as const;

  it('keep what is believed of the UPSes that stay', () => {
    const story = tellStory().during(10, mains).during(30, battery);
    const next = initialPolicy(['ups', 'new'], story.state);
    expect(next.ups[0]?.state).toMatchObject({ power: 'battery', secondsOnBattery: 29 });
    expect(next.unanswered).toEqual(['new']);
  });

  it('wait for a new UPS before anything is decided', () => {
    const config = storyConfig({ upsIds: ['ups', 'new'] });
    const story = tellStory().during(10, mains).during(30, battery);
    let state = initialPolicy(config.upsIds, story.state);
    const fired: string[] = [];
    const hear = (atMs: number, upsId: string, said: Partial<Reading>) => {
      const [next, effects] = decide(state, { kind: 'reading', upsId, atMs, reading: reading(said) }, config);
      state = next;
      fired.push(...effects.map((one) => one.kind).filter((kind) => kind === 'triggerFired'));
    };
    for (let second = 41; second < 50; second += 1) hear(second * 1000, 'ups', low);
    expect(fired).toEqual([]);
    hear(50_000, 'new', mains);
    hear(51_000, 'ups', low);
    expect(fired).toEqual([]);
  });
});

describe('a gap in the clock', () => {
  const slept = (gapMs?: number) => (atMs: number) => ({ kind: 'slept' as const, atMs, ...(gapMs === undefined ? {} : { gapMs }) });

  it('reads again before anything is decided', () => {
    const story = tellStory(onTime(60)).during(10, mains).during(58, battery).tell(slept());
    expect(story.effects.at(-1)).toMatchObject({ kind: 'readNow' });
    expect(story.ups().trust).toBe('stale');
    story.during(10, 'unasked');
    expect(story.fired()).toEqual([]);
    story.during(5, mains);
    expect(story.fired()).toEqual([]);
  });

  it('a workstation that woke somewhere else never triggers', () => {
    const story = tellStory(onTime(60), { neededSeconds: 600, marginSeconds: 0 })
      .during(10, mains)
      .during(58, battery)
      .tell(slept())
      .during(86_400, 'silent');
    expect(story.fired()).toEqual([]);
  });

  it('keeps the time on battery that was watched and leaves out the gap', () => {
    const story = tellStory(onTime(60)).during(10, mains).during(50, battery).tell(slept()).during(9, battery);
    expect(story.fired()).toEqual([]);
    story.during(5, battery);
    expect(story.fired()).toEqual(['onBatterySeconds']);
  });

  it('after a long sleep an outage has its whole time again (pve-ups #25)', () => {
    const story = tellStory(onTime(60))
      .during(10, mains)
      .during(50, battery)
      .tell(slept(8 * 3_600_000))
      .during(55, battery);
    expect(story.fired()).toEqual([]);
    story.during(10, battery);
    expect(story.fired()).toEqual(['onBatterySeconds']);
  });

  it('power that returned meanwhile is heard and told', () => {
    const story = tellStory().during(10, mains).during(50, battery).tell(slept(3_600_000)).during(32, mains);
    expect(story.effects.filter((one) => one.kind === 'powerReturned')).toHaveLength(1);
  });

  it('a clock that goes back changes nothing', () => {
    const story = tellStory(onTime(60)).during(10, mains).during(30, battery).tell({ kind: 'ticked', atMs: 0 });
    expect(story.state.nowMs).toBe(40_000);
    expect(story.ups().secondsOnBattery).toBe(29);
  });
});
