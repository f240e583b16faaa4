import type { Forecast } from '../forecast/forecast.js';
import type { Remaining } from '../forecast/remaining.js';
import { emptyInventory, type Inventory } from '../inventory/inventory.js';
import type { Notice } from '../notices/notice.js';
import type { Plan } from '../plan/plan.js';
import type { CountedTrigger, PowerState } from '../policy/power-state.js';
import type { Finding, RunPhase, RunState } from '../run/run.js';
import type { Connection } from '../settings/connection.js';
import type { Failure } from '../result.js';
import type { UpsCapabilities } from '../ups/command.js';

/** One word for the whole office; tray icon, status bar and title follow it. */
export type OfficeState = 'notConnected' | 'onMains' | 'onBattery' | 'lowBattery' | 'running' | 'doubt' | 'restoring';

export interface UpsView {
  readonly connectionId: string;
  readonly title: string;
  readonly state: PowerState;
  readonly failure?: Failure;
  readonly capabilities?: UpsCapabilities;
  /** Wall clock, ISO 8601. */
  readonly lastHeardAt?: string;
}

/** A countdown that a person may postpone, start now or cancel. */
export interface Countdown {
  readonly trigger: CountedTrigger;
  /** Seconds until the run starts if nothing changes. */
  readonly secondsLeft: number;
  readonly postponedUntilSeconds?: number;
  readonly canPostpone: boolean;
}

/** What a run that stops the office still needs, against what its UPSes still last; seconds from the snapshot's moment. */
export interface TimeLeft extends Remaining {
  /** Absent when nobody knows. */
  readonly batterySeconds?: number;
}

export interface ConnectionView {
  readonly connection: Connection;
  /** `answers` and `silent`: a machine that is only logged in to when it is told or checked. */
  readonly status: 'unknown' | 'answers' | 'silent' | 'connected' | 'failed';
  readonly failure?: Failure;
  /** Which secret parts are kept (never their values). */
  readonly secrets: readonly string[];
  /** What is weak in how it is reached. */
  readonly findings: readonly Finding[];
}

export interface PlanView {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  readonly forecast?: Forecast;
  readonly active: boolean;
}

/** Everything a window or the tray shows; the renderer mirrors it and decides nothing. */
export interface Snapshot {
  /** ISO 8601 */
  readonly at: string;
  readonly version: string;
  readonly practice: boolean;
  readonly role: 'coordinator' | 'observer' | 'standby';
  readonly armed: boolean;
  readonly office: OfficeState;
  readonly ups: readonly UpsView[];
  readonly plans: readonly PlanView[];
  readonly inventory: Inventory;
  /** ISO 8601 of the last complete inventory. */
  readonly inventoryAt?: string;
  readonly connections: readonly ConnectionView[];
  readonly countdown?: Countdown;
  readonly run?: RunState & { readonly startedAt: string };
  /** While a run stops something. */
  readonly timeLeft?: TimeLeft;
  readonly lastRun?: { readonly id: string; readonly phase: RunPhase; readonly endedAt: string };
  readonly notices: readonly Notice[];
  /** Names of VMs and hosts that run and that the active plan does not cover. Empty without an active plan, which covers nothing. */
  readonly uncovered: readonly string[];
  readonly settingsProblem?: Failure;
  readonly practiceOffice?: PracticeView;
}

/** Before anything is connected or heard: nothing is armed and nobody acts. */
export const emptySnapshot: Snapshot = {
  at: new Date(0).toISOString(),
  version: '',
  practice: false,
  role: 'observer',
  armed: false,
  office: 'notConnected',
  ups: [],
  plans: [],
  inventory: emptyInventory,
  connections: [],
  notices: [],
  uncovered: [],
};

/** The practice office's own controls. */
export interface PracticeView {
  readonly plugged: boolean;
  readonly chargePercent: number;
  readonly speed: number;
  readonly cardCut: boolean;
  readonly hangingVms: readonly string[];
  readonly vms: readonly { readonly name: string; readonly power: string; readonly host: string }[];
  readonly hosts: readonly { readonly name: string; readonly power: string }[];
  readonly outputOn: boolean;
}
