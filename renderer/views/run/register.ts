import { registerHandler } from '../../platform/commands.svelte.js';
import { call } from '../../platform/client.js';
import { ask } from '../../platform/dialogs.svelte.js';
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

registerHandler('run.start', async () => {
  const plan = office.activePlan?.plan;
  if (plan === undefined) return;
  const covered = office.activePlan?.forecast?.targets.length ?? 0;
  const yes = await ask({
    title: t('desk.run.ask.title', { plan: plan.title }),
    body: t(office.snapshot.practice ? 'desk.run.ask.practice' : 'desk.run.ask.body', { count: covered }),
    verb: t('desk.run.ask.verb'),
    danger: true,
  });
  if (!yes) return;
  showView('run');
  await report(call('run.start', { planId: plan.id, confirmation: 'shut down now' }));
});

registerHandler('run.cancel', async () => {
  const yes = await ask({ title: t('desk.run.cancel.title'), body: t('desk.run.cancel.body'), verb: t('desk.run.cancel'), danger: true });
  if (yes) await report(call('run.cancel', { confirmation: 'cancel the run' }));
});
