import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planSchema } from '../../../shared/plan/plan.js';
import { openJournal, readJournal } from './journal.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sundown-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plan = planSchema.parse({
  version: 1,
  id: 'p',
  title: 'P',
  ups: ['ups1'],
  steps: [{ id: 'bye', title: 'Bye', action: { kind: 'shutdownWorkstation' }, timeoutSeconds: 60 }],
});
const wall = () => new Date('2026-11-23T06:00:00Z');

describe('the journal', () => {
  it('keeps the events of a run in order over a restart', () => {
    const first = openJournal(join(folder, 'j.db'), wall);
    first.append('r1', {
      kind: 'runStarted',
      atMs: 0,
      runId: 'r1',
      plan,
      operations: [],
      trigger: 'person',
      mode: 'live',
      ranBefore: ['vm:a'],
    });
    first.append('r1', { kind: 'intended', atMs: 1, operationId: 'bye/workstationOff/w', how: 'gentle' });
    first.close();
    const second = openJournal(join(folder, 'j.db'), wall);
    second.append('r1', { kind: 'ticked', atMs: 2 });
    expect(second.entries('r1').map((entry) => [entry.sequence, entry.event.kind])).toEqual([
      [1, 'runStarted'],
      [2, 'intended'],
      [3, 'ticked'],
    ]);
    expect(second.unfinished().map((run) => run.id)).toEqual(['r1']);
    // Turned round, and waiting for charge before it restores.
    second.setPhase('r1', 'aborted', false);
    expect(second.unfinished().map((run) => run.id)).toEqual(['r1']);
    second.setPhase('r1', 'restored', true);
    expect(second.unfinished()).toEqual([]);
    expect(second.runs()[0]).toMatchObject({ id: 'r1', phase: 'restored', planTitle: 'P', endedAt: '2026-11-23T06:00:00.000Z' });
    second.close();
  });

  it('keeps a file that is no database aside and begins a new one', () => {
    writeFileSync(join(folder, 'j.db'), 'this is not a database, it is a letter to the editor'.repeat(40));
    let told = '';
    const journal = openJournal(join(folder, 'j.db'), wall, (keptAs) => {
      told = keptAs;
    });
    expect(journal.runs()).toEqual([]);
    journal.close();
    expect(told).toContain('j.db.broken-');
    expect(readdirSync(folder).some((name) => name.startsWith('j.db.broken-'))).toBe(true);
  });

  it('keeps a damaged file aside with its write-ahead log, and nothing of it reaches the new one', () => {
    const path = join(folder, 'j.db');
    const before = join(folder, 'before.db');
    const first = openJournal(before, wall);
    for (let atMs = 0; atMs < 400; atMs += 1) first.append('r1', { kind: 'ticked', atMs });
    new Database(before).exec('PRAGMA wal_checkpoint(TRUNCATE)');
    first.close();
    const bytes = readFileSync(before);
    writeFileSync(path, bytes.fill(0x5a, 4096, bytes.length - 4096));
    writeFileSync(`${path}-wal`, 'left behind');
    let told = '';
    const journal = openJournal(path, wall, (keptAs) => (told = keptAs));
    journal.append('r2', { kind: 'ticked', atMs: 1 });
    expect([journal.entries('r1'), journal.entries('r2').length]).toEqual([[], 1]);
    journal.close();
    expect(readFileSync(told)).toEqual(bytes);
    expect(readFileSync(`${told}-wal`, 'utf8')).toBe('left behind');
  });

  it('is left where it is by those who only look', () => {
    const path = join(folder, 'j.db');
    writeFileSync(path, 'a letter to the editor'.repeat(400));
    expect(() => readJournal(path).runs()).toThrow();
    expect(readdirSync(folder)).toEqual(['j.db']);
  });

  it('loses nothing that was appended when the process is killed with -9', async () => {
    const path = join(folder, 'k.db');
    const script = `
      const Database = require('libsql');
      const db = new Database(${JSON.stringify(path)});
      db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS entry (run_id TEXT, sequence INTEGER, at TEXT, event TEXT)');
      const add = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?)');
      for (let i = 1; ; i += 1) { add.run('r', i, 't', '{"kind":"ticked","atMs":' + i + '}'); require('fs').writeSync(1, i + '\\n'); }
    `;
    const child = spawn(process.execPath, ['-e', script], {
      cwd: join(import.meta.dirname, '../../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let seen = '';
    child.stdout.on('data', (data: Buffer) => {
      seen += data.toString();
      if (seen.split('\n').length > 50) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const last = Number(seen.trimEnd().split('\n').at(-1));
    const journal = openJournal(path, wall);
    expect(journal.entries('r').length).toBeGreaterThanOrEqual(last);
    journal.close();
  });
});
