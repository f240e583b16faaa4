import type { TextKey } from '../text/catalogue.js';

/**
 * The settings as plain rows: what the window needs to show and check them without a schema library. `table.ts` adds the schemas.
 * The title's words are `settings.<key>`, the description's `settings.<key>.about`, a choice's `settings.<key>.<choice>`.
 */
export interface SettingRow {
  readonly key: string;
  readonly group: 'general' | 'ups' | 'policy' | 'notices' | 'window' | 'practice' | 'history';
  readonly fallback: boolean | number | string;
  readonly unit?: 'seconds' | 'percent' | 'days' | 'megabytes';
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

type Named<K extends string> = SettingRow & { readonly key: K };

function whole<const K extends string>(
  key: K,
  group: SettingRow['group'],
  fallback: number,
  min: number,
  max: number,
  unit?: SettingRow['unit'],
): Named<K> {
  return { key, group, fallback, min, max, ...(unit === undefined ? {} : { unit }) };
}

function choice<const K extends string>(key: K, group: SettingRow['group'], fallback: string, choices: readonly string[]): Named<K> {
  return { key, group, fallback, choices };
}

function flag<const K extends string>(key: K, group: SettingRow['group'], fallback: boolean): Named<K> {
  return { key, group, fallback };
}

export const settingRows = [
  choice('general.role', 'general', 'observer', ['coordinator', 'observer']),
  flag('general.armed', 'general', false),
  choice('general.language', 'general', 'system', ['system', 'en', 'de']),
  flag('general.startAtLogin', 'general', false),
  whole('ups.pollMainsSeconds', 'ups', 5, 1, 60, 'seconds'),
  whole('ups.glanceSeconds', 'ups', 1, 0, 60, 'seconds'),
  whole('ups.pollBatterySeconds', 'ups', 1, 1, 30, 'seconds'),
  whole('ups.trapPort', 'ups', 0, 0, 65_535),
  whole('policy.confirmSeconds', 'policy', 5, 0, 60, 'seconds'),
  whole('policy.stableMainsSeconds', 'policy', 30, 5, 600, 'seconds'),
  whole('policy.lostNoticeSeconds', 'policy', 15, 5, 300, 'seconds'),
  whole('policy.calibrationBelievedSeconds', 'policy', 3600, 60, 21_600, 'seconds'),
  whole('policy.postponeSeconds', 'policy', 120, 30, 1800, 'seconds'),
  choice('notices.level', 'notices', 'all', ['all', 'warnings', 'errors']),
  choice('window.theme', 'window', 'system', ['system', 'light', 'dark', 'hcLight', 'hcDark']),
  choice('window.onClose', 'window', 'hide', ['hide', 'quit']),
  whole('window.destroyAfterSeconds', 'window', 300, 10, 86_400, 'seconds'),
  whole('history.keepDays', 'history', 400, 7, 3650, 'days'),
  whole('history.maxMegabytes', 'history', 200, 10, 5000, 'megabytes'),
  whole('practice.speed', 'practice', 20, 1, 100),
] as const satisfies readonly SettingRow[];

export type SettingKey = (typeof settingRows)[number]['key'];

const looks: ReadonlySet<string> = new Set<SettingKey>(['general.language', 'window.theme']);

/**
 * Whether a setting may be changed while the practice office is open: only what says how the program looks and speaks, or how fast
 * practice runs. All others decide how the real office is watched, and nobody is to change that while looking at another one.
 */
export function mayChangeInPractice(key: string): boolean {
  return looks.has(key) || key.startsWith('practice.');
}

/** Whether a value may stand under this setting: right type, one of the choices, a whole number within the limits. */
export function fitsSetting(row: SettingRow, value: unknown): value is boolean | number | string {
  if (typeof value !== typeof row.fallback) return false;
  if (row.choices !== undefined) return row.choices.some((allowed) => allowed === value);
  if (typeof value !== 'number') return true;
  return Number.isInteger(value) && value >= (row.min ?? -Infinity) && value <= (row.max ?? Infinity);
}

export function settingTitle(key: string): TextKey {
  return `settings.${key}` as TextKey;
}

export function settingAbout(key: string): TextKey {
  return `settings.${key}.about` as TextKey;
}
