interface Due {
  readonly atSeconds: number;
  readonly order: number;
  readonly run: () => void;
}

/** Simulated seconds since the practice office opened. Monotonic; moves only when told to. */
export class Timeline {
  #seconds = 0;
  #order = 0;
  #due: Due[] = [];

  get seconds(): number {
    return this.#seconds;
  }

  /** Runs once when the timeline has moved `seconds` on; returns its cancellation. */
  after(seconds: number, run: () => void): () => void {
    this.#order += 1;
    const entry: Due = { atSeconds: this.#seconds + Math.max(0, seconds), order: this.#order, run };
    this.#due.push(entry);
    this.#due.sort((a, b) => a.atSeconds - b.atSeconds || a.order - b.order);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }

  /** When the next entry is due; absent when nothing waits. */
  nextDueSeconds(): number | undefined {
    return this.#due[0]?.atSeconds;
  }

  /**
   * Moves to `targetSeconds` in steps of at most one second that end exactly at due entries. `pass` is told each step's length
   * before the entries at its end run, so that a battery is drained by what was on during the step.
   */
  advanceTo(targetSeconds: number, pass: (stepSeconds: number) => void): void {
    while (this.#seconds < targetSeconds) {
      const next = Math.min(targetSeconds, this.#seconds + 1, this.#due[0]?.atSeconds ?? Infinity);
      const step = Math.max(0, next - this.#seconds);
      this.#seconds = Math.max(this.#seconds, next);
      if (step > 0) pass(step);
      this.#runDue();
    }
  }

  #runDue(): void {
    for (let first = this.#due[0]; first !== undefined && first.atSeconds <= this.#seconds; first = this.#due[0]) {
      this.#due.shift();
      first.run();
    }
  }
}
