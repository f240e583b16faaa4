import { describe, expect, it } from 'vitest';
import { batteryDate, deviceDate } from './device-date.js';

describe('a date as UPSes write it', () => {
  it.each([
    ['2012/11/04', '2012-11-04'],
    ['2021-04-15', '2021-04-15'],
    ['2017-10-01 00:00:00', '2017-10-01'],
    ['02/15/01', '2001-02-15'],
    ['10/25/93', '1993-10-25'],
    ['08/16/2000', '2000-08-16'],
    ['31.05.2024', '2024-05-31'],
    ['11172014', '2014-11-17'],
    ['20141117', '2014-11-17'],
    ['02/29/24', '2024-02-29'],
  ])('%s is %s', (text, date) => {
    expect(deviceDate(text)).toBe(date);
  });

  it.each(['not set', 'CPS', '1 ', '2624/00/02', '2001/00/00', '1980/00/01', '00/00/00', '02/29/23', '13/13/20', '', undefined])(
    '%s is none',
    (text) => {
      expect(deviceDate(text)).toBeUndefined();
    },
  );
});

describe('the date of a battery', () => {
  it('is that of its replacement, else of its manufacture', () => {
    expect(batteryDate({ replaced: '04/30/25', made: '2020/01/02' })).toBe('2025-04-30');
    expect(batteryDate({ replaced: 'not set', made: '2012/11/04' })).toBe('2012-11-04');
  });

  it('is not what the factory left, not before its manufacture, and not the device’s clock', () => {
    expect(batteryDate({ replaced: '2001/09/25', made: '2008/01/25' })).toBe('2008-01-25');
    expect(batteryDate({ replaced: '2001-01-01', made: undefined })).toBeUndefined();
    expect(batteryDate({ replaced: '2004/02/02', made: '2008/01/25' })).toBe('2008-01-25');
    expect(batteryDate({ replaced: '2014/01/15', made: undefined, today: '2014/01/15' })).toBeUndefined();
  });
});
