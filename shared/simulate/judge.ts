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

/** After a restart, before anything was judged: what the UPSes say of each group; nothing of one that is not heard well enough. */
export function powersFound(
  groups: NonNullable<SimulatedOffice['groups']>,
  readings: SimulatedReadings,
): Readonly<Record<string, 'mains' | 'battery'>> {
  const powers = groups.flatMap((group) => {
    const told = group.upsIds.flatMap((id) => readings.get(id)?.power ?? []);
    const power =
      told.filter((one) => one === 'mains').length >= group.required ? 'mains' : told.includes('battery') ? 'battery' : undefined;
    return power === undefined ? [] : [[group.id, power] as const];
  });
  return Object.fromEntries(powers);
}
