const WINDOW_MS = 60_000;
const MOST = 3;

/** Counts how often something failed lately, to tell a mishap from a loop. Times in milliseconds of one clock. */
export class CrashCount {
  #times: number[] = [];

  /** Notes a failure; `true` while another try is sensible, `false` once three happened within a minute. */
  mayTryAgain(nowMs: number): boolean {
    this.#times = [...this.#times.filter((time) => nowMs - time < WINDOW_MS), nowMs];
    return this.#times.length < MOST;
  }

  get recent(): number {
    return this.#times.length;
  }
}
