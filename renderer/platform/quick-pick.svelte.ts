import type { IconName } from '../ui/icons.js';

export interface PickItem {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly detail?: string;
  readonly icon?: IconName;
  /** Shown at the right edge: keys. */
  readonly trailing?: string;
  /** Header above this item when it begins a group. */
  readonly group?: string;
  readonly run: () => void;
}

export interface PickRequest {
  /** This and the items are said anew when the language changes while it stands open. */
  readonly placeholder: () => string;
  readonly items: () => readonly PickItem[];
  /** Typed already: `>` for commands. */
  readonly initial?: string;
  /** Read `>` and `?` as prefixes (the palette does). */
  readonly prefixes?: boolean;
  readonly title?: string;
  readonly step?: { readonly at: number; readonly of: number; readonly back?: () => void };
}

let open: PickRequest | undefined = $state.raw();
let returnTo: HTMLElement | undefined;

export const quickPick = {
  get open(): PickRequest | undefined {
    return open;
  },
  show(request: PickRequest): void {
    if (open === undefined) returnTo = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    open = request;
  },
  /** Closes; `cancelled` returns the focus to where it was. */
  close(how: 'cancelled' | 'chosen'): void {
    open = undefined;
    if (how === 'cancelled' || document.activeElement === document.body) returnTo?.focus();
    returnTo = undefined;
  },
};

/** Lets a person choose one of several; `undefined` when they do not. */
export function pickOne<T extends Omit<PickItem, 'run'>>(placeholder: () => string, items: () => readonly T[]): Promise<T | undefined> {
  return new Promise((resolve) => {
    let chosen: T | undefined;
    quickPick.show({
      placeholder,
      items: () =>
        items().map((item) => ({
          ...item,
          run: () => {
            chosen = item;
            resolve(chosen);
          },
        })),
    });
    const stop = $effect.root(() => {
      $effect(() => {
        if (open !== undefined) return;
        stop();
        resolve(chosen);
      });
    });
  });
}
