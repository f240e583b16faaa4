import { SvelteMap } from 'svelte/reactivity';
import type { Finding, RunReport } from '../../../shared/run/run.js';
import { announce } from '../../platform/announcer.svelte.js';
import { call } from '../../platform/client.js';
import { t } from '../../platform/locale.svelte.js';
import { report } from '../../platform/notices.svelte.js';

/** What a check or a rehearsal of a plan found, as long as the window is open. */
export interface PlanResult {
  readonly checked?: readonly Finding[];
  readonly rehearsed?: RunReport;
  readonly busy?: 'check' | 'rehearse';
}

const results = new SvelteMap<string, PlanResult>();

export function resultOf(planId: string): PlanResult {
  return results.get(planId) ?? {};
}

export async function checkPlan(planId: string): Promise<void> {
  results.set(planId, { busy: 'check' });
  const answer = await report(call('plan.check', { id: planId }));
  results.set(planId, answer === undefined ? {} : { checked: answer.value });
  if (answer !== undefined) announce(t('planView.check.done', { count: answer.value.length }));
}

export async function rehearsePlan(planId: string): Promise<void> {
  results.set(planId, { busy: 'rehearse' });
  const answer = await report(call('plan.rehearse', { id: planId }));
  results.set(planId, answer === undefined ? {} : { rehearsed: answer.value });
  if (answer !== undefined) announce(t('planView.rehearse.done', { seconds: answer.value.seconds }));
}

export function clearResult(planId: string): void {
  results.delete(planId);
}
