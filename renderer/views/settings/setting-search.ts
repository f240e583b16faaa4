import type { SettingRow } from '../../../shared/settings/rows.js';

/** Every word typed must stand somewhere in the key, the title or the description. `@modified` keeps what differs from its default. */
export function matchesSearch(query: string, setting: SettingRow, texts: readonly string[], isModified: boolean): boolean {
  const all = [setting.key, ...texts].join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => (word === '@modified' ? isModified : all.includes(word)));
}

/** Groups in the order of the table, each with its settings. */
export function grouped(
  settings: readonly SettingRow[],
): readonly { readonly group: SettingRow['group']; readonly settings: readonly SettingRow[] }[] {
  const groups = [...new Set(settings.map(({ group }) => group))];
  return groups.map((group) => ({ group, settings: settings.filter((setting) => setting.group === group) }));
}
