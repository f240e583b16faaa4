type Curve = readonly (readonly [x: number, y: number])[];

/** What the UPS reports as charge against the energy really left: lead-acid looks full for long and falls steeply at the end. */
const reportedCharge: Curve = [
  [0, 0],
  [0.05, 7],
  [0.15, 19],
  [0.4, 46],
  [0.7, 75],
  [0.9, 93],
  [1, 100],
];

/** Terminal volts of a 48 V string under load against the energy left. */
const dischargeVolts: Curve = [
  [0, 42],
  [0.05, 44.4],
  [0.2, 46.3],
  [0.5, 48.2],
  [0.8, 50],
  [1, 51.6],
];

const floatVolts = 54.6;
const inverterEfficiency = 0.88;
const ownWatts = 18;

export interface BatteryRating {
  readonly capacityWattHours: number;
  /** Load at which the capacity is stated; more costs over-proportionally, less gives more (Peukert). */
  readonly ratedWatts: number;
  readonly chargeWatts: number;
}

/** Watts taken from the battery for a load in watts. */
function drainWatts(rating: BatteryRating, loadWatts: number): number {
  const peukert = (Math.max(loadWatts, 20) / (rating.ratedWatts / 2)) ** 0.12;
  return (loadWatts / inverterEfficiency + ownWatts) * peukert;
}

/** A battery as energy left, 0..1; everything a card reports is derived from it. */
export class Battery {
  #energy = 1;

  constructor(readonly rating: BatteryRating) {}

  get isEmpty(): boolean {
    return this.#energy <= 0;
  }

  get isFull(): boolean {
    return this.#energy >= 1;
  }

  /** 0..100 */
  get chargePercent(): number {
    return interpolate(reportedCharge, this.#energy);
  }

  set chargePercent(percent: number) {
    const inverse: Curve = reportedCharge.map(([energy, charge]) => [charge, energy]);
    this.#energy = interpolate(inverse, Math.min(100, Math.max(0, percent)));
  }

  discharge(loadWatts: number, seconds: number): void {
    this.#energy = Math.max(0, this.#energy - (drainWatts(this.rating, loadWatts) * seconds) / (this.rating.capacityWattHours * 3600));
  }

  charge(seconds: number): void {
    this.#energy = Math.min(1, this.#energy + (this.rating.chargeWatts * seconds) / (this.rating.capacityWattHours * 3600));
  }

  /** Seconds until empty if the load stays as it is. */
  runtimeSeconds(loadWatts: number): number {
    return (this.#energy * this.rating.capacityWattHours * 3600) / drainWatts(this.rating, loadWatts);
  }

  volts(discharging: boolean): number {
    return discharging ? interpolate(dischargeVolts, this.#energy) : floatVolts - (1 - this.#energy) * 3;
  }
}

function interpolate(curve: Curve, x: number): number {
  for (let index = 1; index < curve.length; index += 1) {
    const [x1, y1] = curve[index] ?? [0, 0];
    const [x0, y0] = curve[index - 1] ?? [0, 0];
    if (x <= x1) return y0 + ((Math.max(x, x0) - x0) / (x1 - x0)) * (y1 - y0);
  }
  return curve.at(-1)?.[1] ?? 0;
}
