/** What factories leave where nobody ever entered a date (APC Back-UPS and apcupsd's captures of them). */
const factoryDefaults: ReadonlySet<string> = new Set(['2001-09-25', '2001-01-01', '2000-01-01']);

/**
 * A date as UPSes write them, as `2024-05-31`: year first, or month first as in America, unless only the day can stand there; without
 * signs as `mmddyyyy` or `yyyymmdd`. Two-digit years from 70 on are of the last century. What is no date of 1990 to 2079 is undefined.
 */
export function deviceDate(text: string | undefined): string | undefined {
  const [year, month, day] = partsOf((text ?? '').trim()) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const full = year < 70 ? 2000 + year : year < 100 ? 1900 + year : year;
  if (full < 1990 || full > 2079 || month < 1 || month > 12 || day < 1 || day > daysIn(full, month)) return undefined;
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(full)}-${two(month)}-${two(day)}`;
}

/**
 * When the battery was put in: the date of its replacement, else that of its manufacture. A replacement before the manufacture, a factory
 * default or the device's own clock (`today`) is none.
 */
export function batteryDate(told: {
  readonly replaced: string | undefined;
  readonly made: string | undefined;
  readonly today?: string | undefined;
}): string | undefined {
  const made = deviceDate(told.made);
  const replaced = deviceDate(told.replaced);
  const isBelievable =
    replaced !== undefined &&
    !factoryDefaults.has(replaced) &&
    replaced !== deviceDate(told.today) &&
    !(made !== undefined && replaced < made);
  if (isBelievable) return replaced;
  return made === undefined || factoryDefaults.has(made) ? undefined : made;
}

type Parts = readonly [year: number, month: number, day: number];

function partsOf(text: string): Parts | undefined {
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$/.exec(text) ?? /^((?:19|20)\d\d)([01]\d)([0-3]\d)$/.exec(text);
  if (yearFirst !== null) return [Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])];
  const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})$/.exec(text) ?? /^(\d\d)(\d\d)((?:19|20)\d\d)$/.exec(text);
  if (yearLast === null) return undefined;
  const [first, second, year] = [Number(yearLast[1]), Number(yearLast[2]), Number(yearLast[3])];
  return first > 12 ? [year, second, first] : [year, first, second];
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}
