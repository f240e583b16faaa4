import type { Component } from 'svelte';
import type { CommandId } from '../../shared/commands/table.js';
import type { TextKey } from '../../shared/text/catalogue.js';
import type { IconName } from '../ui/icons.js';
import type { PickItem } from './quick-pick.svelte.js';

export interface SideBarSection {
  readonly id: string;
  readonly title: TextKey;
  readonly component: Component;
  /** Icon buttons at the right of the section's header; hidden while their command is not available. */
  readonly actions?: readonly { readonly command: CommandId; readonly icon: IconName }[];
}

export interface EditorProps {
  /** What the tab shows: a plan's id, a UPS's connection id; for a single view a place to scroll to. */
  readonly argument: string | undefined;
  /** Key of the tab, for `tabs.keepDraft`. */
  readonly tabKey: string;
}

/** One view: an icon in the activity bar, sections in the side bar, an editor in tabs. */
export interface View {
  readonly id: string;
  /** Place in the activity bar, ascending. */
  readonly order: number;
  readonly icon: IconName;
  readonly title: TextKey;
  /** The command of the table that shows this view. Its handler is registered with the view. */
  readonly command: CommandId;
  /** Where its icon stands in the activity bar; `nowhere` for a page that only its command opens. */
  readonly place: 'top' | 'foot' | 'nowhere';
  readonly sections: readonly SideBarSection[];
  /** Loaded when one of its tabs is first shown: the window starts without it. */
  readonly editor: () => Promise<{ readonly default: Component<EditorProps> }>;
  /** Saves the draft of a tab, shown or not; whether it was saved. For a view whose editor keeps drafts. */
  readonly save?: (tabKey: string) => Promise<boolean>;
  /** One tab only; an argument then is a place inside it. Otherwise one tab per argument. */
  readonly single: boolean;
  readonly tabTitle?: (argument: string | undefined) => string;
  readonly tabIcon?: (argument: string | undefined) => IconName;
  /** The argument to open when the view is chosen without one (the active plan, the first UPS). */
  readonly firstArgument?: () => string | undefined;
  readonly badge?: () => { readonly count: number; readonly label: string } | undefined;
  /** What quick open offers of this view. */
  readonly places?: () => readonly PickItem[];
}

const registered: View[] = [];

/** Called once per view from `views/<x>/register.ts`. */
export function registerView(view: View): void {
  if (registered.some((other) => other.id === view.id)) throw new Error(`view ${view.id} is registered twice`);
  registered.push(view);
  registered.sort((a, b) => a.order - b.order);
}

export function views(): readonly View[] {
  return registered;
}

export function viewOf(id: string): View | undefined {
  return registered.find((view) => view.id === id);
}
