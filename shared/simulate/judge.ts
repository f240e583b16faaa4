import type { Plan } from '../plan/plan.js';
import type { TriggerKind } from '../policy/power-state.js';

/** What the simulated UPS card says; undefined while it is silent. */
export interface SimulatedReading {
  readonly power: 'mains' | 'battery';
  readonly lowBattery: boolean;
  readonly chargePercent: number;
  readonly runtimeSeconds: number;
}

export interface Judgement {
  /** Confirmed and coalesced. */
  readonly power: 'mains' | 'battery' | 'unknown';
  readonly trigger?: TriggerKind;
  /** A restore may count on it. */
  readonly isMainsStable: boolean;
  /** Asks for another look at once. */
  readonly wantsReading: boolean;
}

/** From readings to power and trigger, by virtual time. A new one for each start of the program: it remembers nothing over a crash. */
export interface Judge {
  observe(reading: SimulatedReading | undefined, nowMs: number): Judgement;
}
export type MakeJudge = (plan: Plan, neededSeconds: number) => Judge;
