import type { DrillChoice } from '../../../shared/plan/drill.js';
import { isRunOver } from '../../../shared/run/step.js';
import { message } from '../../../shared/text/message.js';
import { startDrill } from '../../core/engine/by-person.js';
import { exitCodeOf, type ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { seeThrough, withOffice, type PlanCall } from './plan.js';

export interface DrillCall {
  readonly vms: readonly string[];
  readonly stepId: string | undefined;
  readonly yes: boolean;
}

/**
 * `plan drill FILE --vm NAMES | --step ID --yes`: shuts down what is named and starts it again. Only where the role is coordinator; it need not be armed, for a drill
 * comes before that. 1 when something did not go or did not come back.
 */
export function planDrill(io: Io, call: PlanCall, { vms, stepId, yes }: DrillCall): Promise<ExitCode> {
  const choice = choiceOf(vms, stepId);
  if (choice === undefined) {
    io.tell(message(stepId === undefined ? 'cli.drill.needsWhat' : 'cli.drill.twoWhats'));
    return Promise.resolve(2);
  }
  if (!yes) {
    io.tell(message('cli.drill.needsYes'));
    return Promise.resolve(4);
  }
  return withOffice(io, call, true, async ({ office }, plan) => {
    const started = await startDrill(office, plan.id, choice);
    if (!started.ok) {
      io.tell(started.failure.message);
      const code = exitCodeOf(started.failure.code);
      // What the findings say against a plan is an answer, not a wrong call.
      return code === 2 && started.failure.code.startsWith('plan/') ? 1 : code;
    }
    const code = await seeThrough(io, office, isRunOver);
    const isComplete = office.runner.current()?.operations.every((one) => one.status === 'done') === true;
    return isComplete ? code : 1;
  });
}

function choiceOf(vms: readonly string[], stepId: string | undefined): DrillChoice | undefined {
  if (vms.length > 0) return stepId === undefined ? { kind: 'vms', vms } : undefined;
  return stepId === undefined ? undefined : { kind: 'step', stepId };
}
