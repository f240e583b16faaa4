import { assertNever } from '../result.js';
import { officeGroupId } from '../plan/feeds.js';
import { factsOf } from './facts.js';
import { dischargeEffects } from './discharge-effects.js';
import { forget, hear, miss, remember } from './judge-ups.js';
import { neverSeen, type UpsJudgement } from './judgement.js';
import { canPostpone } from './countdown.js';
import { groupViews, viewOf, withGroup, withoutStrangers } from './group-view.js';
import { isOfficeOnBattery, officeSecondsOnBattery, upsIdsOnBattery } from './office-power.js';
import type { PolicyConfig } from './policy-config.js';
import type { PolicyEffect, PolicyInput } from './policy-effect.js';
import type { PolicyState } from './policy-state.js';
import type { PowerState } from './power-state.js';
import { refresh } from './refresh.js';
import { suppliesOf } from './supplies.js';
import { firingTriggers, type Firing } from './triggers.js';

type Step = readonly [PolicyState, readonly PolicyEffect[]];

/**
 * From readings to a decision: what is believed of each UPS, whether the office is on battery, and whether a trigger fires. Pure; the
 * only time is the input's. The caller starts a run on `triggerFired` and nowhere else: one trigger fires per outage.
 */
export function decide(state: PolicyState, input: PolicyInput, config: PolicyConfig): Step {
  const nowMs = Math.max(state.nowMs, input.atMs !== undefined && Number.isFinite(input.atMs) ? input.atMs : state.nowMs);
  const timed: PolicyState = { ...withoutStrangers(state, config), nowMs, askedAtMs: state.askedAtMs ?? nowMs };
  const [taken, tookEffects] = take(timed, input, config, state.nowMs);
  const fresh: PolicyState = { ...taken, ups: taken.ups.map((one) => refresh(one, nowMs, config)) };
  const [decided, effects] = decideGroups(fresh, state, input, config);
  return [decided, [...upsEffects(state, decided, config), ...tookEffects, ...effects]];
}

/** Each supply group by itself, by what it hangs on. */
function decideGroups(fresh: PolicyState, before: PolicyState, input: PolicyInput, config: PolicyConfig): Step {
  const asked = askedGroups(fresh, input, config);
  let decided = fresh;
  const effects: PolicyEffect[] = [];
  for (const group of config.groups ?? [undefined]) {
    const { groupId, ...own } = group === undefined ? { groupId: officeGroupId, state: decided, config } : viewOf(decided, config, group);
    const earlier = () => (group === undefined ? before : viewOf(before, config, group).state);
    const [told, tookEffects] = asked === undefined || asked.has(groupId) ? takeForGroup(own.state, input, own.config) : [own.state, []];
    const [settled, officeEffects] = followOffice(told, earlier, own.config);
    const [next, triggerEffects] = followTriggers(settled, input, own.config);
    decided = withGroup(decided, groupId, next);
    const said = [...tookEffects, ...officeEffects, ...triggerEffects];
    effects.push(...(group === undefined ? said : said.map((one) => ofGroup(one, groupId))));
  }
  return [decided, effects];
}

function ofGroup(effect: PolicyEffect, groupId: string): PolicyEffect {
  const isOfGroup = effect.kind === 'powerConfirmed' || effect.kind === 'powerReturned' || effect.kind === 'triggerFired';
  return isOfGroup ? { ...effect, groupId } : effect;
}

/** Whom an input means that no UPS said; undefined: everyone. */
function askedGroups(state: PolicyState, input: PolicyInput, config: PolicyConfig): ReadonlySet<string> | undefined {
  switch (input.kind) {
    case 'refusalOver':
    case 'forecast':
      return new Set([input.groupId ?? officeGroupId]);
    case 'postponed': {
      const views = groupViews(state, config);
      const able = views.filter((view) => canPostpone(view.state, view.config));
      // One refusal is enough for all of them.
      return new Set((able.length === 0 ? views.slice(0, 1) : able).map((view) => view.groupId));
    }
    default:
      return undefined;
  }
}

function take(state: PolicyState, input: PolicyInput, config: PolicyConfig, awakeUntilMs: number): Step {
  const atMs = state.nowMs;
  switch (input.kind) {
    case 'reading':
      return [
        answered(
          update(state, input.upsId, (one) => hear(one, input.reading, atMs, config)),
          input.upsId,
        ),
        [],
      ];
    case 'readFailed':
      return [
        answered(
          update(state, input.upsId, (one) => miss(one, atMs, input.failure)),
          input.upsId,
        ),
        [],
      ];
    case 'remembered':
      return [update(state, input.upsId, (one) => remember(one, input, atMs)), []];
    case 'slept': {
      const ups = state.ups.map((one) => forget(one, awakeUntilMs, input.gapMs ?? 0, config));
      const unanswered = ups.map((one) => one.state.upsId);
      return [{ ...state, ups, unanswered, askedAtMs: atMs }, [{ kind: 'readNow', atMs }]];
    }
    default:
      return [state, []];
  }
}

