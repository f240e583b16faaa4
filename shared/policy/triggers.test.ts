import { describe, expect, it } from 'vitest';
import type { Triggers } from '../plan/plan.js';
import type { Reading } from '../ups/reading.js';
import { decide } from './policy.js';
import { initialPolicy } from './policy-state.js';
import { noTriggers, reading, storyConfig, tellStory } from './testing/story.js';

const battery = { power: 'battery', chargePercent: 90, runtimeSeconds: 1800, loadPercent: 30 } as const;
const mains = { power: 'mains', chargePercent: 100, runtimeSeconds: 2400, loadPercent: 30 } as const;
const needs = { neededSeconds: 300, marginSeconds: 120 };
const only = (triggers: Partial<Triggers>) => ({ triggers: { ...noTriggers, ...triggers } });

/** A UPS that tells the truth: so much runtime at the start of the outage, less by every second. */
const honest =
  (seconds: number) =>
  (second: number): Partial<Reading> => ({
    power: 'battery',
    runtimeSeconds: Math.max(1, seconds - second),
    chargePercent: Math.max(1, 100 - (100 * second) / seconds),
    loadPercent: 40,
  });

describe('latest safe start', () => {
  it('fires when the runtime left is what the plan needs and its margin, and not before', () => {
    const story = tellStory(only({ latestSafeStart: true }), needs)
      .during(10, mains)
      .during(1000, honest(1000));
    expect(story.fired()).toEqual(['latestSafeStart']);
    // 1000 - t <= 420
    expect(story.firedAt()).toBe(10 + 580);
  });

  it('says how long the office was on battery and what was left', () => {
    const story = tellStory(only({ latestSafeStart: true }), needs)
      .during(10, mains)
      .during(700, honest(1000));
    const fired = story.effects.find((one) => one.kind === 'triggerFired');
    expect(fired).toMatchObject({ secondsOnBattery: 579, upsIds: ['ups'] });
    expect(fired?.kind === 'triggerFired' ? fired.runtimeSeconds : undefined).toBeCloseTo(420, 0);
  });

  it('fires as soon as battery is confirmed when the plan does not fit at all', () => {
    const story = tellStory(only({ latestSafeStart: true }), needs)
      .during(10, mains)
      .during(60, honest(200));
    expect(story.firedAt()).toBe(16);
  });

  it('fires earlier when the plan comes to need more', () => {
    const story = tellStory(only({ latestSafeStart: true }), needs)
      .during(10, mains)
      .during(100, honest(1000));
    expect(story.fired()).toEqual([]);
    story.tell({ kind: 'forecast', neededSeconds: 900, marginSeconds: 120 });
    expect(story.fired()).toEqual(['latestSafeStart']);
  });

  it('does not fire without a forecast, and a forecast that is no number keeps the one before', () => {
    const without = tellStory(only({ latestSafeStart: true }))
      .during(10, mains)
      .during(900, honest(1000));
    expect(without.fired()).toEqual([]);
    const nonsense = tellStory(only({ latestSafeStart: true }), needs)
      .tell({ kind: 'forecast', neededSeconds: Number.NaN, marginSeconds: 1 })
      .tell({ kind: 'forecast', neededSeconds: -5, marginSeconds: 1 })
      .during(10, mains)
      .during(900, honest(1000));
    expect(nonsense.firedAt()).toBe(10 + 580);
  });

  it('asks for a second look instead of believing one reading', () => {
    const story = tellStory(only({ latestSafeStart: true }), needs)
      .during(10, mains)
      .during(30, battery)
      .during(1, { ...battery, runtimeSeconds: 90 });
    expect(story.fired()).toEqual([]);
    expect(story.effects.at(-1)).toMatchObject({ kind: 'readNow' });
    story.during(10, battery);
    expect(story.fired()).toEqual([]);
  });

  it('does not wait for the next reading when two of them, counted down, say that it is time', () => {
    const story = tellStory(only({ latestSafeStart: true }), needs)
      .during(10, mains)
      .during(10, { ...battery, runtimeSeconds: 440 })
      .during(30, 'unasked');
    expect(story.firedAt()).toBe(40);
  });
});

describe('time on battery', () => {
  it('fires by our own clock', () => {
    const story = tellStory(only({ onBatterySeconds: 120 }))
      .during(10, mains)
      .during(200, battery);
    expect(story.fired()).toEqual(['onBatterySeconds']);
    expect(story.firedAt()).toBe(131);
  });

  it('fires on a tick: it does not wait for a reading', () => {
    const story = tellStory(only({ onBatterySeconds: 120 }))
      .during(10, mains)
      .during(10, battery)
      .during(120, 'unasked');
    expect(story.firedAt()).toBe(131);
  });
});

