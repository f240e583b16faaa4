import type { Host, Vm } from '../inventory/inventory.js';
import { hostOf, isToStop } from '../inventory/select.js';
import { message, type Message } from '../text/message.js';
import { hostKey, machineKey, vmKey } from './assign.js';
import { compile, stopMethod } from './compile.js';
import type { Step } from './plan.js';
import type { Report } from './validate.js';
import { stepOfHost, stepOfVm, type PlannedOffice } from './validate-office.js';

/** What a plan would do to each VM, and which running things it forgets. */
export function findVmProblems(office: PlannedOffice, report: Report): void {
  const { plan, inventory, assignment } = office;
  const spared = new Set<Vm>();
  for (const step of plan.steps) {
    const vms = step.action.kind === 'shutdownVcenter' ? assignment.vcenters : (assignment.vms.get(step.id) ?? []);
    for (const vm of vms.filter(isToStop)) {
      findToolsProblem(vm, step, office, report);
      if (vm.question !== undefined)
        report('warning', 'plan/question', message('plan.find.question', { name: vm.name, question: vm.question }), vm.name);
      if (assignment.vcenters.includes(vm) && step.action.kind === 'shutdownVms')
        report('warning', 'plan/vcenterInGroup', message('plan.find.vcenterInGroup', { name: vm.name, step: step.title }), step.id);
      if (step.action.kind === 'shutdownVms' && stopMethod(vm, step.action) === 'leave') spared.add(vm);
    }
  }
  for (const vm of inventory.vms) findStateProblem(vm, office, report);
  findForgotten(office, spared, report);
}

function findToolsProblem(vm: Vm, step: Step, office: PlannedOffice, report: Report): void {
  if (vm.power !== 'on' || vm.tools === 'running') return;
  if (vm.tools === 'unknown') report('warning', 'plan/toolsUnknown', message('plan.find.toolsUnknown', { name: vm.name }), vm.name);
  else report('warning', 'plan/noTools', noToolsWords(vm, step, office), vm.name);
}

function noToolsWords(vm: Vm, step: Step, office: PlannedOffice): Message {
  const params = { name: vm.name, limit: step.timeoutSeconds };
  const method = step.action.kind === 'shutdownVms' ? stopMethod(vm, step.action) : 'guest';
  switch (method) {
    case 'powerOff':
      return message('plan.find.noTools.powerOff', params);
    case 'suspend':
      return message('plan.find.noTools.suspend', params);
    case 'leave': {
      const host = forcingStep(vm, office);
      if (host !== undefined) return message('plan.find.noTools.leaveForced', { name: vm.name, limit: host.timeoutSeconds });
      return message('plan.find.noTools.leave', params);
    }
    default:
      return message(step.onTimeout === 'force' ? 'plan.find.noTools.forced' : 'plan.find.noTools.waits', params);
  }
}

/** The step that stops the VM's host even while something runs on it, once its limit is over. */
function forcingStep(vm: Vm, office: PlannedOffice): Step | undefined {
  const host = hostOf(vm, office.inventory);
  const step = host === undefined ? undefined : stepOfHost(host, office);
  return step?.onTimeout === 'force' ? step : undefined;
}

function findStateProblem(vm: Vm, office: PlannedOffice, report: Report): void {
  const { name } = vm;
  if (vm.self && isToStop(vm) && isTouched(vm, office)) report('error', 'plan/self', message('plan.find.self', { name }), name);
  if (vm.power === 'unknown' && !vm.template && !vm.agent)
    report('warning', 'plan/vmUnknown', message('plan.find.vmUnknown', { name }), name);
  if (vm.faultTolerance === 'secondary' && vm.power === 'on')
    report('info', 'plan/faultTolerance', message('plan.find.faultTolerance', { name }), name);
}

/** Whether the plan would stop this VM, or take the host away under it. */
function isTouched(vm: Vm, office: PlannedOffice): boolean {
  const host = hostOf(vm, office.inventory);
  if (host !== undefined && stepOfHost(host, office) !== undefined) return true;
  return stepOfVm(vm, office) !== undefined;
}

function findForgotten(office: PlannedOffice, spared: ReadonlySet<Vm>, report: Report): void {
  const { plan, inventory } = office;
  const { uncoveredKeys } = compile(plan, inventory, { connections: [] });
  const forgotten = new Set(uncoveredKeys);
  const tell = (words: Message, name: string) => report('warning', 'plan/uncovered', words, name);
  for (const vm of inventory.vms.filter((one) => forgotten.has(vmKey(one)) && !spared.has(one))) tell(forgottenVm(vm, office), vm.name);
  const others: readonly (Pick<Host, 'name'> & { readonly key: string })[] = [
    ...inventory.hosts.map((host) => ({ name: host.name, key: hostKey(host) })),
    ...inventory.machines.map((machine) => ({ name: machine.name, key: machineKey(machine) })),
  ];
  for (const { name, key } of others) if (forgotten.has(key)) tell(message('plan.find.uncovered', { name }), name);
}

function forgottenVm(vm: Vm, office: PlannedOffice): Message {
  const host = hostOf(vm, office.inventory);
  if (host === undefined || stepOfHost(host, office) === undefined) return message('plan.find.uncovered', { name: vm.name });
  const forcing = forcingStep(vm, office);
  const params = { name: vm.name, host: host.name };
  return forcing === undefined
    ? message('plan.find.uncoveredHolds', params)
    : message('plan.find.uncoveredForced', { ...params, limit: forcing.timeoutSeconds });
}