function takeForGroup(state: PolicyState, input: PolicyInput, config: PolicyConfig): Step {
  switch (input.kind) {
    case 'reading':
    case 'readFailed':
    case 'slept':
    case 'ticked':
    case 'remembered':
      return [state, []];
    case 'postponed':
      return postpone(state, config);
    case 'startedByPerson':
      return startByPerson(state, config);
    case 'runCancelled':
      return [{ ...state, fired: undefined }, []];
    case 'refusalOver':
      if (state.fired !== input.trigger) return [state, []];
      return [{ ...state, fired: undefined, spent: state.spent.filter((one) => one !== input.trigger) }, []];
    case 'forecast':
      return [isNeed(input) ? { ...state, needs: { neededSeconds: input.neededSeconds, marginSeconds: input.marginSeconds } } : state, []];
    default:
      return assertNever(input);
  }
}

/** A forecast that is no number keeps the one before: nothing is decided by nonsense. */
function isNeed(needs: { readonly neededSeconds: number; readonly marginSeconds: number }): boolean {
  return Number.isFinite(needs.neededSeconds) && needs.neededSeconds >= 0 && Number.isFinite(needs.marginSeconds);
}

function update(state: PolicyState, upsId: string, change: (one: UpsJudgement) => UpsJudgement): PolicyState {
  const isKnown = state.ups.some((one) => one.state.upsId === upsId);
  const ups = isKnown ? state.ups : [...state.ups, neverSeen(upsId)];
  return { ...state, ups: ups.map((one) => (one.state.upsId === upsId ? change(one) : one)) };
}

function answered(state: PolicyState, upsId: string): PolicyState {
  return state.unanswered.includes(upsId) ? { ...state, unanswered: state.unanswered.filter((one) => one !== upsId) } : state;
}

function postpone(state: PolicyState, config: PolicyConfig): Step {
  const atMs = state.nowMs;
  if (!canPostpone(state, config)) return [state, [{ kind: 'notice', atMs, fact: { kind: 'postponeRefused' } }]];
  const postponedSeconds = state.postponedSeconds + config.postponeSeconds;
  return [{ ...state, postponedSeconds }, [{ kind: 'notice', atMs, fact: { kind: 'postponed', seconds: postponedSeconds } }]];
}

/** On mains it leaves the triggers alone: an outage that begins meanwhile has its own. */
function startByPerson(state: PolicyState, config: PolicyConfig): Step {
  const fired: Firing = { trigger: 'person', upsIds: upsIdsOnBattery(state, config) };
  const next: PolicyState = state.outage === undefined ? state : { ...state, fired: 'person' };
  return [next, [firedEffect(state, fired, config)]];
}

function followOffice(state: PolicyState, before: () => PolicyState, config: PolicyConfig): Step {
  const atMs = state.nowMs;
  const isOnBattery = isOfficeOnBattery(state, config);
  if (isOnBattery && state.outage === undefined) {
    const next: PolicyState = { ...state, outage: { startedAtMs: atMs }, postponedSeconds: 0 };
    return [next, [{ kind: 'powerConfirmed', atMs, upsIds: upsIdsOnBattery(state, config) }]];
  }
  if (!isOnBattery && state.outage !== undefined && isBack(state, config)) {
    const secondsOnBattery = officeSecondsOnBattery(before(), config);
    return [
      { ...state, outage: undefined, fired: undefined, spent: [], postponedSeconds: 0 },
      [{ kind: 'powerReturned', atMs, secondsOnBattery }],
    ];
  }
  return [state, []];
}

/** Back only when it is heard: a supply of the plan feeds the office again. */
function isBack(state: PolicyState, config: PolicyConfig): boolean {
  return state.ups.some(
    ({ state: one }) => config.upsIds.includes(one.upsId) && one.trust === 'fresh' && (one.power === 'mains' || one.power === 'bypass'),
  );
}

