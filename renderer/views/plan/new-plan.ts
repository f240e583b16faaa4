import { call } from '../../platform/client.js';
import { t, tIfAny } from '../../platform/locale.svelte.js';
import { report } from '../../platform/notices.svelte.js';
import { pickOne } from '../../platform/quick-pick.svelte.js';
import { showView } from '../../platform/tabs.svelte.js';
import { office } from '../../state/snapshot.svelte.js';

/** Lets a person choose a template, saves the plan made from it for this office and opens it. */
export async function newPlan(): Promise<void> {
  const templates = await call('plan.templates');
  const chosen = await pickOne(
    () => t('planView.new.choose'),
    () =>
      templates.map((template) => ({
        id: template.id,
        title: tIfAny(`plan.template.${template.id}`) ?? template.id,
        detail: tIfAny(`plan.template.${template.id}.about`) ?? '',
        icon: 'list-tree' as const,
      })),
  );
  const template = templates.find((one) => one.id === chosen?.id);
  if (template === undefined) return;
  const taken = new Set(office.snapshot.plans.map((view) => view.plan.id));
  let id = template.plan.id;
  for (let number = 2; taken.has(id); number += 1) id = `${template.plan.id}-${String(number)}`;
  const saved = await report(call('plan.save', { plan: { ...template.plan, id }, activate: office.snapshot.plans.length === 0 }));
  if (saved !== undefined) showView('plan', id);
}
