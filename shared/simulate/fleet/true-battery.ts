/** A battery as it really is, whatever its UPS says of it. */
export class TrueBattery {
  #percent = 100;
  readonly #fullSeconds: number;
  readonly #peukert: number;
  readonly #collapsesAtPercent: number;

  /** `fullSeconds`: from full to empty at 100 % load, worn as it is. `collapsesAtPercent`: above 0, it dies there without a sign. */
  constructor(fullSeconds: number, peukert: number, collapsesAtPercent: number) {
    this.#fullSeconds = fullSeconds;
    this.#peukert = peukert;
    this.#collapsesAtPercent = collapsesAtPercent;
  }

  get percent(): number {
    return this.#percent;
  }
  get diesWithoutSign(): boolean {
    return this.#collapsesAtPercent > 0;
  }
  get isEmpty(): boolean {
    return this.#percent <= this.#collapsesAtPercent;
  }

  /** From full to empty at this load. */
  fullSecondsAt(loadPercent: number): number {
    return this.#fullSeconds * (100 / Math.max(5, loadPercent)) ** this.#peukert;
  }
  secondsLeft(loadPercent: number): number {
    return (Math.max(0, this.#percent - this.#collapsesAtPercent) / 100) * this.fullSecondsAt(loadPercent);
  }
  drainSecond(loadPercent: number): void {
    this.#percent = Math.max(0, this.#percent - 100 / this.fullSecondsAt(loadPercent));
  }
  /** From empty to full in four hours. */
  chargeSecond(): void {
    this.#percent = Math.min(100, this.#percent + 100 / 14_400);
  }
}
