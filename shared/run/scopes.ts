import { neededByOthers, operationsFor, type SupplyGroup } from '../plan/feeds.js';
import type { Operation } from '../plan/operation.js';
import type { TriggerKind } from '../policy/power-state.js';
import type { RunState } from './run.js';
import { isRunOver } from './step.js';

/** What is started at once, and whether its supplies are gone. */
export interface Scope {
  readonly groupId: string;
  readonly operations: readonly Operation[];
  readonly power: 'battery' | 'mains';
}

export interface ScopeFacts {
  /** Those with anything to stop. */
  readonly groups: readonly SupplyGroup[];
  /** Compiled for the whole plan. */
  readonly operations: readonly Operation[];
  readonly trigger: TriggerKind;
  /** For which the trigger fired. */
  readonly groupId?: string;
  /** Ids of groups that are short of supplies. */
  readonly onBattery: ReadonlySet<string>;
  /** UPSes on battery. */
  readonly failing: ReadonlySet<string>;
}

/**
 * What a run for this trigger begins with: for a person everything, else the group that it fired for. With what others need (the storage, this workstation) goes
 * all that is on battery, because it could not go later; and it begins last, so that it knows of all that it has to wait for.
 */
export function scopesFor(facts: ScopeFacts): readonly Scope[] {
  const { groups, operations, trigger, groupId, onBattery, failing } = facts;
  const late = neededByOthers(operations);
  const isMeant = (id: string) =>
    trigger === 'person' || id === groupId || (groupId !== undefined && late.has(groupId) && onBattery.has(id));
  // A UPS that is on mains has no reason to go off, also when too few others are left beside it.
  const isToTell = (upsId: string) => trigger === 'person' || failing.has(upsId);
  return groups
    .filter((group) => isMeant(group.id))
    .sort((one, other) => Number(late.has(one.id)) - Number(late.has(other.id)))
    .map((group) => ({
      groupId: group.id,
      operations: operationsFor(operations, group.id, isToTell),
      power: onBattery.has(group.id) ? 'battery' : 'mains',
    }));
}

/** What others need (the storage, this workstation) goes down: what is on battery beside it goes with it, for it could not go later. */
export function isLastChance(run: Pick<RunState, 'lanes'> | undefined, groupId: string): boolean {
  const lanes = run?.lanes ?? [];
  const goes = lanes.some(
    (lane) => (lane.phase === 'running' || lane.phase === 'beyond') && neededByOthers(lane.operations.map((one) => one.operation)).size > 0,
  );
  return goes && !lanes.some((lane) => lane.groupId === groupId && !isRunOver(lane));
}

/** What a further group goes down for while nothing fires for it by itself: the trigger of the run that it joins. A person's wish and a drill spread to nothing. */
export function passedOn(run: Pick<RunState, 'trigger'> | undefined): TriggerKind | undefined {
  return run === undefined || run.trigger === 'person' || run.trigger === 'drill' ? undefined : run.trigger;
}
