import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { upsFlags, type Reading } from '../ups/reading.js';
import { decide } from './policy.js';
import type { PolicyConfig } from './policy-config.js';
import type { PolicyEffect, PolicyInput } from './policy-effect.js';
import { initialPolicy, type PolicyState } from './policy-state.js';
import { storyConfig } from './testing/story.js';

const failure = { code: 'ups/unreachable', message: { key: 'policy.power.unknown' } } as const;
const touchy: PolicyConfig = storyConfig({
  upsIds: ['a', 'b'],
  requiredSupplies: 2,
  triggers: {
    latestSafeStart: true,
    lowBattery: true,
    forcedShutdown: false,
    onBatterySeconds: 10,
    runtimeBelowSeconds: 3600,
    chargeBelowPercent: 99,
  },
});

const absurd = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 65_535, 4_294_967_295, 1092 * 60),
  fc.integer({ min: 0, max: 100 }),
);
const nonsense = fc.record(
  {
    chargePercent: absurd,
    runtimeSeconds: absurd,
    loadPercent: absurd,
    outputVolts: absurd,
    batteryVolts: absurd,
    temperatureCelsius: absurd,
    outputWatts: absurd,
  },
  { requiredKeys: [] },
);
const flags = fc.uniqueArray(fc.constantFrom(...upsFlags), { maxLength: 6 });
const said = (power: fc.Arbitrary<Reading['power']>, inputVolts: fc.Arbitrary<number | undefined>): fc.Arbitrary<Reading> =>
  fc.tuple(power, nonsense, flags, inputVolts).map(([source, values, raised, volts]) => ({
    protocol: 'snmp',
    readAt: '',
    roundTripMs: 1,
    requests: 1,
    ...values,
    ...(volts === undefined ? {} : { inputVolts: volts }),
    power: source,
    flags: raised,
  }));

type Step = { readonly afterMs: number } & (
  | { readonly kind: 'reading'; readonly upsId: string; readonly reading: Reading }
  | { readonly kind: 'readFailed'; readonly upsId: string }
  | { readonly kind: 'ticked' | 'slept' | 'postponed' | 'runCancelled' }
  | { readonly kind: 'forecast'; readonly neededSeconds: number; readonly marginSeconds: number }
);
const upsId = fc.constantFrom('a', 'b');
const afterMs = fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 3_600_000 }));
const stepOf = (readings: fc.Arbitrary<Reading>): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('reading' as const), afterMs, upsId, reading: readings }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('readFailed' as const), afterMs, upsId }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('ticked' as const, 'slept' as const, 'postponed' as const, 'runCancelled' as const),
        afterMs,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('forecast' as const), afterMs, neededSeconds: absurd, marginSeconds: absurd }) },
  );

interface Moment {
  readonly before: PolicyState;
  readonly after: PolicyState;
  readonly input: PolicyInput;
  readonly effects: readonly PolicyEffect[];
}

function play(steps: readonly Step[], config: PolicyConfig): readonly Moment[] {
  let state = initialPolicy(config.upsIds);
  let atMs = 0;
  return steps.map((step) => {
    atMs += step.afterMs;
    const { afterMs: _after, ...rest } = step;
    const input: PolicyInput = rest.kind === 'readFailed' ? { ...rest, atMs, failure } : { ...rest, atMs };
    const before = state;
    const [after, effects] = decide(state, input, config);
    state = after;
    return { before, after, input, effects };
  });
}

const fired = (moments: readonly Moment[]) => moments.flatMap((one) => one.effects.filter((effect) => effect.kind === 'triggerFired'));

