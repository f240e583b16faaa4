import { describe, expect, it } from 'vitest';
import type { Reading, UpsFlag } from '../ups/reading.js';
import { isMainsStable } from './office-power.js';
import { selfTestBelievedSeconds } from './test-belief.js';
import { noTriggers, tellStory } from './testing/story.js';

const mains = { power: 'mains', chargePercent: 100, runtimeSeconds: 2400, loadPercent: 30, inputVolts: 230, batteryVolts: 27.3 } as const;
const battery = { ...mains, power: 'battery' } as const;
const flagged = (flag: UpsFlag, over: Partial<Reading> = {}): Partial<Reading> => ({ ...battery, flags: [flag], ...over });
const onTime = (onBatterySeconds: number) => ({ triggers: { ...noTriggers, onBatterySeconds } });

describe('a forced shutdown that a primary announces', () => {
  const follow = { triggers: { ...noTriggers, forcedShutdown: true } };

  it('counts also when it tells nothing else any more', () => {
    const story = tellStory(follow)
      .during(10, mains)
      .during(10, { power: 'unknown', flags: ['forcedShutdown'] });
    expect(story.fired()).toEqual(['forcedShutdown']);
  });

  it('that was there at the first look is left over, whatever the power is', () => {
    const story = tellStory(follow)
      .during(10, { power: 'unknown', flags: ['forcedShutdown'] })
      .during(20, { ...mains, flags: ['forcedShutdown'] });
    expect(story.fired()).toEqual([]);
  });
});

describe('a device that itself says two things of its power', () => {
  it('is doubted, and the worse one counts', () => {
    const said = ['OL', 'OB'].map((value) => ({ source: 'ups.status', value }));
    const story = tellStory()
      .during(10, mains)
      .during(30, { ...battery, disagreements: [{ field: 'power', said }] });
    expect(story.ups()).toMatchObject({ power: 'battery', doubts: ['contradictory'] });
  });
});

describe('a server that has lost the UPS', () => {
  it('says why, until the UPS is heard again or a failure says something else', () => {
    const lost = { power: 'unknown', flags: ['communicationLost'] } as const;
    const silent = tellStory()
      .during(10, mains)
      .during(5, { ...lost, lostContact: 'dataStale' })
      .during(5, { ...lost, lostContact: 'driverNotConnected' });
    expect(silent.ups()).toMatchObject({ power: 'mains', lostContact: 'driverNotConnected', reading: { chargePercent: 100 } });
    expect(silent.during(2, 'silent').ups()).not.toHaveProperty('lostContact');
    expect(silent.during(5, mains).ups()).not.toHaveProperty('lostContact');
  });
});

describe('an input voltage that is gone', () => {
  it('is believed over “on line” when the charge falls, also by a protocol that says 0 V (NUT stuck at OL)', () => {
    const needs = { neededSeconds: 60, marginSeconds: 0 };
    const story = tellStory({}, needs)
      .during(60, mains)
      .during(240, (second) => ({ ...mains, inputVolts: 0, chargePercent: 100 - second / 4, runtimeSeconds: 400 - second }));
    expect(story.secondOf('powerConfirmed')).toBeDefined();
  });
});

