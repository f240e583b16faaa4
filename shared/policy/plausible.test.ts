import { describe, expect, it } from 'vitest';
import { plausible } from './plausible.js';
import { reading } from './testing/story.js';

describe('values that cannot be', () => {
  it.each([
    ['chargePercent', Number.NaN],
    ['chargePercent', -1],
    ['chargePercent', 101],
    ['runtimeSeconds', Number.POSITIVE_INFINITY],
    ['runtimeSeconds', -60],
    ['runtimeSeconds', 42_949_672],
    ['loadPercent', -1],
    ['inputVolts', 23_000],
    ['batteryVolts', Number.NaN],
    ['temperatureCelsius', -273],
    ['outputWatts', -1],
  ] as const)('%s of %d is an absent one', (name, value) => {
    expect(plausible(reading({ [name]: value }))).toEqual(reading());
  });

  it.each([
    { chargePercent: 0 },
    { chargePercent: 100 },
    { runtimeSeconds: 0 },
    { loadPercent: 140 },
    { inputVolts: 0 },
    { temperatureCelsius: -12 },
  ])('%o stays', (values) => {
    expect(plausible(reading(values))).toEqual(reading(values));
  });

  it('a battery at 80 % does not have 0 seconds left', () => {
    expect(plausible(reading({ chargePercent: 80, runtimeSeconds: 0 }))).toEqual(reading({ chargePercent: 80 }));
    expect(plausible(reading({ chargePercent: 5, runtimeSeconds: 0 }))).toEqual(reading({ chargePercent: 5, runtimeSeconds: 0 }));
  });

  it('0 % with half an hour left is "not supported" (RFC 1628, PowerNet)', () => {
    expect(plausible(reading({ chargePercent: 0, runtimeSeconds: 1800 }))).toEqual(reading({ runtimeSeconds: 1800 }));
  });
});
