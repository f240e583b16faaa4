export const themeNames = ['light', 'dark', 'hcLight', 'hcDark'] as const;
export type ThemeName = (typeof themeNames)[number];

/** One colour in every theme: `[light, dark, hcLight, hcDark]`, each `#rrggbb`, `#rrggbbaa` or `transparent`. */
export type ColourValues = readonly [light: string, dark: string, hcLight: string, hcDark: string];

/**
 * The one table of colours. Ids become CSS variables (`tab.activeBackground` -> `--tab-active-background`).
 * Families follow VS Code's colour ids where it has one, so that a person who knows the one reads the other.
 */
export const colourTable = {
  foreground: ['#3b3b3b', '#cccccc', '#1a1a1a', '#ffffff'],
  'foreground.strong': ['#1f1f1f', '#ececec', '#000000', '#ffffff'],
  'foreground.muted': ['#616161', '#a2a2a2', '#292929', '#e8e8e8'],
  'foreground.disabled': ['#8b8b8b', '#6e6e6e', '#5c5c5c', '#a5a5a5'],
  'focus.border': ['#005fb8', '#0078d4', '#006bbd', '#f38518'],
  'contrast.border': ['transparent', 'transparent', '#0f4a85', '#6fc3df'],
  separator: ['#e5e5e5', '#2b2b2b', '#0f4a85', '#6fc3df'],
  link: ['#005fb8', '#4daafc', '#0f4a85', '#74b9ff'],
  'match.foreground': ['#005fb8', '#54b4ff', '#0f4a85', '#ffb066'],

  'editor.background': ['#ffffff', '#1f1f1f', '#ffffff', '#000000'],
  'card.background': ['#fafafa', '#222222', '#ffffff', '#000000'],
  'card.border': ['#e5e5e5', '#303030', '#0f4a85', '#6fc3df'],
  'code.background': ['#f5f5f5', '#181818', '#ffffff', '#000000'],

  'titleBar.background': ['#f8f8f8', '#181818', '#ffffff', '#000000'],
  'titleBar.foreground': ['#3b3b3b', '#cccccc', '#292929', '#ffffff'],
  'commandCenter.background': ['#ffffff', '#232323', '#ffffff', '#000000'],
  'commandCenter.hover': ['#f2f2f2', '#2c2c2c', '#ffffff', '#000000'],
  'commandCenter.border': ['#dcdcdc', '#383838', '#0f4a85', '#6fc3df'],

  'activityBar.background': ['#f8f8f8', '#181818', '#ffffff', '#000000'],
  'activityBar.foreground': ['#1f1f1f', '#d7d7d7', '#0f4a85', '#ffffff'],
  'activityBar.inactive': ['#616161', '#868686', '#0f4a85', '#e0e0e0'],
  'activityBar.activeBorder': ['#005fb8', '#0078d4', '#0f4a85', '#f38518'],
  'badge.background': ['#005fb8', '#0078d4', '#0f4a85', '#000000'],
  'badge.foreground': ['#ffffff', '#ffffff', '#ffffff', '#ffffff'],
  'badge.quietBackground': ['#e4e4e4', '#383838', '#ffffff', '#000000'],
  'badge.quietForeground': ['#3b3b3b', '#d4d4d4', '#292929', '#ffffff'],

  'sideBar.background': ['#f8f8f8', '#181818', '#ffffff', '#000000'],
  'sideBar.foreground': ['#3b3b3b', '#cccccc', '#292929', '#ffffff'],
  'list.hover': ['#ececec', '#2a2d2e', '#eef4fb', '#1b2a30'],
  'list.selected': ['#e4e6f1', '#37373d', '#dce9f7', '#20343c'],
  'list.selectedForeground': ['#1f1f1f', '#ffffff', '#000000', '#ffffff'],

  'tabs.background': ['#f8f8f8', '#181818', '#ffffff', '#000000'],
  'tab.activeBackground': ['#ffffff', '#1f1f1f', '#ffffff', '#000000'],
  'tab.activeForeground': ['#1f1f1f', '#ffffff', '#000000', '#ffffff'],
  'tab.inactiveForeground': ['#616161', '#9d9d9d', '#292929', '#e8e8e8'],
  'tab.activeTop': ['#005fb8', '#0078d4', '#b5200d', '#f38518'],

  'panel.background': ['#ffffff', '#1f1f1f', '#ffffff', '#000000'],
  'panelTitle.active': ['#1f1f1f', '#e7e7e7', '#000000', '#ffffff'],
  'panelTitle.inactive': ['#616161', '#9d9d9d', '#292929', '#e8e8e8'],

  'statusBar.background': ['#f8f8f8', '#181818', '#ffffff', '#000000'],
  'statusBar.foreground': ['#3b3b3b', '#cccccc', '#292929', '#ffffff'],
  'statusBar.hover': ['#e8e8e8', '#2f2f2f', '#eef4fb', '#1b2a30'],
  'statusBar.errorBackground': ['#b5271b', '#a1260d', '#9c1408', '#000000'],
  'statusBar.errorForeground': ['#ffffff', '#ffffff', '#ffffff', '#ff8a8a'],
  'statusBar.warningBackground': ['#895503', '#7a5400', '#7a4a00', '#000000'],
  'statusBar.warningForeground': ['#ffffff', '#ffffff', '#ffffff', '#ffd166'],
  'practice.background': ['#6b3fa0', '#6e45a5', '#4b2a80', '#000000'],
  'practice.foreground': ['#ffffff', '#ffffff', '#ffffff', '#d9b8ff'],

  'button.background': ['#005fb8', '#0078d4', '#0f4a85', '#000000'],
  'button.foreground': ['#ffffff', '#ffffff', '#ffffff', '#ffffff'],
  'button.hover': ['#0258a8', '#0069bb', '#0a3a6b', '#1b2a30'],
  'button.secondaryBackground': ['#efefef', '#313131', '#ffffff', '#000000'],
  'button.secondaryForeground': ['#2f2f2f', '#d6d6d6', '#1a1a1a', '#ffffff'],
  'button.secondaryHover': ['#e2e2e2', '#3c3c3c', '#eef4fb', '#1b2a30'],
  'button.secondaryBorder': ['#d6d6d6', '#3f3f3f', '#0f4a85', '#6fc3df'],
  'button.dangerBackground': ['#b5271b', '#b3261e', '#9c1408', '#000000'],
  'button.dangerForeground': ['#ffffff', '#ffffff', '#ffffff', '#ff8a8a'],
  'button.dangerHover': ['#971f15', '#98201a', '#7a0f06', '#2a0f0f'],
  'toolbar.hover': ['#e6e6e6', '#2f3031', '#eef4fb', '#1b2a30'],

  'input.background': ['#ffffff', '#313131', '#ffffff', '#000000'],
  'input.foreground': ['#3b3b3b', '#cccccc', '#1a1a1a', '#ffffff'],
  'input.border': ['#8f8f8f', '#737373', '#0f4a85', '#6fc3df'],
  'input.placeholder': ['#6b6b6b', '#a3a3a3', '#4d4d4d', '#c5c5c5'],

  'widget.background': ['#fbfbfb', '#212121', '#ffffff', '#000000'],
  'widget.border': ['#d4d4d4', '#3a3a3a', '#0f4a85', '#6fc3df'],
  'widget.shadow': ['#00000029', '#00000080', 'transparent', 'transparent'],
  'dialog.backdrop': ['#00000040', '#00000080', '#00000080', '#000000b3'],
  'scrollbar.thumb': ['#64646466', '#79797966', '#0f4a85', '#6fc3df'],
  'scrollbar.thumbHover': ['#646464b3', '#9a9a9ab3', '#0a3a6b', '#a5e3f7'],

  'state.ok': ['#13774f', '#3fb984', '#0a5a2c', '#5ee0a0'],
  'state.warn': ['#885a00', '#d7a032', '#6b4000', '#ffd166'],
  'state.danger': ['#b5271b', '#f4837d', '#9c1408', '#ff9d9d'],
  'state.info': ['#005fb8', '#4daafc', '#0f4a85', '#74b9ff'],
  'state.neutral': ['#616161', '#9d9d9d', '#292929', '#e8e8e8'],
  'state.okSurface': ['#e9f5ef', '#1d2b25', '#ffffff', '#000000'],
  'state.warnSurface': ['#fbf3e2', '#2d2718', '#ffffff', '#000000'],
  'state.dangerSurface': ['#fdecea', '#331e1d', '#ffffff', '#000000'],
  'state.infoSurface': ['#e8f1fa', '#1a2733', '#ffffff', '#000000'],

  'chart.battery': ['#1a7f5a', '#3fb984', '#0a5a2c', '#5ee0a0'],
  'chart.vm': ['#2b7cc1', '#4b9fe0', '#0f4a85', '#74b9ff'],
  'chart.host': ['#6a5acd', '#8f7ae0', '#4b2a80', '#c3a6ff'],
  'chart.ups': ['#a6449c', '#d48fd0', '#7a1f70', '#ff9df5'],
  'chart.other': ['#6b6b6b', '#8c9299', '#292929', '#d0d0d0'],
  'chart.load': ['#a35a00', '#d7a032', '#6b4000', '#ffd166'],
  'chart.voltage': ['#6a5acd', '#a795ee', '#4b2a80', '#c3a6ff'],
  'chart.keepsRunning': ['#eff5fc', '#20262a', '#eef4fb', '#0c1a20'],
  'chart.spare': ['#d8ece3', '#21362c', '#dff3e7', '#0d2b1b'],
  'chart.grid': ['#e8e8e8', '#2c2c2c', '#8aa8c6', '#3d6573'],
  'chart.axis': ['#616161', '#9d9d9d', '#292929', '#e8e8e8'],
  'chart.outage': ['#fbe3e0', '#3a2220', '#f6c9c4', '#3a1212'],
} as const satisfies Readonly<Record<string, ColourValues>>;

