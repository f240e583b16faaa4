import type { PowerSource, Reading, UpsFlag } from '../reading.js';

/** Measured values of a Reading. */
export type MeasureField = Extract<
  keyof Reading,
  'chargePercent' | 'runtimeSeconds' | 'loadPercent' | 'inputVolts' | 'outputVolts' | 'batteryVolts' | 'temperatureCelsius' | 'outputWatts'
>;
/** What does not change while a UPS runs; read once per connection. */
export type IdentityField = Extract<keyof Reading, 'manufacturer' | 'model' | 'serial' | 'firmware' | 'batteryDate'>;

/** What one value of an enumeration, one bit or one alarm says. */
export interface Meaning {
  readonly power?: PowerSource;
  readonly flags?: readonly UpsFlag[];
  /** Said only while the UPS is on battery: a remembered transfer cause means nothing on mains. */
  readonly onlyOnBattery?: boolean;
  /** The battery is known to be neither low nor absent: a runtime or charge of 0 beside it is an unsupported object. */
  readonly batteryNormal?: boolean;
}

export interface TextRow {
  readonly kind: 'text';
  readonly oid: string;
  readonly field: IdentityField;
  /** Takes the wanted part out of a longer text; no match means the text says nothing. */
  readonly pick?: RegExp;
  /** A date, and what its first number is where the text does not begin with the year. */
  readonly date?: 'monthFirst' | 'dayFirst';
}

export interface NumberRow {
  readonly kind: 'number';
  readonly oid: string;
  readonly field: MeasureField;
  /** Multiplies the raw number into the field's unit. */
  readonly scale: number;
  /** Raw values by which this object says that it knows nothing, beside the common ones (see sane.ts). */
  readonly absent?: readonly number[];
  /** A column with one row a phase: the worst phase, the sum, or the first phase that has a value. */
  readonly phases?: 'worst' | 'sum' | 'first';
  /** The other phases, where a MIB has an object for each instead of a column. */
  readonly others?: readonly string[];
  /** Beats finer units of other rows, which are known to be wrong on these devices. */
  readonly trusted?: boolean;
  /** Something near to what is wanted (the room's temperature for the battery's): used only where no other row tells. */
  readonly spare?: boolean;
  /** Values below this, of at least ten raw, came in whole units instead of the tenths of the MIB. */
  readonly wholeBelow?: number;
  /** Takes the number out of a longer text. */
  readonly pick?: RegExp;
  /** The column lacks the place of this point (an object identifier under the base), which each device numbers as it likes. */
  readonly point?: string;
}

export interface StateRow {
  readonly kind: 'state';
  readonly oid: string;
  readonly name: string;
  /** By number, or by word in small letters where the card tells words. */
  readonly meanings: Readonly<Record<number | string, Meaning>>;
  /** Takes the number or word out of a longer text: what its first group finds; no match means that the text says nothing. */
  readonly pick?: RegExp;
  /** Read at every poll; the others take turns where they do not fit. */
  readonly critical?: boolean;
  /** A second-hand statement about power, believed only when no other row knows. */
  readonly weak?: boolean;
}

/** A text of '0' and '1', flags counted from 1. */
export interface BitsRow {
  readonly kind: 'bits';
  readonly oid: string;
  readonly name: string;
  readonly meanings: Readonly<Record<number, Meaning>>;
  readonly whenZero?: Readonly<Record<number, Meaning>>;
  readonly critical?: boolean;
  readonly weak?: boolean;
}

/** A countdown in seconds; anything above 0 is a shutdown on its way. */
export interface CountdownRow {
  readonly kind: 'countdown';
  readonly oid: string;
}

export interface AlarmTable {
  /** Number of rows in the table. */
  readonly count: string;
  /** Column of object identifiers that name the alarms. */
  readonly column: string;
  /** Alarms by object identifier, relative to the table's base. */
  readonly meanings: Readonly<Record<string, Meaning>>;
  /** Where the power comes from while none of the alarms says so, in a MIB that tells it only by them. */
  readonly otherwise?: PowerSource;
}

export type Row = TextRow | NumberRow | StateRow | BitsRow | CountdownRow;

export interface MibTable {
  /** As it appears in `Reading.mib`. */
  readonly name: string;
  readonly title: string;
  /** Where the numbers come from. */
  readonly source: string;
  /** Prefix of every OID below. */
  readonly base: string;
  /** Objects asked for to find out whether a device speaks this MIB; the first is the one that most likely answers. */
  readonly probes: readonly string[];
  /** Used only for devices of this sysObjectID, and then instead of the table of the same name. */
  readonly sysObjectId?: string;
  readonly rows: readonly Row[];
  readonly alarms?: AlarmTable;
  /** Said when the MIB itself names no manufacturer. */
  readonly manufacturer?: string;
  /** How many phases the output has; some cards fill three rows for one. */
  readonly outputPhases?: string;
  /** Column that names the points of measurement: `column.PLACE.1` holds an object identifier. */
  readonly points?: string;
}

export const text = (oid: string, field: IdentityField, pick?: RegExp): TextRow => ({
  kind: 'text',
  oid,
  field,
  ...(pick === undefined ? {} : { pick }),
});

export const batteryDate = (oid: string, date: 'monthFirst' | 'dayFirst' = 'monthFirst'): TextRow => ({
  kind: 'text',
  oid,
  field: 'batteryDate',
  date,
});

export const number = (
  oid: string,
  field: MeasureField,
  scale: number,
  more: Omit<NumberRow, 'kind' | 'oid' | 'field' | 'scale'> = {},
): NumberRow => ({
  kind: 'number',
  oid,
  field,
  scale,
  ...more,
});

export const state = (
  oid: string,
  name: string,
  meanings: StateRow['meanings'],
  more: Pick<StateRow, 'critical' | 'weak' | 'pick'> = {},
): StateRow => ({ kind: 'state', oid, name, meanings, ...more });

export const flag = (...flags: readonly UpsFlag[]): Meaning => ({ flags });
export const power = (source: PowerSource, ...flags: readonly UpsFlag[]): Meaning => ({ power: source, flags });
export const batteryNormal: Meaning = { batteryNormal: true };
