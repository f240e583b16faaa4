import type { Verdict } from '../../shared/forecast/forecast.js';
import { durationKey } from '../../shared/forecast/learned.js';
import { verdictOf } from '../../shared/forecast/predict.js';
import type { SupplyGroup } from '../../shared/plan/feeds.js';
import type { Operation, Outcome } from '../../shared/plan/operation.js';
import type { Plan } from '../../shared/plan/plan.js';
import { reportRun } from '../../shared/run/report.js';
import type { Finding, OperationState, RunEffect, RunEvent, RunReport, RunState } from '../../shared/run/run.js';
import { worstSeconds } from '../../shared/run/limits.js';
import { scopesFor } from '../../shared/run/scopes.js';
import { step } from '../../shared/run/step.js';
import { message } from '../../shared/text/message.js';

export interface Rehearsal {
  readonly plan: Plan;
  /** The plan compiled for the office as it was last seen. */
  readonly operations: readonly Operation[];
  readonly durations: ReadonlyMap<string, { readonly seconds: number }>;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly batterySeconds?: number;
  /** What falls dark apart from each other, and how long its own UPSes last; absent where the plan has no feeds. */
  readonly groups?: readonly (SupplyGroup & { readonly batterySeconds?: number })[];
  readonly findings?: readonly Finding[];
}

/**
 * The whole plan in virtual time through the very state machine of a real run; nothing is touched. Each operation takes what was learned, or its whole
 * limit. The verdicts are findings, one for each supply group where the plan has several: `rehearsal/safe`, `tight`, `unsafe` or `unknown`. The figures
 * are those of the group that is worst off.
 */
export function rehearse(rehearsal: Rehearsal): RunReport {
  const run = playThrough(rehearsal);
  const judged = held(rehearsal, run).map((one) => ({ ...one, verdict: verdictOn(rehearsal, one) }));
  const findings = [...(rehearsal.findings ?? []), ...judged.map((one) => told(rehearsal, one.verdict, one))];
  const margin = (one: Held) => (one.batterySeconds ?? 0) - one.neededSeconds;
  const [worst] = [...judged].sort(
    (one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict) || margin(one) - margin(other),
  );
  const { neededSeconds = 0, batterySeconds } = worst ?? {};
  const figures = batterySeconds === undefined ? {} : { batterySeconds, marginSeconds: batterySeconds - neededSeconds };
  return reportRun(run, { startedAt: rehearsal.startedAt, neededSeconds, ...figures, findings });
}

interface Due {
  readonly atMs: number;
  readonly event: RunEvent;
}

function playThrough(rehearsal: Rehearsal): RunState {
  const due: Due[] = [];
  const put = (state: RunState, effects: readonly RunEffect[]) => {
    for (const effect of effects) {
      if (effect.kind !== 'perform') continue;
      due.push(endOf(rehearsal, effect.operation, effect.how, state.nowMs));
    }
    due.sort((a, b) => a.atMs - b.atMs);
  };
  const [first, ...joining] = beginnings(rehearsal);
  let [state, effects] = step(undefined, first);
  put(state, effects);
  for (const event of joining) {
    [state, effects] = step(state, event);
    put(state, effects);
  }
  for (let next = due.shift(); next !== undefined; next = due.shift()) {
    [state, effects] = step(state, next.event);
    put(state, effects);
  }
  return state;
}

/** All supplies fail at once: each group begins, what others need last, as in a real outage. */
function beginnings({ plan, operations, groups }: Rehearsal): readonly [RunEvent, ...(readonly RunEvent[])] {
  const about = { atMs: 0, plan, trigger: 'latestSafeStart', ranBefore: [] } as const;
  const start = { ...about, kind: 'runStarted', runId: 'rehearsal', mode: 'rehearsal' } as const;
  if (groups === undefined) return [{ ...start, operations }];
  const failing = [...new Set(groups.flatMap(({ upsIds }) => upsIds))];
  const onBattery = new Set(groups.map(({ id }) => id));
  // A person means all of them, and what they mean begins in the order of an outage.
  const [first, ...rest] = scopesFor({ groups, operations, trigger: 'person', onBattery, failing: new Set(failing) });
  if (first === undefined) return [{ ...start, operations }];
  const supplies = { spare: {}, failing, onMains: [], silent: [], returning: [] };
  return [{ ...start, ...first, supplies }, ...rest.map((scope): RunEvent => ({ ...about, kind: 'groupJoined', ...scope }))];
}

