import { drillOf, type DrillChoice } from '../../../shared/plan/drill.js';
import { operationsFor } from '../../../shared/plan/feeds.js';
import type { Plan } from '../../../shared/plan/plan.js';
import { powerStateOf } from '../../../shared/policy/policy-state.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { mayStartRun } from '../../../shared/run/authority.js';
import { message } from '../../../shared/text/message.js';
import type { Scope } from '../../../shared/run/scopes.js';
import { refusalToRun } from './desk.js';
import type { OfficeEngine } from './office-engine.js';

/** A person starts the named plan. The confirmation was checked at the door. Errors: `plan/unknown`, `run/observer`, and those of `OfficeEngine.startRun`. */
export async function startByPerson(engine: OfficeEngine, planId: string): Promise<Result<undefined>> {
  const plan = engine.office.plans.find((one) => one.id === planId);
  if (plan === undefined) return failed('plan/unknown', message('core.config.noPlan', { id: planId }));
  const allowed = mayStartRun(engine.authority, 'person');
  return allowed.ok ? engine.startRun(plan, 'person') : allowed;
}

/**
 * A person drills a part of a plan. It is a run like others, so it is journalled, resumed and shown as one; it begins only on mains, and gives way to a trigger.
 * The confirmation was checked at the door. Errors: those of `drillOf`, `drill/notOnMains`, `run/active`, `run/observer`, `plan/unknown`, and findings with which
 * no plan is run.
 */
export async function startDrill(engine: OfficeEngine, planId: string, choice: DrillChoice): Promise<Result<undefined>> {
  const plan = engine.office.plans.find((one) => one.id === planId);
  if (plan === undefined) return failed('plan/unknown', message('core.config.noPlan', { id: planId }));
  const allowed = mayStartRun(engine.authority, 'drill');
  if (!allowed.ok) return allowed;
  await engine.freshInventory(false);
  // Asked only now: a run may have begun while the inventory was looked at, and a drill is no part of it.
  if (engine.runner.isActive()) return failed('run/active', message('run.failure.active'));
  if (!isOnMains(engine)) return failed('drill/notOnMains', message('drill.failure.notOnMains'));
  const refused = refusalToRun(engine.desk.findings(plan, engine.office));
  if (refused !== undefined) return failed(refused.code, refused.message);
  const { operations, ranBefore } = engine.desk.compiled(plan, engine.office);
  const drill = drillOf(plan, operations, choice);
  if (!drill.ok) return drill;
  const seen = engine.desk.groups(plan, engine.office) === undefined ? {} : { supplies: engine.supplies.seen() };
  const request = { plan: drill.value.plan, trigger: 'drill', mode: engine.parts.mode, ranBefore, ...seen } as const;
  for (const scope of scopesOf(engine, plan, drill.value.operations)) {
    const started = engine.runner.start({ ...request, ...scope });
    if (!started.ok) return started;
  }
  engine.changed();
  return done(undefined);
}

/** Where the plan has feeds, each VM goes with its supply group: should that one fall dark, its lane gives way. */
function scopesOf(engine: OfficeEngine, plan: Plan, operations: Scope['operations']): readonly (Scope | Omit<Scope, 'groupId'>)[] {
  const groups = engine.desk.groups(plan, engine.office);
  if (groups === undefined) return [{ operations, power: 'mains' }];
  return groups
    .map(({ id }): Scope => ({ groupId: id, operations: operationsFor(operations, id, () => false), power: 'mains' }))
    .filter((scope) => scope.operations.length > 0);
}

/** Every UPS of the office, just heard. One that is silent could be on battery. */
function isOnMains(engine: OfficeEngine): boolean {
  const state = engine.monitor.state();
  return engine.policyConfig.upsIds.every((id) => {
    const ups = powerStateOf(state, id);
    // What is not confirmed yet is reason enough to wait.
    return ups?.trust === 'fresh' && ups.power === 'mains' && ups.reading?.power === 'mains';
  });
}
