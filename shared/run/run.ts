import type { ClusterSettings, Operation, Outcome } from '../plan/operation.js';
import type { Plan } from '../plan/plan.js';
import type { TriggerKind } from '../policy/power-state.js';
import type { Message } from '../text/message.js';

export type RunPhase = 'running' | 'beyond' | 'finished' | 'aborting' | 'aborted' | 'restoring' | 'restored' | 'interrupted';

export type OperationStatus = 'waiting' | 'inFlight' | 'forcing' | 'done' | 'failed' | 'timedOut' | 'skipped';

export interface OperationState {
  readonly operation: Operation;
  readonly status: OperationStatus;
  readonly attempt: number;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
  readonly acted?: boolean;
  readonly note?: Message;
  /** What is to be said of it besides how it ended, although it may be done. */
  readonly remark?: Message;
  /** When its time is over; for a forced attempt when that attempt's time is over. */
  readonly limitAtMs?: number;
  /** A retry is not started before. */
  readonly notBeforeMs?: number;
  /** Failed attempts so far; retries are counted by it, so that a resume after a crash does not use one up. */
  readonly failures?: number;
  /** Of the failed attempts those that ended before a command left. */
  readonly unsent?: number;
  /** Tries are used up; the plan forces it when its limit is over, and not sooner. */
  readonly held?: boolean;
}

export type StepStatus = 'waiting' | 'running' | 'done' | 'failed' | 'skipped';

/** Why a run began: a trigger, or a person who asks for all of it, or for a drill (drill.ts): a few VMs, shut down and started again at once. */
export type RunTrigger = TriggerKind | 'drill';

/** Whole state of one run; rebuilt by folding its journalled events. Times are milliseconds since the run began. */
export interface RunState {
  readonly id: string;
  readonly plan: Plan;
  readonly phase: RunPhase;
  readonly trigger: RunTrigger;
  /** `live` acts; `rehearsal` and `simulation` run in virtual time. */
  readonly mode: 'live' | 'practice' | 'rehearsal' | 'simulation';
  readonly operations: readonly OperationState[];
  readonly steps: readonly { readonly id: string; readonly status: StepStatus }[];
  readonly restore: readonly OperationState[];
  readonly nowMs: number;
  readonly power: 'battery' | 'mains';
  /** VM keys, host keys and so on that ran when the run began. */
  readonly ranBefore: readonly string[];
  readonly earlier: Readonly<Record<string, ClusterSettings>>;
  readonly passedPointOfNoReturnAtMs?: number;
  /** Forward operations whose target this run stopped, or told to stop, and has not brought back since. */
  readonly stopped: readonly Operation[];
  /** False when a person cancelled without asking for a restore. */
  readonly restoreWanted: boolean;
  /** Mains is stable and the battery is charged enough; taken back when power is lost. */
  readonly restoreAllowed: boolean;
  /** The shutdown was finished on battery and mains has not been back since: no trigger has anything left to do. */
  readonly isDownInThisOutage?: boolean;
  /** A lane: the supply group that it takes down. */
  readonly groupId?: string;
  /**
   * A lane that was taken down: a UPS that had cut feeds it again, so that hosts may have started by themselves. `tooLittle`: in the very outage, while it is
   * still short of others; what has started goes down again. `enough`: its power was back since.
   */
  readonly fedAgain?: 'tooLittle' | 'enough';
  /** A lane: when UPSes that another lane told will have cut what hangs on them; nothing is started before. */
  readonly cutByOthersMs?: number;
  /** Where the plan has feeds: one lane a supply group, each a run by itself. The fields above then tell of all of them together. */
  readonly lanes?: readonly RunState[];
  /** As last seen. */
  readonly supplies?: SuppliesSeen;
}

/** What the UPSes say beside the run. */
export interface SuppliesSeen {
  /** By supply group the UPSes that it could lose and still have its required supplies on mains. */
  readonly spare: Readonly<Record<string, readonly string[]>>;
  /** UPSes on battery, or silent since they were. */
  readonly failing: readonly string[];
  /** UPSes that were just heard to be on mains. What is in neither list is not known, and counts as neither. */
  readonly onMains: readonly string[];
  /** UPSes that do not answer now: one that has cut its output does not, until mains is back. */
  readonly silent: readonly string[];
  /** Of those on battery the ones that say mains again, not for long enough to count. */
  readonly returning: readonly string[];
}

