import type { MeasureField, MibTable, NumberRow } from './mibs/mib-table.js';
import type { PowerSource } from './reading.js';
import { asNumber, type RawValue } from './raw-value.js';
import { isCommonAbsent, sane } from './sane.js';

export type Measures = Readonly<Partial<Record<MeasureField, number>>>;

export interface Candidate {
  readonly mib: string;
  readonly field: MeasureField;
  readonly value: number;
  readonly scale: number;
  /** How many phases it was worked out from. */
  readonly phases: number;
  readonly row: NumberRow;
  readonly table: MibTable;
}

/** Row suffixes of a per-phase column, by the ways real cards index it: `.1`, iStars' `.1.0`, or one row `.0`. */
export const phaseIndexes: readonly (readonly string[])[] = [['1', '2', '3'], ['1.0', '2.0', '3.0'], ['0']];

/** The objects that hold a row's phases on this device, judged by which of them exist. */
export function phaseOids(table: MibTable, row: NumberRow, exists: (oid: string) => boolean): readonly string[] {
  const column = `${table.base}.${row.oid}`;
  if (row.others !== undefined) return [column, ...row.others.map((oid) => `${table.base}.${oid}`)];
  const indexes = phaseIndexes.find((set) => set.some((index) => exists(`${column}.${index}`))) ?? [];
  return indexes.map((index) => `${column}.${index}`);
}

/** Every sane value that the tables' rows find, best table and row first. */
export function candidatesOf(tables: readonly MibTable[], values: ReadonlyMap<string, RawValue>): readonly Candidate[] {
  return tables.flatMap((table) =>
    table.rows.flatMap((row) => {
      if (row.kind !== 'number') return [];
      const told = rowValues(table, row, values);
      const value = combined(row, told);
      const { field, scale } = row;
      return value === undefined ? [] : [{ mib: table.name, field, value, scale, phases: told.length, row, table }];
    }),
  );
}

/** No battery of a UPS with a card has so few volts: the card sends whole ones. Up to 2.5 they may be those of one cell. */
const leastBatteryVolts = 10;
const mostCellVolts = 2.5;

/** What one object says in its field's unit, or undefined where it says nothing. */
export function objectValue(row: NumberRow, told: RawValue | undefined): number | undefined {
  const wanted = row.pick === undefined ? told : row.pick.exec(String(told))?.[1];
  const raw = asNumber(wanted ?? '');
  if (raw === undefined || isCommonAbsent(raw) || row.absent?.includes(raw) === true) return undefined;
  const scaled = raw * row.scale;
  const isWhole =
    row.field === 'batteryVolts'
      ? row.scale === 0.1 && scaled > mostCellVolts && scaled < leastBatteryVolts
      : raw >= 10 && scaled < (row.wholeBelow ?? 0);
  return sane(row.field, isWhole ? raw : scaled);
}

/** What the row's object says, or that of each phase. */
function rowValues(table: MibTable, row: NumberRow, values: ReadonlyMap<string, RawValue>): readonly number[] {
  const oids = row.phases === undefined ? [`${table.base}.${row.oid}`] : phaseOids(table, row, (oid) => values.has(oid));
  return oids.map((oid) => objectValue(row, values.get(oid))).filter((value) => value !== undefined);
}

function combined(row: NumberRow, phases: readonly number[]): number | undefined {
  const [first] = phases;
  if (first === undefined || row.phases === undefined) return first;
  switch (row.phases) {
    case 'worst':
      return Math.max(...phases);
    case 'sum':
      return sane(
        row.field,
        phases.reduce((sum, value) => sum + value, 0),
      );
    case 'first':
      return phases.find((value) => value > 0) ?? 0;
  }
}

export interface Circumstances {
  readonly power: PowerSource;
  readonly low: boolean;
  /** The device says in so many words that its battery is neither low nor missing. */
  readonly normal: boolean;
  /** The protocol leaves out what is not measured, so that a zero is one. */
  readonly saysOnlyWhatItMeasures?: boolean;
}

