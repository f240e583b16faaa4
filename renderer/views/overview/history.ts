import type { ReadingPoint } from '../../../shared/ipc/table.js';
import type { TextKey } from '../../../shared/text/catalogue.js';
import { extent, type ChartBand, type ChartPoint } from '../../ui/chart.js';

export interface DayOfReadings {
  readonly charge: readonly ChartPoint[];
  readonly load: readonly ChartPoint[];
  /** Stretches on battery, in milliseconds since 1970. */
  readonly outages: readonly { readonly from: number; readonly to: number }[];
}

export function dayOf(points: readonly ReadingPoint[]): DayOfReadings {
  const outages: { from: number; to: number }[] = [];
  let open: { from: number; to: number } | undefined;
  for (const point of points) {
    const at = Date.parse(point.at);
    if (point.power !== 'battery') {
      if (open !== undefined) open.to = at;
      open = undefined;
    } else if (open === undefined) {
      open = { from: at, to: at };
      outages.push(open);
    } else open.to = at;
  }
  return {
    charge: points.map((point) => ({ x: Date.parse(point.at), y: point.chargePercent })),
    load: points.map((point) => ({ x: Date.parse(point.at), y: point.loadPercent })),
    outages,
  };
}

/** Figures for the words beside the chart: of charge and of load what is known, and how many outages; absent when nothing is known. */
export function figuresOf(day: DayOfReadings): Readonly<Record<string, number>> | undefined {
  const charge = extent(day.charge);
  const load = extent(day.load);
  if (charge === undefined && load === undefined) return undefined;
  return {
    ...(charge === undefined ? {} : { charge: charge.last, lowest: charge.low }),
    ...(load === undefined ? {} : { load: load.last, highest: load.high }),
    outages: day.outages.length,
  };
}

/** The sentence for those figures. */
export function summaryKey(figures: Readonly<Record<string, number>>): TextKey {
  if (!('load' in figures)) return 'views.overview.history.summary.charge';
  return 'charge' in figures ? 'views.overview.history.summary' : 'views.overview.history.summary.load';
}

export function bandsOf(day: DayOfReadings, title: string): readonly ChartBand[] {
  return day.outages.map((outage) => ({ ...outage, title }));
}

/** Full hours between two moments, every `hours`, on the reader's clock. */
export function hourTicks(from: number, to: number, hours: number): readonly number[] {
  const first = new Date(from);
  first.setMinutes(0, 0, 0);
  const ticks: number[] = [];
  for (let at = first.getTime(); at <= to; at += 3_600_000) if (at >= from && new Date(at).getHours() % hours === 0) ticks.push(at);
  return ticks;
}