describe('a self test or calibration', () => {
  it.each(['selfTest', 'calibrating'] as const)('%s on battery is no outage and no duration trigger', (flag) => {
    const story = tellStory(onTime(60)).during(30, mains).during(200, flagged(flag)).during(30, mains);
    expect(story.fired()).toEqual([]);
    expect(story.secondOf('powerConfirmed')).toBeUndefined();
    expect(story.factKinds()).toEqual(['doubted', 'doubtGone']);
  });

  it('is shown as a doubt, with battery pending', () => {
    const story = tellStory().during(30, mains).during(60, flagged('calibrating'));
    expect(story.ups()).toMatchObject({ power: 'mains', pending: 'battery', doubts: ['calibrating'] });
  });

  it('low battery, runtime and charge floors still count', () => {
    const triggers = { ...noTriggers, lowBattery: true, runtimeBelowSeconds: 600, chargeBelowPercent: 30 };
    const said: readonly Partial<Reading>[] = [
      flagged('calibrating', { flags: ['calibrating', 'lowBattery'] }),
      flagged('calibrating', { runtimeSeconds: 500 }),
      flagged('calibrating', { chargePercent: 25 }),
    ];
    for (const one of said) {
      const story = tellStory({ triggers }).during(30, mains).during(20, flagged('calibrating')).during(3, one);
      expect(story.fired()).toHaveLength(1);
      // An outage for everyone from here on: otherwise nobody would ever hear that power is back.
      expect(story.secondOf('powerConfirmed')).toBeDefined();
      story.during(40, mains);
      expect(story.secondOf('powerReturned')).toBeDefined();
    }
  });

  it.each(['selfTest', 'calibrating'] as const)('%s is no latest safe start: mains would take over again', (flag) => {
    const needs = { neededSeconds: 600, marginSeconds: 60 };
    const tested = tellStory({}, needs)
      .during(30, mains)
      .during(30, flagged(flag, { runtimeSeconds: 400 }))
      .during(30, mains);
    expect(tested.fired()).toEqual([]);
    const dark = tellStory({}, needs)
      .during(30, mains)
      .during(30, flagged(flag, { runtimeSeconds: 400, inputVolts: 0 }));
    expect(dark.fired()).toEqual(['latestSafeStart']);
  });

  it('a CAL flag that sticks does not hide a real outage (nut #2168)', () => {
    const stuck = { ...mains, flags: ['calibrating'] } as const;
    const story = tellStory({ ...onTime(60), calibrationBelievedSeconds: 600 })
      .during(700, stuck)
      .during(80, flagged('calibrating'));
    expect(story.fired()).toEqual(['onBatterySeconds']);
    expect(story.factKinds()).toContain('testDisbelieved');
  });

  it('a CAL flag that comes and goes is one that sticks (nut #2104)', () => {
    const story = tellStory({ ...onTime(60), calibrationBelievedSeconds: 600 })
      .during(700, (second) => (second % 20 < 10 ? { ...mains, flags: ['calibrating'] } : mains))
      .during(80, flagged('calibrating'));
    expect(story.fired()).toEqual(['onBatterySeconds']);
  });

  it.each(['selfTest', 'calibrating'] as const)('%s is not believed when input voltage is gone (nut #2168, #2794)', (flag) => {
    const story = tellStory(onTime(60))
      .during(30, mains)
      .during(20, flagged(flag))
      .during(60, flagged(flag, { inputVolts: 0 }));
    expect(story.secondOf('powerConfirmed')).toBe(52);
    // The timer was started with the test: a real outage can begin in one.
    expect(story.firedAt()).toBe(91);
  });

  it('one odd input voltage does not turn a self test into an outage', () => {
    const story = tellStory()
      .during(30, mains)
      .during(10, (second) => flagged('selfTest', { inputVolts: second === 5 ? 0 : 230 }))
      .during(40, mains);
    expect(story.secondOf('powerConfirmed')).toBeUndefined();
  });

  it('that goes on for too long is an outage with all its time', () => {
    const story = tellStory(onTime(60)).during(30, mains).during(320, flagged('selfTest'));
    expect(story.secondOf('powerConfirmed')).toBe(30 + selfTestBelievedSeconds + 2);
    expect(story.fired()).toEqual(['onBatterySeconds']);
  });

  it('a test that begins within an outage explains nothing', () => {
    const story = tellStory(onTime(60)).during(30, mains).during(20, battery).during(60, flagged('selfTest'));
    expect(story.fired()).toEqual(['onBatterySeconds']);
  });

  it('an outage that begins in a test and goes on after it is confirmed when the test ends', () => {
    const story = tellStory(onTime(60)).during(30, mains).during(20, flagged('selfTest')).during(50, battery);
    expect(story.secondOf('powerConfirmed')).toBe(56);
    expect(story.firedAt()).toBe(91);
  });

  it('a test that is over is not taken for one that still runs (nut #2416)', () => {
    // The card keeps the id of its last test; readings carry the flag only while its result says "in progress".
    const story = tellStory(onTime(60))
      .during(30, { ...mains, flags: ['selfTest'] })
      .during(70, mains)
      .during(70, battery);
    expect(story.ups().doubts).toEqual([]);
    expect(story.fired()).toEqual(['onBatterySeconds']);
  });
});

