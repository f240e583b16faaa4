import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openConfigStore } from '../../adapters/config/config-store.js';
import { createLiveEngine, type LiveEngine } from '../../compose/create-engine.js';
import { checkPlan } from '../../core/check.js';
import { checkUpsCommands } from '../../core/check-ups.js';
import { startByPerson } from '../../core/engine/by-person.js';
import { rehearseById } from '../../core/engine/reports.js';
import type { ConfigStore, SecretStore } from '../../core/ports.js';
import type { GroupForecast } from '../../../shared/forecast/forecast.js';
import { powerStateOf } from '../../../shared/policy/policy-state.js';
import type { Plan } from '../../../shared/plan/plan.js';
import { readPlan } from '../../../shared/plan/read.js';
import { failed, type Result } from '../../../shared/result.js';
import { reportMarkdown } from '../../../shared/run/report-text.js';
import type { RunState } from '../../../shared/run/run.js';
import { reportRun } from '../../../shared/run/report.js';
import { isRunOver } from '../../../shared/run/step.js';
import { message, type Message } from '../../../shared/text/message.js';
import { say } from '../../../shared/text/say.js';
import { findingsJson, tellFindings } from '../findings.js';
import { exitCodeOf, type ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { lineJson, lineWords, reportJson, tellReport } from '../lines.js';

export interface PlanCall {
  readonly file: string;
  readonly folder: string;
  readonly secrets: SecretStore;
  readonly version: string;
}

/** A UPS has this long to answer before a forecast goes on without it. */
const readingLimitMs = 8000;

function readPlanFile(file: string): Result<Plan> {
  try {
    return readPlan(readFileSync(file, 'utf8'), file);
  } catch (cause) {
    return failed('cli/usage', message('core.file.unreadable', { file, reason: cause instanceof Error ? cause.message : String(cause) }));
  }
}

/** The folder's own configuration with the given plan as the only, active one; nothing is written. */
function over(store: ConfigStore, plan: Plan): ConfigStore {
  const keep = { ok: true, value: undefined } as const;
  return {
    ...store,
    load: () => ({ ...store.load(), plans: [plan], activePlan: plan.id }),
    saveSettings: () => keep,
    savePlan: () => keep,
    removePlan: () => keep,
    watch: () => () => undefined,
  };
}

type Work = (engine: LiveEngine, plan: Plan) => Promise<ExitCode>;

/** Over the office that the folder describes, with this plan alone. */
export async function withOffice(io: Io, call: PlanCall, listens: boolean, work: Work): Promise<ExitCode> {
  const plan = readPlanFile(call.file);
  if (!plan.ok) {
    io.tell(plan.failure.message);
    io.document({
      ok: false,
      findings: [{ severity: 'error', code: plan.failure.code, message: say(plan.failure.message, io.locale), target: call.file }],
    });
    return 2;
  }
  const engine = await createLiveEngine({
    folder: call.folder,
    version: call.version,
    locale: () => io.locale,
    environment: io.environment,
    secrets: call.secrets,
    config: over(openConfigStore(call.folder), plan.value),
    ...(listens
      ? {
          onLine: (line) => {
            io.line(lineJson(io, line));
            if (io.format === 'words') io.text(lineWords(io, line));
          },
        }
      : { isAsked: true }),
  });
  for (const problem of engine.office.parts.problems ?? []) io.tell(problem.message);
  try {
    await Promise.all([engine.office.refreshInventory(), heard(engine, plan.value)]);
    return await work(engine, plan.value);
  } finally {
    await engine.stop();
  }
}

async function heard(engine: LiveEngine, plan: Plan): Promise<void> {
  const limit = performance.now() + readingLimitMs;
  const all = () => plan.ups.every((id) => powerStateOf(engine.office.monitor.state(), id)?.trust === 'fresh');
  while (!all() && performance.now() < limit) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** `plan check FILE`. */
export function planCheck(io: Io, call: PlanCall): Promise<ExitCode> {
  return withOffice(io, call, false, async ({ office }, plan) => {
    await office.secrets.settled();
    const findings = await checkPlan(plan, {
      connections: office.connections.list(),
      inventory: office.inventory.current().inventory,
      flaws: (id) => office.secrets.of(id).flaws,
      ups: (id) => office.connections.ups(id),
      hypervisor: (id) => office.connections.hypervisor(id),
      machine: (id) => office.connections.machine(id),
      workstation: () => office.parts.adapters.workstation(),
    });
    const ok = !findings.some((finding) => finding.severity === 'error');
    io.document({ ok, findings: findingsJson(io, findings) });
    if (io.format !== 'json') tellFindings(io, findings);
    return ok ? 0 : 1;
  });
}

/** `plan forecast FILE`: 0 when it fits, 1 when it does not or nobody knows. */
export function planForecast(io: Io, call: PlanCall): Promise<ExitCode> {
  return withOffice(io, call, false, ({ office }, plan) => {
    const prediction = office.desk.forecast(plan, office.office, office.lasts);
    io.document(prediction);
    if (io.format === 'words') {
      io.tell(message('cli.forecast', { needed: prediction.neededSeconds, verdict: prediction.verdict }));
      for (const group of prediction.groups ?? []) tellGroup(io, group);
      for (const step of prediction.steps)
        io.text(`${String(step.startSeconds).padStart(6)} s … ${String(step.endSeconds).padStart(6)} s  ${step.id} (${step.basis})`);
    }
    return Promise.resolve(prediction.verdict === 'safe' || prediction.verdict === 'tight' ? 0 : 1);
  });
}

function tellGroup(io: Io, { upsIds, required, neededSeconds, batterySeconds, verdict }: GroupForecast): void {
  const figures = { ups: upsIds.join(', '), required, needed: neededSeconds, verdict };
  io.tell(
    batterySeconds === undefined
      ? message('forecast.group.untold', figures)
      : message('forecast.group.told', { ...figures, battery: batterySeconds }),
  );
}

/** `plan rehearse FILE`: the whole plan in virtual time. */
export function planRehearse(io: Io, call: PlanCall): Promise<ExitCode> {
  return withOffice(io, call, false, async ({ office }, plan) => {
    const rehearsed = await rehearseById(office, plan.id);
    if (!rehearsed.ok) {
      io.tell(rehearsed.failure.message);
      return exitCodeOf(rehearsed.failure.code);
    }
    const report = rehearsed.value;
    io.document(reportJson(io, report));
    if (io.format === 'words') io.text(reportMarkdown(report, io.locale));
    return report.findings.some((finding) => finding.severity === 'error') ? 1 : 0;
  });
}

/**
 * Why this installation does not act from a terminal. In the window a dialog of the system stands before a run that is not armed; here it would be one
 * flag in somebody's script.
 */
function refusal({ settings }: LiveEngine['office'], folder: string): Message | undefined {
  const file = join(folder, 'settings.json');
  if (settings['general.role'] === 'observer') return message('cli.run.observer', { file });
  return settings['general.armed'] === true ? undefined : message('cli.run.notArmed', { file });
}

/** `plan run FILE --yes`: acts now, whatever the UPS says; only where the role is coordinator and the plan is armed. */
export function planRun(io: Io, call: PlanCall, yes: boolean): Promise<ExitCode> {
  if (!yes) {
    io.tell(message('cli.run.needsYes'));
    return Promise.resolve(4);
  }
  return withOffice(io, call, true, async ({ office }, plan) => {
    const refused = refusal(office, call.folder);
    if (refused !== undefined) {
      io.tell(refused);
      return 4;
    }
    // Said while it can still be stopped: what the UPS is told at the end nobody can call off.
    const commands = await checkUpsCommands(plan, office.office.inventory, (id) => office.connections.ups(id));
    tellFindings(
      io,
      commands.filter(({ code }) => code === 'ups/notAbortable'),
    );
    const started = await startByPerson(office, plan.id);
    if (!started.ok) {
      io.tell(started.failure.message);
      const code = exitCodeOf(started.failure.code);
      // What the findings say against a plan is an answer, not a wrong call.
      return code === 2 ? 1 : code;
    }
    return seeThrough(io, office, (run) => isRunOver(run) || run.phase === 'finished' || run.phase === 'aborted');
  });
}

/** Waits until the run has come where nobody need stay for it, and tells its report. */
export async function seeThrough(io: Io, office: LiveEngine['office'], isThere: (run: RunState) => boolean): Promise<ExitCode> {
  const over = () => {
    const run = office.runner.current();
    return run !== undefined && isThere(run);
  };
  while (!over() && !io.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 100));
  const run = office.runner.current();
  if (run === undefined) return 1;
  const isSeenThrough = over();
  const report = reportRun(run, { startedAt: office.runner.startedAt() ?? '' });
  tellReport(io, report);
  if (io.format === 'words') io.text(reportMarkdown(report, io.locale));
  if (!isSeenThrough) io.tell(message('cli.run.unfinished'));
  return isSeenThrough && !report.operations.some((one) => one.status === 'failed' || one.status === 'timedOut') ? 0 : 1;
}
