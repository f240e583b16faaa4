import { describe, expect, it } from 'vitest';
import { isMainsStable, officeChargePercent } from './office-power.js';
import { officeRuntime, untilTooFew, type Supply } from './supplies.js';
import { noTriggers, tellStory, type Said } from './testing/story.js';

const mains = { power: 'mains', chargePercent: 100, runtimeSeconds: 2400 } as const;
const battery = { power: 'battery', chargePercent: 90, runtimeSeconds: 1800 } as const;
const low = { power: 'battery', chargePercent: 5, runtimeSeconds: 30, flags: ['lowBattery'] } as const;
const two = { upsIds: ['a', 'b'] };
const each = (a: Said, b: Said) => (_second: number, upsId: string) => (upsId === 'a' ? a : b);
const supply = (standing: Supply['standing'], runtimeSeconds?: number): Supply => ({
  upsId: 'x',
  standing,
  secondsOnBattery: 0,
  ...(runtimeSeconds === undefined ? {} : { runtimeSeconds }),
  isLow: false,
  isForcedShutdown: false,
  isHeard: true,
  isTested: false,
  isTimeDoubted: false,
});
const lasts = (supplies: readonly Supply[], required: number) => officeRuntime(supplies, required, (one) => one.runtimeSeconds);

describe('how long several supplies last', () => {
  it('is for ever while enough are on mains', () => {
    expect(lasts([supply('good'), supply('battery', 60)], 1)).toBe(Infinity);
  });

  it('is the shortest when all are required', () => {
    expect(lasts([supply('battery', 600), supply('battery', 60)], 2)).toBe(60);
    expect(lasts([supply('good'), supply('battery', 60)], 2)).toBe(60);
  });

  it('is less than the longest when one is enough: it takes the load of the other', () => {
    expect(lasts([supply('battery', 600), supply('battery', 200)], 1)).toBe(200 + 400 / 2);
    expect(lasts([supply('battery', 300), supply('battery', 300)], 1)).toBe(300);
    expect(lasts([supply('battery', 100), supply('battery', 200), supply('battery', 400)], 1)).toBeCloseTo(100 + 66.67 + 66.67, 1);
  });

  it('is not known when no runtime is, and one that does not tell lasts as long as the worst', () => {
    expect(lasts([supply('battery'), supply('battery')], 1)).toBeUndefined();
    expect(lasts([supply('battery', 300), supply('battery')], 1)).toBe(300);
  });

  it('does not count on what is gone', () => {
    expect(lasts([supply('gone'), supply('battery', 300)], 1)).toBe(300);
    expect(lasts([supply('gone')], 1)).toBeUndefined();
  });

  it('tells when fewer than required are left of times that end by themselves', () => {
    expect(untilTooFew([10, 20, Infinity], 1)).toBe(Infinity);
    expect(untilTooFew([10, 20, Infinity], 2)).toBe(20);
    expect(untilTooFew([10, 20, Infinity], 3)).toBe(10);
    expect(untilTooFew([10], 2)).toBe(0);
  });
});

