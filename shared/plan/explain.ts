import type { Inventory } from '../inventory/inventory.js';
import { isToStop } from '../inventory/select.js';
import { message, type Message } from '../text/message.js';
import { assign } from './compile.js';
import { orderedSteps } from './order.js';
import type { Plan } from './plan.js';

/** The plan in sentences, in the order of execution: what a person checks it by. */
export function explainPlan(plan: Plan, inventory: Inventory): readonly { readonly stepId: string; readonly words: Message }[] {
  const assignment = assign(plan, inventory);
  return orderedSteps(plan).map((step) => {
    const { id: stepId, title } = step;
    const { kind } = step.action;
    const counts: Readonly<Record<string, number>> = {
      shutdownVms: (assignment.vms.get(stepId) ?? []).filter(isToStop).length,
      shutdownHosts: (assignment.hosts.get(stepId) ?? []).length,
      shutdownMachines: (assignment.machines.get(stepId) ?? []).length,
    };
    return {
      stepId,
      words: message(`plan.explain.${kind}`, { title, count: counts[kind] ?? 0, parallel: step.parallel, limit: step.timeoutSeconds }),
    };
  });
}
