/** The stages of a start, in their usual order. */
export type StartupStage = 'mainRead' | 'ready' | 'engineUp' | 'trayUp' | 'windowCreated' | 'firstPaint' | 'interactive';

/** Milliseconds from the creation of the process to the first time each stage was reached. */
export class StartupTimes {
  readonly #createdAtMs: number;
  readonly #nowMs: () => number;
  readonly #times = new Map<StartupStage, number>();
  readonly #waiting: { readonly stage: StartupStage; readonly go: () => void }[] = [];

  /** Both times on the wall clock, milliseconds since 1970. */
  constructor(createdAtMs: number, nowMs: () => number) {
    this.#createdAtMs = createdAtMs;
    this.#nowMs = nowMs;
  }

  mark(stage: StartupStage): void {
    if (this.#times.has(stage)) return;
    this.#times.set(stage, Math.max(0, Math.round(this.#nowMs() - this.#createdAtMs)));
    performance.mark(`sundown.${stage}`);
    for (const waiting of this.#waiting) if (waiting.stage === stage) waiting.go();
  }

  /** Resolves once the stage has been reached. */
  reached(stage: StartupStage): Promise<void> {
    if (this.#times.has(stage)) return Promise.resolve();
    return new Promise((go) => {
      this.#waiting.push({ stage, go });
    });
  }

  values(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#times);
  }
}
