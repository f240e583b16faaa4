import type { PolicyConfig } from '../../policy/policy-config.js';
import type { TriggerKind } from '../../policy/power-state.js';
import type { Card } from './card.js';
import type { Needs } from './fleet-office.js';
import type { Supply } from './supply.js';

/**
 * What became of an office, ruled by the truth.
 * `falseStart`: a run began on mains, or on battery while neither the truth nor anything that was said gave ground.
 * `missed`: power was lost although a run would have fitted and something told in time that it was needed.
 * The others are no faults of a judge, and are counted: `early`: begun with more than twice the time left, because a device said otherwise.
 * `blind`: begun although there was mains, of which too few supplies told: silent since they were on battery, or while others were. `unknowable`: lost, and nothing had told.
 * `tooShort`: the battery never held the plan. `finished`: in time.
 */
export interface Ruling {
  readonly kind: 'falseStart' | 'missed' | 'early' | 'blind' | 'unknowable' | 'tooShort' | 'finished' | 'outage';
  readonly second: number;
  readonly what: string;
}

/** Confirmation, the slowest poll, two readings and a little. */
const noticedSeconds = 25;
/** Mains counts as back after 30 s and a poll. */
const graceSeconds = 45;

/** Watches one office from outside, with the truth in hand. */
export class Referee {
  readonly #supplies: readonly Supply[];
  readonly #cards: readonly Card[];
  readonly #needs: Needs;
  readonly #config: PolicyConfig;
  readonly #ruled: (ruling: Ruling) => void;
  /** Since when too few supplies have mains. */
  #shortSince: number | undefined;
  #enoughSince: number | undefined = 0;
  #second = 0;

  constructor(supplies: readonly Supply[], cards: readonly Card[], needs: Needs, config: PolicyConfig, ruled: (ruling: Ruling) => void) {
    this.#supplies = supplies;
    this.#cards = cards;
    this.#needs = needs;
    this.#config = config;
    this.#ruled = ruled;
  }

  look(second: number): void {
    this.#second = second;
    const fed = this.#supplies.filter((one) => one.hasMains).length;
    const isShort = fed < this.#config.requiredSupplies;
    if (isShort) {
      this.#shortSince ??= second;
      this.#enoughSince = undefined;
      return;
    }
    this.#enoughSince ??= second;
    // Within the stable time it is the same outage.
    if (second - this.#enoughSince < 30) return;
    this.#shortSince = undefined;
  }

  started(): void {
    this.#shortSince = undefined;
  }

  outageConfirmed(): void {
    this.#rule('outage', '');
  }

  finished(): void {
    this.#rule('finished', '');
  }

  runBegan(second: number, trigger: TriggerKind): void {
    const enoughFor = this.#enoughSince === undefined ? 0 : second - this.#enoughSince;
    if (enoughFor > graceSeconds) {
      this.#rule(
        this.#heardOnMains() < this.#config.requiredSupplies ? 'blind' : 'falseStart',
        `${trigger} after ${String(enoughFor)} s on mains`,
      );
      return;
    }
    const { neededSeconds, marginSeconds } = this.#needs;
    const need = neededSeconds + marginSeconds;
    const left = this.#secondsLeft();
    if (left <= 2 * need + 120) return;
    const limit = (this.#config.triggers?.onBatterySeconds ?? 0) - noticedSeconds;
    if (trigger === 'onBatterySeconds' && this.#supplies.some((one) => one.batterySeconds >= limit)) return;
    const what = `${trigger} with ${String(Math.round(left))} s left of ${String(need)} s needed`;
    const known = this.#supplies.filter((one) => one.hasOutput && !one.hasMains).length + this.#heardOnMains();
    if (known < this.#config.requiredSupplies) this.#rule('blind', what);
    else this.#rule(this.#hasSaidSo(need) ? 'early' : 'falseStart', what);
  }

  wentDark(second: number, runSince: number | undefined): void {
    const { neededSeconds, marginSeconds } = this.#needs;
    const lasted = second - (this.#shortSince ?? second);
    const latest = second - neededSeconds;
    const what = `dark after ${String(lasted)} s, ${String(neededSeconds + marginSeconds)} s needed, run ${runSince === undefined ? 'never begun' : `begun ${String(second - runSince)} s before`}`;
    if (lasted < noticedSeconds + neededSeconds + marginSeconds) {
      this.#rule('tooShort', what);
      return;
    }
    this.#rule(this.#isKnowable(latest) ? 'missed' : 'unknowable', what);
  }

  #rule(kind: Ruling['kind'], what: string): void {
    const traits = this.#supplies.map((one) => JSON.stringify(one.traits)).join(' ');
    this.#ruled({
      kind,
      second: this.#second,
      what: what === '' ? '' : `${what}; required ${String(this.#config.requiredSupplies)}; ${traits}`,
    });
  }

  /** Supplies on mains whose card says so. */
  #heardOnMains(): number {
    const isHeard = (index: number) => this.#cards[index]?.last.some((one) => one !== undefined && one.power !== 'unknown') === true;
    return this.#supplies.filter((one, index) => one.hasMains && isHeard(index)).length;
  }

  /** Until fewer than the required supplies hold, at the present load. */
  #secondsLeft(): number {
    const lasts = this.#supplies
      .filter((one) => one.hasOutput)
      .map((one) => (this.#isFed(one) ? Infinity : one.battery.secondsLeft(one.loadPercent)));
    return lasts.sort((left, right) => right - left)[this.#config.requiredSupplies - 1] ?? 0;
  }

  /** Mains that came back a moment ago does not count yet. */
  #isFed(supply: Supply): boolean {
    return supply.hasMains && this.#second - supply.mainsChangedAt > graceSeconds;
  }

  /** A device on battery gave ground: twice in a row, or by a silence, or by wear that it told. */
  #hasSaidSo(need: number): boolean {
    return this.#supplies.some((supply, index) => {
      if (this.#isFed(supply)) return false;
      const last = this.#cards[index]?.last ?? [];
      const { tellsWear, claim } = supply.traits;
      const isSaid = last.every(
        (one) => one === undefined || (one.runtimeSeconds ?? Infinity) <= 2 * need + 120 || one.flags.includes('lowBattery'),
      );
      return isSaid || tellsWear !== 'not' || claim === 'tooShort';
    });
  }

  /** Of each supply that went, something true was told before the latest moment at which the plan still fitted. */
  #isKnowable(latest: number): boolean {
    return this.#supplies.every((supply, index) => {
      if (supply.hasMains) return true;
      const { traits, battery } = supply;
      const isHidden = !traits.tellsInput && (traits.flag === 'stickyCalibration' || supply.test !== undefined);
      const card = this.#cards[index];
      // Silent or frozen, it did not tell that it took over the load of another.
      const isHeavier = supply.loadPercent > 1.25 * (card?.toldLoad ?? 0);
      if (battery.diesWithoutSign || isHidden || isHeavier) return false;
      const { claimAt = Infinity, gaugeAt = Infinity } = card?.witness ?? {};
      return Math.min(claimAt, gaugeAt) <= latest - 30;
    });
  }
}
