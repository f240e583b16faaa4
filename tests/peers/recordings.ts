import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';

/** Recordings of real devices: test input that the project does not carry. Beside the project, or where SUNDOWN_RECORDINGS says. */
const folder = process.env['SUNDOWN_RECORDINGS'] ?? resolve(import.meta.dirname, '../../../shared/data');

export type RecordingKind = 'snmp' | 'expected' | 'nut' | 'apcupsd';

/** Folder of one kind of recording; it need not be there. */
export function recordingsOf(kind: RecordingKind): string {
  return join(folder, 'ups', kind);
}

/** A suite over recordings. Without them it counts as one skipped test that says why; `npm test` fails for that under CI=true. */
export function describeRecordings(title: string, kind: RecordingKind, suite: (folder: string) => void): void {
  const path = recordingsOf(kind);
  if (existsSync(path)) describe(title, () => suite(path));
  else it.skip(`${title}: they are not beside the project, and SUNDOWN_RECORDINGS names no folder that has them`);
}
