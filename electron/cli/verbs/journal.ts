import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from '../../adapters/sqlite/journal.js';
import { replay } from '../../../shared/run/replay.js';
import { reportMarkdown } from '../../../shared/run/report-text.js';
import { reportRun } from '../../../shared/run/report.js';
import { message } from '../../../shared/text/message.js';
import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { reportJson } from '../lines.js';

type Verb = 'list' | 'show' | 'export';

/** `journal list | show ID | export ID`: runs and their evidence, read from the entries alone. */
export function journal(io: Io, folder: string, verb: Verb, id: string | undefined): ExitCode {
  const path = join(folder, 'journal.db');
  if (!existsSync(path)) {
    io.document(verb === 'list' ? { runs: [] } : { id, found: false });
    io.tell(message(verb === 'list' ? 'cli.journal.empty' : 'cli.journal.none', { id: id ?? '' }));
    return verb === 'list' ? 0 : 2;
  }
  try {
    return tellRuns(io, path, verb, id);
  } catch (cause) {
    io.tell(message('cli.journal.unreadable', { path, reason: cause instanceof Error ? cause.message : String(cause) }));
    return 3;
  }
}

function tellRuns(io: Io, path: string, verb: Verb, id: string | undefined): ExitCode {
  const file = readJournal(path);
  try {
    const runs = file.runs();
    if (verb === 'list') {
      if (io.format === 'json') io.document({ runs });
      for (const run of runs) {
        io.line(run);
        if (io.format === 'words') io.text(`${run.id}  ${run.startedAt}  ${run.planTitle}  ${run.phase}`);
      }
      if (runs.length === 0) io.tell(message('cli.journal.empty'));
      return 0;
    }
    const summary = runs.find((run) => run.id === id) ?? runs.find((run) => id !== undefined && run.id.startsWith(id));
    const entries = summary === undefined ? [] : file.entries(summary.id);
    const run = replay(entries.map((entry) => entry.event));
    if (summary === undefined || run === undefined) {
      io.tell(message('cli.journal.none', { id: id ?? '' }));
      return 2;
    }
    const report = reportRun(run, { startedAt: summary.startedAt });
    if (verb === 'show' || io.format === 'json') io.document(verb === 'show' ? reportJson(io, report) : { ...summary, entries });
    else for (const entry of entries) io.line(entry);
    if (io.format === 'words')
      io.text(verb === 'show' ? reportMarkdown(report, io.locale) : JSON.stringify({ ...summary, entries }, null, 2));
    return 0;
  } finally {
    file.close();
  }
}
