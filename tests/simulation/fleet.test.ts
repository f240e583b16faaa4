import { describe, expect, it } from 'vitest';
import { simulateFleet, type FleetResult } from '../../shared/simulate/fleet/fleet.js';
import {
  afraidOfSilence,
  afraidOfTests,
  deafToLow,
  forgetsInSilence,
  gullible,
  hasty,
  trustsCounter,
  type Planted,
} from './planted-faults.js';

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
  // Each in one office that the sound policy gets through.
  it.each([
    ['believes each reading at once, without confirmation or a second one', 2005, hasty, 'falseStart'],
    ['believes the claim alone', 2004, gullible, 'missed'],
    ["counts by the device's own seconds on battery (pve-ups #25)", 2004, trustsCounter, 'falseStart'],
    ['takes silence for a battery at its end', 2003, afraidOfSilence, 'falseStart'],
    ['stops counting when a UPS on battery falls silent (nut #2454)', 2012, forgetsInSilence, 'missed'],
    ['does not hear that the battery is low', 2013, deafToLow, 'missed'],
    ['takes a calibration for an outage', 2021, afraidOfTests, 'falseStart'],
  ] as const)('that %s', (_what, seed, planted: Planted, kind) => {
    const options = { hours: 24, seed, offices: 1 };
    expect(kinds(simulateFleet(options))).toEqual(new Set());
    const { config = {} } = planted;
    expect(kinds(simulateFleet(options, { decide: planted.decide, config }))).toContain(kind);
  });
});
