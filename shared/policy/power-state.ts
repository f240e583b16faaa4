import type { RuntimeReason } from '../battery/runtime-reason.js';
import type { LostContact, Reading, UpsFlag } from '../ups/reading.js';

/** How far a UPS's reading deserves belief. Each has a name, a look and a stated reaction. */
export type Trust = 'fresh' | 'stale' | 'lost' | 'neverSeen';

export type Doubt =
  | 'contradictory'
  | 'disagreeing'
  | 'selfTest'
  | 'calibrating'
  | 'runtimeJumps'
  | 'batteryOld'
  | 'overload'
  | 'overTemperature'
  | 'selfTestFailed';

export type TriggerKind =
  'latestSafeStart' | 'onBatterySeconds' | 'runtimeBelow' | 'chargeBelow' | 'lowBattery' | 'forcedShutdown' | 'estimateAtFloor' | 'person';

/** Those whose moment can be told beforehand. */
export type CountedTrigger = 'latestSafeStart' | 'onBatterySeconds' | 'runtimeBelow' | 'estimateAtFloor';

/** What earlier discharges say of the charge that is left, at the present load. */
export interface SeenBefore {
  readonly discharges: number;
  /** Seconds by the one that fell fastest and by the one that fell slowest; the same of only one. */
  readonly leastSeconds: number;
  readonly mostSeconds: number;
  /** 0..100: to where a charge was seen to fall; what lies below is carried on. */
  readonly lowestPercent: number;
}

/** The device's claim beside our own estimate, and what speaks against the claim. The lower of the two counts. */
export interface RuntimeTrust {
  readonly claimedSeconds?: number;
  readonly ownSeconds?: number;
  /** What our own estimate rests on, and how many percent of charge were seen to go. */
  readonly ownFrom?: 'thisDischarge' | 'earlierDischarges';
  readonly observedPercent?: number;
  /** Where our own estimate rests on earlier discharges. */
  readonly seen?: SeenBefore;
  readonly reasons: readonly RuntimeReason[];
  /** What the claim is multiplied with: the weightiest reason's; 0..1, 1 without one. */
  readonly factor: number;
}

/** What Sundown believes of one UPS. Times are milliseconds of the program's own monotonic clock. */
export interface PowerState {
  readonly upsId: string;
  readonly trust: Trust;
  /** What counts: confirmed and coalesced, not the last reading. */
  readonly power: 'mains' | 'battery' | 'bypass' | 'off' | 'unknown';
  /** Battery seen but not yet confirmed, or mains seen but not yet stable. */
  readonly pending?: 'battery' | 'mains';
  readonly reading?: Reading;
  readonly doubts: readonly Doubt[];
  readonly flags: readonly UpsFlag[];
  /** Own clock over the coalesced outage; absent on mains. */
  readonly secondsOnBattery?: number;
  /** Runtime that counts: the lower of the claimed and our own estimate, decayed while nothing is heard. Absent when unknown. */
  readonly runtimeSeconds?: number;
  readonly runtimeBasis?: 'device' | 'decayed' | 'model' | 'earlier';
  /** How that came about; absent while nothing is known of the runtime. */
  readonly runtimeTrust?: RuntimeTrust;
  readonly lastGoodAtMs?: number;
  /** While a server between us and the UPS says why it has nothing current. */
  readonly lostContact?: LostContact;
}
