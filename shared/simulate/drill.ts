import { drillable, drillOf } from '../plan/drill.js';
import { operationsFor } from '../plan/feeds.js';
import type { Operation } from '../plan/operation.js';
import type { Plan } from '../plan/plan.js';
import type { Scope } from '../run/scopes.js';
import type { SimulatedOffice } from './office.js';
import type { Random } from './random.js';

/** A drill of one VM or of all of a step, as the engine begins it. */
export interface SimulatedDrill {
  readonly plan: Plan;
  readonly scopes: readonly (Omit<Scope, 'groupId'> & Partial<Pick<Scope, 'groupId'>>)[];
}

/** Undefined where nothing runs that could be drilled. */
export function drawDrill({ plan, groups }: SimulatedOffice, operations: readonly Operation[], random: Random): SimulatedDrill | undefined {
  const [first, ...others] = drillable(operations);
  if (first === undefined) return undefined;
  const { target, stepId } = random.pick([first, ...others]);
  const drill = drillOf(plan, operations, random.chance(0.5) ? { kind: 'vms', vms: [target.key] } : { kind: 'step', stepId });
  if (!drill.ok) return undefined;
  const whole = { operations: drill.value.operations, power: 'mains' } as const;
  if (groups === undefined) return { plan: drill.value.plan, scopes: [whole] };
  const scopes = groups.map(({ id }) => ({ ...whole, groupId: id, operations: operationsFor(whole.operations, id, () => false) }));
  return { plan: drill.value.plan, scopes: scopes.filter((scope) => scope.operations.length > 0) };
}
