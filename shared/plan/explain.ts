import type { Inventory, Vm } from '../inventory/inventory.js';
import { isToStop } from '../inventory/select.js';
import { assertNever } from '../result.js';
import { message, type Message } from '../text/message.js';
import { assign, type Assignment } from './assign.js';
import { stopMethod } from './compile.js';
import { hasFeeds } from './feeds.js';
import { orderedSteps } from './order.js';
import type { Plan, Step } from './plan.js';

export interface ExplainedStep {
  readonly stepId: string;
  /** What it does, and to how many. */
  readonly words: Message;
  /** What it does in the cases that a person should have thought of: no Tools, time over, no way back. */
  readonly notes: readonly Message[];
}

/** The plan in sentences, in the order of execution: what a person checks it by. */
export function explainPlan(plan: Plan, inventory: Inventory): readonly ExplainedStep[] {
  const assignment = assign(plan, inventory);
  return orderedSteps(plan).map((step) => ({
    stepId: step.id,
    words: wordsOf(step, assignment),
    notes: [...toolsNotes(step, (assignment.vms.get(step.id) ?? []).filter(isToStop)), ...timeoutNotes(step), ...returnNotes(plan, step)],
  }));
}

/** What hangs on which UPSes, in sentences; none where everything hangs on all of them. */
export function explainSupplies(plan: Plan, titleOf: (upsId: string) => string): readonly Message[] {
  if (!hasFeeds(plan)) return [];
  const say = (subject: 'named' | 'workstation' | 'rest', upsIds: readonly string[], required: number, names: string): Message => {
    const params = { names, required, ups: upsIds.map(titleOf).join(', ') };
    return message(upsIds.length === 1 ? `plan.explain.feed.${subject}.one` : `plan.explain.feed.${subject}`, params);
  };
  const fed = (plan.feeds ?? []).flatMap((feed) => {
    const names = [...(feed.hosts ?? []), ...(feed.machines ?? [])];
    return [
      ...(names.length === 0 ? [] : [say('named', feed.ups, feed.required, names.join(', '))]),
      ...(feed.workstation === true ? [say('workstation', feed.ups, feed.required, '')] : []),
    ];
  });
  return [...fed, say('rest', plan.ups, plan.requiredSupplies, '')];
}

function wordsOf(step: Step, assignment: Assignment): Message {
  const { id, title } = step;
  const names = assignment.vcenters.map((vm) => vm.name).join(', ');
  if (step.action.kind === 'shutdownVcenter' && names !== '') return message('plan.explain.shutdownVcenter.named', { title, names });
  return message(`plan.explain.${step.action.kind}`, {
    title,
    count: countOf(step, id, assignment),
    parallel: step.parallel,
    limit: step.timeoutSeconds,
  });
}

function countOf(step: Step, id: string, assignment: Assignment): number {
  switch (step.action.kind) {
    case 'shutdownVms':
      return (assignment.vms.get(id) ?? []).filter(isToStop).length;
    case 'shutdownHosts':
      return assignment.hosts.get(id)?.length ?? 0;
    case 'shutdownMachines':
      return assignment.machines.get(id)?.length ?? 0;
    case 'prepareCluster':
      return assignment.clusters.get(id)?.length ?? 0;
    case 'check':
    case 'shutdownVcenter':
    case 'upsOutputOff':
    case 'shutdownWorkstation':
      return 1;
    default:
      return assertNever(step.action);
  }
}

function toolsNotes(step: Step, vms: readonly Vm[]): readonly Message[] {
  const { action } = step;
  if (action.kind !== 'shutdownVms') return [];
  const count = vms.filter((vm) => stopMethod(vm, action) !== 'guest').length;
  return count === 0 ? [] : [message(`plan.explain.noTools.${action.withoutTools}`, { count })];
}

function timeoutNotes(step: Step): readonly Message[] {
  const { kind } = step.action;
  const limit = step.timeoutSeconds;
  if (step.onTimeout === 'stop') return [message('plan.explain.timeout.stop', { limit })];
  if (step.onTimeout === 'continue') return [];
  if (kind === 'shutdownVms' || kind === 'shutdownVcenter') return [message('plan.explain.timeout.forceVm', { limit })];
  return kind === 'shutdownHosts' ? [message('plan.explain.timeout.forceHost', { limit })] : [];
}

/** Said once, where the way back ends. */
function returnNotes(plan: Plan, step: Step): readonly Message[] {
  const first = orderedSteps(plan).find((one) => one.beyondPointOfNoReturn);
  return first?.id === step.id ? [message('plan.explain.noReturn')] : [];
}
