import { groupNeeds, type GroupNeeds } from '../../../shared/forecast/group-needs.js';
import { withGroups } from '../../../shared/forecast/by-group.js';
import { forecast as predict } from '../../../shared/forecast/predict.js';
import type { Forecast } from '../../../shared/forecast/forecast.js';
import { remaining, type Remaining } from '../../../shared/forecast/remaining.js';
import { isAnythingKnown, type Inventory } from '../../../shared/inventory/inventory.js';
import { compile, type Compiled } from '../../../shared/plan/compile.js';
import { hasFeeds, type SupplyGroup } from '../../../shared/plan/feeds.js';
import type { Plan } from '../../../shared/plan/plan.js';
import { validatePlan } from '../../../shared/plan/validate.js';
import type { Finding, RunState } from '../../../shared/run/run.js';
import type { Connection } from '../../../shared/settings/connection.js';
import { message } from '../../../shared/text/message.js';
import type { PlanView } from '../../../shared/snapshot/snapshot.js';
import type { History } from '../ports.js';

export interface DeskOffice {
  readonly plans: readonly Plan[];
  readonly activePlan?: string;
  readonly connections: readonly Connection[];
  readonly inventory: Inventory;
}

/** Seconds that so many of these UPSes hold, if mains failed now or from now on; undefined when nobody knows. */
export type Lasts = (supply: Pick<SupplyGroup, 'upsIds' | 'required'>) => number | undefined;

/** Plans laid over the office: what each would do, whether it is sound, and whether it fits the battery. */
export interface Desk {
  /** `doubted`: titles of UPSes whose claimed runtime deserves less belief (old battery, failed test, overload, jumps). */
  views(office: DeskOffice, lasts: Lasts, doubted: readonly string[]): readonly PlanView[];
  active(office: DeskOffice): Plan | undefined;
  compiled(plan: Plan, office: DeskOffice): Compiled;
  forecast(plan: Plan, office: DeskOffice, lasts: Lasts): Forecast;
  /** What a run still needs, `nowMs` after its beginning. */
  remaining(run: RunState, nowMs: number): Remaining | undefined;
  findings(plan: Plan, office: DeskOffice): readonly Finding[];
  /** What falls dark apart from each other in this office; undefined while everything does together. */
  groups(plan: Plan, office: DeskOffice): readonly GroupNeeds[] | undefined;
  /** After a duration was learned or the configuration changed. */
  forget(): void;
}

/** Codes of findings with which a plan is not run: it would do something other than its author meant, or end the program itself. */
const neverRun = new Set(['plan/self', 'plan/cycle', 'plan/unknownStep', 'plan/stepTwice']);

export function refusalToRun(findings: readonly Finding[]): Finding | undefined {
  return findings.find((finding) => finding.severity === 'error' && neverRun.has(finding.code));
}

/**
 * What keeps a plan from being saved: an error in the plan itself, which no change of the office could cure, and that it would end the program itself
 * (behaviour.md section 2). Everything else may be mended after the plan, and is told beside it.
 */
export function refusalToKeep(plan: Plan, findings: readonly Finding[]): Finding | undefined {
  return validatePlan(plan, {}).find((finding) => finding.severity === 'error') ?? findings.find((finding) => finding.code === 'plan/self');
}

function doubtFinding(title: string): Finding {
  return { severity: 'warning', code: 'plan/runtimeDoubted', message: message('core.runtime.doubted', { title }), target: title };
}

export function createDesk(history: History, workstationName: string): Desk {
  let durations: ReturnType<History['durations']> | undefined;
  // The same plan over the same inventory is compiled once; forecasts follow every reading and must be cheap.
  let compiledBefore = new WeakMap<Inventory, WeakMap<Plan, Compiled>>();
  let groupsBefore = new WeakMap<Inventory, WeakMap<Plan, readonly GroupNeeds[]>>();
  let foundBefore = new WeakMap<Inventory, WeakMap<Plan, readonly Finding[]>>();
  const remember = <T>(kept: WeakMap<Inventory, WeakMap<Plan, T>>, inventory: Inventory, plan: Plan, make: () => T): T => {
    const plans = kept.get(inventory) ?? new WeakMap<Plan, T>();
    kept.set(inventory, plans);
    const known = plans.get(plan);
    if (known !== undefined) return known;
    const made = make();
    plans.set(plan, made);
    return made;
  };
  const desk: Desk = {
    active: (office) =>
      office.plans.find((plan) => plan.id === office.activePlan) ?? (office.plans.length === 1 ? office.plans[0] : undefined),
    compiled: (plan, office) =>
      remember(compiledBefore, office.inventory, plan, () =>
        compile(plan, office.inventory, { connections: office.connections, workstationName }),
      ),
    findings: (plan, office) =>
      remember(foundBefore, office.inventory, plan, () => {
        const { connections, inventory } = office;
        return validatePlan(plan, { connections, ...(isAnythingKnown(inventory) ? { inventory } : {}) });
      }),
    groups: (plan, office) => {
      if (!hasFeeds(plan)) return undefined;
      const groups = remember(groupsBefore, office.inventory, plan, () => {
        durations ??= history.durations();
        return groupNeeds(plan, desk.compiled(plan, office), durations);
      });
      return groups.length === 0 ? undefined : groups;
    },
    forecast: (plan, office, lasts) => {
      durations ??= history.durations();
      const runtimeSeconds = lasts({ upsIds: plan.ups, required: plan.requiredSupplies });
      const battery = runtimeSeconds === undefined ? {} : { runtimeSeconds };
      const isKnown = (office.inventory.unheard ?? []).length === 0;
      const { operations } = desk.compiled(plan, office);
      const whole = predict(plan, operations, durations, battery, { isKnown });
      const groups = desk.groups(plan, office);
      const isComplete = isKnown && operations.length > 0 && whole.targets.length === operations.length;
      return groups === undefined ? whole : withGroups(whole, groups, plan.marginSeconds, lasts, isComplete);
    },
    remaining: (run, nowMs) => {
      durations ??= history.durations();
      return remaining(run, durations, nowMs);
    },
    views: (office, lasts, doubted) => {
      const active = desk.active(office);
      return office.plans.map((plan) => ({
        plan,
        findings: [...desk.findings(plan, office), ...(plan === active ? doubted.map(doubtFinding) : [])],
        forecast: desk.forecast(plan, office, lasts),
        active: plan === active,
      }));
    },
    forget: () => {
      durations = undefined;
      compiledBefore = new WeakMap();
      groupsBefore = new WeakMap();
      foundBefore = new WeakMap();
    },
  };
  return desk;
}
