import { bestCandidates, type Candidate } from './measures.js';
import type { MeasureField } from './mibs/mib-table.js';
import type { Disagreement } from './reading.js';

/** How far two MIBs may be apart besides the steps of their units: they are not filled at the same instant, and round differently. */
const slack: Readonly<Partial<Record<MeasureField, { readonly absolute: number; readonly share: number }>>> = {
  chargePercent: { absolute: 4, share: 0 },
  runtimeSeconds: { absolute: 60, share: 0.2 },
  loadPercent: { absolute: 5, share: 0.2 },
  inputVolts: { absolute: 5, share: 0.05 },
  outputVolts: { absolute: 5, share: 0.05 },
  batteryVolts: { absolute: 1, share: 0.05 },
};
/** One MIB tells the voltage between phases, or between the legs of a split one, another that of one. */
const betweenPhases = [Math.sqrt(3), 2];

/** Values of one device that its MIBs tell too differently to be both right. Zeros are left out: they mostly mean "not measured". */
export function measuredDisagreements(candidates: readonly Candidate[]): readonly Disagreement[] {
  const fields = Object.keys(slack) as MeasureField[];
  return fields.flatMap((field) => {
    const ofField = candidates.filter((one) => one.field === field && one.value !== 0 && one.row.spare !== true);
    const mibs = [...new Set(ofField.map((one) => one.mib))];
    const perMib = mibs.flatMap((mib) => bestCandidates(ofField.filter((one) => one.mib === mib)).get(field) ?? []);
    const [held, ...others] = perMib;
    // Where a table is known to be right against the others of its devices, there is nothing to doubt.
    if (held === undefined || held.row.trusted === true || !others.some((other) => isApart(held, other))) return [];
    return [{ field, said: perMib.map(({ mib, value }) => ({ source: mib, value })) }];
  });
}

function isApart(one: Candidate, other: Candidate): boolean {
  const { absolute, share } = slack[one.field] ?? { absolute: 0, share: 0 };
  const isFar = (left: number, right: number) =>
    Math.abs(left - right) > Math.max(absolute, share * Math.max(left, right)) + Math.max(one.scale, other.scale);
  const areVolts = one.field === 'inputVolts' || one.field === 'outputVolts';
  const [low, high] = [Math.min(one.value, other.value), Math.max(one.value, other.value)];
  return isFar(low, high) && !(areVolts && betweenPhases.some((times) => !isFar(low * times, high)));
}