/**
 * The best value per field: the finest unit wins (seconds before minutes, tenths before whole volts), then the order of the tables. Of a
 * table's loads the worst of several phases comes before one for the whole UPS, which may be their mean.
 * A zero loses to any other value, and stands only where the circumstances explain it: many cards say 0 for what they do not measure.
 */
export function chooseMeasures(candidates: readonly Candidate[], circumstances: Circumstances): Measures {
  const chosen: Partial<Record<MeasureField, number>> = {};
  for (const [field, candidate] of bestCandidates(candidates)) chosen[field] = inLineVolts(candidate, circumstances.power);
  return withoutEmptyZeros(chosen, circumstances);
}

/**
 * Whole volts where the MIB says tenths (a Phoenixtec sends 230 for 230 V): a UPS that feeds its load does not do so with 23 V, and 23 V
 * are no mains. On battery the input may well be dying, so that it is left as it is.
 */
export function inLineVolts({ field, value, scale }: Candidate, power: PowerSource): number {
  const isLive = power === 'mains' || power === 'bypass' ? field === 'inputVolts' || field === 'outputVolts' : field === 'outputVolts';
  const isTenth = scale === 0.1 && value >= 9 && value <= 30;
  return isLive && isTenth && power !== 'off' ? Math.round(value * 10) : value;
}

/** The winner of each field before circumstances are weighed. */
export function bestCandidates(candidates: readonly Candidate[]): ReadonlyMap<MeasureField, Candidate> {
  const best = new Map<MeasureField, Candidate>();
  for (const candidate of candidates) {
    const held = best.get(candidate.field);
    if (held === undefined || beats(candidate, held)) best.set(candidate.field, candidate);
  }
  return best;
}

function beats(candidate: Candidate, held: Candidate): boolean {
  if ((candidate.value === 0) !== (held.value === 0)) return held.value === 0;
  if ((candidate.row.spare ?? false) !== (held.row.spare ?? false)) return held.row.spare === true;
  if ((candidate.row.trusted ?? false) !== (held.row.trusted ?? false)) return candidate.row.trusted === true;
  const areOfPhases = (one: Candidate) => one.row.phases === 'worst' && one.phases > 1;
  if (candidate.mib === held.mib && areOfPhases(candidate) !== areOfPhases(held)) return areOfPhases(candidate);
  return candidate.scale < held.scale;
}

/** No UPS is made for less: so few watts at that load are kilowatts (a Huawei), and none at all are not measured. */
const leastRatedWatts = 50;

export function couldBeWatts(watts: number, loadPercent = 0): boolean {
  return watts >= (loadPercent / 100) * leastRatedWatts;
}

/** Takes out the zeros that only mean "not measured", and watts that cannot be. */
export function withoutEmptyZeros(measures: Measures, { power, low, normal, saysOnlyWhatItMeasures }: Circumstances): Measures {
  const { chargePercent, loadPercent } = measures;
  const isEmpty = low || (chargePercent !== undefined && chargePercent > 0 && chargePercent <= 10);
  const stands: Partial<Record<MeasureField, boolean>> = {
    runtimeSeconds: isEmpty || (power === 'battery' && !normal && chargePercent === undefined),
    chargePercent: low || (power === 'battery' && !normal && !((measures.runtimeSeconds ?? 0) >= 60)),
    loadPercent: true,
    outputWatts: loadPercent === 0,
    // A driver that tells 0 V of the output of a UPS on mains as well measures neither (NUT 2.8.0 with a Liebert PSA).
    inputVolts: power === 'battery' || power === 'off' || (saysOnlyWhatItMeasures === true && measures.outputVolts !== 0),
    outputVolts: power === 'off',
  };
  const { outputWatts, ...others } = measures;
  return Object.fromEntries(
    Object.entries(couldBeWatts(outputWatts ?? 0, loadPercent) ? measures : others).filter(
      ([field, value]) => value !== 0 || stands[field as MeasureField] === true,
    ),
  );
}
