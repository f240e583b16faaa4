import type { Component } from 'svelte';

/** Wizards and dialogs of views. A view loads its own when it is first wanted; from then on it is mounted and shows itself when it has something to say. */
class Overlays {
  mounted: readonly Component[] = $state.raw([]);

  mount(component: Component): void {
    if (!this.mounted.includes(component)) this.mounted = [...this.mounted, component];
  }
}

export const overlays = new Overlays();
