import { neverSeen, type UpsJudgement } from './judgement.js';
import type { PowerState, TriggerKind } from './power-state.js';
import type { Failure } from '../result.js';
import type { Needs } from './triggers.js';

/** What is remembered of everything that hangs on the same supplies: the whole office, or one supply group of it. */
export interface GroupState {
  /** As a whole it is on battery. */
  readonly outage?: { readonly startedAtMs: number };
  /** The trigger of the run of this outage: there is one run per outage. */
  readonly fired?: TriggerKind;
  /** Triggers that fired in this outage; after a cancelled run they do not fire again. */
  readonly spent: readonly TriggerKind[];
  readonly postponedSeconds: number;
  readonly needs?: Needs;
  /** A second look was asked for before the latest safe start fires. */
  readonly isSecondLookAsked: boolean;
}

export const calmGroup: GroupState = { spent: [], postponedSeconds: 0, isSecondLookAsked: false };

/** All that the policy remembers. Plain data: a test can stop an outage anywhere and look. The group that no feed names stands at the top. */
export interface PolicyState extends GroupState {
  readonly nowMs: number;
  readonly ups: readonly UpsJudgement[];
  /** Not answered, well or badly, since the start or the last gap; nothing is triggered until they have, or `askedAtMs` is long past. */
  readonly unanswered: readonly string[];
  readonly askedAtMs?: number;
  /** The other groups, by id, where the plan has feeds. */
  readonly groups?: Readonly<Record<string, GroupState>>;
}

/** Knows nothing yet. `earlier`: keeps what is believed of the UPSes that stay, when connections change. */
export function initialPolicy(upsIds: readonly string[], earlier?: PolicyState): PolicyState {
  const known = new Map(earlier?.ups.map((one) => [one.state.upsId, one]));
  const ups = upsIds.map((upsId) => known.get(upsId) ?? neverSeen(upsId));
  const unanswered = upsIds.filter((upsId) => !known.has(upsId) || earlier?.unanswered.includes(upsId) === true);
  if (earlier !== undefined) {
    const { askedAtMs, ...rest } = earlier;
    // A UPS that is new is waited for as after a start.
    const hasNew = upsIds.some((upsId) => !known.has(upsId));
    return { ...rest, ...(hasNew || askedAtMs === undefined ? {} : { askedAtMs }), ups, unanswered };
  }
  return { nowMs: 0, ups, unanswered, ...calmGroup };
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
