import { call, listen } from '../platform/client.js';
import { keyBindings } from '../platform/key-bindings.svelte.js';
import { layout } from '../platform/layout.svelte.js';
import { locale } from '../platform/locale.svelte.js';
import { notices } from '../platform/notices.svelte.js';
import { runCommand } from '../platform/commands.svelte.js';
import { readSnapshotFrom } from '../platform/snapshot-source.js';
import { theme } from '../platform/theme.svelte.js';
import { office } from '../state/snapshot.svelte.js';
import { registerWindowCommands } from './window-commands.svelte.js';
import { registerOwnPages } from './own-pages.js';

/** Everything that must stand before the first paint: theme, language, layout and the state of the office. */
export async function begin(): Promise<void> {
  readSnapshotFrom(() => office.snapshot);
  listen('snapshot', (snapshot) => {
    office.receive(snapshot);
    notices.notice();
  });
  listen('theme', (next) => {
    theme.apply(next.theme);
    locale.set(next.locale);
  });
  listen('command', ({ id }) => void runCommand(id));
  const [boot, snapshot] = await Promise.all([call('app.boot'), call('app.snapshot')]);
  theme.apply(boot.theme);
  locale.set(boot.locale);
  keyBindings.setPlatform(boot.platform);
  layout.load(boot.layout, snapshot.version);
  layout.zoom(layout.state.zoomPercent);
  office.receive(snapshot);
  notices.begin();
  registerOwnPages();
  registerWindowCommands();
}
