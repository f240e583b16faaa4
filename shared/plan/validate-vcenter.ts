import type { Vm } from '../inventory/inventory.js';
import { message, type Message } from '../text/message.js';
import { vmsNamedAsVcenter } from './assign.js';
import { nearest } from './nearest.js';
import type { Plan, Selector, Step } from './plan.js';
import type { Report } from './validate.js';
import type { PlannedOffice } from './validate-office.js';

const vcenterStep = ({ steps }: Plan) => steps.find((step) => step.action.kind === 'shutdownVcenter');

/** What the step says of vCenter's VM: only its conditions can name one, since "the rest" is what the groups of VMs take. */
const conditionsOf = ({ names = [], folders = [], tags = [], clusters = [], hosts = [] }: Selector) => [
  ...names,
  ...folders,
  ...tags,
  ...clusters,
  ...hosts,
];

/** A selector that is there and says nothing: its author meant something by it. */
export function findVcenterFault(plan: Plan, report: Report): void {
  const step = vcenterStep(plan);
  if (step?.select === undefined || (conditionsOf(step.select).length > 0 && step.select.rest !== true)) return;
  report('error', 'plan/vcenterUnnamed', message('plan.find.vcenterUnnamed', { step: step.title }), step.id);
}

/** What the step names as vCenter's VM, against what there is and what was found. */
export function findVcenterProblems(office: PlannedOffice, report: Report): void {
  const { plan, inventory, assignment, titleOf } = office;
  const step = vcenterStep(plan);
  if (step === undefined) return;
  const tell = (code: string, words: Message) => report('warning', code, words, step.id);
  const named = vmsNamedAsVcenter(plan, inventory);
  const conditions = conditionsOf(step.select ?? {});
  if (conditions.length > 0 && named.length === 0) tell('plan/vcenterNotThere', notThere(step, office, conditions));
  else if (assignment.vcenters.length === 0) tell('plan/noVcenter', message('plan.find.noVcenter', { step: step.title }));
  for (const endpoint of new Set(named.map((vm) => vm.endpoint))) {
    const here = named.filter((vm) => vm.endpoint === endpoint);
    const params = { step: step.title, vcenter: titleOf(endpoint), names: namesOf(here) };
    const found = inventory.vms.find((vm) => vm.vcenter && vm.endpoint === endpoint);
    if (found !== undefined && !here.includes(found))
      tell('plan/vcenterContradicts', message('plan.find.vcenterContradicts', { ...params, found: found.name }));
    if (here.length > 1) tell('plan/vcenterSeveral', message('plan.find.vcenterSeveral', { ...params, count: here.length }));
  }
}

function notThere(step: Step, { inventory, assignment }: PlannedOffice, conditions: readonly string[]): Message {
  const params = { step: step.title, named: conditions.join(', ') };
  if (assignment.vcenters.length > 0) return message('plan.find.vcenterNotThereFound', { ...params, found: namesOf(assignment.vcenters) });
  const near = conditions
    .map((one) =>
      nearest(
        one,
        inventory.vms.map((vm) => vm.name),
      ),
    )
    .find((one) => one !== undefined);
  return near === undefined ? message('plan.find.vcenterNotThere', params) : message('plan.find.vcenterNotThereNear', { ...params, near });
}

const namesOf = (vms: readonly Vm[]) => vms.map((vm) => vm.name).join(', ');