describe('two supplies, one required', () => {
  it('one low on battery starts nothing while the other is on mains', () => {
    const story = tellStory(two).during(10, mains).during(600, each(low, mains));
    expect(story.fired()).toEqual([]);
    expect(story.secondOf('powerConfirmed')).toBeUndefined();
    expect(story.facts()).toContainEqual(expect.objectContaining({ kind: 'onBattery', upsId: 'a', isOfficeHeld: true }));
  });

  it('one low on battery starts nothing while the other lasts', () => {
    const story = tellStory(two).during(10, mains).during(60, each(low, battery));
    expect(story.secondOf('powerConfirmed')).toBe(16);
    expect(story.fired()).toEqual([]);
    story.during(5, each(low, low));
    expect(story.fired()).toEqual(['lowBattery']);
  });

  it('one flickers while the other is empty: its first reading on battery is not reckoned as empty, too', () => {
    const flickers = (second: number, upsId: string): Said => {
      if (upsId === 'a') return low;
      return second % 8 < 2 ? battery : mains;
    };
    const needs = { neededSeconds: 300, marginSeconds: 60 };
    const story = tellStory({ ...two, triggers: { ...noTriggers, latestSafeStart: true } }, needs)
      .during(10, mains)
      .during(120, flickers);
    expect(story.secondOf('powerConfirmed')).toBeDefined();
    expect(story.fired()).toEqual([]);
  });

  it('one lost on mains and one low on battery: the lost one is not counted on', () => {
    const story = tellStory(two).during(10, mains).during(60, each(battery, 'silent'));
    expect(story.fired()).toEqual([]);
    story.during(5, each(low, 'silent'));
    expect(story.fired()).toEqual(['lowBattery']);
  });

  it('one lost on mains and one on battery, both needed: silence is no reason to start at once, the battery that tells is', () => {
    const long = (second: number) => ({ ...battery, runtimeSeconds: 1800 - second });
    const story = tellStory({ ...two, requiredSupplies: 2 }, { neededSeconds: 300, marginSeconds: 60 })
      .during(10, mains)
      .during(600, (second, upsId) => (upsId === 'a' ? long(second) : 'silent'));
    expect(story.fired()).toEqual([]);
    story.during(900, (second, upsId) => (upsId === 'a' ? long(600 + second) : 'silent'));
    expect(story.fired()).toEqual(['latestSafeStart']);
  });

  it('one switched off and one low on battery: the office hangs on the low one', () => {
    const story = tellStory(two)
      .during(10, each(mains, { power: 'off' }))
      .during(20, each(low, { power: 'off' }));
    expect(story.fired()).toEqual(['lowBattery']);
  });

  it('one switched off and one on mains starts nothing', () => {
    const story = tellStory(two).during(600, each(mains, { power: 'off', flags: ['lowBattery'] }));
    expect(story.fired()).toEqual([]);
  });

  it('time on battery is that of the one whose failure made them too few', () => {
    const story = tellStory({ ...two, triggers: { ...noTriggers, onBatterySeconds: 60 } })
      .during(10, mains)
      .during(100, each(battery, mains))
      .during(50, battery);
    expect(story.fired()).toEqual([]);
    story.during(20, battery);
    expect(story.firedAt()).toBe(171);
    expect(story.effects.find((one) => one.kind === 'triggerFired')).toMatchObject({ secondsOnBattery: 60 });
  });

  it('the latest safe start reckons with both, and with the load that the survivor takes over', () => {
    const story = tellStory({ ...two, triggers: { ...noTriggers, latestSafeStart: true } }, { neededSeconds: 200, marginSeconds: 0 })
      .during(10, mains)
      .during(1000, (second, upsId) => ({ power: 'battery', runtimeSeconds: (upsId === 'a' ? 300 : 700) - second }));
    // 300 + 400 / 2 = 500 at the start of the outage.
    expect(story.firedAt()).toBe(10 + 300);
  });

  it('a battery that says it is low is not counted on, whatever runtime it claims', () => {
    const story = tellStory(
      { ...two, triggers: { ...noTriggers, latestSafeStart: true, lowBattery: true } },
      { neededSeconds: 400, marginSeconds: 0 },
    )
      .during(10, mains)
      .during(30, each({ ...battery, runtimeSeconds: 1800, flags: ['lowBattery'] }, { ...battery, runtimeSeconds: 700 }));
    // The low one is reckoned with 0 s, so the other has the whole load: 700 / 2.
    expect(story.fired()).toEqual(['latestSafeStart']);
  });

  it('the office is back as soon as one of them is stable on mains', () => {
    const story = tellStory(two).during(10, mains).during(60, battery).during(35, each(mains, battery));
    expect(story.secondOf('powerReturned')).toBe(101);
  });
});

describe('a restore', () => {
  const after = (requiredSupplies: number, b: Said) => {
    const story = tellStory({ ...two, requiredSupplies })
      .during(10, mains)
      .during(20, battery)
      .during(60, each({ ...mains, chargePercent: 70 }, b));
    return [isMainsStable(story.state, story.config), officeChargePercent(story.state, story.config)];
  };

  it('needs one of two stable on mains where one is required, and counts on its charge, not on that of one still on battery', () => {
    expect(after(1, battery)).toEqual([true, 70]);
  });

  it('needs both where both are required, and counts on the charge of the worse', () => {
    expect(after(2, battery)).toEqual([false, undefined]);
    expect(after(2, mains)).toEqual([true, 70]);
    expect(after(1, mains)).toEqual([true, 100]);
  });
});

describe('two supplies, both required', () => {
  it('one low on battery is enough', () => {
    const story = tellStory({ ...two, requiredSupplies: 2 })
      .during(10, mains)
      .during(20, each(low, mains));
    expect(story.fired()).toEqual(['lowBattery']);
  });

  it('asking for more than there are asks for all', () => {
    const story = tellStory({ ...two, requiredSupplies: 5 }).during(600, mains);
    expect(story.fired()).toEqual([]);
    story.during(20, each(low, mains));
    expect(story.fired()).toEqual(['lowBattery']);
  });

  it('a supply that is only watched triggers nothing', () => {
    const story = tellStory({ upsIds: ['a'] }).during(10, mains);
    for (let second = 1; second < 60; second += 1) {
      story.tell((atMs) => ({
        kind: 'reading',
        upsId: 'watched',
        atMs: atMs + second * 1000,
        reading: { ...low, protocol: 'nut', readAt: '', roundTripMs: 1, requests: 1, flags: ['lowBattery'] },
      }));
    }
    expect(story.ups('watched').power).toBe('battery');
    expect(story.fired()).toEqual([]);
  });
});
