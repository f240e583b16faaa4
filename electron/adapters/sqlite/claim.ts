import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

/** The right to act on one folder's office: one process has it, until it ends, however it ends. */
export interface Claim {
  /** Tries again while another process has it, at most every few seconds. */
  isOurs(): boolean;
  release(): void;
}

const tryEveryMs = 3000;

/** Held as SQLite's exclusive lock on a file of its own: the system takes it back from a process that was killed. */
export function openClaim(path: string, nowMs: () => number): Claim {
  let held: Database.Database | undefined;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  const attempt = (): Database.Database | undefined => {
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
  return {
    isOurs: () => {
      if (held === undefined && nowMs() - triedAtMs >= tryEveryMs) {
        triedAtMs = nowMs();
        held = attempt();
      }
      return held !== undefined;
    },
    release: () => {
      held?.close();
      held = undefined;
    },
  };
}
