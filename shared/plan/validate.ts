import type { Inventory } from '../inventory/inventory.js';
import type { Finding, Severity } from '../run/run.js';
import type { Connection } from '../settings/connection.js';
import { message, type Message } from '../text/message.js';
import { findOfficeProblems } from './validate-office.js';
import { findCycle, predecessors } from './order.js';
import type { Action, Plan, Step } from './plan.js';

export interface ValidationContext {
  readonly connections: readonly Connection[];
  /** Absent when nothing is known of the office yet: then only the plan itself is looked at. */
  readonly inventory?: Inventory;
}

export type Report = (severity: Severity, code: string, words: Message, target: string) => void;

/** Everything that is wrong with a plan, or that a person should know of it. An `error` means that it must not run. */
export function validatePlan(plan: Plan, context: ValidationContext): readonly Finding[] {
  const findings: Finding[] = [];
  const report: Report = (severity, code, words, target) => findings.push({ severity, code, message: words, target });
  checkSteps(plan, report);
  checkOrder(plan, report);
  checkUps(plan, context.connections, report);
  if (context.inventory !== undefined) findOfficeProblems(plan, context.inventory, context.connections, report);
  return findings;
}

function checkSteps(plan: Plan, report: Report): void {
  const ids = plan.steps.map((step) => step.id);
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index)))
    report('error', 'plan/stepTwice', message('plan.find.stepTwice', { id }), id);
  for (const step of plan.steps) {
    for (const id of step.after.filter((one) => !ids.includes(one))) {
      report('error', 'plan/unknownStep', message('plan.find.unknownStep', { step: step.title, id, known: ids.join(', ') }), step.id);
    }
  }
  const cycle = findCycle(plan);
  if (cycle !== undefined) report('error', 'plan/cycle', message('plan.find.cycle', { path: cycle.join(' → ') }), cycle[0] ?? '');
}

/** `first` must be over before `then` begins, whatever the author drew. */
const mustPrecede: readonly { readonly first: readonly Action['kind'][]; readonly then: Action['kind']; readonly severity: Severity }[] = [
  { first: ['shutdownVms', 'shutdownVcenter'], then: 'shutdownHosts', severity: 'error' },
  { first: ['prepareCluster'], then: 'shutdownVcenter', severity: 'error' },
  { first: ['shutdownVms', 'shutdownVcenter', 'shutdownHosts'], then: 'upsOutputOff', severity: 'error' },
  { first: ['shutdownVms'], then: 'shutdownVcenter', severity: 'warning' },
  {
    first: ['shutdownVms', 'shutdownVcenter', 'shutdownHosts', 'shutdownMachines', 'upsOutputOff'],
    then: 'shutdownWorkstation',
    severity: 'error',
  },
];

function checkOrder(plan: Plan, report: Report): void {
  if (findCycle(plan) !== undefined) return;
  for (const { first, then, severity } of mustPrecede) {
    for (const late of plan.steps.filter((step) => step.action.kind === then)) {
      const before = predecessors(plan, late.id);
      for (const early of plan.steps.filter((step) => first.includes(step.action.kind) && !before.has(step.id))) {
        report(severity, 'plan/order', message('plan.find.order', { early: early.title, late: late.title }), late.id);
      }
    }
  }
  checkPointOfNoReturn(plan, report);
}

function checkPointOfNoReturn(plan: Plan, report: Report): void {
  const beyond = plan.steps.filter((step) => step.beyondPointOfNoReturn);
  const ups = plan.steps.find((step) => step.action.kind === 'upsOutputOff');
  if (beyond.length === 0 && ups !== undefined)
    report('warning', 'plan/noPointOfNoReturn', message('plan.find.noReturn', { step: ups.title }), ups.id);
  for (const step of plan.steps.filter((one) => !one.beyondPointOfNoReturn && comesAfter(plan, one, beyond))) {
    report('warning', 'plan/returnsAfterNoReturn', message('plan.find.afterNoReturn', { step: step.title }), step.id);
  }
}

function comesAfter(plan: Plan, step: Step, beyond: readonly Step[]): boolean {
  const before = predecessors(plan, step.id);
  return beyond.some((one) => before.has(one.id));
}

function checkUps(plan: Plan, connections: readonly Connection[], report: Report): void {
  for (const id of plan.ups) {
    const connection = connections.find((one) => one.id === id);
    if (connection === undefined) report('error', 'plan/unknownUps', message('plan.find.unknownUps', { id }), plan.id);
    else if (connection.kind !== 'ups')
      report('error', 'plan/notAUps', message('plan.find.notAUps', { id, title: connection.title }), plan.id);
  }
  if (plan.requiredSupplies > plan.ups.length) {
    report(
      'error',
      'plan/tooFewSupplies',
      message('plan.find.tooFewSupplies', { required: plan.requiredSupplies, count: plan.ups.length }),
      plan.id,
    );
  }
  const { triggers } = plan;
  const any =
    triggers.latestSafeStart ||
    triggers.lowBattery ||
    triggers.forcedShutdown ||
    [triggers.onBatterySeconds, triggers.runtimeBelowSeconds, triggers.chargeBelowPercent].some((one) => one !== undefined);
  if (!any) report('warning', 'plan/noTrigger', message('plan.find.noTrigger'), plan.id);
}
