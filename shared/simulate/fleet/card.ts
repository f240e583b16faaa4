import type { Reading, UpsFlag } from '../../ups/reading.js';
import type { Random } from '../random.js';
import type { Supply } from './supply.js';
import { claimBias } from './traits.js';

/** What a reading could have told of the battery, and since when. Own seconds. */
export interface Witness {
  /** The claim, twice, too long by no more than a plan's margin. */
  readonly claimAt?: number;
  /** The gauge, once it had fallen far enough. */
  readonly gaugeAt?: number;
}

/** No plan of the fleet keeps less in reserve. */
export const leastMarginSeconds = 60;

/** The card of one UPS: what it says of it, and remembers of what it truly told in this outage. */
export class Card {
  readonly #supply: Supply;
  readonly #random: Random;
  #frozen: Reading | undefined;
  #silentUntil = -1;
  #missingUntil = -1;
  #batterySince: number | undefined;
  #top = 0;
  #claims = 0;
  witness: Witness = {};
  /** The load that was truly told last on battery. */
  toldLoad = Infinity;
  /** The last two answers, silence among them. */
  last: readonly (Reading | undefined)[] = [];

  constructor(supply: Supply, random: Random) {
    this.#supply = supply;
    this.#random = random;
  }

  /** undefined: no answer. */
  say(second: number): Reading | undefined {
    const said = this.#answer(second);
    this.last = [...this.last, said].slice(-2);
    return said;
  }

  #answer(second: number): Reading | undefined {
    const { traits, hasMains, hasOutput } = this.#supply;
    const wasOnBattery = this.#batterySince !== undefined;
    if (!this.#supply.isOnBattery) this.#batterySince = undefined;
    else this.#batterySince ??= second;
    if (this.#batterySince !== undefined && !wasOnBattery) {
      [this.#frozen, this.#top, this.#claims, this.witness] = [undefined, this.#supply.battery.percent, 0, {}];
    }
    // A card without power says nothing.
    if (!hasMains && !hasOutput) return undefined;
    this.#drawSilence(second);
    const onBattery = this.#batterySince === undefined ? -1 : second - this.#batterySince;
    const isLinkGone = !hasMains && onBattery >= traits.goesAfterSeconds;
    if (second < this.#silentUntil || (traits.link === 'lostOnBattery' && isLinkGone)) return undefined;
    if (traits.link === 'freezesOnBattery' && isLinkGone && this.#frozen !== undefined) return this.#frozen;
    const reading = second < this.#missingUntil ? this.#afterReboot() : this.#read();
    if (!hasMains) {
      this.#frozen = reading;
      this.#bearWitness(reading, second);
    }
    return reading;
  }

  #drawSilence(second: number): void {
    const { link } = this.#supply.traits;
    if (second < this.#silentUntil || !this.#random.chance(0.0005)) return;
    if (link === 'drops') this.#silentUntil = second + this.#random.whole(5, 300);
    if (link === 'reboots') {
      this.#silentUntil = second + this.#random.whole(30, 90);
      this.#missingUntil = this.#silentUntil + 15;
    }
  }

  /** Its clock and counters are at 0, and it has not yet heard from its UPS. */
  #afterReboot(): Reading {
    return { ...empty, power: 'unknown', flags: [], chargePercent: 0, runtimeSeconds: 0 };
  }

  #read(): Reading {
    const { traits, hasMains, isOnBattery, battery, loadPercent } = this.#supply;
    const isBlip = traits.flag === 'batteryBlips' && this.#random.chance(0.002);
    const power = isOnBattery || isBlip ? 'battery' : 'mains';
    const chargePercent =
      traits.gauge === 'full' ? 100 : traits.gauge === 'tens' ? Math.ceil(battery.percent / 10) * 10 : Math.round(battery.percent);
    const runtimeSeconds = this.#claim();
    return {
      ...empty,
      power,
      flags: this.#flags(isBlip),
      ...(traits.gauge === 'missing' ? {} : { chargePercent }),
      ...(runtimeSeconds === undefined ? {} : { runtimeSeconds }),
      ...(traits.tellsLoad ? { loadPercent: Math.round(loadPercent) } : {}),
      ...(traits.tellsInput ? { inputVolts: hasMains ? 230 : 0 } : {}),
      ...(traits.tellsWear === 'date' ? { batteryDate: '2019-03-01' } : { batteryDate: '2025-03-01' }),
    };
  }

  #claim(): number | undefined {
    const { traits, battery, loadPercent } = this.#supply;
    const full = battery.fullSecondsAt(loadPercent) * claimBias(traits);
    const told = (battery.percent / 100) * full;
    switch (traits.claim) {
      case 'missing':
        return undefined;
      case 'stands':
        return Math.round(full);
      case 'minutes':
        return Math.round(told / 60) * 60;
      case 'jumps':
        return Math.round(this.#random.chance(0.05) ? told * (0.1 + 3 * this.#random.next()) : told);
      case 'honest':
      case 'tooLong':
      case 'tooShort':
        return Math.round(told);
    }
  }

  #flags(isBlip: boolean): readonly UpsFlag[] {
    const { traits, battery, test, isOnBattery } = this.#supply;
    const flags: UpsFlag[] = [];
    const isLow = isOnBattery && traits.raisesLow && battery.percent < 20;
    if (isLow || isBlip || (traits.flag === 'lowBlips' && this.#random.chance(0.01))) flags.push('lowBattery');
    if (traits.flag === 'stickyForced') flags.push('forcedShutdown');
    if (traits.flag === 'stickyCalibration' || (test !== undefined && traits.test === 'calibration')) flags.push('calibrating');
    if (test !== undefined && traits.test === 'flagged') flags.push('selfTest');
    if (traits.tellsWear === 'failedTest') flags.push('selfTestFailed');
    if (traits.tellsWear === 'replace') flags.push('replaceBattery');
    return flags;
  }

  #bearWitness(reading: Reading, second: number): void {
    const { traits, battery, loadPercent } = this.#supply;
    const { claimAt, gaugeAt } = this.witness;
    this.toldLoad = traits.tellsLoad ? loadPercent : Infinity;
    const tooLong = (claimBias(traits) - 1) * battery.fullSecondsAt(loadPercent);
    const isTrueClaim = tooLong <= leastMarginSeconds && (traits.claim !== 'stands' || this.#top > 95);
    if (reading.runtimeSeconds !== undefined && reading.power === 'battery' && isTrueClaim) this.#claims += 1;
    const leastDrop = traits.gauge === 'tens' ? 20 : 5;
    const isTrueGauge = traits.gauge === 'honest' || traits.gauge === 'tens';
    const hasFallen = isTrueGauge && this.#top - battery.percent >= leastDrop && second - (this.#batterySince ?? second) >= 70;
    this.witness = {
      ...(claimAt !== undefined || this.#claims >= 2 ? { claimAt: claimAt ?? second } : {}),
      ...(gaugeAt !== undefined || hasFallen ? { gaugeAt: gaugeAt ?? second } : {}),
    };
  }
}

const empty = { protocol: 'snmp', readAt: '2026-01-01T00:00:00.000Z', roundTripMs: 10, requests: 1 } as const;
