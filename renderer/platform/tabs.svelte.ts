import { tick } from 'svelte';
import { focusPart } from './focus-parts.js';
import { t } from './locale.svelte.js';
import { choose } from './dialogs.svelte.js';
import { layout } from './layout.svelte.js';
import type { SavedTab } from './layout-state.js';
import { viewOf } from './view-registry.js';

export interface Tab extends SavedTab {
  readonly key: string;
}

export function tabKey(view: string, argument: string | undefined): string {
  return viewOf(view)?.single === false && argument !== undefined ? `${view}:${argument}` : view;
}

/** Open editors. A preview tab (italic) gives way to the next one; a double click, an edit or a choice by command pins it. */
class Tabs {
  private closed: SavedTab[] = [];
  private recent: string[] = $state([]);

  readonly all: readonly Tab[] = $derived(
    layout.state.tabs.filter((tab) => viewOf(tab.view) !== undefined).map((tab) => ({ ...tab, key: tabKey(tab.view, tab.argument) })),
  );
  readonly active: Tab | undefined = $derived(this.all.find((tab) => tab.key === layout.state.activeTab) ?? this.all[0]);

  /** Shows a view, in its own tab or in the one that is open already. */
  open(view: string, argument?: string, how: { readonly pinned?: boolean } = {}): void {
    const found = viewOf(view);
    if (found === undefined) return;
    const wanted = argument ?? found.firstArgument?.();
    const key = tabKey(view, wanted);
    const saved = { view, pinned: how.pinned ?? true, ...(wanted === undefined ? {} : { argument: wanted }) };
    const at = this.indexOf(key);
    const previewAt = layout.state.tabs.findIndex((tab) => !tab.pinned && !this.isDirty(tabKey(tab.view, tab.argument)));
    if (at >= 0) layout.state.tabs[at] = { ...saved, pinned: saved.pinned || (layout.state.tabs[at]?.pinned ?? false) };
    else if (!saved.pinned && previewAt >= 0) layout.state.tabs[previewAt] = saved;
    else layout.state.tabs.push(saved);
    this.activate(key);
  }

  /** Brings a tab to the front, and the side bar of its view with it. */
  activate(key: string): void {
    const tab = layout.state.tabs[this.indexOf(key)];
    if (tab === undefined) return;
    layout.state.activeTab = key;
    layout.state.activeView = tab.view;
    this.recent = [key, ...this.recent.filter((other) => other !== key)];
  }

  pin(key: string): void {
    const tab = layout.state.tabs[this.indexOf(key)];
    if (tab !== undefined) tab.pinned = true;
  }

  /** Closes a tab; one with unsaved work asks first. A focus that was in it stays in the editor. Gives back whether it is closed. */
  async close(key: string): Promise<boolean> {
    const hadFocus = document.activeElement !== document.body;
    if (this.isDirty(key) && !(await this.letGo(key))) return false;
    const at = this.indexOf(key);
    const tab = layout.state.tabs[at];
    if (tab === undefined) return true;
    const wasActive = this.active?.key === key;
    layout.state.tabs.splice(at, 1);
    this.closed.push(tab);
    this.recent = this.recent.filter((other) => other !== key);
    if (wasActive) {
      const next = this.recent.find((other) => this.indexOf(other) >= 0) ?? this.all[Math.min(at, this.all.length - 1)]?.key;
      if (next === undefined) layout.state.activeTab = undefined;
      else this.activate(next);
    }
    await tick();
    if (hadFocus && document.activeElement === document.body) focusPart('editor');
    return true;
  }

  reopen(): void {
    const tab = this.closed.pop();
    if (tab !== undefined) this.open(tab.view, tab.argument, { pinned: tab.pinned });
  }

  get canReopen(): boolean {
    return this.closed.length > 0;
  }

  move(key: string, to: number): void {
    const at = this.indexOf(key);
    const [tab] = layout.state.tabs.splice(at, 1);
    if (tab !== undefined) layout.state.tabs.splice(to, 0, tab);
  }

  /** Most recently used first, for Ctrl+Tab. */
  byRecency(): readonly Tab[] {
    const rank = (tab: Tab) => (this.recent.includes(tab.key) ? this.recent.indexOf(tab.key) : this.recent.length);
    return [...this.all].sort((a, b) => rank(a) - rank(b));
  }

  /** Unsaved work of a tab. It is part of the layout, so it outlives the editor, the window and the program. */
  draftOf(key: string): string | undefined {
    return layout.state.drafts[key];
  }

  /** `undefined` when it was saved or dropped. */
  keepDraft(key: string, draft: string | undefined): void {
    const { [key]: _before, ...others } = layout.state.drafts;
    layout.state.drafts = draft === undefined ? others : { ...others, [key]: draft };
    if (draft !== undefined) this.pin(key);
  }

  isDirty(key: string): boolean {
    return this.draftOf(key) !== undefined;
  }

  titleOf(tab: SavedTab): string {
    const view = viewOf(tab.view);
    if (view === undefined) return tab.view;
    return view.tabTitle?.(tab.argument) ?? t(view.title);
  }

  private indexOf(key: string): number {
    return layout.state.tabs.findIndex((tab) => tabKey(tab.view, tab.argument) === key);
  }

  /** Asks what becomes of unsaved work; whether the tab may close. */
  private async letGo(key: string): Promise<boolean> {
    const tab = this.all.find((other) => other.key === key);
    const answer = await choose(() => ({
      title: t('workbench.unsaved.title', { name: tab === undefined ? key : this.titleOf(tab) }),
      body: t('workbench.unsaved.body'),
      verb: t('workbench.unsaved.save'),
      other: t('workbench.unsaved.drop'),
    }));
    if (answer === 'other') this.keepDraft(key, undefined);
    if (answer !== 'verb') return answer === 'other';
    return tab !== undefined && (await viewOf(tab.view)?.save?.(key)) === true;
  }
}

export const tabs = new Tabs();

/** Shows a view: its tab and its side bar. */
export function showView(view: string, argument?: string): void {
  tabs.open(view, argument);
}
