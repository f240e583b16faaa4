import { colourOf, colourTable, type ColourId, type ThemeName } from './tokens.js';

/** `tab.activeBackground` -> `--tab-active-background`. */
export function cssVariable(id: ColourId): string {
  return `--${id.replaceAll('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Every colour of a theme as `[css variable, value]`. */
export function themeVariables(theme: ThemeName): readonly (readonly [name: string, value: string])[] {
  return (Object.keys(colourTable) as ColourId[]).map((id) => [cssVariable(id), colourOf(id, theme)]);
}

export function isDark(theme: ThemeName): boolean {
  return theme === 'dark' || theme === 'hcDark';
}

export function isHighContrast(theme: ThemeName): boolean {
  return theme === 'hcLight' || theme === 'hcDark';
}
