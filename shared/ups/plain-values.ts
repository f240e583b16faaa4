import { withoutEmptyZeros, type Circumstances, type Measures } from './measures.js';
import type { MeasureField } from './mibs/mib-table.js';
import { asNumber } from './raw-value.js';
import { isCommonAbsent, sane } from './sane.js';

/** The number at the start of a text (`224.0 Volts`), unless it is one of the usual ways of saying "unknown". */
export function leadingNumber(text: string | undefined): number | undefined {
  const found = /^\s*([+-]?\d{1,12}(?:\.\d{1,9})?)(?:\s|$)/.exec(text ?? '')?.[1];
  const value = found === undefined ? undefined : asNumber(found.replace('+', ''));
  return value === undefined || isCommonAbsent(value) ? undefined : value;
}

/** Small boards run on a single lithium cell; from a card so few volts are a cell's of many, or a scale gone wrong. */
export const plainLeast: Readonly<Partial<Record<MeasureField, number>>> = { batteryVolts: 2 };

/** Measured values from the first text per field that holds a sane number; zeros as in every other protocol. */
export function plainMeasures(
  texts: Readonly<Partial<Record<MeasureField, readonly (string | undefined)[]>>>,
  circumstances: Circumstances,
  scales: Readonly<Partial<Record<MeasureField, number>>> = {},
): Measures {
  const found: Partial<Record<MeasureField, number>> = {};
  for (const [field, candidates] of Object.entries(texts) as [MeasureField, readonly (string | undefined)[]][]) {
    const values = candidates.flatMap((text) => {
      const number = leadingNumber(text);
      const value = number === undefined ? undefined : sane(field, number * (scales[field] ?? 1), plainLeast[field]);
      return value === undefined ? [] : [value];
    });
    const best = values.find((value) => value !== 0) ?? values[0];
    if (best !== undefined) found[field] = best;
  }
  return withoutEmptyZeros(found, { ...circumstances, saysOnlyWhatItMeasures: true });
}
