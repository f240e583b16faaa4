import type { SettingValues } from '../../shared/settings/table.js';
import type { Locale } from '../../shared/text/message.js';

/** The language chosen in the settings, else the system's, else English. */
export function spokenLocale(settings?: SettingValues): Locale {
  const chosen = settings?.['general.language'];
  if (chosen === 'en' || chosen === 'de') return chosen;
  return Intl.DateTimeFormat().resolvedOptions().locale.startsWith('de') ? 'de' : 'en';
}
