import { describe, expect, it } from 'vitest';
import { stretchesOf } from './time-bar.js';

describe('the time left of a run', () => {
  const told = (...given: Parameters<typeof stretchesOf>) => stretchesOf(...given).map(({ kind, seconds }) => `${kind} ${String(seconds)}`);

  it('is what is needed, cut at the point of no return, and what the battery has beyond', () => {
    expect(told({ neededSeconds: 240, pointOfNoReturnSeconds: 180, batterySeconds: 410 })).toEqual([
      'neededToNoReturn 180',
      'neededBeyond 60',
      'spare 170',
    ]);
    expect(told({ neededSeconds: 60, batterySeconds: 100 })).toEqual(['needed 60', 'spare 40']);
  });

  it('ends with the battery, wherever that is', () => {
    expect(told({ neededSeconds: 240, pointOfNoReturnSeconds: 180, batterySeconds: 200 })).toEqual([
      'neededToNoReturn 180',
      'neededBeyond 20',
      'tooLittle 40',
    ]);
    expect(told({ neededSeconds: 240, pointOfNoReturnSeconds: 180, batterySeconds: 100 })).toEqual([
      'neededToNoReturn 100',
      'tooLittle 140',
    ]);
    expect(told({ neededSeconds: 240, batterySeconds: 0 })).toEqual(['tooLittle 240']);
  });

  it('claims no spare time of a battery that nobody knows', () => {
    expect(told({ neededSeconds: 240, pointOfNoReturnSeconds: 0 })).toEqual(['neededBeyond 240']);
  });
});