/** Just inside the limit: what is over in time is a success. */
const insideSeconds = 0.001;

/**
 * What was never seen takes as long as it may, as the forecast counts it: where the plan forces, its limit passes and the forced attempt takes its
 * own. A rehearsal plays no failures.
 */
function endOf(rehearsal: Rehearsal, operation: Operation, how: 'gentle' | 'force', nowMs: number): Due {
  const worst = worstSeconds(operation);
  const total = Math.min(rehearsal.durations.get(durationKey(operation))?.seconds ?? worst, worst);
  const limit = operation.timeoutSeconds;
  if (how === 'gentle' && total >= limit && worst > limit) {
    const atMs = nowMs + limit * 1000;
    return { atMs, event: { kind: 'ticked', atMs } };
  }
  const seconds = how === 'force' ? Math.max(0, total - limit - insideSeconds) : Math.min(total, limit - insideSeconds);
  const atMs = nowMs + seconds * 1000;
  return { atMs, event: { kind: 'operationEnded', atMs, operationId: operation.id, outcome: success(operation, seconds) } };
}

function success(operation: Operation, seconds: number): Outcome {
  return { kind: 'done', acted: operation.kind !== 'checkOffice', seconds };
}

/** What is needed, and the battery that it is held against; the group where the plan has several. */
interface Held {
  readonly neededSeconds: number;
  readonly batterySeconds?: number;
  readonly group?: SupplyGroup;
}

/** Each group's lane is held against its own UPSes. */
function held({ groups, batterySeconds }: Rehearsal, run: RunState): readonly Held[] {
  if (groups === undefined) {
    const neededSeconds = reportRun(run, { startedAt: '' }).seconds;
    return [{ neededSeconds, ...(batterySeconds === undefined ? {} : { batterySeconds }) }];
  }
  return groups.map((group) => ({
    neededSeconds: secondsOf((run.lanes ?? [run]).find((lane) => lane.groupId === group.id)?.operations ?? []),
    ...(group.batterySeconds === undefined ? {} : { batterySeconds: group.batterySeconds }),
    group,
  }));
}

/**
 * Until all is down and the UPSes are told; this workstation goes after that anyway. A UPS that waits for what else it feeds is not held against this
 * group: nothing of it depends on that UPS any more.
 */
function secondsOf(lane: readonly OperationState[]): number {
  const endMs = (list: readonly OperationState[]) => Math.max(0, ...list.map(({ endedAtMs = 0 }) => endedAtMs));
  if (lane.some(({ operation }) => operation.kind === 'workstationOff')) return toSeconds(endMs(lane));
  const telling = lane
    .filter(isUpsCommand)
    .map(({ startedAtMs, endedAtMs = 0 }) => (startedAtMs === undefined ? 0 : endedAtMs - startedAtMs));
  return toSeconds(endMs(lane.filter((one) => !isUpsCommand(one))) + Math.max(0, ...telling));
}

function toSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

function isUpsCommand({ operation }: OperationState): boolean {
  return operation.kind === 'upsOutputOff';
}

/** Worst first. */
const order = ['unsafe', 'unknown', 'tight', 'safe'] as const satisfies readonly Verdict[];
const severities = { unsafe: 'error', unknown: 'warning', tight: 'warning', safe: 'info' } as const;

function verdictOn({ plan, operations }: Rehearsal, { neededSeconds, batterySeconds }: Held): Verdict {
  const isUnknown = operations.length === 0 || operations.some((one) => one.unheard !== undefined);
  return isUnknown
    ? 'unknown'
    : verdictOf(neededSeconds, batterySeconds === undefined ? {} : { runtimeSeconds: batterySeconds }, plan.marginSeconds);
}

function told({ plan }: Rehearsal, verdict: Verdict, { neededSeconds, batterySeconds, group }: Held): Finding {
  const figures = {
    needed: neededSeconds,
    ...(batterySeconds === undefined ? {} : { battery: batterySeconds, margin: batterySeconds - neededSeconds }),
  };
  const said =
    group === undefined
      ? message(`run.verdict.${verdict}`, figures)
      : message(`run.verdict.group.${verdict}`, { ...figures, ups: group.upsIds.join(', '), required: group.required });
  return { severity: severities[verdict], code: `rehearsal/${verdict}`, message: said, target: plan.id };
}
