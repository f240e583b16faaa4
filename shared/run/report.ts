import type { Message } from '../text/message.js';
import type { OperationState, Finding, RunReport, RunState, StepStatus } from './run.js';

/** What the report adds to the state: wall-clock start, what a check found, and the forecast's figures at the decision. */
export interface ReportFacts {
  /** ISO 8601 */
  readonly startedAt: string;
  readonly findings?: readonly Finding[];
  readonly neededSeconds?: number;
  readonly batterySeconds?: number;
  readonly marginSeconds?: number;
}

/** Seconds count from the start of the run, rounded to tenths. */
export function reportRun(run: RunState, facts: ReportFacts): RunReport {
  const operations = [...run.operations, ...run.restore];
  return {
    runId: run.id,
    planId: run.plan.id,
    planTitle: run.plan.title,
    mode: run.mode,
    phase: run.phase,
    trigger: run.trigger,
    startedAt: facts.startedAt,
    seconds: toSeconds(Math.max(0, ...operations.map((one) => one.endedAtMs ?? one.startedAtMs ?? 0))),
    ...(facts.neededSeconds === undefined ? {} : { neededSeconds: facts.neededSeconds }),
    ...(facts.batterySeconds === undefined ? {} : { batterySeconds: facts.batterySeconds }),
    ...(facts.marginSeconds === undefined ? {} : { marginSeconds: facts.marginSeconds }),
    steps: run.plan.steps.map((step) => {
      const mine = run.operations.filter((one) => one.operation.stepId === step.id);
      const status: StepStatus = run.steps.find((one) => one.id === step.id)?.status ?? 'waiting';
      return { id: step.id, title: step.title, status, ...span(mine) };
    }),
    operations: operations.map((one) => ({
      id: one.operation.id,
      target: one.operation.target.name,
      status: one.status,
      acted: one.acted === true,
      ...span([one]),
      ...noteOf(one),
    })),
    notRestored: notRestored(run),
    findings: facts.findings ?? [],
  };
}

function noteOf({ status, note, remark }: OperationState): { readonly note?: Message; readonly remark?: Message } {
  const said = status === 'done' ? remark : note;
  const besides = status === 'done' ? undefined : remark;
  return { ...(said === undefined ? {} : { note: said }), ...(besides === undefined ? {} : { remark: besides }) };
}

/** Names of what this run stopped and has not brought back; empty while nobody wants it back. */
export function notRestored(run: RunState): readonly string[] {
  if (run.lanes !== undefined) return run.lanes.flatMap(notRestored);
  if (!run.restoreWanted && run.phase !== 'interrupted') return [];
  const counts = new Set(['ensureVmOff', 'ensureHostOff', 'ensureMachineOff', 'prepareCluster']);
  return run.stopped.filter((one) => counts.has(one.kind)).map((one) => one.target.name);
}

function span(list: readonly OperationState[]): { readonly startSeconds?: number; readonly endSeconds?: number } {
  const starts = list.flatMap((one) => (one.startedAtMs === undefined ? [] : [one.startedAtMs]));
  const ends = list.flatMap((one) => (one.endedAtMs === undefined ? [] : [one.endedAtMs]));
  return {
    ...(starts.length === 0 ? {} : { startSeconds: toSeconds(Math.min(...starts)) }),
    ...(ends.length === 0 || ends.length < starts.length ? {} : { endSeconds: toSeconds(Math.max(...ends)) }),
  };
}

function toSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
