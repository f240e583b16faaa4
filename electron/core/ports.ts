import type { Discharge } from '../../shared/battery/discharge.js';
import type { Inventory, VmPower, WantedPower } from '../../shared/inventory/inventory.js';
import type { ClusterSettings } from '../../shared/plan/operation.js';
import type { Failure, Result } from '../../shared/result.js';
import type { RunEvent, RunState, RunTrigger } from '../../shared/run/run.js';
import type { Finding } from '../../shared/run/run.js';
import type { Plan } from '../../shared/plan/plan.js';
import type { SettingsFile } from '../../shared/settings/read.js';
import type { Connection, SecretPart } from '../../shared/settings/connection.js';
import type { CommandOutcome, UpsCapabilities, UpsCommand } from '../../shared/ups/command.js';
import type { UpsDiscovery, UpsQuestion } from '../../shared/ups/discovery.js';
import type { Reading } from '../../shared/ups/reading.js';

/** The interfaces that core needs; adapters implement them. Nothing here throws for an expected failure: Result carries it. */

/** Monotonic milliseconds and timers; virtual in tests. */
export interface Clock {
  /** Monotonic, survives wall-clock jumps; differs by the real time passed even over a suspend where the system allows. */
  nowMs(): number;
  /** Milliseconds since some moment before the start, sleep included, whoever sets the wall clock. Coarse: to a second. */
  uptimeMs(): number;
  /** Wall clock, for people and logs only. */
  wall(): Date;
  /** Runs once after `ms`; returns its cancellation. */
  after(ms: number, run: () => void): () => void;
}

/** What a glance found: as at the last reading, not so, no answer; `unasked` where there was nothing cheaper to ask than a reading. */
export type Glance = 'same' | 'changed' | 'silent' | 'unasked';

export interface UpsSource {
  readonly connectionId: string;
  /** One reading; gives up by itself within 5 s and fails as `ups/unreachable`, `ups/refused`, `ups/nonsense`, ... */
  read(): Promise<Result<Reading>>;
  /**
   * Asks only for what tells the power, and compares it with the last reading: `changed` also where nothing was read yet. Absent where the source has
   * no cheaper question than a reading.
   */
  glance?(): Promise<Glance>;
  /** What it can be told with the credentials for commands; changes nothing. */
  capabilities(): Promise<Result<UpsCapabilities>>;
  /**
   * Gives a command, of which the outcome says how far it was confirmed. Failures: `ups/noCommand`, `ups/noShutdown`, `ups/noAbort`, `ups/refused`,
   * `ups/delayTooLong`, `ups/delayTooShort`, `ups/delayUnknown`; `ups/notConfirmed` when reading back shows that it is not carried out.
   */
  tell(command: UpsCommand): Promise<Result<CommandOutcome>>;
  close(): void;
}

