import type { Plan } from '../../../shared/plan/plan.js';
import { message } from '../../../shared/text/message.js';
import { call } from '../../platform/client.js';
import { notices, report } from '../../platform/notices.svelte.js';
import { tabs } from '../../platform/tabs.svelte.js';
import { office } from '../../state/snapshot.svelte.js';

/** The plan as it is being edited in a tab; undefined when nothing is changed. */
export function draftOf(tabKey: string): Plan | undefined {
  const text = tabs.draftOf(tabKey);
  return text === undefined ? undefined : (JSON.parse(text) as Plan);
}

/** Edited back to what is saved, it is no draft any more. */
export function keepDraft(tabKey: string, saved: Plan, edited: Plan): void {
  const text = JSON.stringify(edited);
  tabs.keepDraft(tabKey, text === JSON.stringify(saved) ? undefined : text);
}

export function dropDraft(tabKey: string): void {
  tabs.keepDraft(tabKey, undefined);
}

/** Whether there is nothing unsaved left. A draft whose plan is gone, or belongs to the practice office, is not made a plan of this office. */
export async function saveDraft(tabKey: string): Promise<boolean> {
  const text = tabs.draftOf(tabKey);
  const plan = draftOf(tabKey);
  if (plan === undefined) return true;
  const view = office.snapshot.plans.find((one) => one.plan.id === plan.id);
  if (view === undefined) {
    notices.tell('error', message('core.config.noPlan', { id: plan.id }), { topic: 'failure/plan/unknown' });
    return false;
  }
  const saved = await report(call('plan.save', { plan, activate: view.active }));
  // What was typed meanwhile is not saved yet.
  if (saved !== undefined && tabs.draftOf(tabKey) === text) dropDraft(tabKey);
  return saved !== undefined && !tabs.isDirty(tabKey);
}
