import type { ClusterSettings, Operation, Outcome } from '../../../shared/plan/operation.js';
import { type Failure, type Result } from '../../../shared/result.js';
import { stoppedCode } from '../../../shared/run/outcome.js';
import type { Connection } from '../../../shared/settings/connection.js';
import { message } from '../../../shared/text/message.js';
import type { Clock, Hypervisor, RemoteMachine, UpsSource, Workstation } from '../ports.js';

/** What the performer reaches the office through; electron/core/connections.ts and the workstation are one. */
export interface Office {
  list(): readonly Connection[];
  ups(connectionId: string): Promise<Result<UpsSource>>;
  hypervisor(connectionId: string): Promise<Result<Hypervisor>>;
  /** Also asked for a host's direct connection, whose `wake()` sends Wake-on-LAN. */
  machine(connectionId: string): Promise<Result<RemoteMachine>>;
  workstation(): Workstation;
}

export interface PerformRequest {
  readonly runId: string;
  readonly operation: Operation;
  readonly how: 'gentle' | 'force';
  /** Host: VMs that the plan leaves behind. */
  readonly despite: readonly string[];
  /** An earlier attempt, perhaps before a crash, may have been carried out: not answering then means off. */
  readonly toldBefore: boolean;
  /** Aborted: send nothing more, but see through what was sent. */
  readonly issue: AbortSignal;
  /** Aborted: give up at once. */
  readonly watch: AbortSignal;
  /** Writes the settings found into the journal before they are changed. */
  readonly note: (earlier: ClusterSettings) => void;
  /** Writes down what failed on the way and does not end the operation. */
  readonly remark: (failure: Failure) => void;
}

export interface Hands {
  readonly office: Office;
  readonly clock: Clock;
  /** Targets that this run told from this process: `not answering` then means off, not lost. */
  readonly told: Set<string>;
}

/** Every look that costs a poll waits this long; a condition ends the wait, never the count. */
export const pollMs = 2000;
/** So many looks in a row without an answer count as gone. */
export const silentPolls = 3;

export function acted(startMs: number, clock: Clock): Outcome {
  return { kind: 'done', acted: true, seconds: (clock.nowMs() - startMs) / 1000 };
}

export function already(startMs: number, clock: Clock): Outcome {
  return { kind: 'done', acted: false, seconds: (clock.nowMs() - startMs) / 1000 };
}

export function stopped(): Outcome {
  return { kind: 'failed', code: stoppedCode, message: message('run.failure.stopped'), retryable: false };
}

/** Refusals do not change by asking again; silence, faults in passing and unknown states may. */
const lasting =
  /\/(refused|denied|noPermission|authentication|password|pinMismatch|readOnly\w*|noCluster|noMac|noConnection|delayTooLong|unsupported\w*)$/;

export function asOutcome(failure: Failure): Outcome {
  return { kind: 'failed', code: failure.code, message: failure.message, retryable: !lasting.test(failure.code) };
}

export function refuse(code: string, text: ReturnType<typeof message>, retryable: boolean): Outcome {
  return { kind: 'failed', code, message: text, retryable };
}

export function unknownState(name: string): Outcome {
  return refuse('run/unknownState', message('run.failure.unknownState', { name }), true);
}

export function isHypervisor(connection: Connection): boolean {
  return connection.kind === 'vsphere' || connection.kind === 'esxiSsh';
}
