import type { Setting } from '../../../shared/settings/table.js';

/** Every word typed must stand somewhere in the key, the title or the description. `@modified` keeps what differs from its default. */
export function matchesSearch(query: string, setting: Setting, texts: readonly string[], isModified: boolean): boolean {
  const all = [setting.key, ...texts].join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => (word === '@modified' ? isModified : all.includes(word)));
}

/** Groups in the order of the table, each with its settings. */
export function grouped(
  settings: readonly Setting[],
): readonly { readonly group: Setting['group']; readonly settings: readonly Setting[] }[] {
  const groups = [...new Set(settings.map(({ group }) => group))];
  return groups.map((group) => ({ group, settings: settings.filter((setting) => setting.group === group) }));
}