/** A vCenter, or an ESXi host addressed directly (SOAP, or SSH where SOAP cannot write). */
export interface Hypervisor {
  readonly connectionId: string;
  readonly kind: 'vcenter' | 'esxi';
  /** Logs in if need be; endpoint facts. */
  about(): Promise<Result<{ readonly kind: 'vcenter' | 'esxi'; readonly version: string; readonly readOnlyLicence: boolean }>>;
  inventory(): Promise<Result<Inventory>>;
  /** `unknown` for what the answer does not hold. VMs by uuid first, else by id, else by name. */
  vmPower(vm: VmRef): Promise<Result<VmPower>>;
  /** One WaitForUpdatesEx serves all waiters of this endpoint. Ends `true` when the state is seen, `false` when aborted. */
  waitForVm(vm: VmRef, wanted: WantedPower, signal: AbortSignal): Promise<Result<boolean>>;
  shutdownGuest(vm: VmRef): Promise<Result<void>>;
  powerOffVm(vm: VmRef): Promise<Result<void>>;
  suspendVm(vm: VmRef): Promise<Result<void>>;
  powerOnVm(vm: VmRef): Promise<Result<void>>;
  enterMaintenance(hostId: string, options: { readonly timeoutSeconds: number; readonly vsan: boolean }): Promise<Result<void>>;
  exitMaintenance(hostId: string): Promise<Result<void>>;
  inMaintenance(hostId: string): Promise<Result<boolean>>;
  /** VMs powered on on this host, by name; agents of vCenter may be left out. */
  runningVms(hostId: string): Promise<Result<readonly string[]>>;
  shutdownHost(hostId: string, options: { readonly force: boolean }): Promise<Result<void>>;
  readClusterSettings(clusterId: string): Promise<Result<ClusterSettings>>;
  applyClusterSettings(clusterId: string, settings: Partial<ClusterSettings>): Promise<Result<void>>;
  /** Names, rights, Tools, certificate, lockdown, licence: reads only. */
  check(): Promise<readonly Finding[]>;
  /** False only when nothing answers on its port. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

export interface VmRef {
  readonly id: string;
  readonly uuid?: string;
  readonly name: string;
}

/** A machine told to stop by a command over SSH. */
export interface RemoteMachine {
  readonly connectionId: string;
  /** `true` when it answers on its alive port. */
  answers(): Promise<boolean>;
  shutdown(): Promise<Result<void>>;
  wake(): Promise<Result<void>>;
  check(): Promise<readonly Finding[]>;
}

export interface Workstation {
  /** By the system's own command; resolves once the system accepted it. */
  shutdown(): Promise<Result<void>>;
  check(): Promise<readonly Finding[]>;
}

/** Write-only for the window; read by adapters in main only. */
export interface SecretStore {
  get(connectionId: string, part: SecretPart): Promise<Result<string | undefined>>;
  set(connectionId: string, part: SecretPart, value: string): Promise<Result<void>>;
  forget(connectionId: string, part: SecretPart): Promise<Result<void>>;
  has(connectionId: string, part: SecretPart): Promise<Result<boolean>>;
  /** Where secrets are kept, or why they cannot be. */
  status(): Promise<{ readonly available: boolean; readonly kind: 'keychain' | 'environment' | 'credentials' | 'none' }>;
}

export interface JournalEntry {
  readonly sequence: number;
  readonly runId: string;
  /** ISO 8601 */
  readonly at: string;
  readonly event:
    RunEvent | { readonly kind: 'intended'; readonly atMs: number; readonly operationId: string; readonly how: 'gentle' | 'force' };
}

export interface RunSummary {
  readonly id: string;
  readonly planId: string;
  readonly planTitle: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly phase: RunState['phase'];
  /** Why it began, or went forward again last. */
  readonly trigger?: RunTrigger;
  readonly mode: RunState['mode'];
}

/** Write-ahead: `append` returns only after the entry would survive kill -9 and loss of power. Synchronous on purpose. */
export interface Journal {
  append(runId: string, event: JournalEntry['event']): void;
  entries(runId: string): readonly JournalEntry[];
  runs(): readonly RunSummary[];
  /** Runs neither finished nor given up. */
  unfinished(): readonly RunSummary[];
  close(): void;
}

/** What one hypervisor last said of itself. */
export interface InventoryPart {
  readonly connectionId: string;
  readonly isVcenter: boolean;
  readonly inventory: Inventory;
}

export interface InventoryMemory {
  /** Nothing where there is none, or none that can be read. */
  load(): readonly InventoryPart[];
  save(parts: readonly InventoryPart[]): void;
}

export interface StoredReading {
  readonly upsId: string;
  /** ISO 8601 */
  readonly at: string;
  readonly power: Reading['power'];
  readonly chargePercent?: number;
  readonly runtimeSeconds?: number;
  readonly loadPercent?: number;
  readonly inputVolts?: number;
  readonly batteryVolts?: number;
}

export interface StoredEvent {
  readonly id: number;
  readonly at: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly kind: string;
  readonly message: import('../../shared/text/message.js').Message;
  readonly source: string;
}

/** Readings (downsampled), events, discharges and learned durations, bounded in size. */
export interface History {
  addReading(reading: StoredReading): void;
  readings(upsId: string, fromIso: string, toIso: string, atMost: number): readonly StoredReading[];
  addEvent(event: Omit<StoredEvent, 'id'>): void;
  events(options: {
    readonly limit: number;
    readonly beforeId?: number;
    readonly severity?: StoredEvent['severity'];
    readonly text?: string;
  }): readonly StoredEvent[];
  /** Keeps a conservative estimate per key, see shared/forecast/learned.ts. */
  addDuration(key: string, seconds: number): void;
  /** The same discharge, by its `beganAt`, is kept once, as it was told last; the last twenty of each UPS are kept. */
  addDischarge(upsId: string, discharge: Discharge): void;
  /** Oldest first. */
  discharges(upsId: string): readonly Discharge[];
  durations(): ReadonlyMap<string, { readonly seconds: number; readonly observations: number }>;
  prune(): void;
  close(): void;
}

/** What a connection test found, for the wizard: shown to a person, who then may pin. */
export interface ConnectionTest {
  readonly reachable: boolean;
  /** Certificate or host key as presented, to be pinned by a person. */
  readonly presentedPin?: string;
  readonly pinDetail?: string;
  readonly findings: readonly Finding[];
  readonly reading?: Reading;
  readonly inventory?: Inventory;
}

/** Settings and plans on disk. What cannot be read is a problem with a sentence; the file stays as it is. */
export interface LoadedConfig extends SettingsFile {
  readonly plans: readonly Plan[];
}

export interface ConfigStore {
  load(): LoadedConfig;
  saveSettings(file: Pick<SettingsFile, 'changed' | 'connections' | 'activePlan'>): Result<void>;
  savePlan(plan: Plan): Result<void>;
  removePlan(id: string): Result<void>;
  settingsText(): { readonly path: string; readonly text: string };
  /** Tells when a file was changed by somebody else; `failed` when that will not be noticed. */
  watch(changed: () => void, failed: (why: Failure) => void): () => void;
}

/** Hears what UPSes send by themselves. */
export interface TrapReceiver {
  close(): void;
}

export interface TrapOptions {
  /** UDP port, 1 to 65535; those below 1024 need rights. */
  readonly port: number;
  /** UPSes read over SNMP: their users may send, and informs of theirs are acknowledged. */
  readonly connections: readonly Connection[];
  /** A notification came, from this address. Anybody can send one: it says nothing but that it is time to ask. */
  readonly heard: (address: string) => void;
  /** The receiver cannot listen, or no longer: `traps/noRights`, `traps/portTaken`, `traps/failed`. */
  readonly failed: (failure: Failure) => void;
}

/** Opens adapters for connections; the composition root provides the real one, tests their own. */
export interface Adapters {
  ups(connection: Connection): Promise<Result<UpsSource>>;
  hypervisor(connection: Connection): Promise<Result<Hypervisor>>;
  machine(connection: Connection): Promise<Result<RemoteMachine>>;
  workstation(): Workstation;
  traps(options: TrapOptions): Promise<TrapReceiver>;
  /** Looks for a UPS by every way, with what was typed and nothing that is kept. Reads only, and ends within a few seconds. */
  discover(question: UpsQuestion): Promise<UpsDiscovery>;
  /** With other secrets than the kept ones, for a draft. */
  test(connection: Connection, secrets: SecretStore): Promise<ConnectionTest>;
}
