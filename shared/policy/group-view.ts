import { officeGroupId, type SupplyGroup } from '../plan/feeds.js';
import type { PolicyConfig } from './policy-config.js';
import { calmGroup, type GroupState, type PolicyState } from './policy-state.js';

/** One supply group looked at as if it were the whole office: every rule of the policy is written for that. */
export interface GroupView {
  readonly groupId: string;
  readonly state: PolicyState;
  readonly config: PolicyConfig;
}

/** The groups that are judged apart, in the plan's order; without feeds one, the office. */
export function groupViews(state: PolicyState, config: PolicyConfig): readonly GroupView[] {
  if (config.groups === undefined) return [{ groupId: officeGroupId, state, config }];
  return config.groups.map((group) => viewOf(state, config, group));
}

export function viewOf(state: PolicyState, config: PolicyConfig, group: SupplyGroup): GroupView {
  const { groups: _groups, ...rest } = config;
  const own: PolicyConfig = { ...rest, upsIds: group.upsIds, requiredSupplies: group.required };
  return { groupId: group.id, state: stateOf(state, group.id), config: own };
}

/** The whole with what was decided for one group in it. */
export function withGroup(whole: PolicyState, groupId: string, decided: PolicyState): PolicyState {
  const { groups } = whole;
  const kept = groups === undefined ? {} : { groups };
  if (groupId === officeGroupId) return { ...decided, ...kept };
  return { ...whole, ups: decided.ups, groups: { ...groups, [groupId]: memoryOf(decided) } };
}

/** Groups that the plan no longer has are forgotten: an outage of theirs would never end. */
export function withoutStrangers(state: PolicyState, config: PolicyConfig): PolicyState {
  const ids = new Set((config.groups ?? [{ id: officeGroupId }]).map((group) => group.id));
  const { groups = {}, ...rest } = state;
  const kept = Object.fromEntries(Object.entries(groups).filter(([id]) => ids.has(id)));
  const known: PolicyState = Object.keys(kept).length === 0 ? rest : { ...rest, groups: kept };
  return ids.has(officeGroupId) ? known : stateWith(known, calmGroup);
}

/** Whether anything is on battery as a whole. */
export function hasOutage(state: PolicyState): boolean {
  return state.outage !== undefined || Object.values(state.groups ?? {}).some((group) => group.outage !== undefined);
}

function stateOf(state: PolicyState, groupId: string): PolicyState {
  return groupId === officeGroupId ? state : stateWith(state, state.groups?.[groupId] ?? calmGroup);
}

function stateWith(state: PolicyState, group: GroupState): PolicyState {
  const { outage: _outage, fired: _fired, needs: _needs, ...rest } = state;
  return { ...rest, ...group };
}

function memoryOf({ outage, fired, spent, postponedSeconds, needs, isSecondLookAsked }: GroupState): GroupState {
  return {
    spent,
    postponedSeconds,
    isSecondLookAsked,
    ...(outage === undefined ? {} : { outage }),
    ...(fired === undefined ? {} : { fired }),
    ...(needs === undefined ? {} : { needs }),
  };
}
