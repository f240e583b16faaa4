import { z } from 'zod';
import { done, failed, type Failure, type Result } from '../result.js';
import { message } from '../text/message.js';
import { connectionSchema, type Connection } from './connection.js';
import type { SettingKey } from './rows.js';
import { settingsTable, type SettingValues } from './table.js';

/** settings.json as read: what is wrong in it is announced and its default used; nothing of the file is lost. */
export interface SettingsFile {
  readonly settings: SettingValues;
  /** Only what the file itself sets: what is written back. */
  readonly changed: Readonly<Partial<Record<SettingKey, boolean | number | string>>>;
  readonly connections: readonly Connection[];
  readonly activePlan?: string;
  readonly problems: readonly Failure[];
}

export function defaultSettings(): SettingValues {
  return Object.fromEntries(settingsTable.map((setting) => [setting.key, setting.fallback])) as SettingValues;
}

export const emptySettings: SettingsFile = { settings: defaultSettings(), changed: {}, connections: [], problems: [] };

export function isSettingKey(key: string): key is SettingKey {
  return settingsTable.some((setting) => setting.key === key);
}

/** Failures: `settings/unknown`, `settings/value` (names what was expected and what came). */
export function checkSetting(key: string, value: unknown): Result<boolean | number | string> {
  const setting = settingsTable.find((one) => one.key === key);
  if (setting === undefined) return failed('settings/unknown', message('core.settings.unknown', { key }));
  const parsed = setting.schema.safeParse(value);
  if (parsed.success) return done(parsed.data);
  return failed(
    'settings/value',
    message('core.settings.value', { key, expected: expectation(setting), given: value === undefined ? 'nothing' : JSON.stringify(value) }),
  );
}

function expectation(setting: (typeof settingsTable)[number]): string {
  if ('choices' in setting) return setting.choices.join(', ');
  if (typeof setting.fallback === 'boolean') return 'true, false';
  return 'min' in setting ? `${String(setting.min)}…${String(setting.max)}` : typeof setting.fallback;
}

/** Reads the text of settings.json. A text that is no JSON object gives the defaults and one problem `settings/unreadable`. */
export function readSettings(text: string, fileName: string): SettingsFile {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    return broken(fileName, cause instanceof Error ? cause.message : String(cause));
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return broken(fileName, 'not an object');
  const problems: Failure[] = [];
  const file = raw as Readonly<Record<string, unknown>>;
  const known = ['version', '$schema', 'settings', 'connections', 'activePlan'];
  for (const key of Object.keys(file).filter((one) => !known.includes(one)))
    problems.push({ code: 'settings/unknown', message: message('core.settings.unknown', { key }) });
  const changed = readValues(file['settings'], problems);
  const activePlan = typeof file['activePlan'] === 'string' ? file['activePlan'] : undefined;
  return {
    settings: { ...defaultSettings(), ...changed },
    changed,
    connections: readConnections(file['connections'], problems),
    ...(activePlan === undefined ? {} : { activePlan }),
    problems,
  };
}

function broken(fileName: string, reason: string): SettingsFile {
  return {
    ...emptySettings,
    problems: [{ code: 'settings/unreadable', message: message('core.settings.unreadable', { file: fileName, reason }) }],
  };
}

function readValues(raw: unknown, problems: Failure[]): SettingsFile['changed'] {
  if (raw === undefined) return {};
  if (typeof raw !== 'object' || raw === null) {
    problems.push({
      code: 'settings/value',
      message: message('core.settings.value', { key: 'settings', expected: '{ … }', given: JSON.stringify(raw) }),
    });
    return {};
  }
  const changed: Partial<Record<SettingKey, boolean | number | string>> = {};
  for (const [key, value] of Object.entries(raw)) {
    const checked = checkSetting(key, value);
    if (!checked.ok) problems.push(checked.failure);
    else if (isSettingKey(key)) changed[key] = checked.value;
  }
  return changed;
}

function readConnections(raw: unknown, problems: Failure[]): Connection[] {
  if (raw === undefined) return [];
  const list = Array.isArray(raw) ? (raw as unknown[]) : [raw];
  const found: Connection[] = [];
  for (const [index, one] of list.entries()) {
    const parsed = connectionSchema.safeParse(one);
    const name = typeof one === 'object' && one !== null && 'id' in one ? String(one.id) : `#${String(index + 1)}`;
    if (!parsed.success) {
      const reason = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      problems.push({ code: 'settings/connection', message: message('core.settings.connection', { name, reason }) });
    } else if (found.some((other) => other.id === parsed.data.id)) {
      problems.push({ code: 'settings/connection', message: message('core.settings.twice', { name }) });
    } else found.push(parsed.data);
  }
  return found;
}

/** What settings.json looks like on disk: stable order, only what differs from the defaults. */
export function writeSettings(file: Pick<SettingsFile, 'changed' | 'connections' | 'activePlan'>): string {
  const settings = Object.fromEntries(
    settingsTable.flatMap((setting) => (file.changed[setting.key] === undefined ? [] : [[setting.key, file.changed[setting.key]]])),
  );
  return `${JSON.stringify({ version: 1, settings, ...(file.activePlan === undefined ? {} : { activePlan: file.activePlan }), connections: file.connections }, null, 2)}\n`;
}

/** JSON schema of settings.json, for editors. */
export function settingsJsonSchema(): unknown {
  const settings = z.strictObject(Object.fromEntries(settingsTable.map((setting) => [setting.key, setting.schema.optional()])));
  return z.toJSONSchema(
    z.strictObject({
      version: z.literal(1).optional(),
      $schema: z.string().optional(),
      settings: settings.optional(),
      activePlan: z.string().optional(),
      connections: z.array(connectionSchema).optional(),
    }),
  );
}
