import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

/** The right to act on one folder's office: one process has it, until it ends, however it ends. */
export interface Claim {
  /** Tries again while another process has it, at most every few seconds. */
  isOurs(): boolean;
  /** Why it cannot be known whether another has it; it counts as ours then. */
  doubt(): string | undefined;
  release(): void;
}

const tryEveryMs = 3000;

/** Held as SQLite's exclusive lock on a file of its own: the system takes it back from a process that was killed. */
export function openClaim(path: string, nowMs: () => number): Claim {
  let held: { close(): unknown } | undefined;
  let doubt: string | undefined;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  const lock = (): Database.Database | undefined => {
    mkdirSync(dirname(path), { recursive: true });
    const database = new Database(path);
    try {
      database.exec('PRAGMA busy_timeout=0; PRAGMA locking_mode=EXCLUSIVE; CREATE TABLE IF NOT EXISTS claim (at TEXT); BEGIN EXCLUSIVE;');
      return database;
    } catch (cause) {
      database.close();
      if (cause instanceof Error && /locked|busy/i.test(`${cause.message} ${'code' in cause ? String(cause.code) : ''}`)) return undefined;
      throw cause;
    }
  };
  const attempt = (): typeof held => {
    try {
      return lock();
    } catch (cause) {
      // A folder that cannot be written: nobody else could claim it either, and an office that nobody brings down would be worse.
      doubt = cause instanceof Error ? cause.message : String(cause);
      return { close: () => undefined };
    }
  };
  return {
    isOurs: () => {
      if (held === undefined && nowMs() - triedAtMs >= tryEveryMs) {
        triedAtMs = nowMs();
        held = attempt();
      }
      return held !== undefined;
    },
    doubt: () => doubt,
    release: () => {
      held?.close();
      held = undefined;
    },
  };
}
