import type { TriggerKind } from '../policy/power-state.js';
import type { SuppliesSeen } from '../run/run.js';
import type { SimulatedOffice } from './office.js';

/** What a simulated UPS card says; undefined while it is silent. */
export interface SimulatedReading {
  readonly power: 'mains' | 'battery';
  readonly lowBattery: boolean;
  readonly chargePercent: number;
  readonly runtimeSeconds: number;
}

export type SimulatedReadings = ReadonlyMap<string, SimulatedReading | undefined>;

/** Of everything that hangs on the same supplies; `groupId` where the plan has several such. */
export interface GroupJudgement {
  readonly groupId?: string;
  /** Confirmed and coalesced. */
  readonly power: 'mains' | 'battery' | 'unknown';
  readonly trigger?: TriggerKind;
  /** A restore may count on it. */
  readonly isMainsStable: boolean;
  readonly chargePercent?: number;
}

export interface Judgement {
  readonly groups: readonly GroupJudgement[];
  readonly supplies: () => SuppliesSeen;
  /** Asks for another look at once. */
  readonly wantsReading: boolean;
}

export const nothingJudged: Judgement = {
  groups: [],
  supplies: () => ({ spare: {}, failing: [], onMains: [], silent: [], returning: [] }),
  wantsReading: false,
};

/** From readings to power and trigger, by virtual time. A new one for each start of the program: it remembers nothing over a crash. */
export interface Judge {
  observe(readings: SimulatedReadings, nowMs: number): Judgement;
}
export type MakeJudge = (office: SimulatedOffice, neededSeconds: number) => Judge;
