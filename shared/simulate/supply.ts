import type { Agenda } from './agenda.js';

const upsRestartMs = 10_000;
/** From empty to full. */
const chargeMs = 3 * 3_600_000;

export interface SupplyWatch {
  /** Load now. */
  readonly watts: () => number;
  readonly lost: () => void;
  readonly returned: () => void;
}

/** One UPS: mains in, battery, output. Its battery is milliseconds of runtime at the load of the start. */
export class SimulatedSupply {
  readonly id: string;
  readonly #agenda: Agenda;
  readonly #watch: SupplyWatch;
  readonly #fullMs: number;
  #mains = true;
  #output = true;
  #energyMs: number;
  #energyAtMs = 0;
  #cancelEmpty: (() => void) | undefined;
  #cut: (() => void) | undefined;

  constructor(id: string, agenda: Agenda, watch: SupplyWatch, fullRuntimeSeconds: number, chargePercent: number) {
    this.id = id;
    this.#agenda = agenda;
    this.#watch = watch;
    this.#fullMs = fullRuntimeSeconds * 1000 * Math.max(1, watch.watts());
    this.#energyMs = (this.#fullMs * chargePercent) / 100;
  }

  get hasMains(): boolean {
    return this.#mains;
  }
  get hasOutput(): boolean {
    return this.#output;
  }
  get isCutPending(): boolean {
    return this.#cut !== undefined;
  }
  get chargePercent(): number {
    this.settle();
    return Math.min(100, (100 * this.#energyMs) / this.#fullMs);
  }
  /** At the present load. */
  get runtimeSeconds(): number {
    this.settle();
    return this.#energyMs / Math.max(1, this.#watch.watts()) / 1000;
  }

  tell(delaySeconds: number): void {
    this.#cut?.();
    this.#cut = this.#agenda.after(delaySeconds * 1000, () => {
      this.#cut = undefined;
      this.#lose();
      if (this.#mains) this.#agenda.after(upsRestartMs, () => this.#return());
    });
  }
  abort(): void {
    this.#cut?.();
    this.#cut = undefined;
  }

  setMains(isOn: boolean): void {
    this.settle();
    this.#mains = isOn;
    this.watchBattery();
    if (isOn && !this.#output) this.#agenda.after(upsRestartMs, () => this.#return());
  }

  /** Before the load changes. */
  settle(): void {
    const passed = this.#agenda.nowMs - this.#energyAtMs;
    this.#energyAtMs = this.#agenda.nowMs;
    if (passed === 0) return;
    if (this.#mains) this.#energyMs = Math.min(this.#fullMs, this.#energyMs + (this.#fullMs * passed) / chargeMs);
    else if (this.#output) this.#energyMs = Math.max(0, this.#energyMs - passed * this.#watch.watts());
  }

  /** After the load has changed. */
  watchBattery(): void {
    this.#cancelEmpty?.();
    this.#cancelEmpty = undefined;
    const watts = this.#watch.watts();
    if (this.#mains || !this.#output || watts === 0) return;
    this.#cancelEmpty = this.#agenda.after(Math.ceil(this.#energyMs / watts) + 1, () => this.#lose());
  }

  #lose(): void {
    this.settle();
    if (!this.#output) return;
    this.#output = false;
    this.#watch.lost();
  }

  #return(): void {
    if (this.#output || !this.#mains) return;
    this.#output = true;
    this.watchBattery();
    this.#watch.returned();
  }
}
