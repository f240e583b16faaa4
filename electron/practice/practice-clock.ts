interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

/** What the practice clock is made of; tests give their own. `nowMs` is monotonic. */
export interface RealTime {
  nowMs(): number;
  after(ms: number, run: () => void): () => void;
}

export const realTime: RealTime = {
  nowMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Time in the practice office: monotonic, and `speed` times as fast as the real one, even when the speed changes on the way.
 * It has the shape of the engine's clock, so that engine and office agree on what a second is.
 */
export class PracticeClock {
  #speed: number;
  #baseMs = 0;
  #realBaseMs: number;
  #timers = new Set<Timer>();
  #cancelNext: () => void = () => undefined;
  #closed = false;

  constructor(
    speed: number,
    readonly startedAt: Date,
    readonly real: RealTime = realTime,
  ) {
    this.#speed = speed;
    this.#realBaseMs = real.nowMs();
  }

  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    this.#baseMs = this.nowMs();
    this.#realBaseMs = this.real.nowMs();
    this.#speed = speed;
    this.#arm();
  }

  /** Simulated milliseconds since the office opened. */
  nowMs(): number {
    return this.#baseMs + (this.real.nowMs() - this.#realBaseMs) * this.#speed;
  }

  /** Practice never sleeps. */
  uptimeMs(): number {
    return this.nowMs();
  }

  /** The office's own calendar: starts at the real time and runs at its own speed. */
  wall(): Date {
    return new Date(this.startedAt.getTime() + this.nowMs());
  }

  /** Runs once after `ms` simulated milliseconds; returns its cancellation. */
  after(ms: number, run: () => void): () => void {
    const timer: Timer = { atMs: this.nowMs() + Math.max(0, ms), run };
    if (!this.#closed) this.#timers.add(timer);
    this.#arm();
    return () => {
      this.#timers.delete(timer);
      this.#arm();
    };
  }

  close(): void {
    this.#closed = true;
    this.#timers.clear();
    this.#cancelNext();
  }

  #arm(): void {
    this.#cancelNext();
    const next = Math.min(...[...this.#timers].map((timer) => timer.atMs));
    if (!Number.isFinite(next)) return;
    this.#cancelNext = this.real.after(Math.min(Math.max(0, (next - this.nowMs()) / this.#speed), 2_000_000_000), () => this.#fire());
  }

  #fire(): void {
    const now = this.nowMs();
    // A timer of the real clock may come a trifle early.
    const due = [...this.#timers].filter((timer) => timer.atMs <= now + 0.5).sort((a, b) => a.atMs - b.atMs);
    for (const timer of due) {
      if (!this.#timers.delete(timer)) continue;
      timer.run();
    }
    this.#arm();
  }
}