describe('contradictory telemetry', () => {
  /** The device says "on line"; the battery tells another story. */
  const lying = (second: number, over: Partial<Reading> = {}): Partial<Reading> => ({
    power: 'mains',
    chargePercent: Math.max(0, 100 - Math.floor(second / 10)),
    batteryVolts: 26 - second * 0.01,
    runtimeSeconds: 2400,
    loadPercent: 40,
    ...over,
  });

  it('on line while voltage and charge fall: doubt is shown and the pessimistic reading decides (wolnut #9)', () => {
    const story = tellStory({ triggers: { ...noTriggers, chargeBelowPercent: 40 } })
      .during(60, { ...mains, inputVolts: undefined } as unknown as Partial<Reading>)
      .during(900, (second) => lying(second));
    expect(story.facts()).toContainEqual({ kind: 'doubted', upsId: 'ups', doubt: 'contradictory' });
    expect(story.ups().power).toBe('battery');
    expect(story.fired()).toEqual(['chargeBelow']);
  });

  it('on line, 100 %, input gone and voltage falling: the pessimistic reading decides (wolnut #9)', () => {
    const story = tellStory()
      .during(60, mains)
      .during(200, (second) => lying(second, { chargePercent: 100, inputVolts: 0 }));
    expect(story.ups()).toMatchObject({ power: 'battery', doubts: ['contradictory'] });
  });

  it('no time trigger counts what is only inferred', () => {
    const story = tellStory(onTime(60))
      .during(60, mains)
      .during(900, (second) => lying(second, { inputVolts: 0 }));
    expect(story.ups().power).toBe('battery');
    expect(story.fired()).toEqual([]);
  });

  it('with a good input voltage it stays a doubt: a lying UPS never causes a shutdown on mains', () => {
    const story = tellStory(
      { triggers: { ...noTriggers, chargeBelowPercent: 90, latestSafeStart: true } },
      { neededSeconds: 3000, marginSeconds: 0 },
    )
      .during(60, mains)
      .during(900, (second) => lying(second, { inputVolts: 230 }));
    expect(story.ups()).toMatchObject({ power: 'mains', doubts: ['contradictory'] });
    expect(story.fired()).toEqual([]);
  });

  it('an input voltage of 0 alone is a doubt: the sensor may be gone', () => {
    const story = tellStory(onTime(10))
      .during(60, mains)
      .during(600, { ...mains, inputVolts: 0 });
    expect(story.ups()).toMatchObject({ power: 'mains', doubts: ['contradictory'] });
    expect(story.fired()).toEqual([]);
  });

  it('a device that always says 0 V input is not doubted for it', () => {
    const story = tellStory().during(600, { ...mains, inputVolts: 0 });
    expect(story.ups().doubts).toEqual([]);
  });

  it('"OL DISCHRG" with a full battery is how some devices always are', () => {
    const story = tellStory(onTime(10)).during(3600, { ...mains, flags: ['discharging'] });
    expect(story.ups()).toMatchObject({ power: 'mains', doubts: [] });
  });

  it('a charge that falls by less than 3 % on mains is none, also beside a voltage that falls: batteries discharge themselves', () => {
    const story = tellStory()
      .during(60, mains)
      .during(200, (second) => ({ power: 'mains', chargePercent: second < 100 ? 99 : 98, batteryVolts: 27 - second * 0.005 }));
    expect(story.ups()).toMatchObject({ power: 'mains', doubts: [] });
  });

  it('from boost to float charging the voltage falls without a doubt', () => {
    const story = tellStory()
      .during(60, { ...mains, batteryVolts: 28.8 })
      .during(60, (second) => ({ ...mains, batteryVolts: 28.8 - second * 0.025 }));
    expect(story.ups().doubts).toEqual([]);
  });

  it('mains claimed in the middle of an outage is not believed while the battery goes on draining', () => {
    const story = tellStory(onTime(300))
      .during(10, mains)
      .during(60, (second) => ({ power: 'battery', chargePercent: 100 - second / 6, batteryVolts: 25 - second * 0.01, loadPercent: 40 }))
      .during(300, (second) => ({ power: 'mains', chargePercent: 90 - second / 6, batteryVolts: 24.4 - second * 0.01, loadPercent: 40 }));
    expect(story.secondOf('powerReturned')).toBeUndefined();
    expect(story.ups().power).toBe('battery');
  });

  it('in an outage a fall of 1 % is enough to disbelieve it, because power must not count as back after 30 s', () => {
    const story = tellStory()
      .during(10, mains)
      .during(60, (second) => ({ power: 'battery', chargePercent: 100 - second / 60, batteryVolts: 25 - second * 0.002 }))
      .during(100, (second) => ({ power: 'mains', chargePercent: 99 - Math.floor(second / 15), batteryVolts: 24.8 - second * 0.01 }));
    expect(story.secondOf('powerReturned')).toBeUndefined();
  });

  it('when mains really returns the voltage rises and it is believed', () => {
    const story = tellStory()
      .during(10, mains)
      .during(60, (second) => ({ ...battery, inputVolts: 0, chargePercent: 100 - second / 6, batteryVolts: 25 - second * 0.01 }))
      .during(40, (second) => ({ ...mains, chargePercent: 90 + second / 60, batteryVolts: 27 + second * 0.005 }));
    expect(story.secondOf('powerReturned')).toBe(101);
    expect(story.ups().doubts).toEqual([]);
  });

  it('a gauge that stands at 100 % while the voltage falls away: the runtime is counted down from its first claim (wolnut #9)', () => {
    const story = tellStory()
      .during(10, mains)
      .during(400, (second) => ({ power: 'battery', chargePercent: 100, runtimeSeconds: 1200, batteryVolts: 25 - second * 0.01 }));
    expect(story.ups().doubts).toContain('contradictory');
    expect(story.ups().runtimeBasis).toBe('decayed');
    expect(story.ups().runtimeSeconds).toBeLessThan(1200 - 360);
  });
});

