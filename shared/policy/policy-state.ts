import { neverSeen, type UpsJudgement } from './judgement.js';
import type { PowerState, TriggerKind } from './power-state.js';
import type { Failure } from '../result.js';
import type { Needs } from './triggers.js';

/** What is remembered of everything that hangs on the same supplies: the whole office, or one supply group of it. */
export interface GroupState {
  /** As a whole it is on battery. */
  readonly outage: { readonly startedAtMs: number } | undefined;
  /** The trigger of the run of this outage: there is one run per outage. */
  readonly fired: TriggerKind | undefined;
  /** Triggers that fired in this outage; after a cancelled run they do not fire again. */
  readonly spent: readonly TriggerKind[];
  readonly postponedSeconds: number;
  readonly needs: Needs | undefined;
  /** A second look was asked for before the latest safe start fires. */
  readonly isSecondLookAsked: boolean;
}

export const calmGroup: GroupState = {
  outage: undefined,
  fired: undefined,
  spent: [],
  postponedSeconds: 0,
  needs: undefined,
  isSecondLookAsked: false,
};

/** All that the policy remembers. Plain data: a test can stop an outage anywhere and look. The group that no feed names stands at the top. */
export interface PolicyState extends GroupState {
  readonly nowMs: number;
  readonly ups: readonly UpsJudgement[];
  /** Not answered, well or badly, since the start or the last gap; nothing is triggered until they have, or `askedAtMs` is long past. */
  readonly unanswered: readonly string[];
  readonly askedAtMs: number | undefined;
  /** The other groups, by id, where the plan has feeds. */
  readonly groups: Readonly<Record<string, GroupState>> | undefined;
}

/** Knows nothing yet. `earlier`: keeps what is believed of the UPSes that stay, when connections change. */
export function initialPolicy(upsIds: readonly string[], earlier?: PolicyState): PolicyState {
  const known = new Map(earlier?.ups.map((one) => [one.state.upsId, one]));
  const ups = upsIds.map((upsId) => known.get(upsId) ?? neverSeen(upsId));
  const unanswered = upsIds.filter((upsId) => !known.has(upsId) || earlier?.unanswered.includes(upsId) === true);
  if (earlier !== undefined) {
    // A UPS that is new is waited for as after a start.
    const hasNew = upsIds.some((upsId) => !known.has(upsId));
    return { ...earlier, askedAtMs: hasNew ? undefined : earlier.askedAtMs, ups, unanswered };
  }
  return { nowMs: 0, ups, unanswered, askedAtMs: undefined, groups: undefined, ...calmGroup };
}

export function powerStates(state: PolicyState): readonly PowerState[] {
  return state.ups.map((one) => one.state);
}

export function powerStateOf(state: PolicyState, upsId: string): PowerState | undefined {
  return state.ups.find((one) => one.state.upsId === upsId)?.state;
}

/** Why the UPS is not heard, while it is not. */
export function failureOf(state: PolicyState, upsId: string): Failure | undefined {
  return state.ups.find((one) => one.state.upsId === upsId)?.silence?.failure;
}
