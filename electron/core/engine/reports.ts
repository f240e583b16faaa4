import type { IpcArgs } from '../../../shared/ipc/table.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { findingsMarkdown } from '../../../shared/run/findings-text.js';
import { replay } from '../../../shared/run/replay.js';
import { reportMarkdown } from '../../../shared/run/report-text.js';
import { reportRun } from '../../../shared/run/report.js';
import type { Finding, RunReport } from '../../../shared/run/run.js';
import { message, type Locale } from '../../../shared/text/message.js';
import { say } from '../../../shared/text/say.js';
import { checkPlan } from '../check.js';
import { checkUpsCommands } from '../check-ups.js';
import type { ReportText } from '../engine-port.js';
import { rehearse } from '../rehearse.js';
import type { OfficeEngine } from './office-engine.js';

/** Reads only: what a run of the plan would need, and what stands in its way. */
export async function checkById(engine: OfficeEngine, planId: string): Promise<Result<readonly Finding[]>> {
  const plan = engine.office.plans.find((one) => one.id === planId);
  if (plan === undefined) return failed('plan/unknown', message('core.config.noPlan', { id: planId }));
  await Promise.all([engine.refreshInventory(), engine.secrets.settled()]);
  return done(
    await checkPlan(plan, {
      connections: engine.connections.list(),
      inventory: engine.inventory.current().inventory,
      flaws: (id) => engine.secrets.of(id).flaws,
      ups: (id) => engine.connections.ups(id),
      hypervisor: (id) => engine.connections.hypervisor(id),
      machine: (id) => engine.connections.machine(id),
      workstation: () => engine.parts.adapters.workstation(),
    }),
  );
}

export async function rehearseById(engine: OfficeEngine, planId: string): Promise<Result<RunReport>> {
  const plan = engine.office.plans.find((one) => one.id === planId);
  if (plan === undefined) return failed('plan/unknown', message('core.config.noPlan', { id: planId }));
  const { operations } = engine.desk.compiled(plan, engine.office);
  const runtimeSeconds = engine.runtimeSeconds(plan);
  const groups = engine.desk.groups(plan, engine.office)?.map(({ id, upsIds, required }) => {
    const batterySeconds = engine.lasts({ upsIds, required });
    return { id, upsIds, required, ...(batterySeconds === undefined ? {} : { batterySeconds }) };
  });
  const commands = await checkUpsCommands(plan, engine.office.inventory, (id) => engine.connections.ups(id));
  return done(
    rehearse({
      plan,
      operations,
      findings: [...engine.desk.findings(plan, engine.office), ...commands],
      durations: engine.parts.history.durations(),
      startedAt: engine.parts.clock.wall().toISOString(),
      ...(runtimeSeconds === undefined ? {} : { batterySeconds: runtimeSeconds }),
      ...(groups === undefined ? {} : { groups }),
    }),
  );
}

/** The report of a run in the journal, told from its entries alone. */
export function reportOfRun(engine: Pick<OfficeEngine, 'parts'>, runId: string): Result<RunReport> {
  const run = replay(engine.parts.journal.entries(runId).map((entry) => entry.event));
  const startedAt = engine.parts.journal.runs().find((one) => one.id === runId)?.startedAt;
  if (run === undefined || startedAt === undefined) return failed('run/unknown', message('core.run.unknown', { id: runId }));
  return done(reportRun(run, { startedAt }));
}

/** The text a person keeps, in their language, with the name it would have as a file. */
export async function reportText(engine: OfficeEngine, what: IpcArgs<'report.save'>, locale: Locale): Promise<Result<ReportText>> {
  const stamp = engine.parts.clock.wall().toISOString().slice(0, 16).replace(/[:T]/g, '-');
  switch (what.kind) {
    case 'run': {
      const report = reportOfRun(engine, what.runId);
      return report.ok
        ? done({ suggestedName: `sundown-run-${report.value.planId}-${stamp}.md`, text: reportMarkdown(report.value, locale) })
        : report;
    }
    case 'rehearsal': {
      const report = await rehearseById(engine, what.planId);
      return report.ok
        ? done({ suggestedName: `sundown-rehearsal-${what.planId}-${stamp}.md`, text: reportMarkdown(report.value, locale) })
        : report;
    }
    case 'check': {
      const findings = await checkById(engine, what.planId);
      const title = engine.office.plans.find((one) => one.id === what.planId)?.title ?? what.planId;
      return findings.ok
        ? done({ suggestedName: `sundown-check-${what.planId}-${stamp}.md`, text: findingsMarkdown(title, stamp, findings.value, locale) })
        : findings;
    }
    case 'events': {
      const lines = engine.parts.history
        .events({ limit: 10_000 })
        .map((event) => `${event.at}\t${event.severity}\t${event.kind}\t${event.source}\t${say(event.message, locale)}`);
      return done({ suggestedName: `sundown-events-${stamp}.tsv`, text: `${lines.join('\n')}\n` });
    }
  }
}
