export interface ChartPoint {
  /** Milliseconds since 1970, or any rising number. */
  readonly x: number;
  /** Absent where nothing is known: the line has a gap there. */
  readonly y: number | undefined;
}

export interface ChartSeries {
  readonly id: string;
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly tone: 'battery' | 'load' | 'voltage' | 'vm' | 'host' | 'other';
  readonly dashed?: boolean;
  readonly filled?: boolean;
}

export interface ChartBand {
  readonly from: number;
  readonly to: number;
  readonly title: string;
}

export interface Scale {
  readonly from: number;
  readonly to: number;
}

/** Even steps (1, 2, 2.5, 5 x 10^n) that cover the scale with at most `atMost` lines. */
export function ticks(scale: Scale, atMost: number): readonly number[] {
  const span = scale.to - scale.from;
  if (!(span > 0) || atMost < 1) return [scale.from];
  const rough = span / atMost;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const first = Math.ceil(scale.from / step - 1e-9);
  const last = Math.floor(scale.to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** SVG path of a line with gaps where y is absent or where two points lie further apart than `gap`. */
export function linePath(
  points: readonly ChartPoint[],
  x: (value: number) => number,
  y: (value: number) => number,
  gap = Infinity,
): string {
  let path = '';
  let earlier: number | undefined;
  for (const point of points) {
    if (point.y === undefined) {
      earlier = undefined;
      continue;
    }
    const pen = earlier === undefined || point.x - earlier > gap ? 'M' : 'L';
    path += `${pen}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`;
    earlier = point.x;
  }
  return path;
}

/** Lowest, highest and last known value, for the words beside a chart. */
export function extent(points: readonly ChartPoint[]): { readonly low: number; readonly high: number; readonly last: number } | undefined {
  const known = points.map((point) => point.y).filter((y): y is number => y !== undefined);
  const last = known.at(-1);
  if (last === undefined) return undefined;
  return { low: known.reduce((a, b) => Math.min(a, b)), high: known.reduce((a, b) => Math.max(a, b)), last };
}