function followTriggers(state: PolicyState, input: PolicyInput, config: PolicyConfig): Step {
  // Within an outage one run is enough.
  if (state.fired !== undefined || isWaitingForAnswers(state, config)) return [state, []];
  const supplies = suppliesOf(state.ups, config, state.nowMs);
  const { needs, postponedSeconds } = state;
  const firing = firingTriggers({ supplies, needs, postponedSeconds }, config);
  const first = firing.find((one) => !state.spent.includes(one.trigger));
  if (first !== undefined) return fire(state, first, config);
  const last = suppliesOf(state.ups, config, state.nowMs, 'last');
  const isClose = firingTriggers({ supplies: last, needs, postponedSeconds }, config).some((one) => !state.spent.includes(one.trigger));
  const isAsking = isClose && (input.kind === 'reading' || !state.isSecondLookAsked);
  const next = isClose === state.isSecondLookAsked ? state : { ...state, isSecondLookAsked: isClose };
  return [next, isAsking ? [{ kind: 'readNow', atMs: state.nowMs }] : []];
}

/**
 * What fires is an outage for everyone, also when a test seemed to explain the battery: without one nobody would ever hear that power
 * is back.
 */
function fire(state: PolicyState, firing: Firing, config: PolicyConfig): Step {
  const latched: PolicyState = {
    ...state,
    ups: state.ups.map((one) => (firing.upsIds.includes(one.state.upsId) ? announce(one, state.nowMs, config) : one)),
    fired: firing.trigger,
    spent: [...state.spent, firing.trigger],
    isSecondLookAsked: false,
  };
  const [opened, effects] = followOffice(latched, () => state, config);
  const next = opened.outage === undefined ? { ...opened, outage: { startedAtMs: state.nowMs } } : opened;
  return [next, [...effects, firedEffect(next, firing, config)]];
}

function announce(judgement: UpsJudgement, nowMs: number, config: PolicyConfig): UpsJudgement {
  const { outage } = judgement;
  if (outage === undefined || judgement.claim?.power !== 'battery') return judgement;
  return refresh({ ...judgement, outage: { ...outage, isConfirmed: true, isAnnounced: true } }, nowMs, config);
}

/** After a start or a gap every supply of the plan is asked before anything is decided (nut #3286); one that is silent is not waited for. */
function isWaitingForAnswers(state: PolicyState, config: PolicyConfig): boolean {
  const waited = state.nowMs - (state.askedAtMs ?? state.nowMs);
  return waited < config.lostNoticeSeconds * 1000 && state.unanswered.some((upsId) => config.upsIds.includes(upsId));
}

function firedEffect(state: PolicyState, firing: Firing, config: PolicyConfig): PolicyEffect {
  return {
    kind: 'triggerFired',
    atMs: state.nowMs,
    trigger: firing.trigger,
    upsIds: firing.upsIds,
    secondsOnBattery: officeSecondsOnBattery(state, config),
    ...(firing.runtimeSeconds === undefined ? {} : { runtimeSeconds: firing.runtimeSeconds }),
  };
}

function upsEffects(before: PolicyState, after: PolicyState, config: PolicyConfig): readonly PolicyEffect[] {
  const atMs = after.nowMs;
  return after.ups.flatMap((one): readonly PolicyEffect[] => {
    const earlier = before.ups.find((other) => other.state.upsId === one.state.upsId) ?? neverSeen(one.state.upsId);
    const facts = factsOf(earlier, one, atMs, () => isHeld(one.state.upsId, [before, after], config), config).map((fact): PolicyEffect => ({
      kind: 'notice',
      atMs,
      fact,
    }));
    const changed: PolicyEffect = { kind: 'upsChanged', atMs, upsId: one.state.upsId, state: one.state };
    const seen = dischargeEffects(earlier, one, atMs);
    return hasChanged(earlier.state, one.state) ? [changed, ...facts, ...seen] : [...facts, ...seen];
  });
}

/** Nothing that hangs on this UPS is short of supplies by it; one that feeds nothing of the plan is told of as before, for the whole. */
function isHeld(upsId: string, states: readonly PolicyState[], config: PolicyConfig): boolean {
  const views = states.flatMap((state) => groupViews(state, config));
  const fed = views.filter((view) => config.groups === undefined || view.config.upsIds.includes(upsId));
  return (fed.length === 0 ? views : fed).every((view) => view.state.outage === undefined);
}

/** A change that a person watching a log would want a line for; runtime alone changes with every second. */
function hasChanged(before: PowerState, after: PowerState): boolean {
  return (
    before.power !== after.power ||
    before.pending !== after.pending ||
    before.trust !== after.trust ||
    before.runtimeBasis !== after.runtimeBasis ||
    Math.round(before.reading?.chargePercent ?? -1) !== Math.round(after.reading?.chargePercent ?? -1) ||
    !areSame(before.doubts, after.doubts) ||
    !areSame(before.flags, after.flags)
  );
}

/** In any order. */
function areSame(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  return left.length === 0 || [...left].sort().join() === [...right].sort().join();
}
