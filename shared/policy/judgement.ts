import type { Discharge } from '../battery/discharge.js';
import type { Failure } from '../result.js';
import type { BatteryTime } from './battery-time.js';
import { noInputSeen, type Drift, type InputWitness } from './contradiction.js';
import { noRuntimeWatched, type CountedRuntime, type KnownBattery, type RuntimeWatch } from './counted-runtime.js';
import type { PowerState } from './power-state.js';
import { noTests, type Tests } from './test-belief.js';

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
  readonly chargePercent: number | undefined;
  readonly runtime: CountedRuntime | undefined;
}

/**
 * All that is remembered of one UPS between inputs. `state` is what the world is shown. What is not there is `undefined` and never missing: objects that
 * all have the same fields are copied several times as fast.
 */
export interface UpsJudgement {
  readonly state: PowerState;
  readonly claim: Claim | undefined;
  /** Last power that counted outside an outage. */
  readonly settled: 'mains' | 'bypass' | 'off' | 'unknown';
  readonly outage: BatteryTime | undefined;
  /** Readings on battery, the last two. */
  readonly recent: readonly Seen[];
  readonly silence: { readonly sinceMs: number; readonly failure: Failure | undefined } | undefined;
  /** Nothing was heard since the program slept. */
  readonly isVoid: boolean;
  readonly tests: Tests;
  readonly isTestBelieved: boolean;
  readonly isTestSticky: boolean;
  readonly drift: Drift | undefined;
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
    claim: undefined,
    settled: 'unknown',
    outage: undefined,
    recent: [],
    silence: undefined,
    isVoid: false,
    tests: noTests,
    isTestBelieved: false,
    isTestSticky: false,
    drift: undefined,
    input: noInputSeen,
    runtime: noRuntimeWatched,
    past: { discharges: [] },
    battery: { reasons: [], fit: undefined },
    isContradictory: false,
    disagreedInARow: 0,
    isForcedShutdown: false,
    refreshedAtMs: 0,
  };
}
