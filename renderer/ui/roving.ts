import type { Attachment } from 'svelte/attachments';

export interface RovingOptions {
  /** CSS selector of the items inside the element; hidden ones are left out. */
  readonly items: string;
  readonly orientation: 'horizontal' | 'vertical';
  /** Called when the arrows reach an item (tabs that follow focus). */
  readonly onmove?: (item: HTMLElement) => void;
}

/**
 * Roving tab index (ARIA Authoring Practices): one tab stop for the whole list, arrows, Home and End inside. The current item is the
 * one last focused, else the one marked `aria-selected`, `aria-current` or `aria-checked`, else the first.
 */
export function roving(options: RovingOptions): Attachment<HTMLElement> {
  return (element) => {
    const items = (): HTMLElement[] =>
      [...element.querySelectorAll<HTMLElement>(options.items)].filter((item) => item.getClientRects().length > 0);

    function settle(current?: HTMLElement): void {
      const all = [...element.querySelectorAll<HTMLElement>(options.items)];
      const stop =
        current ??
        all.find((item) => item === document.activeElement) ??
        all.find((item) => isMarked(item)) ??
        all.find((item) => item.tabIndex === 0) ??
        all[0];
      for (const item of all) item.tabIndex = item === stop ? 0 : -1;
    }

    function keydown(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const all = items();
      const at = all.findIndex((item) => item === document.activeElement);
      if (at < 0) return;
      const next = target(event.key, at, all.length, options.orientation);
      const item = next === undefined ? undefined : all[next];
      if (item === undefined) return;
      event.preventDefault();
      item.focus();
      options.onmove?.(item);
    }

    function focusin(event: FocusEvent): void {
      const item = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(options.items) : null;
      if (item !== null) settle(item);
    }

    const watcher = new MutationObserver(() => {
      settle();
    });
    watcher.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-selected', 'aria-current'] });
    element.addEventListener('keydown', keydown);
    element.addEventListener('focusin', focusin);
    settle();
    return () => {
      watcher.disconnect();
      element.removeEventListener('keydown', keydown);
      element.removeEventListener('focusin', focusin);
    };
  };
}

function isMarked(item: HTMLElement): boolean {
  return ['aria-selected', 'aria-checked'].some((name) => item.getAttribute(name) === 'true') || item.hasAttribute('aria-current');
}

function target(key: string, at: number, count: number, orientation: RovingOptions['orientation']): number | undefined {
  const [back, forth] = orientation === 'horizontal' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === forth) return (at + 1) % count;
  if (key === back) return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
