import { registerHandler } from '../../platform/commands.svelte.js';
import { t } from '../../platform/locale.svelte.js';
import { showView } from '../../platform/tabs.svelte.js';
import { registerView } from '../../platform/view-registry.js';
import { office } from '../../state/snapshot.svelte.js';
import { chooseDrill } from './choose-drill.js';
import { newPlan } from './new-plan.js';
import { saveDraft } from './plan-draft.js';
import { checkPlan, rehearsePlan } from './plan-work.svelte.js';
import PlanOutline from './PlanOutline.svelte';

registerView({
  id: 'plan',
  order: 20,
  icon: 'list-tree',
  title: 'planView.title',
  command: 'view.plan',
  place: 'top',
  single: false,
  editor: () => import('./PlanEditor.svelte'),
  save: saveDraft,
  sections: [{ id: 'plans', title: 'planView.plans', component: PlanOutline, actions: [{ command: 'plan.new', icon: 'add' }] }],
  tabTitle: (argument) => office.snapshot.plans.find((view) => view.plan.id === argument)?.plan.title ?? t('planView.title'),
  firstArgument: () => office.activePlan?.plan.id,
  badge: () => {
    const count = office.activePlan?.findings.filter((finding) => finding.severity === 'error').length ?? 0;
    return count === 0 ? undefined : { count, label: t('planView.badge', { count }) };
  },
  places: () =>
    office.snapshot.plans.map((view) => ({
      id: `plan/${view.plan.id}`,
      title: view.plan.title,
      description: t('planView.title'),
      icon: 'list-tree' as const,
      run: () => showView('plan', view.plan.id),
    })),
});

registerHandler('plan.new', newPlan);
registerHandler('plan.check', async () => {
  const plan = office.activePlan?.plan.id;
  if (plan === undefined) return;
  showView('plan', plan);
  await checkPlan(plan);
});
registerHandler('plan.rehearse', async () => {
  const plan = office.activePlan?.plan.id;
  if (plan === undefined) return;
  showView('plan', plan);
  await rehearsePlan(plan);
});
registerHandler('plan.drill', chooseDrill);
