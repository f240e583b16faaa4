import { dischargesOf, type Discharge, type PresentBattery } from './discharge.js';
import { loadShare } from './load-share.js';

/** How a battery runs down, fitted to the discharges seen of it. */
export interface BatteryFit {
  readonly percentPerSecond: number;
  /** Rates of the discharge that lasted longest and of the one that lasted least, brought to the same load. */
  readonly slowest: number;
  readonly fastest: number;
  /** 0..100: to where it was seen to fall. */
  readonly lowestPercent: number;
  /** At this load; absent when no load was ever told, then it is taken to be the present one. */
  readonly loadPercent?: number;
  /** What it rests on: discharges, percent of charge in all, and the last of them. */
  readonly discharges: number;
  readonly observedPercent: number;
  readonly lastAt: string;
}

/** After so long a discharge weighs half. */
const halfLifeMs = 180 * 86_400_000;

/**
 * Mean rate of the discharges of the present battery at their mean load, deep and recent ones weighing more (depth times one half per 180 days):
 * batteries age, and a shallow discharge shows the flat top of the gauge. Each is first brought to the common load by `loadShare`.
 * Undefined when nothing tells.
 */
export function fitBattery(battery: PresentBattery, seen: readonly Discharge[], wallMs: number): BatteryFit | undefined {
  const telling = dischargesOf(battery, seen, wallMs);
  const last = telling.at(-1);
  if (last === undefined) return undefined;
  const weighed = telling.map((one) => {
    const ageMs = Math.max(0, wallMs - Date.parse(one.beganAt));
    const dropPercent = one.fromPercent - one.toPercent;
    return { one, dropPercent, weight: dropPercent * 0.5 ** (ageMs / halfLifeMs) };
  });
  const loaded = weighed.filter(({ one }) => (one.loadPercent ?? 0) > 0);
  const loadPercent = loaded.length === 0 ? undefined : mean(loaded.map(({ one, weight }) => [one.loadPercent ?? 0, weight]));
  const rates = weighed.map(({ one, dropPercent, weight }): [number, number] => {
    const isLoaded = loadPercent !== undefined && (one.loadPercent ?? 0) > 0;
    const share = isLoaded ? loadShare(loadPercent, one.loadPercent ?? 0) : 1;
    return [(dropPercent / one.seconds) * share, weight];
  });
  return {
    percentPerSecond: mean(rates),
    slowest: Math.min(...rates.map(([rate]) => rate)),
    fastest: Math.max(...rates.map(([rate]) => rate)),
    lowestPercent: Math.min(...telling.map((one) => one.toPercent)),
    ...(loadPercent === undefined ? {} : { loadPercent }),
    discharges: telling.length,
    observedPercent: weighed.reduce((sum, { dropPercent }) => sum + dropPercent, 0),
    lastAt: last.beganAt,
  };
}

/** Percent of charge a second at this load; at the fit's own where the load is not told. */
export function rateAt(fit: BatteryFit, loadPercent: number | undefined): number {
  return fit.percentPerSecond * shareOf(fit, loadPercent);
}

/** Seconds that so much charge lasts at this load by the fastest and by the slowest discharge seen; the same of only one. */
export function rangeAt(
  fit: BatteryFit,
  chargePercent: number,
  loadPercent: number | undefined,
): { readonly leastSeconds: number; readonly mostSeconds: number } {
  const share = shareOf(fit, loadPercent);
  return { leastSeconds: chargePercent / (fit.fastest * share), mostSeconds: chargePercent / (fit.slowest * share) };
}

function shareOf(fit: BatteryFit, loadPercent: number | undefined): number {
  return loadPercent === undefined || fit.loadPercent === undefined ? 1 : loadShare(loadPercent, fit.loadPercent);
}

function mean(values: readonly (readonly [value: number, weight: number])[]): number {
  const weight = values.reduce((sum, [, one]) => sum + one, 0);
  return values.reduce((sum, [value, one]) => sum + value * one, 0) / weight;
}
