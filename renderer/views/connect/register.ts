import { registerHandler } from '../../platform/commands.svelte.js';
import { overlays } from '../../platform/overlays.svelte.js';
import { answerRequest } from '../../platform/requests.js';

/** The form is large and seldom wanted: it is no part of the window's start. */
async function wizard() {
  const [{ default: ConnectDialog }, { connectWork }] = await Promise.all([
    import('./ConnectDialog.svelte'),
    import('./connect-work.svelte.js'),
  ]);
  overlays.mount(ConnectDialog);
  return connectWork;
}

registerHandler('ups.connect', async () => (await wizard()).open('ups'));
registerHandler('inventory.connect', async () => (await wizard()).open('host'));
answerRequest('connection.edit', (id) => void wizard().then((work) => work.edit(id)));