describe('what must never happen', () => {
  it('a trigger on steady mains, whatever else is nonsense (invariant 1 and 10)', () => {
    const goodInput = fc.oneof(fc.constant(undefined), fc.double({ min: 200, max: 250, noNaN: true }));
    fc.assert(
      fc.property(fc.array(stepOf(said(fc.constant('mains'), goodInput)), { maxLength: 80 }), (steps) => {
        const moments = play(steps, touchy);
        expect(fired(moments)).toEqual([]);
        expect(moments.some((one) => one.effects.some((effect) => effect.kind === 'powerConfirmed'))).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('a trigger from a UPS that was never heard on battery: lost, off, in bypass, silent about its power (invariant 10)', () => {
    const elsewhere = fc.constantFrom('mains' as const, 'off' as const, 'bypass' as const, 'unknown' as const);
    const input = fc.oneof(fc.constant(undefined), fc.double({ min: 200, max: 250, noNaN: true }));
    fc.assert(
      fc.property(fc.array(stepOf(said(elsewhere, input)), { maxLength: 80 }), (steps) => {
        expect(fired(play(steps, touchy))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('a trigger from absurd numbers alone: on battery only what can be counts', () => {
    const config = storyConfig({
      triggers: { latestSafeStart: true, lowBattery: false, forcedShutdown: false, runtimeBelowSeconds: 3600, chargeBelowPercent: 99 },
    });
    const impossible = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, -0.5, 4_294_967_295);
    fc.assert(
      fc.property(fc.array(fc.tuple(impossible, impossible), { minLength: 1, maxLength: 60 }), impossible, (numbers, needed) => {
        let state = decide(initialPolicy(['ups']), { kind: 'forecast', neededSeconds: needed, marginSeconds: needed }, config)[0];
        numbers.forEach(([chargePercent, runtimeSeconds], index) => {
          const reading: Reading = {
            protocol: 'snmp',
            power: 'battery',
            flags: [],
            chargePercent,
            runtimeSeconds,
            readAt: '',
            roundTripMs: 1,
            requests: 1,
          };
          const [next, effects] = decide(state, { kind: 'reading', upsId: 'ups', atMs: index * 1000, reading }, config);
          state = next;
          expect(effects.some((effect) => effect.kind === 'triggerFired')).toBe(false);
        });
      }),
      { numRuns: 200 },
    );
  });

  const anything = stepOf(
    said(fc.constantFrom('mains', 'battery', 'battery', 'off', 'bypass', 'unknown'), fc.oneof(fc.constant(undefined), absurd)),
  );

  it('two triggers in one outage without a cancelled run between, a throw, or a number that is none', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 120 }), (steps) => {
        let isArmed = true;
        for (const { effects, input, after } of play(steps, touchy)) {
          if (input.kind === 'runCancelled') isArmed = true;
          for (const effect of effects) {
            if (effect.kind === 'powerReturned') isArmed = true;
            if (effect.kind !== 'triggerFired') continue;
            expect(isArmed).toBe(true);
            isArmed = false;
          }
          for (const { state } of after.ups) {
            expect(Number.isNaN(state.runtimeSeconds ?? 0)).toBe(false);
            expect(state.runtimeSeconds ?? 0).toBeGreaterThanOrEqual(0);
            expect(state.secondsOnBattery ?? 0).toBeGreaterThanOrEqual(0);
            expect(state.power === 'battery' || state.secondsOnBattery === undefined).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('power that returns without having been away, or goes away twice', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 120 }), (steps) => {
        let isAway = false;
        for (const effect of play(steps, touchy).flatMap((one) => one.effects)) {
          if (effect.kind === 'powerConfirmed' || effect.kind === 'powerReturned') {
            expect(isAway).toBe(effect.kind === 'powerReturned');
            isAway = effect.kind === 'powerConfirmed';
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a trigger right after a gap, before anything was read again', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 80 }), (steps) => {
        let hasRead = false;
        for (const { input, effects } of play(steps, touchy)) {
          if (input.kind === 'slept') hasRead = false;
          if (input.kind === 'reading') hasRead = true;
          if (effects.some((effect) => effect.kind === 'triggerFired')) expect(hasRead).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a decision that depends on anything but its arguments', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (steps) => {
        expect(play(steps, touchy)).toEqual(play(steps, touchy));
      }),
      { numRuns: 50 },
    );
  });
});
