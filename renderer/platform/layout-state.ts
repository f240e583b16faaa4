export interface SavedTab {
  readonly view: string;
  readonly argument?: string;
  pinned: boolean;
}

/** What of the layout outlives the window. */
export interface LayoutState {
  sideBarVisible: boolean;
  sideBarWidth: number;
  panelVisible: boolean;
  panelHeight: number;
  panelTab: 'problems' | 'journal' | 'readings';
  activeView: string;
  tabs: SavedTab[];
  activeTab: string | undefined;
  zoomPercent: number;
  recentCommands: readonly string[];
  /** Own key bindings by command; an empty one means none. */
  keys: Record<string, string>;
  doNotDisturb: boolean;
  closedSections: readonly string[];
  /** Unsaved work by the key of its tab, as the view that made it wrote it down. */
  drafts: Record<string, string>;
  /** The program that wrote this. */
  version: string;
  /** Small things that views want to find again. */
  remembered: Record<string, string>;
}

const panelTabs = ['problems', 'journal', 'readings'] as const;

const longestText = 2000;
const longestDraft = 500_000;

/**
 * Reads a stored layout, given as a value or as the JSON text that was saved. A field that cannot be read falls back alone. Drafts of another version of
 * the program are left out: they may lack what this one expects.
 */
export function readLayout(stored: unknown, version = ''): LayoutState {
  const from: Partial<Record<keyof LayoutState, unknown>> = recordOf(typeof stored === 'string' ? parsed(stored) : stored);
  const activeTab = from.activeTab;
  return {
    sideBarVisible: flag(from.sideBarVisible, true),
    sideBarWidth: within(from.sideBarWidth, 160, 800, 280),
    panelVisible: flag(from.panelVisible, true),
    panelHeight: within(from.panelHeight, 80, 1200, 150),
    panelTab: panelTabs.find((tab) => tab === from.panelTab) ?? 'problems',
    activeView: text(from.activeView) ?? 'overview',
    tabs: listOf(from.tabs, tabOf).slice(0, 50),
    activeTab: text(activeTab),
    zoomPercent: within(from.zoomPercent, 50, 300, 100),
    recentCommands: listOf(from.recentCommands, (one) => text(one)).slice(0, 20),
    keys: textsOf(from.keys),
    doNotDisturb: flag(from.doNotDisturb, false),
    closedSections: listOf(from.closedSections, (one) => text(one)).slice(0, 100),
    drafts: text(from.version) === version ? textsOf(from.drafts, longestDraft) : {},
    version,
    remembered: textsOf(from.remembered),
  };
}

function tabOf(value: unknown): SavedTab | undefined {
  const from: Partial<Record<keyof SavedTab, unknown>> = recordOf(value);
  const view = text(from.view);
  const argument = text(from.argument);
  if (view === undefined || typeof from.pinned !== 'boolean') return undefined;
  return { view, pinned: from.pinned, ...(argument === undefined ? {} : { argument }) };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function listOf<T>(value: unknown, read: (one: unknown) => T | undefined): readonly T[] & T[] {
  return Array.isArray(value) ? value.map((one) => read(one)).filter((one): one is T & {} => one !== undefined) : [];
}

function textsOf(value: unknown, longest = longestText): Record<string, string> {
  return Object.fromEntries(
    Object.entries(recordOf(value)).filter((entry): entry is [string, string] => text(entry[1], longest) !== undefined),
  );
}

function text(value: unknown, longest = longestText): string | undefined {
  return typeof value === 'string' && value.length <= longest ? value : undefined;
}

function flag(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

function within(value: unknown, min: number, max: number, fallback: number): number {
  return typeof value === 'number' && value >= min && value <= max ? value : fallback;
}

function parsed(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return {};
  }
}
