import type { PolicyConfig } from '../../policy/policy-config.js';
import type { TriggerKind } from '../../policy/power-state.js';
import { claimJumps } from '../../battery/runtime-reason.js';
import type { Card } from './card.js';
import type { Needs } from './fleet-office.js';
import type { Supply } from './supply.js';

/**
 * What became of an office, ruled by the truth.
 * `falseStart`: a run began on mains, or on battery while neither the truth nor anything that was said gave ground.
 * `missed`: power was lost although a run would have fitted and something told in time that it was needed; or no run was begun at all, though it was told.
 * The others are no faults of a judge, and are counted: `early`: begun with more than twice the time left, because a device said otherwise.
 * `blind`: begun although there was mains, of which too few supplies can be heard, while another is on battery or fell silent on battery. Right so: what is
 * not heard is not counted on, and the countdown of what was heard goes on (nut #2454). A UPS that answers is heard, whatever it says.
 * `unknowable`: lost, and nothing had told. `tooShort`: the battery never held the plan. `finished`: in time.
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
/** Of what a battery said to be bad is trusted with, nothing counts for less. */
const leastFactor = 0.5;

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
      this.#rule(this.#isBlind() ? 'blind' : 'falseStart', `${trigger} after ${String(enoughFor)} s on mains`);
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
      // Too late is still better than not at all.
      const isIdle = runSince === undefined && this.#isKnowable(second - noticedSeconds);
      this.#rule(isIdle ? 'missed' : 'tooShort', what);
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

  #isBlind(): boolean {
    const hasSilence = this.#supplies.some(
      (one, index) => !one.hasMains || (!this.#isHeard(index) && this.#cards[index]?.wasOnBattery === true),
    );
    return hasSilence && this.#heardOnMains() < this.#config.requiredSupplies;
  }

  #isHeard(index: number): boolean {
    return this.#cards[index]?.isHeard === true;
  }

  /** Supplies on mains that answer. */
  #heardOnMains(): number {
    return this.#supplies.filter((one, index) => one.hasMains && this.#isHeard(index)).length;
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

  /** A device on battery gave ground: twice, when it last answered, by its own words, less what it says against its battery and the time since. */
  #hasSaidSo(need: number): boolean {
    return this.#supplies.some((supply, index) => {
      if (this.#isFed(supply)) return false;
      const words = this.#cards[index]?.words ?? [];
      const factor = supply.traits.tellsWear !== 'not' ? leastFactor : supply.traits.claim === 'jumps' ? claimJumps.factor : 1;
      return (
        words.length > 0 &&
        words.every(({ second, reading }) => {
          if (reading.flags.includes('lowBattery')) return true;
          // Without any, silence is all that is left (NUT calls such a UPS dead).
          if (reading.runtimeSeconds === undefined) return !this.#isHeard(index);
          return reading.runtimeSeconds * factor - (this.#second - second) <= 2 * need + 120;
        })
      );
    });
  }

  /** Of so many supplies that went something true was told before `latest`, that without them too few were left. */
  #isKnowable(latest: number): boolean {
    const gone = this.#supplies.filter((supply, index) => !supply.hasOutput && this.#hasTold(supply, index, latest));
    return gone.length > this.#supplies.length - this.#config.requiredSupplies;
  }

  #hasTold(supply: Supply, index: number, latest: number): boolean {
    const { traits, battery } = supply;
    const card = this.#cards[index];
    const { claimAt = Infinity, gaugeAt = Infinity, lowAt = Infinity } = card?.witness ?? {};
    // Whatever else it says, and whatever it carries.
    if (lowAt <= latest - 30) return true;
    const isHidden = !traits.tellsInput && (traits.flag === 'stickyCalibration' || supply.test !== undefined);
    // Silent or frozen, it did not tell that it took over the load of another.
    const isHeavier = supply.loadPercent > 1.25 * (card?.toldLoad ?? 0);
    return !battery.diesWithoutSign && !isHidden && !isHeavier && Math.min(claimAt, gaugeAt) <= latest - 30;
  }
}
