import { Battery } from './battery.js';
import type { Timeline } from './timeline.js';

/** What the output does, in the words of upsBasicOutputStatus. */
export type UpsOutput = 'onLine' | 'onBattery' | 'off' | 'rebooting' | 'sleepingUntilPowerReturn';

export interface UpsSettings {
  /** Charge needed before the output comes back, percent. */
  minReturnPercent: number;
  lowBatterySeconds: number;
  returnDelaySeconds: number;
  shutoffDelaySeconds: number;
}

/** The shortest time for which an output that cycles stays off, so that power supplies notice. */
const offAtLeastSeconds = 10;
const selfTestSeconds = 12;

export const upsRating = { capacityWattHours: 400, ratedWatts: 2700, chargeWatts: 900, ratedVoltAmperes: 3000 } as const;

/** A line-interactive UPS whose whole output is one group. Times are simulated seconds. */
export class SimulatedUps {
  readonly battery = new Battery(upsRating);
  readonly settings: UpsSettings = { minReturnPercent: 15, lowBatterySeconds: 120, returnDelaySeconds: 0, shutoffDelaySeconds: 180 };
  /** As upsAdvConfigAlarm counts: 1 timed, 2 at low battery, 3 never, 4 mute. */
  beeper = 1;
  #mains = true;
  #mainsSince = 0;
  #output: UpsOutput = 'onLine';
  #outputSince = 0;
  #onBatterySince: number | undefined;
  #pending: { readonly atSeconds: number; readonly returns: boolean } | undefined;
  #selfTestUntil: number | undefined;
  #selfTested = false;

  constructor(
    readonly timeline: Timeline,
    readonly loadWatts: () => number,
    readonly outputChanged: (on: boolean) => void,
  ) {}

  get mains(): boolean {
    return this.#mains;
  }

  get output(): UpsOutput {
    return this.#output;
  }

  get isOutputOn(): boolean {
    return this.#output === 'onLine' || this.#output === 'onBattery';
  }

  get isSelfTesting(): boolean {
    return this.#selfTestUntil !== undefined;
  }

  get hasSelfTested(): boolean {
    return this.#selfTested;
  }

  get isShutdownPending(): boolean {
    return this.#pending !== undefined;
  }

  get runtimeSeconds(): number {
    return this.battery.runtimeSeconds(this.loadWatts());
  }

  get secondsOnBattery(): number {
    return this.#onBatterySince === undefined ? 0 : this.timeline.seconds - this.#onBatterySince;
  }

  get isBatteryLow(): boolean {
    return this.#output === 'onBattery' && !this.isSelfTesting && this.runtimeSeconds < this.settings.lowBatterySeconds;
  }

  setMains(present: boolean): void {
    if (present === this.#mains) return;
    this.#mains = present;
    this.#mainsSince = this.timeline.seconds;
    this.#follow();
  }

  /** `returns`: the output comes back by itself with mains; otherwise it stays off until it is turned on. */
  shutdownAfter(delaySeconds: number, returns: boolean): void {
    this.#pending = { atSeconds: this.timeline.seconds + delaySeconds, returns };
    // An entry on the timeline makes the step end exactly here.
    this.timeline.after(delaySeconds, () => undefined);
    if (delaySeconds === 0) this.#follow();
  }

  turnOn(): void {
    if (!this.isOutputOn && (this.#mains || !this.battery.isEmpty)) this.#become(this.#mains ? 'onLine' : 'onBattery');
  }

  startSelfTest(): void {
    if (this.#output !== 'onLine') return;
    this.#selfTestUntil = this.timeline.seconds + selfTestSeconds;
    this.#follow();
  }

  pass(seconds: number): void {
    if (this.#output === 'onBattery') this.battery.discharge(this.loadWatts(), seconds);
    else if (this.#mains) this.battery.charge(seconds);
    this.#follow();
  }

  /** Brings the output into agreement with mains, battery and what the card was told. */
  #follow(): void {
    const now = this.timeline.seconds;
    if (this.#selfTestUntil !== undefined && (now >= this.#selfTestUntil || !this.#mains)) {
      this.#selfTested = now >= this.#selfTestUntil;
      this.#selfTestUntil = undefined;
    }
    if (this.isOutputOn) {
      if (this.#pending !== undefined && now >= this.#pending.atSeconds) this.#switchOff(this.#pending.returns);
      else if (this.battery.isEmpty && !this.#mains) this.#switchOff(true);
      else this.#become(this.#mains && !this.isSelfTesting ? 'onLine' : 'onBattery');
    } else if (this.#output !== 'off') this.#followSleep(now);
  }

  #followSleep(now: number): void {
    if (!this.#mains) {
      this.#become('sleepingUntilPowerReturn');
      return;
    }
    const rested = now - this.#outputSince >= offAtLeastSeconds;
    const delayed = now - Math.max(this.#mainsSince, this.#outputSince) >= this.settings.returnDelaySeconds;
    if (rested && delayed && this.battery.chargePercent >= this.settings.minReturnPercent) this.#become('onLine');
  }

  #switchOff(returns: boolean): void {
    this.#pending = undefined;
    this.#become(!returns ? 'off' : this.#mains ? 'rebooting' : 'sleepingUntilPowerReturn');
  }

  #become(output: UpsOutput): void {
    if (output === this.#output) return;
    const wasOn = this.isOutputOn;
    this.#output = output;
    if (output === 'onBattery') this.#onBatterySince = this.timeline.seconds;
    else this.#onBatterySince = undefined;
    if (wasOn !== this.isOutputOn) {
      this.#outputSince = this.timeline.seconds;
      if (!this.isOutputOn) this.#pending = undefined;
      this.outputChanged(this.isOutputOn);
    }
  }
}
