/**
 * Ctrl+Tab as editors do it: the first press goes to the tab used before this one, more presses while Ctrl stays down go further
 * back; Shift goes the other way. The order is fixed when Ctrl+Tab is first pressed and used again only after Ctrl was let go.
 */
export function tabSwitcher(byRecency: () => readonly string[], activate: (key: string) => void) {
  let order: readonly string[] | undefined;
  let at = 0;
  return {
    /** Whether the event was Ctrl+Tab and is dealt with. */
    keydown(event: KeyboardEvent): boolean {
      if (event.key !== 'Tab' || !event.ctrlKey) return false;
      event.preventDefault();
      order ??= byRecency();
      if (order.length === 0) return true;
      at = (at + (event.shiftKey ? -1 : 1) + order.length) % order.length;
      const key = order[at];
      if (key !== undefined) activate(key);
      return true;
    },
    keyup(event: KeyboardEvent): void {
      if (event.key !== 'Control') return;
      order = undefined;
      at = 0;
    },
  };
}
