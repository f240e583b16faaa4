import type { Discharge } from '../../battery/discharge.js';
import type { Random } from '../random.js';
import { drawMains } from './mains.js';
import { TrueBattery } from './true-battery.js';
import { drawTraits, type Traits } from './traits.js';

/** One UPS as it really is. */
export class Supply {
  readonly id: string;
  readonly traits: Traits;
  readonly battery: TrueBattery;
  loadPercent: number;
  hasMains = true;
  hasOutput = true;
  /** Since when mains is there, or is not; own seconds. */
  mainsChangedAt = 0;
  /** The device runs on battery for a test of its own. */
  test: { readonly since: number; readonly until: number } | undefined;
  /** On battery, over one outage: mains of less than 30 s does not end it. */
  batterySeconds = 0;
  /** What was seen of it before. */
  discharges: readonly Discharge[] = [];
  readonly #toggles: readonly number[];
  #toggle = 0;
  #lastOnBattery = 0;
  readonly #testAt: number;

  constructor(id: string, loadPercent: number, toggles: readonly number[], random: Random, untilSeconds: number) {
    this.id = id;
    this.traits = drawTraits(random);
    this.battery = new TrueBattery(random.whole(240, 1500) * this.traits.health, 1.1 + 0.1 * random.next(), this.traits.collapsesAtPercent);
    this.loadPercent = loadPercent;
    this.#toggles = toggles;
    this.#testAt = random.whole(600, untilSeconds);
  }

  get isOnBattery(): boolean {
    return this.hasOutput && (!this.hasMains || this.test !== undefined);
  }

  /** One second passes. */
  live(second: number): void {
    while (this.#toggles[this.#toggle] === second) {
      this.#toggle += 1;
      this.hasMains = this.#toggle % 2 === 0;
      this.mainsChangedAt = second;
      if (this.hasMains) this.hasOutput = true;
    }
    this.#liveTest(second);
    if (!this.isOnBattery) {
      if (second - this.#lastOnBattery > 30) this.batterySeconds = 0;
      if (this.hasMains) this.battery.chargeSecond();
      return;
    }
    this.batterySeconds += 1;
    this.#lastOnBattery = second;
    this.battery.drainSecond(this.loadPercent);
    if (!this.battery.isEmpty) return;
    this.test = undefined;
    if (!this.hasMains) this.hasOutput = false;
  }

  #liveTest(second: number): void {
    const { test } = this.traits;
    if (test !== 'none' && second === this.#testAt && this.hasMains && this.battery.percent > 95) {
      this.test = { since: second, until: second + { flagged: 20, silent: 4, calibration: 1500 }[test] };
    }
    // A calibration ends well above the charge at which the battery is low.
    if (this.test !== undefined && (second >= this.test.until || this.battery.percent < 40)) this.test = undefined;
  }
}

/** The supplies of one office; some hang on one feed, some on two. */
export function drawSupplies(random: Random, untilSeconds: number): readonly Supply[] {
  const count = random.pick([1, 1, 1, 1, 2, 2, 3]);
  const feeds = Array.from({ length: count > 1 && random.chance(0.5) ? 2 : 1 }, () => drawMains(random, untilSeconds));
  const loadPercent = random.whole(20, 70) / (count > 1 ? 2 : 1);
  return Array.from({ length: count }, (_, index) => {
    return new Supply(`ups${String(index + 1)}`, loadPercent, feeds[index % feeds.length] ?? [], random, untilSeconds);
  });
}
