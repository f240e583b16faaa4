import type { SimulatedReadings } from './judge.js';
import type { Feeding } from './office.js';
import type { World } from './world.js';

/** What was to be heard of each UPS, held against the truth: by it the referee tells a start that nobody could know better from a false one. */
export class Hearing {
  readonly #world: World;
  /** By UPS: whether its last answer is the latest, and whether it was truly on battery then. */
  readonly #last = new Map<string, { readonly isSilent: boolean; readonly wasOnBattery: boolean }>();

  constructor(world: World) {
    this.#world = world;
  }

  /** A program that has just started knows nothing of what was said before. */
  forget(): void {
    this.#last.clear();
  }

  take(readings: SimulatedReadings): void {
    for (const [id, reading] of readings) {
      const wasOnBattery = reading === undefined ? this.#last.get(id)?.wasOnBattery === true : !this.#world.supply(id).hasMains;
      this.#last.set(id, { isSilent: reading === undefined, wasOnBattery });
    }
  }

  /**
   * Too few of the supplies that have mains can be heard, and one of the others is on battery, or fell silent while it was: the countdown goes on, and what is
   * not heard is not counted on (nut #2454). A UPS that answers is heard, whatever it says: a lie is no excuse.
   */
  isBlind({ ups, required }: Feeding): boolean {
    const isHeard = (id: string) => this.#last.get(id)?.isSilent === false;
    const hasMains = (id: string) => this.#world.supply(id).hasMains;
    if (ups.filter((id) => isHeard(id) && hasMains(id)).length >= required) return false;
    return ups.some((id) => !hasMains(id) || (!isHeard(id) && this.#last.get(id)?.wasOnBattery === true));
  }
}
