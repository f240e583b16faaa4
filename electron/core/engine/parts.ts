import type { Failure, Result } from '../../../shared/result.js';
import type { PracticeView } from '../../../shared/snapshot/snapshot.js';
import type { IpcArgs } from '../../../shared/ipc/table.js';
import type { Adapters, Clock, ConfigStore, History, InventoryMemory, Journal, SecretStore } from '../ports.js';
import type { RunPhase } from '../../../shared/run/run.js';
import type { ToldLine } from './watch-line.js';

/** The practice office as the engine needs it. */
export interface PracticeControls {
  view(): PracticeView;
  set(change: IpcArgs<'practice.set'>): Result<undefined>;
  onChange(listener: () => void): () => void;
}

/** Everything an engine is made of; the composition root provides it. */
export interface EngineParts {
  readonly clock: Clock;
  readonly config: ConfigStore;
  readonly adapters: Adapters;
  readonly secrets: SecretStore;
  readonly journal: Journal & { setPhase?(runId: string, phase: RunPhase, isOver: boolean): void };
  readonly history: History;
  /** Practice remembers nothing. */
  readonly inventory?: InventoryMemory;
  readonly version: string;
  readonly mode: 'live' | 'practice';
  /** Asked once by a command: nothing is resumed, nothing starts by itself. */
  readonly isAsked: boolean;
  /** The right to act on this office, where another process might have it. */
  readonly claim?: { isOurs(): boolean; doubt(): string | undefined; release(): void };
  /** What was wrong with the files of this office when they were opened; told at the start. */
  readonly problems?: readonly Failure[];
  readonly practice?: PracticeControls;
  /** Real time, whatever the clock counts: for what goes to a screen. */
  readonly soon: (ms: number, run: () => void) => void;
  /** Unique for ever. */
  readonly newId: () => string;
  readonly workstationName: string;
  /** Lines of `watch`, `plan run` and `practice`. */
  readonly onLine?: (line: ToldLine) => void;
}
