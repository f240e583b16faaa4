import { existsSync, mkdirSync, renameSync } from 'node:fs';
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

export interface SqlKind {
  readonly schema: string;
  /** Every page is looked at when it is opened: for a small file that must be right. */
  readonly isChecked?: boolean;
}

interface Statement {
  run(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
}

/**
 * Opens or creates a database. `synchronous=FULL` with a WAL: a committed row survives kill -9 and loss of power.
 * A file that is no database, or a damaged one, is kept aside as `<name>.broken-<stamp>` and a new one begun; `onBroken` is told where it went.
 */
export function openSqlFile(path: string, kind: SqlKind, onBroken?: (keptAs: string) => void): SqlFile {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return wrap(prepared(path, kind));
  } catch (cause) {
    if (!isCorrupt(cause)) throw cause;
    const keptAs = `${path}.broken-${new Date().toISOString().replaceAll(':', '-')}`;
    // With its write-ahead log: left behind it would be played into the new file, and the old one would lack its last rows.
    for (const end of ['-wal', '-shm', '']) if (existsSync(path + end)) renameSync(path + end, keptAs + end);
    onBroken?.(keptAs);
    return wrap(prepared(path, kind));
  }
}

/** A file that is there, for one who only looks: no row is written, and a damaged one stays where it is. */
export function readSqlFile(path: string): Pick<SqlFile, 'all' | 'close'> {
  const database = new Database(path);
  database.exec('PRAGMA query_only=ON; PRAGMA busy_timeout=5000;');
  return wrap(database);
}

function prepared(path: string, { schema, isChecked = false }: SqlKind): Database.Database {
  const database = new Database(path);
  try {
    database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;');
    if (isChecked) checkPages(database);
    database.exec(schema);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

function checkPages(database: Database.Database): void {
  const [found] = database.prepare('PRAGMA quick_check(1)').all() as { readonly quick_check?: string }[];
  if (found?.quick_check !== 'ok') throw new Error(`malformed: ${String(found?.quick_check)}`);
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
