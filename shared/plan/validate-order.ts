import { takesRest } from '../inventory/select.js';
import type { Severity } from '../run/run.js';
import { message } from '../text/message.js';
import { predecessors } from './order.js';
import type { Action, Plan, Step } from './plan.js';
import type { Report } from './validate.js';

type Kind = Action['kind'];

interface Rule {
  readonly first: readonly Kind[];
  readonly then: Kind;
  readonly severity: Severity;
}

/** `first` must be over before `then` begins, whatever the author drew (behaviour.md section 2). */
const rules: readonly Rule[] = [
  { first: ['check'], then: 'shutdownVms', severity: 'warning' },
  { first: ['check'], then: 'shutdownHosts', severity: 'warning' },
  { first: ['prepareCluster'], then: 'shutdownVms', severity: 'warning' },
  { first: ['prepareCluster'], then: 'shutdownVcenter', severity: 'error' },
  { first: ['prepareCluster'], then: 'shutdownHosts', severity: 'warning' },
  { first: ['shutdownVms'], then: 'shutdownVcenter', severity: 'warning' },
  { first: ['shutdownVms', 'shutdownVcenter'], then: 'shutdownHosts', severity: 'error' },
  { first: ['check', 'prepareCluster', 'shutdownVms', 'shutdownVcenter', 'shutdownHosts'], then: 'upsOutputOff', severity: 'error' },
  {
    first: ['check', 'prepareCluster', 'shutdownVms', 'shutdownVcenter', 'shutdownHosts', 'shutdownMachines', 'upsOutputOff'],
    then: 'shutdownWorkstation',
    severity: 'error',
  },
];

/** What follows from the arrows alone. The plan has no circle. */
export function findOrderProblems(plan: Plan, report: Report): void {
  const before = new Map(plan.steps.map((step) => [step.id, predecessors(plan, step.id)]));
  const follows = (late: Step, early: Step) => before.get(late.id)?.has(early.id) === true;
  for (const { first, then, severity } of rules) {
    for (const late of plan.steps.filter((step) => step.action.kind === then)) {
      // A host of its own may go before the others' VMs: whether its own VMs do depends on the office (validate-office.ts).
      if (then === 'shutdownHosts' && severity === 'error' && !takesRest(late.select)) continue;
      for (const early of plan.steps.filter((step) => first.includes(step.action.kind) && !follows(late, step)))
        report(severity, 'plan/order', message('plan.find.order', { early: early.title, late: late.title }), late.id);
    }
  }
  findMachineProblems(plan, follows, report);
  findReturnProblems(plan, follows, report);
}

type Follows = (late: Step, early: Step) => boolean;

/** Machines are often storage or the network: they go when nothing needs them any more, unless the author put them behind the UPS on purpose. */
function findMachineProblems(plan: Plan, follows: Follows, report: Report): void {
  const of = (kind: Kind) => plan.steps.filter((step) => step.action.kind === kind);
  for (const machines of of('shutdownMachines')) {
    for (const ups of of('upsOutputOff').filter((one) => !follows(one, machines) && !follows(machines, one)))
      report('warning', 'plan/order', message('plan.find.order', { early: machines.title, late: ups.title }), ups.id);
    const needing = [...of('shutdownVms'), ...of('shutdownHosts')].find((one) => !follows(machines, one));
    if (needing !== undefined)
      report(
        'info',
        'plan/machinesEarly',
        message('plan.find.machinesEarly', { step: machines.title, needing: needing.title }),
        machines.id,
      );
  }
}

function findReturnProblems(plan: Plan, follows: Follows, report: Report): void {
  const beyond = plan.steps.filter((step) => step.beyondPointOfNoReturn);
  const ups = plan.steps.find((step) => step.action.kind === 'upsOutputOff');
  if (beyond.length === 0 && ups !== undefined)
    report('warning', 'plan/noPointOfNoReturn', message('plan.find.noReturn', { step: ups.title }), ups.id);
  for (const step of plan.steps.filter((one) => !one.beyondPointOfNoReturn && beyond.some((earlier) => follows(one, earlier))))
    report('warning', 'plan/returnsAfterNoReturn', message('plan.find.afterNoReturn', { step: step.title }), step.id);
  if (ups !== undefined && !plan.steps.some((step) => step.action.kind === 'shutdownWorkstation'))
    report('warning', 'plan/noWorkstation', message('plan.find.noWorkstation', { step: ups.title }), ups.id);
}
