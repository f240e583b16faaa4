import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/policy/policy.js';
import type { PolicyInput } from '../../shared/policy/policy-effect.js';
import { simulateFleet, type FleetResult } from '../../shared/simulate/fleet/fleet.js';

const kinds = (result: FleetResult) => new Set(result.violations.map((one) => one.kind));

describe('a fleet of UPSes that lie, flap and die', () => {
  it('gives no false start and no missed one in 24 hours of fifty offices', () => {
    const result = simulateFleet({ hours: 24, seed: 2000, offices: 50 });
    expect(result.violations.map((one) => `seed ${String(one.seed)}, ${String(one.second)} s, ${one.kind}: ${one.what}`)).toEqual([]);
    expect(result.outages).toBeGreaterThan(200);
    expect(result.finished).toBeGreaterThan(50);
    // What no judge could have known stays the exception.
    expect(result.unknowable + result.blind + result.tooShort).toBeLessThan(result.finished / 2);
  });

  it('tells the same story for the same seed', () => {
    const options = { hours: 3, seed: 7, offices: 2 };
    expect(simulateFleet(options)).toEqual(simulateFleet(options));
  });
});

describe('the referee notices a policy', () => {
  const options = { hours: 24, seed: 2000, offices: 8 };

  it('that believes each reading at once, without confirmation or a second one', () => {
    const hasty: typeof decide = (state, input, config) => {
      const [first, effects] = decide(state, input, config);
      if (input.kind !== 'reading') return [first, effects];
      const [second, more] = decide(first, input, config);
      return [second, [...effects, ...more]];
    };
    expect(kinds(simulateFleet(options, { decide: hasty, config: { confirmSeconds: 0 } }))).toContain('falseStart');
  });

  it('that believes the claim alone', () => {
    const gullible: typeof decide = (state, input, config) => decide(state, credulous(input), config);
    expect(kinds(simulateFleet(options, { decide: gullible }))).toContain('missed');
  });
});

/** Without gauge, earlier discharges and signs of wear there is nothing to hold against a claim. */
function credulous(input: PolicyInput): PolicyInput {
  if (input.kind === 'remembered') return { ...input, discharges: [] };
  if (input.kind !== 'reading') return input;
  const { chargePercent: _charge, batteryDate: _date, ...reading } = input.reading;
  return { ...input, reading: { ...reading, flags: reading.flags.filter((one) => one !== 'replaceBattery' && one !== 'selfTestFailed') } };
}
