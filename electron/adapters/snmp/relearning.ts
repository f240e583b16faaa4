import type { Reading } from '../../../shared/ups/reading.js';
import { recognise, type Recognised } from './recognise.js';
import type { Asker } from './snmp-client.js';

/** The first look may have met a card that was just starting, or lost an answer; later ones find what was plugged in meanwhile. */
const firstAfterMs = 60_000;
const nextAfterMs = 600_000;

/**
 * Asks a device from time to time for what it lacked when it was recognised: a minute after, then every ten, and at once when a card has its
 * UPS again. Only on mains, and between the readings, some twenty requests each time. What was known is never lost by it: an answer that went
 * astray here must not make the readings poorer.
 */
export class Relearning {
  readonly #client: Asker;
  readonly #nowMs: () => number;
  #learnedAtMs: number;
  #times = 0;
  #isAtIt = false;
  #wasLost = false;

  constructor(client: Asker, nowMs: () => number) {
    this.#client = client;
    this.#nowMs = nowMs;
    this.#learnedAtMs = nowMs();
  }

  /** Takes notice of a reading; true when the device should be looked at anew. */
  isDue(reading: Reading): boolean {
    const hasReturned = this.#wasLost && reading.power !== 'unknown';
    this.#wasLost = reading.flags.includes('communicationLost') || (this.#wasLost && !hasReturned);
    if (this.#isAtIt || reading.power !== 'mains') return false;
    const isYoung = this.#times === 0 || reading.disagreements !== undefined;
    return hasReturned || this.#nowMs() - this.#learnedAtMs >= (isYoung ? firstAfterMs : nextAfterMs);
  }

  /** The device as it shows itself now, or undefined where that is less than what is known of it. */
  async look(known: Recognised): Promise<Recognised | undefined> {
    this.#isAtIt = true;
    // A card that refuses long requests is tried with them once; each try is a silence.
    const most = this.#times === 0 ? undefined : known.plan.most;
    const found = await recognise(this.#client, most);
    this.#isAtIt = false;
    this.#times += 1;
    this.#learnedAtMs = this.#nowMs();
    if (found.kind !== 'recognised' || found.device.plan.most < known.plan.most) return undefined;
    const names = new Set(found.device.tables.map((table) => table.name));
    return known.tables.every((table) => names.has(table.name)) ? found.device : undefined;
  }
}
