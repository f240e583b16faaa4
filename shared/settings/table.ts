import { z } from 'zod';
import { settingRows, type SettingKey, type SettingRow } from './rows.js';

/**
 * The one table of settings: validation, settings page, JSON schema and docs all come from it.
 * The title's words are `settings.<key>` and the description's `settings.<key>.about`.
 */
export interface Setting extends SettingRow {
  readonly schema: z.ZodType<boolean | number | string>;
}

export const settingsTable: readonly (Setting & { readonly key: SettingKey })[] = settingRows.map((row) => ({
  ...row,
  schema: schemaOf(row),
}));

export type SettingValues = Readonly<Record<SettingKey, boolean | number | string>>;

function schemaOf(row: SettingRow): Setting['schema'] {
  if (row.choices !== undefined) return z.enum(row.choices as [string, ...string[]]);
  if (typeof row.fallback === 'boolean') return z.boolean();
  return z
    .int()
    .min(row.min ?? Number.MIN_SAFE_INTEGER)
    .max(row.max ?? Number.MAX_SAFE_INTEGER);
}
