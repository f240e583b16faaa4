/** One discharge that was seen: how far the charge fell, in what time, at what load. What a battery did is worth more than what its UPS claims. */
export interface Discharge {
  /** ISO 8601, wall clock: when it was first seen to discharge. Names the discharge of one UPS. */
  readonly beganAt: string;
  /** 0..100, at the start and at the last change of the gauge. */
  readonly fromPercent: number;
  readonly toPercent: number;
  /** Own clock, from the start to the last change of the gauge. */
  readonly seconds: number;
  /** Mean over those seconds; absent where the device tells no load. */
  readonly loadPercent?: number;
  /** The battery's date as the device told it then. */
  readonly batteryDate?: string;
  /** The device asked for a new battery then. */
  readonly needsReplacing: boolean;
}

/** What tells one battery from another. */
export interface PresentBattery {
  readonly batteryDate?: string;
  readonly needsReplacing: boolean;
}

/** Less says more about the gauge than about the battery. */
export const leastDropPercent = 5;
export const leastSeconds = 60;
/** Older ones tell of a battery that has aged since; two years are half of what a lead battery is made for. */
const keptMs = 2 * 365.25 * 86_400_000;

/**
 * The discharges that tell of the battery that is in now: none of another battery date, none from before the device stopped asking for
 * a new one, none older than two years or of the future, none too short to tell anything.
 */
export function dischargesOf(battery: PresentBattery, seen: readonly Discharge[], wallMs: number): readonly Discharge[] {
  const sorted = seen.filter(isTelling).sort((left, right) => Date.parse(left.beganAt) - Date.parse(right.beganAt));
  const lastWorn = battery.needsReplacing ? -1 : sorted.findLastIndex((one) => one.needsReplacing);
  return sorted.slice(lastWorn + 1).filter((one) => {
    const ageMs = wallMs - Date.parse(one.beganAt);
    const isSame = battery.batteryDate === undefined || one.batteryDate === undefined || one.batteryDate === battery.batteryDate;
    return isSame && ageMs <= keptMs && ageMs >= -86_400_000;
  });
}

function isTelling(one: Discharge): boolean {
  return one.fromPercent - one.toPercent >= leastDropPercent && one.seconds >= leastSeconds && Number.isFinite(Date.parse(one.beganAt));
}
