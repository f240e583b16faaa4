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
  const own: PolicyConfig = { ...config, groups: undefined, upsIds: group.upsIds, requiredSupplies: group.required };
  return { groupId: group.id, state: stateOf(state, group.id), config: own };
}

/** The whole with what was decided for one group in it. */
export function withGroup(whole: PolicyState, groupId: string, decided: PolicyState): PolicyState {
  if (groupId === officeGroupId) return decided;
  return { ...whole, ups: decided.ups, groups: { ...whole.groups, [groupId]: memoryOf(decided) } };
}

/** Groups that the plan no longer has are forgotten: an outage of theirs would never end. */
export function withoutStrangers(state: PolicyState, config: PolicyConfig): PolicyState {
  const ids = config.groups?.map((group) => group.id) ?? [officeGroupId];
  const isStrange = Object.keys(state.groups ?? {}).some((id) => !ids.includes(id));
  const known = isStrange ? { ...state, groups: onlyOf(state.groups, ids) } : state;
  return ids.includes(officeGroupId) ? known : stateWith(known, calmGroup);
}

function onlyOf(groups: PolicyState['groups'], ids: readonly string[]): PolicyState['groups'] {
  const kept = Object.entries(groups ?? {}).filter(([id]) => ids.includes(id));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Whether anything is on battery as a whole. */
export function hasOutage(state: PolicyState): boolean {
  return state.outage !== undefined || Object.values(state.groups ?? {}).some((group) => group.outage !== undefined);
}

function stateOf(state: PolicyState, groupId: string): PolicyState {
  return groupId === officeGroupId ? state : stateWith(state, state.groups?.[groupId] ?? calmGroup);
}

function stateWith(state: PolicyState, group: GroupState): PolicyState {
  const { outage, fired, spent, postponedSeconds, needs, isSecondLookAsked } = group;
  return { ...state, outage, fired, spent, postponedSeconds, needs, isSecondLookAsked };
}

function memoryOf({ outage, fired, spent, postponedSeconds, needs, isSecondLookAsked }: GroupState): GroupState {
  return { outage, fired, spent, postponedSeconds, needs, isSecondLookAsked };
}
