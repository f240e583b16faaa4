import type { CreateEngine, Engine, EngineChannel, EngineOptions, PowerHint } from '../core/engine-port.js';
import type { IpcArgs, IpcResult } from '../../shared/ipc/table.js';
import { done, failed, type Result } from '../../shared/result.js';
import type { Notice } from '../../shared/notices/notice.js';
import { mayChangeInPractice } from '../../shared/settings/rows.js';
import type { SettingValues } from '../../shared/settings/table.js';
import type { OfficeState, Snapshot } from '../../shared/snapshot/snapshot.js';
import { message } from '../../shared/text/message.js';

/** While the real office is in one of these states nobody practises. */
const urgent: ReadonlySet<OfficeState> = new Set<OfficeState>(['onBattery', 'lowBattery', 'running', 'restoring']);

export interface SwitchListeners {
  readonly onSnapshot: (snapshot: Snapshot) => void;
  readonly onNotice: (notice: Notice) => void;
  readonly onSettings: (values: SettingValues) => void;
  /** Practice was ended because the real UPS needs the person. */
  readonly onCalledBack: () => void;
}

/**
 * The real office and, while somebody practises, the practice office in front of it. The real one is never stopped for that: it
 * keeps watching, its notices come through, and when its power fails the practice ends and the real office is shown.
 */
export class OfficeSwitch {
  readonly #real: Engine;
  readonly #create: CreateEngine;
  readonly #options: EngineOptions;
  readonly #listeners: SwitchListeners;
  #practice: Engine | undefined;
  #isOpening = false;

  constructor(real: Engine, create: CreateEngine, options: EngineOptions, listeners: SwitchListeners) {
    this.#real = real;
    this.#create = create;
    this.#options = options;
    this.#listeners = listeners;
    real.onSnapshot((snapshot) => this.#realChanged(snapshot));
    real.onNotice(listeners.onNotice);
    real.onSettings(listeners.onSettings);
  }

  /** The engine that window and tray show. */
  get shown(): Engine {
    return this.#practice ?? this.#real;
  }

  /** Looks and language are the person's, not the office's. */
  settings(): SettingValues {
    return this.#real.settings();
  }

  /** The practice office has no power that the system could know of. */
  powerHint(hint: PowerHint): void {
    this.#real.powerHint(hint);
  }

  halfDone(): ReturnType<Engine['halfDone']> {
    return this.#real.halfDone();
  }

  async runCommand(id: string): Promise<Result<undefined>> {
    if (id === 'practice.open') return this.#open();
    if (id === 'practice.close') return this.#close();
    return this.shown.runCommand(id);
  }

  /**
   * Settings are the real office's alone, everything else is asked of the office that is shown. While somebody practises, a setting
   * of the real office is refused, so that none is changed by one who believes to be practising.
   */
  async call<C extends EngineChannel>(channel: C, args: IpcArgs<C>): Promise<IpcResult<C>> {
    if (!channel.startsWith('settings.')) return this.shown.call(channel, args);
    if ((channel === 'settings.set' || channel === 'settings.reset') && this.shown.snapshot().practice) {
      const { key } = args as IpcArgs<'settings.reset'>;
      if (!mayChangeInPractice(key)) return failed('practice/realSettings', message('shell.practice.settings')) as IpcResult<C>;
    }
    return this.#real.call(channel, args);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#practice?.stop(), this.#real.stop()]);
  }

  async #open(): Promise<Result<undefined>> {
    if (this.#practice !== undefined || this.#isOpening) return done(undefined);
    if (this.#options.practice || urgent.has(this.#real.snapshot().office)) {
      return failed('practice/notNow', message('shell.practice.left.body'));
    }
    this.#isOpening = true;
    try {
      const practice = await this.#create({ ...this.#options, practice: true });
      this.#practice = practice;
      practice.onSnapshot((snapshot) => {
        if (this.#practice === practice) this.#listeners.onSnapshot(snapshot);
      });
      practice.onNotice((notice) => {
        if (this.#practice === practice) this.#listeners.onNotice(notice);
      });
      this.#listeners.onSnapshot(practice.snapshot());
      return done(undefined);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return failed('practice/failed', message('shell.practice.failed', { reason }));
    } finally {
      this.#isOpening = false;
    }
  }

  async #close(): Promise<Result<undefined>> {
    const practice = this.#practice;
    if (practice === undefined) return done(undefined);
    this.#practice = undefined;
    this.#listeners.onSnapshot(this.#real.snapshot());
    await practice.stop();
    return done(undefined);
  }

  #realChanged(snapshot: Snapshot): void {
    if (this.#practice === undefined) {
      this.#listeners.onSnapshot(snapshot);
      return;
    }
    if (!urgent.has(snapshot.office)) return;
    void this.#close();
    this.#listeners.onCalledBack();
  }
}
