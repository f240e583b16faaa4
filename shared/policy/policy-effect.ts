import type { Discharge, PresentBattery } from '../battery/discharge.js';
import type { Failure } from '../result.js';
import type { Reading } from '../ups/reading.js';
import type { Doubt, PowerState, TriggerKind } from './power-state.js';
import type { SeenDischarge } from './runtime-model.js';

/** What the policy is told. Times are milliseconds of the program's own monotonic clock and never go back. */
export type PolicyInput =
  | { readonly kind: 'reading'; readonly upsId: string; readonly atMs: number; readonly reading: Reading }
  | { readonly kind: 'readFailed'; readonly upsId: string; readonly atMs: number; readonly failure: Failure }
  | { readonly kind: 'ticked'; readonly atMs: number }
  /** What is remembered of the discharges of a UPS. `wallMs`: what the wall clock says at `atMs`, for the age of its battery. */
  | {
      readonly kind: 'remembered';
      readonly upsId: string;
      readonly atMs: number;
      readonly wallMs: number;
      readonly discharges: readonly Discharge[];
    }
  /** What a trigger asked for could not be begun, and now it may: the trigger counts again. */
  | { readonly kind: 'refusalOver'; readonly atMs: number; readonly trigger: TriggerKind; readonly groupId?: string }
  /** The machine slept. `gapMs`: how long, where that is known. */
  | { readonly kind: 'slept'; readonly atMs: number; readonly gapMs?: number }
  | { readonly kind: 'postponed'; readonly atMs: number }
  | { readonly kind: 'startedByPerson'; readonly atMs: number }
  /** A person stopped the run: triggers that have not fired in this outage may fire again. */
  | { readonly kind: 'runCancelled'; readonly atMs: number }
  | {
      readonly kind: 'forecast';
      readonly atMs?: number;
      readonly neededSeconds: number;
      readonly marginSeconds: number;
      /** Of one supply group; absent: of the group that no feed names. */
      readonly groupId?: string;
    };

/** What is worth telling a person; who is told and how is decided in shared/notices. `isOfficeHeld`: the office as a whole was not touched. */
export type PolicyFact =
  | { readonly kind: 'onBattery'; readonly upsId: string; readonly isOfficeHeld: boolean; readonly runtimeSeconds?: number }
  | { readonly kind: 'mainsReturned'; readonly upsId: string; readonly isOfficeHeld: boolean; readonly secondsOnBattery: number }
  /** Mains was back for a moment only: the same outage goes on. */
  | { readonly kind: 'outageResumed'; readonly upsId: string; readonly secondsOnBattery: number }
  | { readonly kind: 'outputOff'; readonly upsId: string }
  | { readonly kind: 'bypass'; readonly upsId: string }
  /** Out of bypass or off, on mains again. */
  | { readonly kind: 'protectedAgain'; readonly upsId: string }
  | {
      readonly kind: 'lost';
      readonly upsId: string;
      readonly isOnBattery: boolean;
      readonly runtimeSeconds?: number;
      readonly failure?: Failure;
    }
  | { readonly kind: 'neverHeard'; readonly upsId: string; readonly failure?: Failure }
  | { readonly kind: 'heardAgain'; readonly upsId: string }
  | { readonly kind: 'doubted'; readonly upsId: string; readonly doubt: Doubt }
  | { readonly kind: 'doubtGone'; readonly upsId: string; readonly doubt: Doubt }
  /** A test lasts longer than anybody believes. */
  | { readonly kind: 'testDisbelieved'; readonly upsId: string }
  /** Our own estimate is well below the claim, and counts. */
  | { readonly kind: 'runtimeDisbelieved'; readonly upsId: string; readonly claimedSeconds: number; readonly ownSeconds: number }
  | { readonly kind: 'lowBattery'; readonly upsId: string; readonly isOnBattery: boolean }
  | { readonly kind: 'batteryFault'; readonly upsId: string; readonly flag: 'batteryFault' | 'noBattery' | 'fault' }
  | { readonly kind: 'forcedShutdownSeen'; readonly upsId: string; readonly isFollowed: boolean }
  | { readonly kind: 'postponed'; readonly seconds: number }
  | { readonly kind: 'postponeRefused' };

export type PolicyEffect =
  | { readonly kind: 'upsChanged'; readonly atMs: number; readonly upsId: string; readonly state: PowerState }
  /** The office runs on battery: confirmed, and not enough supplies are left on mains. `groupId`: only this supply group of it. */
  | { readonly kind: 'powerConfirmed'; readonly atMs: number; readonly upsIds: readonly string[]; readonly groupId?: string }
  /** Mains is back and stable. */
  | { readonly kind: 'powerReturned'; readonly atMs: number; readonly secondsOnBattery: number; readonly groupId?: string }
  | {
      readonly kind: 'triggerFired';
      readonly atMs: number;
      readonly groupId?: string;
      readonly trigger: TriggerKind;
      readonly upsIds: readonly string[];
      readonly secondsOnBattery: number;
      readonly runtimeSeconds?: number;
    }
  | { readonly kind: 'notice'; readonly atMs: number; readonly fact: PolicyFact }
  /** More was seen of a discharge, worth remembering; the same one is told again as it goes on, by its `beganMs`. */
  | {
      readonly kind: 'dischargeSeen';
      readonly atMs: number;
      readonly upsId: string;
      readonly discharge: SeenDischarge;
      readonly battery: PresentBattery;
    }
  /** Read at once; without an id all of them. */
  | { readonly kind: 'readNow'; readonly atMs: number; readonly upsId?: string };
