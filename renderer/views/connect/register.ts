import { registerHandler } from '../../platform/commands.svelte.js';
import { answerRequest } from '../../platform/requests.js';
import { registerOverlay } from '../../platform/view-registry.js';
import { connectWork } from './connect-work.svelte.js';
import ConnectDialog from './ConnectDialog.svelte';

registerOverlay('connect', ConnectDialog);
registerHandler('ups.connect', () => connectWork.open('ups'));
registerHandler('inventory.connect', () => connectWork.open('host'));
answerRequest('connection.edit', (id) => connectWork.edit(id));
