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
  /** That the battery is low, twice in a row. */
  readonly lowAt?: number;
}

/** A reading, and beside it what no reading of the product has: the device's own counter of seconds on battery. */
export interface Said extends Reading {
  readonly deviceSecondsOnBattery: number;
}

/** An answer of a UPS on battery. */
interface Word {
  readonly second: number;
  readonly reading: Reading;
}

/** No plan of the fleet keeps less in reserve. */
export const leastMarginSeconds = 60;

/** The card of one UPS: what it says of it, and remembers of what it truly told in this outage. */
export class Card {
  readonly #supply: Supply;
  readonly #random: Random;
  #frozen: Said | undefined;
  #silentUntil = -1;
  #missingUntil = -1;
  #batterySince: number | undefined;
  #top = 0;
  #claims = 0;
  #lows = 0;
  #hasBlinked = false;
  #counted = 0;
  witness: Witness = {};
  /** The load that was truly told last on battery. */
  toldLoad = Infinity;
  /** The last two answers, silence among them. */
  last: readonly (Reading | undefined)[] = [];
  /** The last two answers in which it called itself on battery, over silences. */
  words: readonly Word[] = [];
  /** There was no mains when it last answered. */
  wasOnBattery = false;

  constructor(supply: Supply, random: Random) {
    this.#supply = supply;
    this.#random = random;
  }

  /** undefined: no answer. */
  say(second: number): Said | undefined {
    const said = this.#answer(second);
    this.last = [...this.last, said].slice(-2);
    if (said !== undefined && said.power !== 'unknown') this.wasOnBattery = !this.#supply.hasMains;
    if (said?.power === 'battery') this.words = [...this.words, { second, reading: said }].slice(-2);
    return said;
  }

  /** It can be heard, whatever it says. */
  get isHeard(): boolean {
    return this.last.some((one) => one !== undefined && one.power !== 'unknown');
  }

  #answer(second: number): Said | undefined {
    const { traits, hasMains, hasOutput } = this.#supply;
    const wasOnBattery = this.#batterySince !== undefined;
    if (!this.#supply.isOnBattery) this.#batterySince = undefined;
    else this.#batterySince ??= second;
    if (this.#batterySince !== undefined && !wasOnBattery) {
      [this.#frozen, this.#top, this.#claims, this.#lows, this.witness] = [undefined, this.#supply.battery.percent, 0, 0, {}];
      this.words = [];
    }
    // A card without power says nothing.
    if (!hasMains && !hasOutput) return undefined;
    this.#drawSilence(second);
    const onBattery = this.#batterySince === undefined ? -1 : second - this.#batterySince;
    const isLinkGone = !hasMains && onBattery >= traits.goesAfterSeconds;
    if (second < this.#silentUntil || (traits.link === 'lostOnBattery' && isLinkGone)) return undefined;
    if (traits.link === 'freezesOnBattery' && isLinkGone && this.#frozen !== undefined) return this.#frozen;
    const reading = {
      ...(second < this.#missingUntil ? this.#afterReboot() : this.#read()),
      deviceSecondsOnBattery: this.#count(onBattery),
    };
    if (!hasMains) {
      this.#frozen = reading;
      this.#bearWitness(reading, second);
    }
    return reading;
  }

  /** Some cards keep what they counted in the outage before, for the first minute of the next (pve-ups #25). */
  #count(onBattery: number): number {
    if (onBattery < 0) return 0;
    if (this.#supply.traits.counter === 'keeps' && onBattery < 60) return Math.max(onBattery, this.#counted);
    this.#counted = onBattery;
    return onBattery;
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
    // Never twice in a row: what is said again is no blip, and no judge could tell it from the truth.
    const isBlink = !this.#hasBlinked && this.#random.chance(traits.flag === 'lowBlips' ? 0.01 : 0.002);
    this.#hasBlinked = isBlink;
    const isBlip = traits.flag === 'batteryBlips' && isBlink;
    const power = isOnBattery || isBlip ? 'battery' : 'mains';
    const chargePercent =
      traits.gauge === 'full' ? 100 : traits.gauge === 'tens' ? Math.ceil(battery.percent / 10) * 10 : Math.round(battery.percent);
    const runtimeSeconds = this.#claim();
    return {
      ...empty,
      power,
      flags: this.#flags(isBlink),
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

  #flags(isBlink: boolean): readonly UpsFlag[] {
    const { traits, battery, test, isOnBattery } = this.#supply;
    const flags: UpsFlag[] = [];
    const isLow = isOnBattery && traits.raisesLow && battery.percent < 20;
    if (isLow || (isBlink && (traits.flag === 'lowBlips' || traits.flag === 'batteryBlips'))) flags.push('lowBattery');
    if (traits.flag === 'stickyForced') flags.push('forcedShutdown');
    if (traits.flag === 'stickyCalibration' || (test !== undefined && traits.test === 'calibration')) flags.push('calibrating');
    if (test !== undefined && traits.test === 'flagged') flags.push('selfTest');
    if (traits.tellsWear === 'failedTest') flags.push('selfTestFailed');
    if (traits.tellsWear === 'replace') flags.push('replaceBattery');
    return flags;
  }

  #bearWitness(reading: Reading, second: number): void {
    const { traits, battery, loadPercent } = this.#supply;
    const { claimAt, gaugeAt, lowAt } = this.witness;
    this.toldLoad = traits.tellsLoad ? loadPercent : Infinity;
    const tooLong = (claimBias(traits) - 1) * battery.fullSecondsAt(loadPercent);
    const isTrueClaim = tooLong <= leastMarginSeconds && (traits.claim !== 'stands' || this.#top > 95);
    if (reading.runtimeSeconds !== undefined && reading.power === 'battery' && isTrueClaim) this.#claims += 1;
    this.#lows = reading.flags.includes('lowBattery') && battery.percent < 20 ? this.#lows + 1 : 0;
    const leastDrop = traits.gauge === 'tens' ? 20 : 5;
    const isTrueGauge = traits.gauge === 'honest' || traits.gauge === 'tens';
    const hasFallen = isTrueGauge && this.#top - battery.percent >= leastDrop && second - (this.#batterySince ?? second) >= 70;
    this.witness = {
      ...(claimAt !== undefined || this.#claims >= 2 ? { claimAt: claimAt ?? second } : {}),
      ...(gaugeAt !== undefined || hasFallen ? { gaugeAt: gaugeAt ?? second } : {}),
      ...(lowAt !== undefined || this.#lows >= 2 ? { lowAt: lowAt ?? second } : {}),
    };
  }
}

const empty = { protocol: 'snmp', readAt: '2026-01-01T00:00:00.000Z', roundTripMs: 10, requests: 1 } as const;
