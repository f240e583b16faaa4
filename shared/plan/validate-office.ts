import type { Host, Inventory, Vm } from '../inventory/inventory.js';
import { fits, fitsFolder, isToStop, selectsNothing, takesRest } from '../inventory/select.js';
import { message } from '../text/message.js';
import { hostKey, vmKey, vmsNamedAsVcenter, type Assignment } from './assign.js';
import { nearest } from './nearest.js';
import { predecessors } from './order.js';
import type { Plan, Selector, Step } from './plan.js';
import type { Report } from './validate.js';

/** A plan laid over an office. */
export interface PlannedOffice {
  readonly plan: Plan;
  readonly inventory: Inventory;
  readonly assignment: Assignment;
  /** Of a connection. */
  readonly titleOf: (connectionId: string) => string;
}

/** What a plan misses in this office, and what stands in its way there: selectors, hosts, clusters. */
export function findOfficeProblems(office: PlannedOffice, report: Report): void {
  findSilence(office, report);
  findEmptySelections(office, report);
  findTwiceNamed(office, report);
  findHostProblems(office, report);
  findClusterProblems(office, report);
  findHostsBeforeVms(office, report);
}

/** What is not heard is not nothing. */
function findSilence({ inventory, assignment, plan, titleOf }: PlannedOffice, report: Report): void {
  for (const id of inventory.unheard ?? []) report('error', 'plan/unheard', message('plan.find.unheard', { title: titleOf(id) }), id);
  for (const step of plan.steps) {
    for (const machine of assignment.machines.get(step.id) ?? []) {
      if (machine.state !== 'unknown') continue;
      report('warning', 'plan/machineSilent', message('plan.find.machineSilent', { name: machine.name }), step.id);
    }
  }
}

function takenBy(step: Step, { assignment }: PlannedOffice): readonly unknown[] | undefined {
  switch (step.action.kind) {
    case 'shutdownVms':
      return assignment.vms.get(step.id) ?? [];
    case 'shutdownHosts':
      return assignment.hosts.get(step.id) ?? [];
    case 'shutdownMachines':
      return assignment.machines.get(step.id) ?? [];
    case 'shutdownVcenter':
      return assignment.vcenters;
    case 'prepareCluster':
      return assignment.clusters.get(step.id) ?? [];
    default:
      return undefined;
  }
}

function findEmptySelections(office: PlannedOffice, report: Report): void {
  const { steps } = office.plan;
  for (const [index, step] of steps.entries()) {
    const isEmpty = takenBy(step, office)?.length === 0;
    // A step for the rest may well find none, unless another took it all.
    const mayFindNone = step.select?.rest === true || (step.action.kind === 'shutdownMachines' && takesRest(step.select));
    const restIsTaken = steps.slice(0, index).some((one) => one.action.kind === step.action.kind && takesRest(one.select));
    // What could not select anything anywhere is told of as a fault of the plan, and vCenter's step apart.
    const isToldApart = step.action.kind === 'shutdownVcenter' || selectsNothing(step.select);
    if (isEmpty && !isToldApart && (!mayFindNone || restIsTaken))
      report('warning', 'plan/selectsNothing', message('plan.find.selectsNothing', { step: step.title }), step.id);
    if (!isEmpty && !isNamelessVcenter(step, office)) findIdlePatterns(step, office.inventory, report);
  }
}

/** Of one that names nothing there is, that is said already. */
function isNamelessVcenter({ action }: Step, { plan, inventory }: PlannedOffice): boolean {
  return action.kind === 'shutdownVcenter' && vmsNamedAsVcenter(plan, inventory).length === 0;
}

/** Patterns of a step that select others, but nothing by this one: most often a name that was misspelt or has changed. */
function findIdlePatterns(step: Step, inventory: Inventory, report: Report): void {
  const select: Selector = step.select ?? {};
  const idle = (patterns: readonly string[] | undefined, names: readonly string[], isFit = fits) => {
    for (const pattern of patterns ?? []) {
      if (names.some((name) => isFit(pattern, name))) continue;
      const near = nearest(pattern, names);
      const params = { step: step.title, pattern };
      const words =
        near === undefined ? message('plan.find.idlePattern', params) : message('plan.find.idlePatternNear', { ...params, near });
      report('warning', 'plan/patternFitsNothing', words, step.id);
    }
  };
  const names = namesFor(step, inventory);
  idle(select.names, names);
  idle(select.except, names);
  idle(
    select.hosts,
    inventory.hosts.map((host) => host.name),
  );
  idle(
    select.clusters,
    inventory.clusters.map((cluster) => cluster.name),
  );
  idle(select.tags, [...new Set(inventory.vms.flatMap((vm) => vm.tags))]);
  idle(select.folders, [...new Set(inventory.vms.map((vm) => vm.folder))], fitsFolder);
}

function namesFor(step: Step, inventory: Inventory): readonly string[] {
  switch (step.action.kind) {
    case 'shutdownHosts':
      return inventory.hosts.map((host) => host.name);
    case 'shutdownMachines':
      return inventory.machines.flatMap((machine) => [machine.name, machine.id]);
    case 'prepareCluster':
      return inventory.clusters.map((cluster) => cluster.name);
    default:
      return inventory.vms.map((vm) => vm.name);
  }
}

