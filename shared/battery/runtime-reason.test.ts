import { describe, expect, it } from 'vitest';
import { batteryReasons, factorOf, sourceReasons } from './runtime-reason.js';

const wallMs = Date.parse('2026-06-01T00:00:00Z');

describe('what speaks against a battery', () => {
  it('is its age: from four years on, more from six', () => {
    expect(batteryReasons([], '2023-01-01', wallMs)).toEqual([]);
    expect(batteryReasons([], '2022-01-01', wallMs)).toEqual([{ kind: 'batteryAged', factor: 0.8, years: 4 }]);
    expect(batteryReasons([], '2018-01-01', wallMs)).toEqual([{ kind: 'batteryAged', factor: 0.6, years: 8 }]);
  });

  it.each([
    ['a date of the future', '2031-01-01', wallMs],
    ['a date that cannot be read', 'soon', wallMs],
    ['no date', undefined, wallMs],
    ['no clock', '2001-01-01', undefined],
  ])('is not %s', (_what, date, wall) => {
    expect(batteryReasons([], date, wall)).toEqual([]);
  });

  it('is each of its flags once', () => {
    const reasons = batteryReasons(
      ['selfTestFailed', 'batteryFault', 'noBattery', 'replaceBattery', 'overTemperature', 'charging'],
      undefined,
      wallMs,
    );
    expect(reasons.map((one) => one.kind)).toEqual(['selfTestFailed', 'batteryFault', 'replaceBattery', 'overTemperature']);
  });

  it('weighs as much as the weightiest: two signs of one worn battery are not two faults', () => {
    expect(factorOf(batteryReasons(['selfTestFailed', 'replaceBattery'], '2018-01-01', wallMs))).toBe(0.5);
    expect(factorOf([])).toBe(1);
  });
});

describe('what speaks against a claim because of who tells it', () => {
  it('is that the operating system does', () => {
    expect(sourceReasons('system')).toEqual([{ kind: 'claimOfSystem', factor: 0.8 }]);
  });

  it.each(['snmp', 'nut', 'apcupsd', undefined] as const)('is nothing where %s does', (protocol) => {
    expect(sourceReasons(protocol)).toEqual([]);
  });
});
