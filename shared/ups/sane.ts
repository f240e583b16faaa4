import type { MeasureField } from './mibs/mib-table.js';

/** Raw values seen on real cards for "I do not know": all ones in every width, and the signed limits. */
const commonAbsent: ReadonlySet<number> = new Set([
  -1, 65_534, 65_535, 32_767, 655_350, 2_147_483_647, -2_147_483_648, 4_294_967_294, 4_294_967_295, -9999, -99_999,
]);

const thirtyDays = 30 * 86_400;

/** Value ranges a Reading may carry. Volts above `tenths` are tenths that the MIB calls volts (huawei, deltaups: 2360 for 236.0 V). */
export const ranges: Readonly<Record<MeasureField, { readonly min: number; readonly max: number; readonly tenths?: number }>> = {
  chargePercent: { min: 0, max: 110 },
  runtimeSeconds: { min: 0, max: thirtyDays },
  loadPercent: { min: 0, max: 300 },
  inputVolts: { min: 0, max: 600, tenths: 6000 },
  outputVolts: { min: 0, max: 600, tenths: 6000 },
  batteryVolts: { min: 5, max: 1000, tenths: 10_000 },
  temperatureCelsius: { min: -40, max: 120, tenths: 1000 },
  outputWatts: { min: 0, max: 5_000_000 },
};

export function isCommonAbsent(raw: number): boolean {
  return commonAbsent.has(raw);
}

/** 255 degrees is a missing sensor, not 25.5. A value within its range and free of binary dust, or undefined: what cannot be is not told. */
export function sane(field: MeasureField, value: number, least: number = ranges[field].min): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  const range = ranges[field];
  const isTenths = range.tenths !== undefined && value > range.max && value <= range.tenths && value !== 255;
  const scaled = isTenths ? value / 10 : value;
  if (scaled < least || scaled > range.max) return undefined;
  if (field === 'temperatureCelsius' && scaled === 0) return undefined;
  const clamped = field === 'chargePercent' ? Math.min(100, scaled) : scaled;
  return field === 'runtimeSeconds' ? Math.floor(clamped) : Math.round(clamped * 100) / 100;
}
