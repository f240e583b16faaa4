import type { Timeline } from './timeline.js';

export type MachineState = 'off' | 'booting' | 'on' | 'shuttingDown';

export interface MachineDefinition {
  readonly name: string;
  readonly watts: number;
  readonly bootSeconds: number;
  readonly shutdownSeconds: number;
}

/** Services end before the power does: a port that is closed is not yet a host that is off. */
const servicesShare = 0.7;
const standbyWatts = 3;

/** Anything with a power supply on the UPS's output. */
export class Machine {
  #state: MachineState = 'off';
  #servicesUp = false;
  #lostPower = false;
  #cancel: () => void = () => undefined;

  constructor(
    readonly definition: MachineDefinition,
    readonly timeline: Timeline,
    readonly hasSupply: () => boolean,
    readonly changed: () => void,
  ) {}

  get name(): string {
    return this.definition.name;
  }

  get state(): MachineState {
    return this.#state;
  }

  /** Its ports answer. */
  get servicesUp(): boolean {
    return this.#servicesUp;
  }

  /** Its last end was a loss of power while it ran. */
  get lostPower(): boolean {
    return this.#lostPower;
  }

  get watts(): number {
    return this.#state === 'off' ? standbyWatts : this.definition.watts;
  }

  /** As found when the office opens. */
  startRunning(): void {
    this.#become('on', true);
  }

  powerOn(): void {
    if (this.#state !== 'off' || !this.hasSupply()) return;
    this.#become('booting', false);
    this.#later(this.definition.bootSeconds, () => this.#become('on', true));
  }

  shutDown(): void {
    if (this.#state !== 'on' && this.#state !== 'booting') return;
    const { shutdownSeconds } = this.definition;
    this.#become('shuttingDown', this.#servicesUp);
    this.#later(shutdownSeconds * servicesShare, () => {
      this.#become('shuttingDown', false);
      this.#later(shutdownSeconds * (1 - servicesShare), () => {
        this.#lostPower = false;
        this.#become('off', false);
      });
    });
  }

  /** The supply is gone at this instant. */
  loseSupply(): boolean {
    if (this.#state === 'off') return false;
    this.#cancel();
    this.#lostPower = true;
    this.#become('off', false);
    return true;
  }

  #later(seconds: number, run: () => void): void {
    this.#cancel = this.timeline.after(seconds, run);
  }

  #become(state: MachineState, servicesUp: boolean): void {
    this.#state = state;
    this.#servicesUp = servicesUp;
    this.changed();
  }
}
