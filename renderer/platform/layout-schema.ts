import { z } from 'zod';

const tabSchema = z.object({ view: z.string().max(40), argument: z.string().max(200).optional(), pinned: z.boolean() });

/** What of the layout outlives the window. Each field stands for itself: one that cannot be read falls back alone. */
const layoutSchema = z.object({
  sideBarVisible: z.boolean().catch(true),
  sideBarWidth: z.number().min(160).max(800).catch(252),
  panelVisible: z.boolean().catch(true),
  panelHeight: z.number().min(80).max(1200).catch(150),
  panelTab: z.enum(['problems', 'journal', 'readings']).catch('problems'),
  activeView: z.string().max(40).catch('overview'),
  tabs: z.array(tabSchema).max(50).catch([]),
  activeTab: z.string().max(300).optional().catch(undefined),
  zoomPercent: z.number().min(50).max(300).catch(100),
  recentCommands: z.array(z.string().max(100)).max(20).catch([]),
  recentPlaces: z.array(z.string().max(300)).max(20).catch([]),
  keys: z.record(z.string(), z.string().max(60)).catch({}),
  doNotDisturb: z.boolean().catch(false),
  closedSections: z.array(z.string().max(100)).max(100).catch([]),
  remembered: z.record(z.string(), z.string().max(2000)).catch({}),
});

export type LayoutState = z.infer<typeof layoutSchema>;
export type SavedTab = z.infer<typeof tabSchema>;

/** Reads a stored layout, given as a value or as the JSON text that was saved. */
export function readLayout(stored: unknown): LayoutState {
  const read = layoutSchema.safeParse(typeof stored === 'string' ? parsed(stored) : stored);
  return read.success ? read.data : layoutSchema.parse({});
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
