import type { Operation } from '../plan/operation.js';
import { isTerminal } from './draft.js';
import { isRunOver, laneStepWith, mayGoForwardAgain, mayStandAgain, reconsider, staleMs, type RunStep } from './lane.js';
import { handOver, isWaitedFor, mindCuts, mindReturns, together, toldTogether } from './lanes.js';
import { runRules, type RunRules } from './readiness.js';
import type { RunEffect, RunEvent, RunState } from './run.js';

export { isRunOver, mayGoForwardAgain, mayStandAgain, staleMs, type RunStep };

type Event<K extends RunEvent['kind']> = RunEvent & { readonly kind: K };

/**
 * The state machine of a run. Where the plan has feeds, each supply group that falls dark is a lane: it goes down, turns back and comes up by itself, as an
 * office of its own would. Only what lanes share (a UPS, a cluster, this workstation) waits for the others.
 */
export const step: RunStep = stepWith(runRules);

export function stepWith(rules: RunRules): RunStep {
  const laneStep = laneStepWith(rules);
  return (state, event) => {
    if (event.kind === 'runStarted' && event.groupId !== undefined) return begin(event, rules);
    if (state?.lanes === undefined || event.kind === 'runStarted') return laneStep(state, event);
    return new Lanes({ ...state, lanes: state.lanes }, rules, Math.max(state.nowMs, event.atMs)).take(event);
  };
}

function begin(event: Event<'runStarted'>, rules: RunRules): [RunState, RunEffect[]] {
  const { supplies, ...start } = event;
  const [lane, effects] = laneStepWith(rules)(undefined, start);
  const { groupId: _groupId, ...first } = lane;
  const all = together({ ...first, ...(supplies === undefined ? {} : { supplies }) }, [lane]);
  return [all, effects.flatMap((effect) => toldTogether(effect, all))];
}

/** One event worked into the lanes that it concerns; then the others look again at what waited for them. */
class Lanes {
  private lanes: readonly RunState[];
  private readonly effects: RunEffect[] = [];
  private run: RunState;
  private readonly rules: RunRules;
  private readonly nowMs: number;

  constructor(run: RunState & { readonly lanes: readonly RunState[] }, rules: RunRules, nowMs: number) {
    this.run = run;
    this.lanes = run.lanes;
    this.rules = rules;
    this.nowMs = nowMs;
  }

  take(event: Exclude<RunEvent, Event<'runStarted'>>): [RunState, RunEffect[]] {
    switch (event.kind) {
      case 'groupJoined':
        this.join(event);
        break;
      case 'suppliesSeen':
        this.lanes = mindReturns(this.lanes, [event.supplies, ...(this.run.supplies === undefined ? [] : [this.run.supplies])], this.nowMs);
        this.run = { ...this.run, supplies: event.supplies };
        break;
      case 'resumed':
        this.resume(event);
        break;
      case 'restoreAllowed':
        for (const lane of this.meant(event)) this.lanes = handOver(this.lanes, lane);
        for (const lane of this.meant(event)) this.send(lane, event);
        break;
      case 'triggered':
        for (const lane of this.meant(event)) this.send(lane, this.withoutShared(event, lane.groupId));
        break;
      case 'operationEnded':
      case 'earlierNoted':
      case 'remarked':
        for (const lane of this.lanes) if (isWaitedFor(lane, event.operationId)) this.send(lane, event);
        break;
      default:
        for (const lane of this.meant(event)) this.send(lane, event);
    }
    this.settle();
    const all = together({ ...this.run, nowMs: this.nowMs }, this.lanes);
    return [all, this.effects.flatMap((effect) => toldTogether(effect, all))];
  }

  private meant(event: RunEvent): readonly RunState[] {
    const groupId = 'groupId' in event ? event.groupId : undefined;
    return groupId === undefined ? this.lanes : this.lanes.filter((lane) => lane.groupId === groupId);
  }

  private send(lane: RunState, event: RunEvent): void {
    this.keep(lane, laneStepWith(this.seeing(lane))(lane, event));
  }

  private keep(lane: RunState, [next, effects]: readonly [RunState, readonly RunEffect[]]): void {
    this.lanes = this.lanes.map((one) => (one.groupId === lane.groupId ? next : one));
    this.effects.push(...effects);
  }

  private seeing(lane: RunState): RunRules {
    const others = () => this.lanes.filter((one) => one.groupId !== lane.groupId);
    const { supplies } = this.run;
    return { ...this.rules, see: (own) => ({ ...own, others: others(), ...(supplies === undefined ? {} : { supplies }) }) };
  }

  /** Until nothing moves any more. Each move ends an operation, opens a step or sends something out, so it does not go on for ever. */
  private settle(): void {
    let hasMoved: boolean;
    do {
      hasMoved = false;
      this.lanes = mindCuts(this.lanes);
      for (const lane of this.lanes) {
        const next = reconsider(lane, this.nowMs, this.seeing(lane));
        if (next[0] === lane) continue;
        hasMoved = true;
        this.keep(lane, next);
      }
    } while (hasMoved);
    this.lanes = this.lanes.map((lane) => (lane.nowMs === this.nowMs ? lane : { ...lane, nowMs: this.nowMs }));
  }

  private resume(event: Event<'resumed'>): void {
    const { powers, supplies, ...rest } = event;
    if (supplies !== undefined) this.run = { ...this.run, supplies };
    for (const lane of this.lanes) {
      if (isRunOver(lane)) continue;
      const power = powers?.[lane.groupId ?? ''] ?? rest.power;
      this.send(lane, { kind: 'resumed', atMs: rest.atMs, ...(power === undefined ? {} : { power }) });
    }
  }

  /** What another lane is about already is not done twice. */
  private withoutShared<E extends { readonly operations?: readonly Operation[] }>(event: E, groupId: string | undefined): E {
    const { operations } = event;
    if (operations === undefined) return event;
    const others = this.lanes.filter((lane) => lane.groupId !== groupId);
    const isElsewhere = (id: string) =>
      others.some((lane) => lane.operations.some((one) => one.operation.id === id && !isTerminal(one.status)));
    return { ...event, operations: operations.filter((one) => !isElsewhere(one.id)) };
  }

  private join(event: Event<'groupJoined'>): void {
    const { groupId, plan, trigger, ranBefore, power } = event;
    const others = this.lanes.filter((lane) => lane.groupId !== groupId);
    const { operations } = this.withoutShared(event, groupId);
    const { id: runId, mode } = this.run;
    const start: RunEvent = {
      kind: 'runStarted',
      atMs: this.nowMs,
      runId,
      plan,
      operations,
      trigger,
      mode,
      ranBefore,
      groupId,
      ...(power === undefined ? {} : { power }),
    };
    this.lanes = [...others, { ...this.run, groupId, operations: [], restore: [], stopped: [] }];
    const lane = this.lanes.at(-1);
    if (lane === undefined) return;
    const [begun, effects] = laneStepWith(this.seeing(lane))(undefined, start);
    const widened: RunEffect = { kind: 'tell', event: { kind: 'runWidened', runId, trigger, operations: operations.length } };
    this.keep(lane, [begun, effects.map((effect) => (effect.kind === 'tell' && effect.event.kind === 'runStarted' ? widened : effect))]);
  }
}
