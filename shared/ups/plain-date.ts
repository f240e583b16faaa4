/** What cards hold before anybody entered a date. */
const defaults: ReadonlySet<string> = new Set(['1970-01-01', '1980-01-01', '1990-01-01', '2000-01-01', '2001-01-01']);

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The ISO date (`2024-05-31`) that a card's text means, or undefined: dates that do not exist and factory defaults say nothing.
 * Accepts `2024-05-31`, and three numbers with the year last in two or four digits, parted by `/`, `-` or `.`. Where the text leaves it
 * open which of the first two is the month, `order` decides.
 */
export function plainDate(text: string, order: 'monthFirst' | 'dayFirst'): string | undefined {
  const numbers = /^\s*(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})\s*$/.exec(text)?.slice(1) ?? [];
  const [first = '', second = '', last = ''] = numbers;
  const isYearFirst = first.length === 4;
  const year = fullYear(isYearFirst ? first : last);
  if (year === undefined || (!isYearFirst && first.length > 2)) return undefined;
  const [one, other] = isYearFirst ? [Number(second), Number(last)] : [Number(first), Number(second)];
  const isSwapped = !isYearFirst && (order === 'dayFirst' ? other <= 12 : one > 12);
  const [month, day] = isSwapped ? [other, one] : [one, other];
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  const date = [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
  return defaults.has(date) ? undefined : date;
}

function fullYear(digits: string): number | undefined {
  const year = Number(digits);
  const full = digits.length === 2 ? year + (year < 70 ? 2000 : 1900) : year;
  return digits.length === 3 || digits.length === 1 || full < 1970 || full > 2099 ? undefined : full;
}