describe('runtime and charge floors, low battery', () => {
  const cases: readonly (readonly [string, Partial<Triggers>, Partial<Reading>])[] = [
    ['runtimeBelow', { runtimeBelowSeconds: 600 }, { ...battery, runtimeSeconds: 600 }],
    ['chargeBelow', { chargeBelowPercent: 40 }, { ...battery, chargePercent: 40 }],
    ['lowBattery', { lowBattery: true }, { ...battery, flags: ['lowBattery'] }],
  ];

  it.each(cases)('%s fires at the second reading in a row that says so', (kind, triggers, said) => {
    const story = tellStory(only(triggers)).during(10, mains).during(20, battery).during(1, said);
    expect(story.fired()).toEqual([]);
    story.during(1, said);
    expect(story.fired()).toEqual([kind]);
  });

  it.each(cases)('%s does not fire when every other reading says otherwise', (_kind, triggers, said) => {
    const story = tellStory(only(triggers))
      .during(10, mains)
      .during(200, (second) => (second % 2 === 0 ? said : battery));
    expect(story.fired()).toEqual([]);
  });

  it.each(cases)('%s does not fire on mains, however often it is said', (_kind, triggers, said) => {
    const story = tellStory(only(triggers)).during(600, { ...said, power: 'mains' });
    expect(story.fired()).toEqual([]);
  });

  it.each(cases)('%s wants two readings also right after a gap, and where battery counts at once', (kind, triggers, said) => {
    const woken = tellStory(only(triggers))
      .during(10, mains)
      .during(20, battery)
      .tell((atMs) => ({ kind: 'slept', atMs }))
      .during(1, said);
    expect(woken.fired()).toEqual([]);
    expect(woken.during(1, said).fired()).toEqual([kind]);
    const hasty = tellStory({ ...only(triggers), confirmSeconds: 0 })
      .during(10, mains)
      .during(1, said);
    expect(hasty.fired()).toEqual([]);
    expect(hasty.during(1, said).fired()).toEqual([kind]);
  });

  it('a flag raised together with "on battery" waits for the confirmation: a weak battery does that in a self test', () => {
    const low = { ...battery, flags: ['lowBattery'] } as const;
    const flicker = tellStory(only({ lowBattery: true }))
      .during(10, mains)
      .during(4, low)
      .during(60, mains);
    expect(flicker.fired()).toEqual([]);
    const outage = tellStory(only({ lowBattery: true }))
      .during(10, mains)
      .during(10, low);
    expect(outage.firedAt()).toBe(16);
  });

  it('own thresholds fire where the card never raises low battery (nut #2619)', () => {
    const story = tellStory(only({ lowBattery: true, chargeBelowPercent: 30 }))
      .during(10, mains)
      .during(1000, honest(1000));
    expect(story.fired()).toEqual(['chargeBelow']);
  });

  it('a low battery on mains is told, not acted on', () => {
    const story = tellStory(only({ lowBattery: true })).during(60, { ...mains, flags: ['lowBattery'] });
    expect(story.facts()).toMatchObject([{ kind: 'lowBattery', isOnBattery: false }]);
    expect(story.fired()).toEqual([]);
  });
});

describe('forced shutdown by a NUT primary', () => {
  const forced = { ...battery, flags: ['forcedShutdown'] } as const;

  it('fires at once when the user chose to follow it, on mains as well: the output will go', () => {
    const story = tellStory(only({ forcedShutdown: true }))
      .during(10, mains)
      .during(1, { ...mains, flags: ['forcedShutdown'] });
    expect(story.fired()).toEqual(['forcedShutdown']);
    expect(story.facts()).toMatchObject([{ kind: 'forcedShutdownSeen', isFollowed: true }]);
  });

  it('fires at once on battery', () => {
    const story = tellStory(only({ forcedShutdown: true }))
      .during(10, mains)
      .during(2, battery)
      .during(1, forced);
    expect(story.firedAt()).toBe(13);
  });

  it('is not followed by default, and told', () => {
    const story = tellStory(only({}))
      .during(10, mains)
      .during(60, { ...mains, flags: ['forcedShutdown'] });
    expect(story.fired()).toEqual([]);
    expect(story.facts()).toMatchObject([{ kind: 'forcedShutdownSeen', isFollowed: false }]);
  });

  it('left over from the outage before is not followed on mains at the start: that would be a shutdown loop', () => {
    const story = tellStory(only({ forcedShutdown: true })).during(60, { ...mains, flags: ['forcedShutdown'] });
    expect(story.fired()).toEqual([]);
  });

  it('left over from the outage before is not followed in the next one either', () => {
    const story = tellStory(only({ forcedShutdown: true }))
      .during(60, { ...mains, flags: ['forcedShutdown'] })
      .during(60, forced);
    expect(story.fired()).toEqual([]);
    const first = tellStory(only({ forcedShutdown: true })).during(10, forced);
    expect(first.fired()).toEqual(['forcedShutdown']);
  });

  it('holds the outage open until it is taken back, then power counts as returned', () => {
    const story = tellStory(only({ forcedShutdown: true }))
      .during(40, mains)
      .during(60, { ...mains, flags: ['forcedShutdown'] });
    expect(story.secondOf('powerReturned')).toBeUndefined();
    story.during(2, mains);
    expect(story.secondOf('powerReturned')).toBe(101);
    expect(story.fired()).toEqual(['forcedShutdown']);
  });

  it('fires again for a second order', () => {
    const order = { ...mains, flags: ['forcedShutdown'] } as const;
    const story = tellStory(only({ forcedShutdown: true }))
      .during(40, mains)
      .during(5, order)
      .during(60, mains)
      .during(5, order);
    expect(story.fired()).toEqual(['forcedShutdown', 'forcedShutdown']);
  });
});

