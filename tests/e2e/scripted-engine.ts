import type { Engine, PowerHint } from '../../electron/core/engine-port.js';
import type { IpcChannel } from '../../shared/ipc/table.js';
import type { Notice } from '../../shared/notices/notice.js';
import { done } from '../../shared/result.js';
import { settingsTable, type SettingValues } from '../../shared/settings/table.js';
import { emptySnapshot, type Snapshot } from '../../shared/snapshot/snapshot.js';
import type { Message } from '../../shared/text/message.js';

/** What a test tells the engine, and what the engine was told; reached from a test through `globalThis.script`. */
export interface Script {
  readonly calls: { readonly channel: string; readonly args: unknown }[];
  readonly commands: string[];
  readonly powerHints: PowerHint[];
  stopped: number;
  change(change: Partial<Snapshot>): void;
  notice(notice: Notice): void;
  set(values: Partial<Record<keyof SettingValues, boolean | number | string>>): void;
  halfDone: readonly Message[];
}

function fallbacks(): SettingValues {
  return Object.fromEntries(settingsTable.map((setting) => [setting.key, setting.fallback])) as SettingValues;
}

export function firstSnapshot(practice: boolean): Snapshot {
  return { ...emptySnapshot, at: new Date().toISOString(), version: '0.0.0-test', practice, role: 'coordinator' };
}

type Answers = Partial<Record<IpcChannel, (args: never) => unknown>>;

/** An engine that does what a test says: the real shell and the real window run over it. */
export function scriptedEngine(practice: boolean): { readonly engine: Engine; readonly script: Script } {
  let snapshot = firstSnapshot(practice);
  let values = fallbacks();
  const snapshotListeners = new Set<(snapshot: Snapshot) => void>();
  const noticeListeners = new Set<(notice: Notice) => void>();
  const settingsListeners = new Set<(values: SettingValues) => void>();
  const script: Script = {
    calls: [],
    commands: [],
    powerHints: [],
    stopped: 0,
    halfDone: [],
    change: (change) => {
      snapshot = { ...snapshot, ...change };
      for (const listener of snapshotListeners) listener(snapshot);
    },
    notice: (notice) => {
      for (const listener of noticeListeners) listener(notice);
    },
    set: (changes) => {
      values = { ...values, ...changes };
      for (const listener of settingsListeners) listener(values);
    },
  };
  const answers: Answers = {
    'settings.values': () => values,
    'secret.status': () => ({ available: true, kind: 'keychain' }),
    'plan.templates': () => [],
    'history.readings': () => [],
    'history.discharges': () => [],
    'events.list': () => [],
    'journal.runs': () => [],
    'settings.file': () => ({ path: 'settings.json', text: '{}' }),
    'notices.read': () => undefined,
    'notices.dismiss': () => undefined,
  };
  const engine: Engine = {
    snapshot: () => snapshot,
    onSnapshot: (listener) => listen(snapshotListeners, listener),
    onNotice: (listener) => listen(noticeListeners, listener),
    settings: () => values,
    onSettings: (listener) => listen(settingsListeners, listener),
    call: (channel, args) => {
      script.calls.push({ channel, args });
      const answer = answers[channel];
      return Promise.resolve((answer === undefined ? done(undefined) : answer(args as never)) as never);
    },
    runCommand: (id) => {
      script.commands.push(id);
      return Promise.resolve(done(undefined));
    },
    reportText: () => Promise.resolve(done({ suggestedName: 'report.md', text: '# Report\n' })),
    powerHint: (hint) => script.powerHints.push(hint),
    halfDone: () => script.halfDone,
    stop: () => {
      script.stopped += 1;
      return Promise.resolve();
    },
  };
  return { engine, script };
}

function listen<T>(listeners: Set<(value: T) => void>, listener: (value: T) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