export type ColourId = keyof typeof colourTable;

/** Text that must be readable: `[foreground, background]`. The contrast test walks this table in every theme. */
export const textPairs = [
  ...onEach(['foreground', 'foreground.strong', 'foreground.muted', 'link'], ['editor.background', 'card.background', 'code.background']),
  ...onEach(['foreground', 'foreground.muted', 'foreground.strong', 'match.foreground', 'link'], ['widget.background']),
  ...onEach(['state.ok', 'state.warn', 'state.danger', 'state.info', 'state.neutral'], ['editor.background', 'card.background']),
  ...onEach(['state.ok', 'state.warn', 'state.danger', 'state.info', 'state.neutral'], ['sideBar.background', 'widget.background']),
  ...onEach(['state.ok', 'state.warn', 'state.danger', 'state.info'], ['statusBar.background', 'statusBar.hover']),
  ...onEach(['foreground', 'foreground.strong', 'state.ok'], ['state.okSurface']),
  ...onEach(['foreground', 'foreground.strong', 'state.warn'], ['state.warnSurface']),
  ...onEach(['foreground', 'foreground.strong', 'state.danger'], ['state.dangerSurface']),
  ...onEach(['foreground', 'foreground.strong', 'state.info'], ['state.infoSurface']),
  ...onEach(['titleBar.foreground'], ['titleBar.background', 'commandCenter.background', 'commandCenter.hover']),
  ...onEach(['activityBar.foreground', 'activityBar.inactive'], ['activityBar.background']),
  ...onEach(['badge.foreground'], ['badge.background']),
  ...onEach(['badge.quietForeground'], ['badge.quietBackground']),
  ...onEach(['sideBar.foreground', 'foreground.muted'], ['sideBar.background', 'list.hover']),
  ...onEach(['list.selectedForeground'], ['list.selected', 'list.hover']),
  ...onEach(['foreground', 'foreground.strong', 'match.foreground', 'foreground.muted'], ['list.selected']),
  ...onEach(['foreground', 'foreground.muted'], ['list.hover']),
  ...onEach(['tab.activeForeground'], ['tab.activeBackground']),
  ...onEach(['tab.inactiveForeground', 'foreground.muted'], ['tabs.background']),
  ...onEach(['panelTitle.active', 'panelTitle.inactive'], ['panel.background']),
  ...onEach(['statusBar.foreground'], ['statusBar.background', 'statusBar.hover']),
  ...onEach(['statusBar.errorForeground'], ['statusBar.errorBackground']),
  ...onEach(['statusBar.warningForeground'], ['statusBar.warningBackground']),
  ...onEach(['practice.foreground'], ['practice.background']),
  ...onEach(['button.foreground'], ['button.background', 'button.hover']),
  ...onEach(['button.secondaryForeground'], ['button.secondaryBackground', 'button.secondaryHover']),
  ...onEach(['button.dangerForeground'], ['button.dangerBackground', 'button.dangerHover']),
  ...onEach(['input.foreground', 'input.placeholder'], ['input.background']),
  ...onEach(['chart.axis'], ['editor.background', 'card.background']),
] as const satisfies readonly (readonly [ColourId, ColourId])[];

/** Shapes and lines a person must tell apart from their ground: at least 3:1 (WCAG 1.4.11). */
export const shapePairs = [
  ...onEach(['focus.border'], ['editor.background', 'sideBar.background', 'widget.background', 'statusBar.background']),
  ...onEach(['input.border'], ['editor.background', 'widget.background']),
  ...onEach(['chart.battery', 'chart.vm', 'chart.host', 'chart.ups', 'chart.other', 'chart.load', 'chart.voltage'], ['editor.background']),
  ...onEach(['tab.activeTop'], ['tabs.background']),
  ...onEach(['activityBar.activeBorder'], ['activityBar.background']),
] as const satisfies readonly (readonly [ColourId, ColourId])[];

function onEach(foregrounds: readonly ColourId[], backgrounds: readonly ColourId[]): readonly (readonly [ColourId, ColourId])[] {
  return foregrounds.flatMap((foreground) => backgrounds.map((background) => [foreground, background] as const));
}

export function colourOf(id: ColourId, theme: ThemeName): string {
  return colourTable[id][themeNames.indexOf(theme)] ?? 'transparent';
}