describe('one trigger per outage', () => {
  const both = only({ onBatterySeconds: 60, lowBattery: true, chargeBelowPercent: 50 });

  it('fires once, whatever holds afterwards', () => {
    const story = tellStory(both)
      .during(10, mains)
      .during(600, { ...battery, chargePercent: 10, flags: ['lowBattery'] });
    expect(story.fired()).toEqual(['lowBattery']);
  });

  it('fires again in the next outage', () => {
    const story = tellStory(both).during(10, mains).during(70, battery).during(40, mains).during(70, battery);
    expect(story.fired()).toEqual(['onBatterySeconds', 'onBatterySeconds']);
  });

  it('a run that a person started needs no other', () => {
    const story = tellStory(both)
      .during(10, mains)
      .during(20, battery)
      .tell((atMs) => ({ kind: 'startedByPerson', atMs }))
      .during(200, battery);
    expect(story.fired()).toEqual(['person']);
  });

  it('a run that a person started on mains does not spend the trigger of a later outage', () => {
    const story = tellStory(both)
      .during(10, mains)
      .tell((atMs) => ({ kind: 'startedByPerson', atMs }))
      .during(10, mains)
      .during(70, battery);
    expect(story.fired()).toEqual(['person', 'onBatterySeconds']);
  });

  it('after a cancelled run a harder trigger still fires, the cancelled one does not', () => {
    const story = tellStory(both)
      .during(10, mains)
      .during(70, battery)
      .tell((atMs) => ({ kind: 'runCancelled', atMs }))
      .during(60, battery);
    expect(story.fired()).toEqual(['onBatterySeconds']);
    story.during(10, { ...battery, flags: ['lowBattery'] });
    expect(story.fired()).toEqual(['onBatterySeconds', 'lowBattery']);
  });

  it('nothing fires without a plan', () => {
    const { triggers: _none, ...config } = storyConfig();
    let state = initialPolicy(['ups']);
    const kinds = new Set<string>();
    for (let second = 1; second <= 600; second += 1) {
      const low = reading({ power: 'battery', flags: ['lowBattery', 'forcedShutdown'], runtimeSeconds: 10, chargePercent: 1 });
      const [next, effects] = decide(state, { kind: 'reading', upsId: 'ups', atMs: second * 1000, reading: low }, config);
      state = next;
      for (const effect of effects) kinds.add(effect.kind);
    }
    expect(kinds).toEqual(new Set(['upsChanged', 'notice', 'powerConfirmed']));
  });
});

describe('a device that says "on battery" beside "on mains" for ever', () => {
  const torn = {
    disagreements: [
      {
        field: 'power',
        said: [
          { source: 'OL', value: 'mains' },
          { source: 'OB', value: 'battery' },
        ],
      },
    ],
  };

  it('starts nothing by time while its input voltage is good', () => {
    const story = tellStory(only({ onBatterySeconds: 60 })).during(600, { ...battery, ...torn, inputVolts: 229 });
    expect(story.fired()).toEqual([]);
  });

  it('starts the plan by time when the input voltage is gone', () => {
    const story = tellStory(only({ onBatterySeconds: 60 }))
      .during(10, { ...mains, inputVolts: 229 })
      .during(600, { ...battery, ...torn, inputVolts: 0 });
    expect(story.fired()).toEqual(['onBatterySeconds']);
  });
});
