import { secondsByGroup } from '../../../shared/forecast/group-needs.js';
import { anythingRuns, supplyGroups } from '../../../shared/plan/feeds.js';
import type { Plan } from '../../../shared/plan/plan.js';
import { groupViews, viewOf, type GroupView } from '../../../shared/policy/group-view.js';
import { isMainsStable, isOfficeOnBattery, suppliesSeen, upsIdsOnBattery } from '../../../shared/policy/office-power.js';
import type { TriggerKind } from '../../../shared/policy/power-state.js';
import type { RunState, SuppliesSeen } from '../../../shared/run/run.js';
import { isLastChance, scopesFor, type Scope } from '../../../shared/run/scopes.js';
import { mayStandAgain } from '../../../shared/run/step.js';
import type { FoundPower } from '../runner.js';
import type { OfficeEngine } from './office-engine.js';

/** Which parts of the office hang on which supplies, as things are now. */
export interface SupplyDesk {
  /** What a run for this trigger begins with. A person means everything; a trigger the group that it fired for. */
  scopes(plan: Plan, trigger: TriggerKind, groupId?: string): readonly (Scope | Omit<Scope, 'groupId'>)[];
  /** This group is on battery while what it may need goes down: the storage, or the coordinator itself. */
  isLastChance(groupId: string): boolean;
  /** This lane is down, and something of it is on: it started by itself on a UPS that had cut and came back, while the group is still short of others. */
  standsAgain(part: RunState): boolean;
  seen(): SuppliesSeen;
  /** What is known of the power of those groups; without any, of the office. */
  found(groupIds: readonly string[]): FoundPower;
  isAnyOnBattery(): boolean;
  /** Tells the policy what each group needs to go down. */
  tellNeeds(plan: Plan): void;
  /** The group of a lane as it is judged now; also one that the plan has lost meanwhile. */
  viewFor(run: RunState): GroupView;
}

export function createSupplyDesk(engine: OfficeEngine): SupplyDesk {
  const views = () => groupViews(engine.monitor.state(), engine.policyConfig);
  const powerOf = (view: GroupView): RunState['power'] | undefined => {
    if (isOfficeOnBattery(view.state, view.config)) return 'battery';
    return isMainsStable(view.state, view.config) ? 'mains' : undefined;
  };
  const onBattery = () => views().filter((view) => isOfficeOnBattery(view.state, view.config));

  const seen = (): SuppliesSeen => suppliesSeen(views());

  return {
    scopes: (plan, trigger, groupId) => {
      const { operations } = engine.desk.compiled(plan, engine.office);
      const groups = engine.desk.groups(plan, engine.office);
      if (groups === undefined) return [{ operations, power: onBattery().length > 0 ? 'battery' : 'mains' }];
      const state = engine.monitor.state();
      // Also of a plan that is not the one in force, which only a person can start.
      const dark = groups
        .map((group) => viewOf(state, engine.policyConfig, group))
        .filter((view) => isOfficeOnBattery(view.state, view.config));
      const failing = dark.flatMap((view) => upsIdsOnBattery(view.state, view.config));
      return scopesFor({
        groups,
        operations,
        trigger,
        onBattery: new Set(dark.map((view) => view.groupId)),
        failing: new Set(failing),
        ...(groupId === undefined ? {} : { groupId }),
      });
    },
    isLastChance: (groupId) => isLastChance(engine.runner.current(), groupId),
    standsAgain: (part) => {
      const plan = engine.activePlan;
      if (plan === undefined || part.groupId === undefined || !mayStandAgain(part, seen())) return false;
      return anythingRuns(engine.desk.compiled(plan, engine.office).operations, part.groupId);
    },
    seen,
    found: (groupIds) => {
      const all = views();
      if (groupIds.length === 0) {
        const told = all.map(powerOf);
        const power = told.includes('battery') ? 'battery' : told.every((one) => one === 'mains') ? 'mains' : undefined;
        return power === undefined ? {} : { power };
      }
      const powers = all.flatMap((view) => {
        const power = powerOf(view);
        return power === undefined ? [] : [[view.groupId, power] as const];
      });
      return { powers: Object.fromEntries(powers), supplies: seen() };
    },
    isAnyOnBattery: () => onBattery().length > 0,
    tellNeeds: (plan) => {
      const { desk, office } = engine;
      const { marginSeconds } = plan;
      const tell = (neededSeconds: number, groupId?: string) =>
        engine.monitor.input({ kind: 'forecast', neededSeconds, marginSeconds, ...(groupId === undefined ? {} : { groupId }) });
      const groups = desk.groups(plan, office);
      if (groups === undefined) {
        tell(desk.forecast(plan, office, engine.lasts).neededSeconds);
        return;
      }
      const dark = new Set(onBattery().map((view) => view.groupId));
      for (const [groupId, seconds] of secondsByGroup(groups, dark)) tell(seconds, groupId);
    },
    viewFor: (run) => {
      const all = views();
      const known = all.find((view) => view.groupId === run.groupId);
      if (known !== undefined) return known;
      const state = engine.monitor.state();
      const group = supplyGroups(run.plan).find((one) => one.id === run.groupId);
      return group === undefined
        ? { groupId: run.groupId ?? '', state, config: engine.policyConfig }
        : viewOf(state, engine.policyConfig, group);
    },
  };
}
