import { describe, expect, it } from 'vitest';
import { interpretApcupsd, parseApcupsdRecords } from './apcupsd-status.js';

const read = (...lines: readonly string[]) => interpretApcupsd(parseApcupsdRecords(lines));

describe('an apcupsd', () => {
  it.each([
    ['84.2 F Internal', 29],
    ['29.2 C Internal', 29.2],
    ['31.5 C', 31.5],
    ['N/A', undefined],
  ])('that tells a temperature of %s is understood in degrees Celsius', (told, celsius) => {
    expect(read('STATUS   : ONLINE', `ITEMP    : ${told}`).measures.temperatureCelsius).toBe(celsius);
  });

  it.each([
    ['TRIM ONLINE', 'mains trim'],
    ['BOOST ONLINE', 'mains boost'],
    ['ONBATT LOWBATT', 'battery lowBattery'],
    ['ONLINE NOBATT', 'mains noBattery'],
    ['ONLINE OVERLOAD REPLACEBATT', 'mains replaceBattery overload'],
    ['CAL ONBATT', 'battery calibrating'],
    ['SHUTTING DOWN', 'unknown forcedShutdown'],
    ['COMMLOST', 'unknown communicationLost'],
    ['SLAVEDOWN', 'unknown'],
  ])('without flags in numbers is understood by its words: %s', (status, is) => {
    const { power, flags } = read(`STATUS   : ${status} `, 'LINEV    : N/A');
    expect([power, ...flags].join(' ')).toBe(is);
  });
});
