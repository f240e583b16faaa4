import { isDark, isHighContrast, themeVariables } from '../../shared/theme/css-variables.js';
import type { ThemeName } from '../../shared/theme/tokens.js';

let current = $state<ThemeName>('dark');

/** The theme in force. Main decides it (setting or system) and pushes changes. */
export const theme = {
  get current(): ThemeName {
    return current;
  },
  apply(next: ThemeName): void {
    current = next;
    const root = document.documentElement;
    for (const [name, value] of themeVariables(next)) root.style.setProperty(name, value);
    root.style.setProperty('color-scheme', isDark(next) ? 'dark' : 'light');
    root.dataset['theme'] = next;
    root.classList.toggle('high-contrast', isHighContrast(next));
  },
};
