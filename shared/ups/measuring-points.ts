import type { MibTable, Row } from './mibs/mib-table.js';
import type { RawValue } from './raw-value.js';

/** More points of measurement than a UPS has: inputs, bypass, output, load. */
const mostPlaces = 8;

const places = Array.from({ length: mostPlaces }, (_, index) => String(index + 1));

/** Objects that tell which point a device measures at which place; none for a table without such points. */
export function pointOids({ base, points }: MibTable): readonly string[] {
  return points === undefined ? [] : places.map((place) => `${base}.${points}.${place}.1`);
}

/** The table as it fits one device: rows of a point are given their place, and left out where the device does not measure there. */
export function atPlaces(table: MibTable, values: ReadonlyMap<string, RawValue>): MibTable {
  const { base, points } = table;
  if (points === undefined) return table;
  const named = (place: string) => String(values.get(`${base}.${points}.${place}.1`) ?? '').replace(/^\./, '');
  const rows = table.rows.flatMap((row): readonly Row[] => {
    if (row.kind !== 'number' || row.point === undefined) return [row];
    const { point, ...rest } = row;
    const place = places.find((one) => named(one) === `${base}.${point}`);
    return place === undefined ? [] : [{ ...rest, oid: `${row.oid}.${place}` }];
  });
  return { ...table, rows };
}
