/** A varbind's value as plain data: integers and TimeTicks as numbers, strings and object identifiers as text. Errors and NULL are left out. */
export type RawValue = number | string;

/** A serial number of zeros is none. */
const sayingNothing = /^(0+|\[?unknown\]?|n\/?a|none|null|not supported|not available|blank|undefined|-+|\.)$/i;

/** Printable text without padding, at most 120 characters; the ways of saying "nothing" are nothing. */
export function cleanText(raw: RawValue | undefined): string | undefined {
  if (raw === undefined) return undefined;
  const printable = String(raw)
    .replace(/[^\x20-\x7e\u00a0-\uffff]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120)
    .trim();
  return printable === '' || sayingNothing.test(printable) ? undefined : printable;
}

/** Integers arrive in every numeric type, and sometimes as text of digits. */
export function asNumber(raw: RawValue): number | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : undefined;
  return /^\s*-?\d{1,12}(\.\d+)?\s*$/.test(raw) ? Number(raw) : undefined;
}
