import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

export type Row = Readonly<Record<string, string | number | null>>;

/** A SQLite file with the few calls we use, typed. Statements are prepared once and kept. */
export interface SqlFile {
  run(sql: string, ...values: (string | number | null)[]): void;
  all(sql: string, ...values: (string | number | null)[]): readonly Row[];
  /** All or nothing; nested calls are a bug. */
  transaction(work: () => void): void;
  close(): void;
}

interface Statement {
  run(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
}

/**
 * Opens or creates a database. `synchronous=FULL` with a WAL: a committed row survives kill -9 and loss of power.
 * A file that is no database is kept aside as `<name>.broken-<stamp>` and a new one begun; `onBroken` is told where it went.
 */
export function openSqlFile(path: string, schema: string, onBroken?: (keptAs: string) => void): SqlFile {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return wrap(prepared(path, schema));
  } catch (cause) {
    if (!isCorrupt(cause)) throw cause;
    const keptAs = `${path}.broken-${new Date().toISOString().replaceAll(':', '-')}`;
    renameSync(path, keptAs);
    onBroken?.(keptAs);
    return wrap(prepared(path, schema));
  }
}

function prepared(path: string, schema: string): Database.Database {
  const database = new Database(path);
  try {
    database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;');
    database.exec(schema);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

function isCorrupt(cause: unknown): boolean {
  const text = cause instanceof Error ? `${cause.message} ${'code' in cause ? String(cause.code) : ''}` : '';
  return /not a database|NOTADB|CORRUPT|malformed/i.test(text);
}

function wrap(database: Database.Database): SqlFile {
  const statements = new Map<string, Statement>();
  const statement = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const made = database.prepare(sql) as unknown as Statement;
    statements.set(sql, made);
    return made;
  };
  return {
    run: (sql, ...values) => {
      statement(sql).run(...values);
    },
    all: (sql, ...values) => statement(sql).all(...values) as Row[],
    transaction: (work) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        work();
        database.exec('COMMIT');
      } catch (cause) {
        database.exec('ROLLBACK');
        throw cause;
      }
    },
    close: () => {
      statements.clear();
      database.close();
    },
  };
}