function findTwiceNamed({ plan, inventory, assignment }: PlannedOffice, report: Report): void {
  const title = (id: string) => plan.steps.find((step) => step.id === id)?.title ?? id;
  for (const [key, ids] of assignment.twice) {
    const name = nameOf(key, inventory);
    const steps = ids.map(title).join(', ');
    report('warning', 'plan/selectedTwice', message('plan.find.selectedTwice', { name, first: title(ids[0] ?? ''), steps }), name);
  }
}

function nameOf(key: string, inventory: Inventory): string {
  const thing = inventory.vms.find((vm) => vmKey(vm) === key) ?? inventory.hosts.find((host) => hostKey(host) === key);
  return thing?.name ?? key.slice(key.indexOf(':') + 1);
}

export function stepOfHost(host: Host, { plan, assignment }: PlannedOffice): Step | undefined {
  return plan.steps.find((step) => assignment.hosts.get(step.id)?.includes(host) === true);
}

/** The step that stops a VM. */
export function stepOfVm(vm: Vm, { plan, assignment }: PlannedOffice): Step | undefined {
  const vcenter = assignment.vcenters.includes(vm) ? plan.steps.find((step) => step.action.kind === 'shutdownVcenter') : undefined;
  return vcenter ?? plan.steps.find((step) => assignment.vms.get(step.id)?.includes(vm) === true);
}

function findHostProblems(office: PlannedOffice, report: Report): void {
  const { inventory } = office;
  for (const host of inventory.hosts) {
    const { name } = host;
    if (isNeededAfterVcenter(host, office) && host.direct === undefined)
      report('error', 'plan/noDirectLogin', message('plan.find.noDirect', { name }), name);
    const locked = host.lockdown === 'normal' || host.lockdown === 'strict';
    if (locked && stepOfHost(host, office) !== undefined) report('warning', 'plan/lockdown', message('plan.find.lockdown', { name }), name);
    if (host.state === 'disconnected' || host.state === 'notResponding' || host.state === 'unknown')
      report('warning', 'plan/hostUnknown', message('plan.find.hostUnknown', { name }), name);
  }
}

/** Whether the plan stops the host, or a VM on it, when the vCenter that manages it may be gone already. */
function isNeededAfterVcenter(host: Host, office: PlannedOffice): boolean {
  const { plan, inventory, assignment } = office;
  const vcenterStep = plan.steps.find((step) => step.action.kind === 'shutdownVcenter');
  const isManaged = assignment.vcenters.some((vm) => vm.endpoint === host.endpoint);
  if (vcenterStep === undefined || !isManaged) return false;
  const before = predecessors(plan, vcenterStep.id);
  const vms = inventory.vms.filter((vm) => vm.host === host.id && vm.endpoint === host.endpoint && isToStop(vm));
  const steps = [stepOfHost(host, office), ...vms.map((vm) => stepOfVm(vm, office))];
  return steps.some((step) => step !== undefined && !before.has(step.id));
}

function findClusterProblems(office: PlannedOffice, report: Report): void {
  const { plan, inventory, assignment } = office;
  const prepared = new Set([...assignment.clusters.values()].flat());
  for (const cluster of inventory.clusters) {
    const { name } = cluster;
    const stopping = plan.steps.filter((step) =>
      (assignment.hosts.get(step.id) ?? []).some((host) => host.cluster === cluster.id && host.endpoint === cluster.endpoint),
    );
    if (stopping.length === 0) continue;
    if (cluster.ha && !prepared.has(cluster)) report('warning', 'plan/haOn', message('plan.find.haOn', { name }), name);
    if (!cluster.vsan) continue;
    report('warning', 'plan/vsan', message('plan.find.vsan', { name }), name);
    const atOnce = stopping.find((step) => step.parallel > 1);
    if (atOnce !== undefined && cluster.hosts.length > 1)
      report('warning', 'plan/vsanAtOnce', message('plan.find.vsanAtOnce', { name, step: atOnce.title }), atOnce.id);
  }
}

/**
 * A host whose step does not wait for the step of one of its VMs. In no order, the run still holds the host back, but the author meant something else;
 * in the wrong order, each would wait for the other.
 */
function findHostsBeforeVms(office: PlannedOffice, report: Report): void {
  const { plan, inventory, assignment } = office;
  for (const step of plan.steps) {
    const before = predecessors(plan, step.id);
    for (const host of assignment.hosts.get(step.id) ?? []) {
      for (const vm of inventory.vms.filter((one) => one.host === host.id && one.endpoint === host.endpoint && isToStop(one))) {
        const vmStep = stepOfVm(vm, office);
        if (vmStep === undefined || before.has(vmStep.id)) continue;
        const isWrong = predecessors(plan, vmStep.id).has(step.id);
        const words = message(isWrong ? 'plan.find.hostWaitsForever' : 'plan.find.hostBeforeVm', { host: host.name, vm: vm.name });
        report(isWrong ? 'error' : 'warning', isWrong ? 'plan/order' : 'plan/hostBeforeVm', words, step.id);
      }
    }
  }
}
