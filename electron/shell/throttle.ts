/** Passes the first value on at once and then at most one per interval: always the latest, never none. */
export class Throttle<T> {
  readonly #intervalMs: number;
  readonly #pass: (value: T) => void;
  #timer: NodeJS.Timeout | undefined;
  #next: { readonly value: T } | undefined;

  constructor(intervalMs: number, pass: (value: T) => void) {
    this.#intervalMs = intervalMs;
    this.#pass = pass;
  }

  give(value: T): void {
    if (this.#timer !== undefined) {
      this.#next = { value };
      return;
    }
    this.#timer = setTimeout(() => this.#due(), this.#intervalMs);
    this.#pass(value);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = undefined;
  }

  #due(): void {
    this.#timer = undefined;
    const { value } = this.#next ?? {};
    const isWaiting = this.#next !== undefined;
    this.#next = undefined;
    if (isWaiting) this.give(value as T);
  }
}
