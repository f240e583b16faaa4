import { registerHandler } from '../../platform/commands.svelte.js';
import { call } from '../../platform/client.js';
import { t } from '../../platform/locale.svelte.js';
import { report } from '../../platform/notices.svelte.js';
import { showView } from '../../platform/tabs.svelte.js';
import { registerView } from '../../platform/view-registry.js';
import { office } from '../../state/snapshot.svelte.js';
import RunSide from './RunSide.svelte';
import { isGoing } from './run-look.js';

registerView({
  id: 'run',
  order: 30,
  icon: 'play',
  title: 'desk.run.title',
  command: 'view.run',
  place: 'top',
  single: true,
  editor: () => import('./RunEditor.svelte'),
  sections: [{ id: 'steps', title: 'desk.run.steps', component: RunSide }],
  badge: () => {
    const run = office.snapshot.run;
    if (run === undefined || !isGoing(run.phase)) return undefined;
    const count = run.operations.filter((one) => one.status === 'inFlight' || one.status === 'forcing').length;
    return count === 0 ? undefined : { count, label: t('desk.run.badge', { count }) };
  },
});

// Main asks the person before it does either: the page can only propose.
registerHandler('run.start', async () => {
  const planId = office.activePlan?.plan.id;
  if (planId === undefined) return;
  showView('run');
  await report(call('run.start', { planId, confirmation: 'shut down now' }));
});

registerHandler('run.cancel', async () => {
  await report(call('run.cancel', { confirmation: 'cancel the run' }));
});
