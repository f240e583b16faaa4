import { createPracticeEngine } from '../../compose/create-engine.js';
import type { ToldLine } from '../../core/engine/watch-line.js';
import { reportMarkdown } from '../../../shared/run/report-text.js';
import { reportRun } from '../../../shared/run/report.js';
import type { RunState } from '../../../shared/run/run.js';
import { isRunOver } from '../../../shared/run/step.js';
import { message } from '../../../shared/text/message.js';
import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { lineJson, lineWords, tellReport } from '../lines.js';

export interface PracticeStory {
  readonly outage: boolean;
  readonly restore: boolean;
  readonly speed: number;
  readonly version: string;
}

/** Real time within which a story must have moved on: a hang is an answer too, and it is "no". */
const storyLimitMs = 30 * 60_000;

/** `practice`: opens the office until Ctrl+C; with `--outage` pulls the plug and sees the run through, with `--restore` until all runs again. */
export async function practice(io: Io, story: PracticeStory): Promise<ExitCode> {
  const told = (line: ToldLine) => {
    io.line(lineJson(io, line));
    if (io.format === 'words') io.text(lineWords(io, line));
  };
  const { engine, practice: office } = await createPracticeEngine({
    speed: story.speed,
    version: story.version,
    locale: () => io.locale,
    environment: io.environment,
    onLine: told,
  });
  io.tell(message('cli.practice.opened', { speed: story.speed }));
  try {
    if (!story.outage) {
      await until(io, () => false);
      return 0;
    }
    await until(io, () => engine.snapshot().office === 'onMains' && engine.snapshot().inventory.vms.length > 0);
    office.set({ plugged: false });
    io.tell(message('cli.practice.pulled'));
    const isDown = () => {
      const run = engine.office.runner.current();
      return run !== undefined && ['finished', 'aborted', 'restored', 'interrupted'].includes(run.phase);
    };
    if (!(await until(io, isDown))) return 1;
    if (story.restore) {
      office.set({ plugged: true });
      io.tell(message('cli.practice.restored'));
      const isBack = () => {
        const run = engine.office.runner.current();
        return run !== undefined && isRunOver(run);
      };
      if (!(await until(io, isBack))) return 1;
    }
    return verdict(
      io,
      engine.office.runner.current(),
      office.incidents().map((incident) => incident.name),
      story.restore,
      engine.office.runner.startedAt() ?? '',
    );
  } finally {
    await engine.stop();
  }
}

function verdict(io: Io, run: RunState | undefined, crashed: readonly string[], restore: boolean, startedAt: string): ExitCode {
  if (run === undefined) return 1;
  const report = reportRun(run, { startedAt });
  tellReport(io, report);
  if (io.format === 'words') io.text(`\n${reportMarkdown(report, io.locale)}`);
  const failed = report.operations.filter((one) => one.status === 'failed' || one.status === 'timedOut').map((one) => one.target);
  const bad = [...new Set([...failed, ...crashed, ...(restore ? report.notRestored : [])])];
  if (bad.length > 0 || (restore && report.phase !== 'restored')) {
    io.tell(message('cli.practice.verdict.bad', { names: bad.join(', ') || report.phase }));
    return 1;
  }
  io.tell(message(restore ? 'cli.practice.verdict.good' : 'cli.practice.verdict.down'));
  return 0;
}

/** Waits for a condition in real time; false when the program is asked to end or nothing comes of it. */
async function until(io: Io, holds: () => boolean): Promise<boolean> {
  const limit = performance.now() + storyLimitMs;
  while (!holds()) {
    if (io.signal.aborted || performance.now() > limit) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
