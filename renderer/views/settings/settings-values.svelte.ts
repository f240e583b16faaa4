import type { SettingRow } from '../../../shared/settings/rows.js';
import type { Failure } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { call } from '../../platform/client.js';

type Value = boolean | number | string;

/** The values in force, read from main; each change is proposed to main and then read back. */
class SettingsValues {
  values: Readonly<Record<string, Value>> = $state.raw({});
  /** What main said to the last change of a setting, by key. */
  failures: Readonly<Record<string, Failure>> = $state.raw({});
  file = $state.raw<{ readonly path: string; readonly text: string }>();
  secrets = $state.raw<{ readonly available: boolean; readonly kind: 'keychain' | 'environment' | 'credentials' | 'none' }>();
  isUnreadable = $state(false);
  search = $state('');

  async read(): Promise<void> {
    try {
      const [values, file, secrets] = await Promise.all([call('settings.values'), call('settings.file'), call('secret.status')]);
      this.values = values;
      this.file = file;
      this.secrets = secrets;
      this.isUnreadable = false;
    } catch {
      this.isUnreadable = true;
    }
  }

  valueOf(setting: SettingRow): Value {
    return this.values[setting.key] ?? setting.fallback;
  }

  isModified(setting: SettingRow): boolean {
    return this.valueOf(setting) !== setting.fallback;
  }

  /** Gives back whether main took the change. */
  set(key: string, value: Value): Promise<boolean> {
    return this.settle(key, call('settings.set', { key, value }));
  }

  reset(key: string): Promise<boolean> {
    return this.settle(key, call('settings.reset', { key }));
  }

  /** Shows a fault found before main was asked. */
  refuse(key: string, failure: Failure): void {
    this.failures = { ...this.failures, [key]: failure };
  }

  private async settle(key: string, change: ReturnType<typeof call<'settings.set'>>): Promise<boolean> {
    const ended = await change.catch(() => ({
      ok: false as const,
      failure: { code: 'settings/refused', message: message('workbench.callFailed') },
    }));
    const others = Object.fromEntries(Object.entries(this.failures).filter(([other]) => other !== key));
    this.failures = ended.ok ? others : { ...others, [key]: ended.failure };
    await this.read();
    return ended.ok;
  }
}

export const settingsValues = new SettingsValues();
