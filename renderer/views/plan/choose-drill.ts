import type { IpcArgs } from '../../../shared/ipc/table.js';
import { compile } from '../../../shared/plan/compile.js';
import { drillable } from '../../../shared/plan/drill.js';
import { failed } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { call } from '../../platform/client.js';
import { t } from '../../platform/locale.svelte.js';
import { report } from '../../platform/notices.svelte.js';
import { pickOne, type PickItem } from '../../platform/quick-pick.svelte.js';
import { showView } from '../../platform/tabs.svelte.js';
import { office } from '../../state/snapshot.svelte.js';

type Item = Omit<PickItem, 'run'> & { readonly choice: IpcArgs<'drill.start'>['choice'] };

/** Lets a person choose a VM or the VMs of a step; main asks them once more before anything is stopped. */
export async function chooseDrill(): Promise<void> {
  const plan = office.activePlan?.plan;
  if (plan === undefined) return;
  const { inventory, connections } = office.snapshot;
  const vms = drillable(compile(plan, inventory, { connections: connections.map((one) => one.connection) }).operations);
  const stepTitle = (id: string) => plan.steps.find((step) => step.id === id)?.title ?? id;
  const steps = [...new Set(vms.map((one) => one.stepId))].map((id) => ({
    id,
    names: vms.flatMap((one) => (one.stepId === id ? [one.target.name] : [])),
  }));
  if (vms.length === 0) {
    await report(Promise.resolve(failed('drill/nothing', message('drill.none'))));
    return;
  }
  const items = (): readonly Item[] => [
    ...vms.map(({ target, stepId }, index): Item => ({
      id: target.key,
      choice: { kind: 'vms', vms: [target.key] },
      title: target.name,
      description: stepTitle(stepId),
      icon: 'vm',
      ...(index === 0 ? { group: t('drill.vms') } : {}),
    })),
    ...steps.map(({ id, names }, index): Item => ({
      id: `step ${id}`,
      choice: { kind: 'step', stepId: id },
      title: stepTitle(id),
      description: names.join(', '),
      icon: 'layers',
      ...(index === 0 ? { group: t('drill.steps') } : {}),
    })),
  ];
  const chosen = await pickOne(() => t('drill.what'), items);
  if (chosen === undefined) return;
  const started = await report(call('drill.start', { planId: plan.id, choice: chosen.choice, confirmation: 'shut down and start again' }));
  if (started !== undefined) showView('run');
}
