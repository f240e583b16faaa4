import type { Discharge } from '../battery/discharge.js';
import type { Failure } from '../result.js';
import type { BatteryTime } from './battery-time.js';
import { noInputSeen, type Drift, type InputWitness } from './contradiction.js';
import { noRuntimeWatched, type CountedRuntime, type KnownBattery, type RuntimeWatch } from './counted-runtime.js';
import type { PowerState } from './power-state.js';
import type { Tests } from './test-belief.js';

/** What the device is believed to say now: its own word, unless that is contradicted. */
export interface Claim {
  readonly power: 'mains' | 'battery' | 'bypass' | 'off';
  readonly sinceMs: number;
  /** The device says mains, the evidence says battery. */
  readonly isInferred: boolean;
}

/** Of a reading on battery, what triggers look at; they want the last two of them (debounce). */
export interface Seen {
  readonly isLow: boolean;
  readonly chargePercent?: number;
  readonly runtime?: CountedRuntime;
}

/** All that is remembered of one UPS between inputs. `state` is what the world is shown. */
export interface UpsJudgement {
  readonly state: PowerState;
  readonly claim?: Claim;
  /** Last power that counted outside an outage. */
  readonly settled: 'mains' | 'bypass' | 'off' | 'unknown';
  readonly outage?: BatteryTime;
  /** Readings on battery, the last two. */
  readonly recent: readonly Seen[];
  readonly silence?: { readonly sinceMs: number; readonly failure?: Failure };
  /** Nothing was heard since the program slept. */
  readonly isVoid: boolean;
  readonly tests: Tests;
  readonly isTestBelieved: boolean;
  readonly isTestSticky: boolean;
  readonly drift?: Drift;
  readonly input: InputWitness;
  readonly runtime: RuntimeWatch;
  /** Discharges remembered from before, and where the wall clock stood at 0 of our own. */
  readonly past: { readonly discharges: readonly Discharge[]; readonly wallAtZeroMs?: number };
  readonly battery: KnownBattery;
  readonly isContradictory: boolean;
  /** Readings in a row in which the device's own sources told a value differently. */
  readonly disagreedInARow: number;
  /** FSD was raised while we watched, or on battery; one that was there before is left over from an earlier outage. */
  readonly isForcedShutdown: boolean;
  /** When `state` was worked out. */
  readonly refreshedAtMs: number;
}

export function neverSeen(upsId: string): UpsJudgement {
  return {
    state: { upsId, trust: 'neverSeen', power: 'unknown', doubts: [], flags: [] },
    settled: 'unknown',
    recent: [],
    isVoid: false,
    tests: {},
    isTestBelieved: false,
    isTestSticky: false,
    input: noInputSeen,
    runtime: noRuntimeWatched,
    past: { discharges: [] },
    battery: { reasons: [] },
    isContradictory: false,
    disagreedInARow: 0,
    isForcedShutdown: false,
    refreshedAtMs: 0,
  };
}
