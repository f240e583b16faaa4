import { done, failed, type Result } from '../result.js';
import { message } from '../text/message.js';
import type { Operation } from './operation.js';
import type { Plan } from './plan.js';

/** What a drill is for: VMs by name or target key, or every VM of one step. */
export type DrillChoice = { readonly kind: 'vms'; readonly vms: readonly string[] } | { readonly kind: 'step'; readonly stepId: string };

export interface Drill {
  /** The plan with the steps of the drill only, none of them beyond a point of no return: it can be ended at any time, and always brings back. */
  readonly plan: Plan;
  readonly operations: readonly Operation[];
}

const namedAtMost = 8;

/**
 * VMs that a drill may stop: those that the plan asks to shut down through their guest. One without VMware Tools would have its plug pulled, and vCenter is what
 * the others are started with.
 */
export function drillable(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter((one) => one.kind === 'ensureVmOff' && one.method === 'guest' && one.vcenter !== true);
}

/**
 * The part of a plan that a drill carries out (behaviour.md section 5), of operations compiled on the office as it is. Nothing is forced in it: a guest that does
 * not go is what the drill is to find out. Errors: `drill/unknownVm`, `drill/twoOfThatName`, `drill/vcenter`, `drill/withoutTools`, `drill/unknownStep`,
 * `drill/nothing`.
 */
export function drillOf(plan: Plan, operations: readonly Operation[], choice: DrillChoice): Result<Drill> {
  const chosen = choice.kind === 'vms' ? vmsOf(operations, choice.vms) : stepOf(plan, operations, choice.stepId);
  if (!chosen.ok) return chosen;
  const keys = new Set(chosen.value.map((one) => one.id));
  const narrowed = operations.filter((one) => keys.has(one.id)).map((one): Operation => ({ ...one, onTimeout: 'continue' }));
  return done({ plan: narrowPlan(plan, new Set(narrowed.map((one) => one.stepId))), operations: narrowed });
}

function vmsOf(operations: readonly Operation[], vms: readonly string[]): Result<readonly Operation[]> {
  if (vms.length === 0) return failed('drill/nothing', message('drill.failure.nothing', { step: '' }));
  const found: Operation[] = [];
  for (const wanted of vms) {
    const one = vmOf(operations, wanted);
    if (!one.ok) return one;
    found.push(one.value);
  }
  return done(found);
}

function vmOf(operations: readonly Operation[], wanted: string): Result<Operation> {
  const all = operations.filter((one) => one.kind === 'ensureVmOff');
  const byKey = all.filter((one) => one.target.key === wanted);
  const fits = byKey.length > 0 ? byKey : all.filter((one) => one.target.name.toLowerCase() === wanted.toLowerCase());
  const [first, second] = fits;
  if (first === undefined) {
    const names = drillable(operations).map((one) => one.target.name);
    const told = names.slice(0, namedAtMost).join(', ');
    const more = Math.max(0, names.length - namedAtMost);
    return failed('drill/unknownVm', message('drill.failure.unknownVm', { name: wanted, names: told === '' ? '–' : told, more }));
  }
  const { name } = first.target;
  if (second !== undefined) {
    const keys = fits.map((one) => one.target.key).join(', ');
    return failed('drill/twoOfThatName', message('drill.failure.twoOfThatName', { name, keys }));
  }
  if (first.vcenter === true) return failed('drill/vcenter', message('drill.failure.vcenter', { name }));
  if (first.method !== 'guest') return failed('drill/withoutTools', message('drill.failure.withoutTools', { name }));
  return done(first);
}

function stepOf(plan: Plan, operations: readonly Operation[], stepId: string): Result<readonly Operation[]> {
  const step = plan.steps.find((one) => one.id === stepId);
  if (step === undefined) {
    return failed(
      'drill/unknownStep',
      message('drill.failure.unknownStep', { id: stepId, ids: plan.steps.map((one) => one.id).join(', ') }),
    );
  }
  const found = drillable(operations).filter((one) => one.stepId === stepId);
  return found.length === 0 ? failed('drill/nothing', message('drill.failure.nothing', { step: step.title })) : done(found);
}

/** Steps in between are left out; what waited for them waits for what they waited for. */
function narrowPlan(plan: Plan, kept: ReadonlySet<string>): Plan {
  const steps = plan.steps
    .filter((step) => kept.has(step.id))
    .map((step) => ({ ...step, beyondPointOfNoReturn: false, after: [...before(plan, step.id, kept)] }));
  return { ...plan, restore: { ...plan.restore, enabled: true, restartChargePercent: 0 }, onPowerReturn: 'restore', steps };
}

function before(plan: Plan, stepId: string, kept: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>([stepId]);
  const open = [stepId];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const id of plan.steps.find((one) => one.id === next)?.after ?? []) {
      if (seen.has(id)) continue;
      seen.add(id);
      if (kept.has(id)) found.add(id);
      else open.push(id);
    }
  }
  return found;
}