export type RunEvent =
  | {
      readonly kind: 'runStarted';
      readonly atMs: number;
      readonly runId: string;
      readonly plan: Plan;
      readonly operations: readonly Operation[];
      readonly trigger: RunTrigger;
      readonly mode: RunState['mode'];
      readonly ranBefore: readonly string[];
      /** Default: `mains` for a person's run or drill, else `battery`. */
      readonly power?: RunState['power'];
      /** Only this supply group falls dark; others may join. */
      readonly groupId?: string;
      readonly supplies?: SuppliesSeen;
    }
  /** A further supply group falls dark while the run is active. */
  | {
      readonly kind: 'groupJoined';
      readonly atMs: number;
      readonly groupId: string;
      readonly plan: Plan;
      readonly operations: readonly Operation[];
      readonly trigger: RunTrigger;
      readonly ranBefore: readonly string[];
      readonly power?: RunState['power'];
    }
  /** Told when it has changed. */
  | { readonly kind: 'suppliesSeen'; readonly atMs: number; readonly supplies: SuppliesSeen }
  | { readonly kind: 'ticked'; readonly atMs: number }
  | { readonly kind: 'operationEnded'; readonly atMs: number; readonly operationId: string; readonly outcome: Outcome }
  /** Settings as found, written down before they are changed: a crash in between must not lose them. */
  | { readonly kind: 'earlierNoted'; readonly atMs: number; readonly operationId: string; readonly earlier: ClusterSettings }
  /** What failed on the way and did not end the operation. */
  | { readonly kind: 'remarked'; readonly atMs: number; readonly operationId: string; readonly code: string; readonly remark: Message }
  /** Of one supply group where there are several; so with those that follow. */
  | { readonly kind: 'powerReturned'; readonly atMs: number; readonly groupId?: string }
  | { readonly kind: 'powerLost'; readonly atMs: number; readonly groupId?: string }
  /** A trigger fired while this run was stopping, waiting to restore or restoring, or was a drill: forward again, with what runs now. */
  | {
      readonly kind: 'triggered';
      readonly atMs: number;
      readonly trigger: TriggerKind;
      /** Of a drill that is overtaken: its own has the steps of the drill only. */
      readonly plan?: Plan;
      readonly operations?: readonly Operation[];
      readonly ranBefore?: readonly string[];
      readonly groupId?: string;
    }
  | { readonly kind: 'restoreAllowed'; readonly atMs: number; readonly groupId?: string }
  | { readonly kind: 'cancelled'; readonly atMs: number; readonly restore?: boolean }
  /** After a crash or restart; `power` as read since, absent when the UPS has not answered yet. `powers`: by supply group. */
  | {
      readonly kind: 'resumed';
      readonly atMs: number;
      readonly power?: RunState['power'];
      readonly powers?: Readonly<Record<string, RunState['power']>>;
      readonly supplies?: SuppliesSeen;
    };

export type RunEffect =
  | {
      readonly kind: 'perform';
      readonly operation: Operation;
      readonly how: 'gentle' | 'force';
      /** Host: names of the plan's VMs whose time is over and which the plan says to leave behind. */
      readonly despite?: readonly string[];
    }
  /** `settle`: send nothing more, but see what was sent through to its end. Otherwise give up at once. */
  | { readonly kind: 'stopWatching'; readonly operationId: string; readonly settle: boolean }
  | { readonly kind: 'tell'; readonly event: RunStory };

/** What a run tells the world: lines of `watch`, `plan run` and `practice` (electron/core/engine/watch-line.ts), notices and the log. */
export type RunStory =
  | {
      readonly kind: 'runStarted';
      readonly runId: string;
      readonly planId: string;
      readonly trigger: RunTrigger;
      readonly operations: number;
    }
  /** A further supply group falls dark. */
  | { readonly kind: 'runWidened'; readonly runId: string; readonly trigger: RunTrigger; readonly operations: number }
  | { readonly kind: 'stepStarted'; readonly step: string }
  | {
      readonly kind: 'operationIntended';
      readonly operation: string;
      readonly action: string;
      readonly target: string;
      readonly how: 'gentle' | 'force';
      readonly attempt: number;
    }
  | {
      readonly kind: 'operationDone';
      readonly operation: string;
      readonly action: string;
      readonly target: string;
      readonly acted: boolean;
      readonly seconds: number;
    }
  | {
      readonly kind: 'operationFailed';
      readonly operation: string;
      readonly action: string;
      readonly target: string;
      readonly code: string;
      readonly message: Message;
      readonly final: boolean;
    }
  | { readonly kind: 'stepFinished'; readonly step: string; readonly status: StepStatus }
  | { readonly kind: 'pointOfNoReturnPassed'; readonly step: string }
  | { readonly kind: 'powerReturned' }
  | { readonly kind: 'restoreStarted'; readonly operations: number }
  | { readonly kind: 'runFinished'; readonly phase: RunPhase; readonly failed: number };

export interface RunReport {
  readonly runId: string;
  readonly planId: string;
  readonly planTitle: string;
  readonly mode: RunState['mode'];
  readonly phase: RunPhase;
  readonly trigger: RunTrigger;
  readonly startedAt: string;
  readonly seconds: number;
  readonly neededSeconds?: number;
  readonly batterySeconds?: number;
  readonly marginSeconds?: number;
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: StepStatus;
    readonly startSeconds?: number;
    readonly endSeconds?: number;
  }[];
  readonly operations: readonly {
    readonly id: string;
    readonly target: string;
    readonly status: OperationStatus;
    readonly acted: boolean;
    readonly startSeconds?: number;
    readonly endSeconds?: number;
    readonly note?: Message;
    /** What failed on the way, of one that did not get done. */
    readonly remark?: Message;
  }[];
  /** What was to be restored and is not running again. */
  readonly notRestored: readonly string[];
  readonly findings: readonly Finding[];
}

export type Severity = 'error' | 'warning' | 'info';

/** Something a check found. `target` is a step id, a name, or a connection id. */
export interface Finding {
  readonly severity: Severity;
  readonly code: string;
  readonly message: Message;
  readonly target: string;
}
