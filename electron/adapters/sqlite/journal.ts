import type { Journal, JournalEntry, RunSummary } from '../../core/ports.js';
import type { RunPhase, RunTrigger } from '../../../shared/run/run.js';
import { openSqlFile, readSqlFile, type Row, type SqlFile } from './database.js';

const schema = `
  CREATE TABLE IF NOT EXISTS run (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL, plan_title TEXT NOT NULL, mode TEXT NOT NULL,
    started_at TEXT NOT NULL, ended_at TEXT, phase TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS entry (
    run_id TEXT NOT NULL, sequence INTEGER NOT NULL, at TEXT NOT NULL, event TEXT NOT NULL,
    PRIMARY KEY (run_id, sequence)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * The write-ahead journal. One row an event, in order; `append` returns after the commit has reached the disk.
 * `setPhase` keeps the list of runs readable without folding every run: it is a cache, the entries are the truth.
 */
export interface SqliteJournal extends Journal {
  setPhase(runId: string, phase: RunPhase, isOver: boolean): void;
}

export function openJournal(path: string, wall: () => Date, onBroken?: (keptAs: string) => void): SqliteJournal {
  const file = openSqlFile(path, { schema, isChecked: true }, onBroken);
  const next = new Map<string, number>();
  const sequenceOf = (runId: string): number => {
    const known =
      next.get(runId) ?? Number(file.all('SELECT COALESCE(MAX(sequence), 0) + 1 AS n FROM entry WHERE run_id = ?', runId)[0]?.['n'] ?? 1);
    next.set(runId, known + 1);
    return known;
  };
  const add = (runId: string, event: JournalEntry['event']) =>
    file.run(
      'INSERT INTO entry (run_id, sequence, at, event) VALUES (?, ?, ?, ?)',
      runId,
      sequenceOf(runId),
      wall().toISOString(),
      JSON.stringify(event),
    );
  return {
    append: (runId, event) => {
      if (event.kind !== 'runStarted') {
        add(runId, event);
        return;
      }
      file.transaction(() => {
        file.run(
          'INSERT INTO run (id, plan_id, plan_title, mode, started_at, phase) VALUES (?, ?, ?, ?, ?, ?)',
          runId,
          event.plan.id,
          event.plan.title,
          event.mode,
          wall().toISOString(),
          'running',
        );
        add(runId, event);
      });
    },
    setPhase: (runId, phase, isOver) =>
      file.run('UPDATE run SET phase = ?, ended_at = ? WHERE id = ?', phase, isOver ? wall().toISOString() : null, runId),
    ...looksInto(file),
    close: () => file.close(),
  };
}

/** The evidence of a folder, for those who only look: a damaged file stays where it is. Throws where it cannot be read. */
export function readJournal(path: string): Pick<Journal, 'entries' | 'runs' | 'close'> {
  const file = readSqlFile(path);
  return { ...looksInto(file), close: () => file.close() };
}

/** Of the entry that made the run go forward last: a drill that was overtaken is a drill no more. */
const triggerOfRun = `(SELECT json_extract(event, '$.trigger') FROM entry
  WHERE run_id = run.id AND json_extract(event, '$.kind') IN ('runStarted', 'triggered') ORDER BY sequence DESC LIMIT 1) AS why`;

function looksInto(file: Pick<SqlFile, 'all'>): Pick<Journal, 'entries' | 'runs' | 'unfinished'> {
  return {
    entries: (runId) =>
      file.all('SELECT sequence, at, event FROM entry WHERE run_id = ? ORDER BY sequence', runId).map((row) => toEntry(runId, row)),
    runs: () => file.all(`SELECT *, ${triggerOfRun} FROM run ORDER BY started_at DESC, rowid DESC`).map(toSummary),
    unfinished: () => file.all(`SELECT *, ${triggerOfRun} FROM run WHERE ended_at IS NULL ORDER BY started_at, rowid`).map(toSummary),
  };
}

function toEntry(runId: string, row: Row): JournalEntry {
  return {
    runId,
    sequence: Number(row['sequence']),
    at: String(row['at']),
    event: JSON.parse(String(row['event'])) as JournalEntry['event'],
  };
}

function toSummary(row: Row): RunSummary {
  return {
    id: String(row['id']),
    planId: String(row['plan_id']),
    planTitle: String(row['plan_title']),
    mode: String(row['mode']) as RunSummary['mode'],
    startedAt: String(row['started_at']),
    phase: String(row['phase']) as RunPhase,
    ...(typeof row['why'] === 'string' ? { trigger: row['why'] as RunTrigger } : {}),
    ...(row['ended_at'] === null || row['ended_at'] === undefined ? {} : { endedAt: String(row['ended_at']) }),
  };
}
