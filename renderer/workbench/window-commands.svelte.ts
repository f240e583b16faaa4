import { call } from '../platform/client.js';
import { registerHandler } from '../platform/commands.svelte.js';
import { focusNextPart } from '../platform/focus-parts.js';
import { layout } from '../platform/layout.svelte.js';
import { notices } from '../platform/notices.svelte.js';
import { showView, tabs } from '../platform/tabs.svelte.js';
import { views } from '../platform/view-registry.js';
import { office } from '../state/snapshot.svelte.js';
import { helpState } from './help.svelte.js';
import { showCommands, showPlaces } from './palette.js';

const zoomStep = 10;

/** The handlers of the commands that belong to the window and to no view. */
export function registerWindowCommands(): void {
  for (const view of views())
    registerHandler(view.command, () => {
      showView(view.id === 'welcome' ? 'overview' : view.id);
    });
  registerHandler('view.overview', () => {
    showView(office.isFirstStart ? 'welcome' : 'overview');
  });
  registerHandler('view.palette', showCommands);
  registerHandler('view.goTo', showPlaces);
  registerHandler('view.toggleSideBar', () => {
    layout.toggleSideBar();
  });
  registerHandler('view.togglePanel', () => {
    layout.togglePanel();
  });
  registerHandler('view.notices', () => {
    notices.openCentre();
  });
  registerHandler('view.nextPart', () => void focusNextPart(1));
  registerHandler('view.previousPart', () => void focusNextPart(-1));
  registerHandler('view.closeTab', async () => {
    if (tabs.active !== undefined) await tabs.close(tabs.active.key);
  });
  registerHandler('view.reopenTab', () => {
    tabs.reopen();
  });
  registerHandler('view.zoomIn', () => {
    layout.zoom(layout.state.zoomPercent + zoomStep);
  });
  registerHandler('view.zoomOut', () => {
    layout.zoom(layout.state.zoomPercent - zoomStep);
  });
  registerHandler('view.zoomReset', () => {
    layout.zoom(100);
  });
  registerHandler('view.help', () => {
    helpState.open = true;
  });
  registerHandler('developer.startupTimes', async () => {
    helpState.startupTimes = await call('app.startupTimes');
  });
}
