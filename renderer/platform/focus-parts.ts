import type { Attachment } from 'svelte/attachments';

/** In the order F6 takes: editor, panel, status bar, activity bar, side bar. */
export const partNames = ['title', 'editor', 'panel', 'status', 'activity', 'sideBar'] as const;
export type PartName = (typeof partNames)[number];

const parts = new Map<PartName, HTMLElement>();
const lastFocused = new WeakMap<HTMLElement, HTMLElement>();
const focusable = 'button:enabled, [href], input:enabled, select:enabled, textarea:enabled, [tabindex="0"]';

/** Marks an element as a part of the window that F6 reaches. */
export function part(name: PartName): Attachment<HTMLElement> {
  return (element) => {
    const remember = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement) lastFocused.set(element, event.target);
    };
    parts.set(name, element);
    element.addEventListener('focusin', remember);
    return () => {
      element.removeEventListener('focusin', remember);
      if (parts.get(name) === element) parts.delete(name);
    };
  };
}

/** Focuses the control of a part that had the focus last, else its current or first one. */
export function focusPart(name: PartName): boolean {
  const element = parts.get(name);
  if (element === undefined || !isShown(element)) return false;
  const last = lastFocused.get(element);
  const candidates = [...element.querySelectorAll<HTMLElement>(focusable)].filter((other) => isShown(other) && other.tabIndex >= 0);
  const goal = last?.isConnected === true && isShown(last) ? last : (candidates[0] ?? element);
  goal.focus();
  return element.contains(document.activeElement);
}

/** Goes to the next part that is visible; `-1` goes back. */
export function focusNextPart(direction: 1 | -1): PartName | undefined {
  const at = partNames.findIndex((name) => parts.get(name)?.contains(document.activeElement) === true);
  for (let step = 1; step <= partNames.length; step += 1) {
    const index =
      (Math.max(at, at < 0 && direction === 1 ? -1 : at < 0 ? 0 : at) + direction * step + partNames.length * 2) % partNames.length;
    const name = partNames[index];
    if (name !== undefined && focusPart(name)) return name;
  }
  return undefined;
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}
