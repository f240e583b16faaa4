import { app, powerMonitor, type BrowserWindow } from 'electron';
import { message, type Locale, type Message } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';
import { askPerson } from './ask-person.js';

export interface LeaveWishes {
  readonly halfDone: () => readonly Message[];
  readonly locale: () => Locale;
  readonly window: () => BrowserWindow | undefined;
  /** Ends everything in good order; nothing is shown any more after it. */
  readonly stop: () => Promise<void>;
}

/** A stop that hangs must not keep the system from shutting down; the journal makes leaving early safe. */
const STOP_LIMIT_MS = 5000;
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** How the program ends: asks while something would be left half-done, unless the system itself ends, and stops the engine first. */
export class Leaving {
  readonly #wishes: LeaveWishes;
  #phase: 'staying' | 'asking' | 'stopping' | 'gone' = 'staying';

  constructor(wishes: LeaveWishes) {
    this.#wishes = wishes;
  }

  watch(): void {
    app.on('before-quit', (event) => {
      if (this.#phase === 'gone') return;
      event.preventDefault();
      void this.#ask();
    });
    // The system goes down or the person logs out: no question could be answered any more.
    powerMonitor.on('shutdown', () => void this.leaveNow());
    for (const signal of signals) process.on(signal, () => void this.leaveNow());
  }

  /** Without a question. */
  async leaveNow(): Promise<void> {
    if (this.#phase === 'stopping' || this.#phase === 'gone') return;
    this.#phase = 'stopping';
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      limit = setTimeout(resolve, STOP_LIMIT_MS);
    });
    try {
      await Promise.race([this.#wishes.stop(), late]);
    } finally {
      clearTimeout(limit);
      this.#phase = 'gone';
      app.quit();
    }
  }

  async #ask(): Promise<void> {
    if (this.#phase !== 'staying') return;
    const halfDone = this.#wishes.halfDone();
    if (halfDone.length === 0) return this.leaveNow();
    this.#phase = 'asking';
    const isSure = await this.#confirm(halfDone);
    if (this.#isStillAsking()) {
      this.#phase = 'staying';
      if (isSure) await this.leaveNow();
    }
  }

  /** The system may have ended while the question was open. */
  #isStillAsking(): boolean {
    return this.#phase === 'asking';
  }

  async #confirm(halfDone: readonly Message[]): Promise<boolean> {
    const locale = this.#wishes.locale();
    const list = new Intl.ListFormat(locale).format(halfDone.map((one) => say(one, locale)));
    return askPerson(
      {
        title: message('shell.quit.title'),
        message: message('shell.quit.message'),
        detail: message('shell.quit.detail', { list }),
        yes: message('shell.quit.confirm'),
        no: message('shell.quit.keep'),
      },
      locale,
      this.#wishes.window(),
    );
  }
}
