import type { Inventory, Vm } from '../inventory/inventory.js';
import { isToStop } from '../inventory/select.js';
import type { Connection } from '../settings/connection.js';
import { message } from '../text/message.js';
import { assign, compile, hostKey, vmKey, type Assignment } from './compile.js';
import { predecessors } from './order.js';
import type { Plan } from './plan.js';
import type { Report } from './validate.js';

/** What a plan means for this office: what it misses, what it would do to whom, and what stands in its way. */
export function findOfficeProblems(plan: Plan, inventory: Inventory, connections: readonly Connection[], report: Report): void {
  const assignment = assign(plan, inventory);
  findEmptySteps(plan, inventory, assignment, report);
  findVmProblems(plan, inventory, assignment, report);
  findHostProblems(plan, inventory, report);
  findSplitSteps(plan, inventory, assignment, report);
  for (const name of compile(plan, inventory, { connections }).uncovered)
    report('warning', 'plan/uncovered', message('plan.find.uncovered', { name }), name);
}

function nameOf(key: string, inventory: Inventory): string {
  return inventory.vms.find((vm) => vmKey(vm) === key)?.name ?? inventory.hosts.find((host) => hostKey(host) === key)?.name ?? key;
}

function findEmptySteps(plan: Plan, inventory: Inventory, assignment: Assignment, report: Report): void {
  for (const step of plan.steps) {
    const { kind } = step.action;
    const taken =
      kind === 'shutdownVms'
        ? assignment.vms.get(step.id)
        : kind === 'shutdownHosts'
          ? assignment.hosts.get(step.id)
          : kind === 'shutdownMachines'
            ? assignment.machines.get(step.id)
            : undefined;
    const isEmpty = ['shutdownVms', 'shutdownHosts', 'shutdownMachines'].includes(kind) && (taken ?? []).length === 0;
    if (isEmpty && step.select?.rest !== true)
      report('warning', 'plan/selectsNothing', message('plan.find.selectsNothing', { step: step.title }), step.id);
    if (kind === 'shutdownVcenter' && !inventory.vms.some((vm) => vm.vcenter))
      report('warning', 'plan/noVcenter', message('plan.find.noVcenter', { step: step.title }), step.id);
  }
  for (const [key, ids] of assignment.twice) {
    report(
      'warning',
      'plan/selectedTwice',
      message('plan.find.selectedTwice', { name: nameOf(key, inventory), first: ids[0] ?? '', steps: ids.join(', ') }),
      nameOf(key, inventory),
    );
  }
}

function findVmProblems(plan: Plan, inventory: Inventory, assignment: Assignment, report: Report): void {
  for (const step of plan.steps) {
    if (step.action.kind !== 'shutdownVms') continue;
    for (const vm of assignment.vms.get(step.id) ?? []) {
      if (vm.power === 'on' && vm.tools !== 'running') {
        const key = (
          { powerOff: 'plan.find.noTools.powerOff', suspend: 'plan.find.noTools.suspend', leave: 'plan.find.noTools.leave' } as const
        )[step.action.withoutTools];
        report('warning', 'plan/noTools', message(key, { name: vm.name, limit: step.timeoutSeconds }), vm.name);
      }
      if (vm.question !== undefined && isToStop(vm))
        report('warning', 'plan/question', message('plan.find.question', { name: vm.name, question: vm.question }), vm.name);
    }
  }
  for (const vm of inventory.vms) {
    if (vm.self && isToStop(vm)) report('error', 'plan/self', message('plan.find.self', { name: vm.name }), vm.name);
    if (vm.power === 'unknown' && !vm.template && !vm.agent)
      report('warning', 'plan/vmUnknown', message('plan.find.vmUnknown', { name: vm.name }), vm.name);
  }
}

function findHostProblems(plan: Plan, inventory: Inventory, report: Report): void {
  const stopsHosts = plan.steps.some((step) => step.action.kind === 'shutdownHosts');
  const stopsVcenter = plan.steps.some((step) => step.action.kind === 'shutdownVcenter');
  if (!stopsHosts) return;
  for (const host of inventory.hosts) {
    const behindVcenter = stopsVcenter && inventory.vms.some((vm) => vm.vcenter && vm.endpoint === host.endpoint);
    if (behindVcenter && host.direct === undefined)
      report('error', 'plan/noDirectLogin', message('plan.find.noDirect', { name: host.name }), host.name);
    if (host.lockdown === 'normal' || host.lockdown === 'strict')
      report('warning', 'plan/lockdown', message('plan.find.lockdown', { name: host.name }), host.name);
    if (host.state === 'disconnected' || host.state === 'notResponding' || host.state === 'unknown')
      report('warning', 'plan/hostUnknown', message('plan.find.hostUnknown', { name: host.name }), host.name);
  }
  for (const cluster of inventory.clusters) {
    if (cluster.vsan) report('warning', 'plan/vsan', message('plan.find.vsan', { name: cluster.name }), cluster.name);
    if (cluster.ha && !plan.steps.some((step) => step.action.kind === 'prepareCluster'))
      report('warning', 'plan/haOn', message('plan.find.haOn', { name: cluster.name }), cluster.name);
  }
}

/** A host that goes in a step which does not wait for the step of one of its VMs: the run holds it back, but the author meant something else. */
function findSplitSteps(plan: Plan, inventory: Inventory, assignment: Assignment, report: Report): void {
  const stepOfVm = (vm: Vm) => plan.steps.find((step) => assignment.vms.get(step.id)?.includes(vm) === true);
  for (const step of plan.steps) {
    const before = predecessors(plan, step.id);
    for (const host of assignment.hosts.get(step.id) ?? []) {
      for (const vm of inventory.vms.filter((one) => one.host === host.id && one.endpoint === host.endpoint && isToStop(one))) {
        const vmStep = stepOfVm(vm);
        if (vmStep !== undefined && !before.has(vmStep.id))
          report('warning', 'plan/hostBeforeVm', message('plan.find.hostBeforeVm', { host: host.name, vm: vm.name }), step.id);
      }
    }
  }
}
