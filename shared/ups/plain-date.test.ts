import { describe, expect, it } from 'vitest';
import { plainDate } from './plain-date.js';

describe('a date on a card', () => {
  it.each([
    ['04/30/25', 'monthFirst', '2025-04-30'],
    ['03/04/2026', 'monthFirst', '2026-03-04'],
    ['03/04/2026', 'dayFirst', '2026-04-03'],
    ['10-05-2022', 'monthFirst', '2022-10-05'],
    ['31/05/2024', 'monthFirst', '2024-05-31'],
    ['05/31/2024', 'dayFirst', '2024-05-31'],
    ['2023-03-08', 'monthFirst', '2023-03-08'],
    ['2023-3-8', 'dayFirst', '2023-03-08'],
    [' 12.11.99 ', 'monthFirst', '1999-12-11'],
    ['02/29/2024', 'monthFirst', '2024-02-29'],
  ] as const)('%s, %s, is %s', (text, order, date) => {
    expect(plainDate(text, order)).toBe(date);
  });

  it.each([
    'unknown',
    '',
    '00/00/0000',
    '00/00/00',
    '02/30/2024',
    '02/29/2023',
    '13/13/2024',
    '2024-00-10',
    '1/1/1',
    '01/01/200',
    '01/01/2001',
    '2000-01-01',
    '99/99/99',
    '2024-05-31T00:00:00',
    '010/05/2022',
    '01/01/9999',
  ])('%s is none', (text) => {
    expect(plainDate(text, 'monthFirst')).toBeUndefined();
  });
});
