import { registerView } from '../platform/view-registry.js';

/** Pages of the workbench itself: they have no icon in the activity bar. */
export function registerOwnPages(): void {
  registerView({
    id: 'keys',
    order: 100,
    icon: 'keyboard',
    title: 'workbench.keys',
    command: 'view.keys',
    place: 'nowhere',
    sections: [],
    editor: () => import('./KeysPage.svelte'),
    single: true,
  });
  registerView({
    id: 'welcome',
    order: 101,
    icon: 'home',
    title: 'workbench.welcome',
    command: 'view.overview',
    place: 'nowhere',
    sections: [],
    editor: () => import('./WelcomePage.svelte'),
    single: true,
  });
}
