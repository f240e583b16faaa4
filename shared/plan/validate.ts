import type { Inventory } from '../inventory/inventory.js';
import { selectsNothing } from '../inventory/select.js';
import type { Finding, Severity } from '../run/run.js';
import type { Connection } from '../settings/connection.js';
import { message, type Message } from '../text/message.js';
import { assign } from './assign.js';
import { findFeedProblems, findFeedProblemsInOffice } from './validate-feeds.js';
import { findCycle } from './order.js';
import type { Action, Plan } from './plan.js';
import { findOfficeProblems } from './validate-office.js';
import { findOrderProblems } from './validate-order.js';
import { findVcenterFault, findVcenterProblems } from './validate-vcenter.js';
import { findVmProblems } from './validate-vms.js';

export interface ValidationContext {
  /** Absent when the plan is looked at by itself. */
  readonly connections?: readonly Connection[];
  /** Absent when nothing is known of the office yet: then only the plan itself is looked at. */
  readonly inventory?: Inventory;
}

export type Report = (severity: Severity, code: string, words: Message, target: string) => void;

/** Everything that is wrong with a plan, or that a person should know of it. An `error` means that it must not run. */
export function validatePlan(plan: Plan, context: ValidationContext): readonly Finding[] {
  const findings: Finding[] = [];
  const report: Report = (severity, code, words, target) => findings.push({ severity, code, message: words, target });
  const cycle = findCycle(plan);
  findStepProblems(plan, report);
  findVcenterFault(plan, report);
  if (cycle !== undefined) report('error', 'plan/cycle', message('plan.find.cycle', { path: cycle.join(' → ') }), cycle[0] ?? '');
  else findOrderProblems(plan, report);
  findUpsProblems(plan, context.connections, report);
  findFeedProblems(plan, context.connections, report);
  const { inventory } = context;
  if (inventory !== undefined) {
    const assignment = assign(plan, inventory);
    const titleOf = (id: string) => context.connections?.find((one) => one.id === id)?.title ?? id;
    const office = { plan, inventory, assignment, titleOf };
    findOfficeProblems(office, report);
    findVcenterProblems(office, report);
    findVmProblems(office, report);
    findFeedProblemsInOffice(plan, inventory, titleOf, report);
  }
  return findings;
}

/** What is done once in a run, to one thing; a second step for it could only wait for the first, or for itself. */
const onlyOnce: ReadonlySet<Action['kind']> = new Set<Action['kind']>(['shutdownVcenter', 'upsOutputOff', 'shutdownWorkstation']);
const selecting: ReadonlySet<Action['kind']> = new Set<Action['kind']>([
  'prepareCluster',
  'shutdownVms',
  'shutdownHosts',
  'shutdownMachines',
]);

function findStepProblems(plan: Plan, report: Report): void {
  const ids = plan.steps.map((step) => step.id);
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index)))
    report('error', 'plan/stepTwice', message('plan.find.stepTwice', { id }), id);
  for (const [index, step] of plan.steps.entries()) {
    for (const id of step.after.filter((one) => !ids.includes(one))) {
      report('error', 'plan/unknownStep', message('plan.find.unknownStep', { step: step.title, id, known: ids.join(', ') }), step.id);
    }
    const earlier = plan.steps.slice(0, index).find((one) => one.action.kind === step.action.kind);
    if (earlier !== undefined && onlyOnce.has(step.action.kind))
      report('error', 'plan/actionTwice', message('plan.find.actionTwice', { first: earlier.title, second: step.title }), step.id);
    if (selecting.has(step.action.kind) && selectsNothing(step.select))
      report('error', 'plan/emptySelection', message('plan.find.emptySelection', { step: step.title }), step.id);
  }
}

function findUpsProblems(plan: Plan, connections: readonly Connection[] | undefined, report: Report): void {
  const ids = new Set(plan.ups);
  for (const id of ids) {
    const connection = connections?.find((one) => one.id === id);
    if (connections !== undefined && connection === undefined)
      report('error', 'plan/unknownUps', message('plan.find.unknownUps', { id }), plan.id);
    else if (connection !== undefined && connection.kind !== 'ups')
      report('error', 'plan/notAUps', message('plan.find.notAUps', { id, title: connection.title }), plan.id);
    if (plan.ups.indexOf(id) !== plan.ups.lastIndexOf(id))
      report('error', 'plan/upsTwice', message('plan.find.upsTwice', { title: connection?.title ?? id }), plan.id);
  }
  if (plan.requiredSupplies > ids.size) {
    const words = message('plan.find.tooFewSupplies', { required: plan.requiredSupplies, count: ids.size });
    report('error', 'plan/tooFewSupplies', words, plan.id);
  }
  const { triggers } = plan;
  const limits = [triggers.onBatterySeconds, triggers.runtimeBelowSeconds, triggers.chargeBelowPercent];
  const starts = triggers.latestSafeStart || triggers.lowBattery || triggers.forcedShutdown || limits.some((one) => one !== undefined);
  if (!starts) report('warning', 'plan/noTrigger', message('plan.find.noTrigger'), plan.id);
}
