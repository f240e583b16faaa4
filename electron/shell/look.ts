import { app, nativeTheme } from 'electron';
import type { WindowBoot } from '../../shared/ipc/table.js';
import type { SettingValues } from '../../shared/settings/table.js';

export type Look = Pick<WindowBoot, 'theme' | 'locale'>;

/** The theme in force: the person's choice, else the system's, including its high contrast. */
function themeFor(choice: unknown): WindowBoot['theme'] {
  if (choice === 'light' || choice === 'dark' || choice === 'hcLight' || choice === 'hcDark') return choice;
  if (nativeTheme.shouldUseHighContrastColors) return nativeTheme.shouldUseDarkColors ? 'hcDark' : 'hcLight';
  return nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
}

function localeFor(choice: unknown): WindowBoot['locale'] {
  if (choice === 'en' || choice === 'de') return choice;
  const preferred = app.getPreferredSystemLanguages()[0] ?? app.getLocale();
  return preferred.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** How the program looks and speaks now; native menus and frames follow as well. */
export function lookFor(settings: SettingValues): Look {
  const choice = settings['window.theme'];
  const source = choice === 'light' || choice === 'hcLight' ? 'light' : choice === 'dark' || choice === 'hcDark' ? 'dark' : 'system';
  if (nativeTheme.themeSource !== source) nativeTheme.themeSource = source;
  return { theme: themeFor(choice), locale: localeFor(settings['general.language']) };
}

export function onSystemLook(listener: () => void): void {
  nativeTheme.on('updated', listener);
}
