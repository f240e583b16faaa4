import type { IpcArgs, IpcChannel, IpcResult } from '../../shared/ipc/table.js';
import type { Notice } from '../../shared/notices/notice.js';
import type { Result } from '../../shared/result.js';
import type { SettingValues } from '../../shared/settings/table.js';
import type { Snapshot } from '../../shared/snapshot/snapshot.js';
import type { Message } from '../../shared/text/message.js';

/** Channels that the shell answers itself: they are about the window, the desktop and files a person chooses. */
export type ShellChannel = 'app.boot' | 'app.saveLayout' | 'app.openExternal' | 'app.startupTimes' | 'report.save';
export type EngineChannel = Exclude<IpcChannel, ShellChannel>;

/** The system it runs on says that its power may have changed, or that it slept. */
export type PowerHint = 'powerChanged' | 'awoke';

/** A text made for a person to keep; the shell asks where. */
export interface ReportText {
  /** File name without a folder. */
  readonly suggestedName: string;
  readonly text: string;
}

/**
 * The engine as a shell sees it, with a window or without. It outlives every window; nothing in here needs one.
 * Listeners are called after the change, never from within the call that adds them; each `on…` gives its cancellation.
 */
export interface Engine {
  snapshot(): Snapshot;
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  onNotice(listener: (notice: Notice) => void): () => void;
  settings(): SettingValues;
  onSettings(listener: (values: SettingValues) => void): () => void;
  /** Arguments were checked against the IPC table before; the result is checked after. */
  call<C extends EngineChannel>(channel: C, args: IpcArgs<C>): Promise<IpcResult<C>>;
  /** A command of the table with `where: 'engine'`; fails as `command/unavailable` when its conditions do not hold. */
  runCommand(id: string): Promise<Result<undefined>>;
  reportText(what: IpcArgs<'report.save'>): Promise<Result<ReportText>>;
  /** A reason to ask at once, at most one question a second to each UPS; a hint itself is never believed. */
  powerHint(hint: PowerHint): void;
  /** What would be left half-done if the program ended now; empty when nothing would. */
  halfDone(): readonly Message[];
  /** Ends all work and closes all files. What runs is left as the journal has it and goes on at the next start. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  readonly userDataDir: string;
  /** The practice office on loopback instead of what the settings name; nothing real is touched. */
  readonly practice: boolean;
  readonly version: string;
}

export type CreateEngine = (options: EngineOptions) => Promise<Engine>;