describe('a device whose own sources disagree', () => {
  const disagreeing = {
    disagreements: [
      {
        field: 'chargePercent',
        said: [
          { source: 'powernet', value: 96 },
          { source: 'rfc1628', value: 29 },
        ],
      },
    ],
  };

  it('is doubted once it has lasted for three readings, triggers nothing and is told when it is over', () => {
    const story = tellStory({ triggers: { ...noTriggers, lowBattery: true, latestSafeStart: true, onBatterySeconds: 1 } })
      .during(10, mains)
      .during(2, { ...mains, ...disagreeing });
    expect(story.ups().doubts).toEqual([]);
    story.during(60, { ...mains, ...disagreeing });
    expect(story.ups()).toMatchObject({ power: 'mains', doubts: ['disagreeing'] });
    expect(story.fired()).toEqual([]);
    story.during(1, mains);
    expect(story.ups().doubts).toEqual([]);
    expect(story.facts()).toContainEqual({ kind: 'doubtGone', upsId: 'ups', doubt: 'disagreeing' });
  });

  it('is not kept from being believed on mains, which would keep the office down for ever', () => {
    const story = tellStory()
      .during(10, mains)
      .during(120, { ...mains, ...disagreeing });
    expect(isMainsStable(story.state, story.config)).toBe(true);
  });
});

describe('what lowers the trust in the runtime', () => {
  it.each([
    ['replaceBattery', 'batteryOld'],
    ['noBattery', 'batteryOld'],
    ['overload', 'overload'],
    ['overTemperature', 'overTemperature'],
    ['selfTestFailed', 'selfTestFailed'],
  ] as const)('%s is a doubt, is told, and triggers nothing', (flag, doubt) => {
    const story = tellStory({ triggers: { ...noTriggers, lowBattery: true, latestSafeStart: true, onBatterySeconds: 10 } })
      .during(10, mains)
      .during(600, { ...mains, flags: [flag] });
    expect(story.ups().doubts).toEqual([doubt]);
    expect(story.facts().filter((fact) => fact.kind === 'doubted')).toEqual([{ kind: 'doubted', upsId: 'ups', doubt }]);
    expect(story.fired()).toEqual([]);
  });

  it('goes when the flag goes', () => {
    const story = tellStory()
      .during(10, { ...mains, flags: ['overload'] })
      .during(2, mains);
    expect(story.ups().doubts).toEqual([]);
    expect(story.factKinds()).toEqual(['doubted', 'doubtGone']);
  });

  it('a runtime that jumps is a doubt, and the lower claim counts for a while', () => {
    const steady = (second: number) => ({ ...battery, chargePercent: 100 - second / 60, runtimeSeconds: 900 - second });
    const story = tellStory()
      .during(10, mains)
      .during(60, steady)
      .during(5, { ...battery, chargePercent: 99, runtimeSeconds: 3000 });
    expect(story.ups().doubts).toEqual(['runtimeJumps']);
    expect(story.ups().runtimeSeconds).toBeLessThanOrEqual(840);
    expect(story.factKinds()).toContain('doubted');
  });

  it('a runtime that rises because the load fell is no jump', () => {
    const steady = (second: number) => ({ ...battery, loadPercent: 60, runtimeSeconds: 900 - second });
    const story = tellStory()
      .during(10, mains)
      .during(60, steady)
      .during(5, { ...battery, loadPercent: 20, runtimeSeconds: 2500 });
    expect(story.ups().doubts).toEqual([]);
    expect(story.ups().runtimeSeconds).toBe(2500);
  });

  it('a claim well above what the discharge shows is told, and our own estimate counts', () => {
    const story = tellStory()
      .during(10, mains)
      .during(240, (second) => ({ ...battery, chargePercent: 100 - Math.floor(second / 6), runtimeSeconds: 3600 - second }));
    expect(story.ups().runtimeBasis).toBe('model');
    expect(story.ups().runtimeSeconds).toBeLessThan(400);
    expect(story.factKinds()).toContain('runtimeDisbelieved');
  });
});
