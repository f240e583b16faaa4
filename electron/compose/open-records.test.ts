import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecords } from './open-records.js';
import { systemClock } from './system-clock.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sundown-records-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openRecords(folder, systemClock(), { keepDays: 1, maxMegabytes: 1, learn: (list) => Math.max(...list) });

describe('the records of a folder', () => {
  it('are in order where nothing is wrong', () => {
    const { journal, history, problems } = open();
    journal.close();
    history.close();
    expect(problems).toEqual([]);
  });

  it('live in memory where they cannot be written, and say why', () => {
    mkdirSync(join(folder, 'journal.db'));
    mkdirSync(join(folder, 'history.db'));
    const { journal, history, problems } = open();
    journal.append('r', { kind: 'ticked', atMs: 1 });
    expect(journal.entries('r')).toHaveLength(1);
    journal.close();
    history.close();
    expect(problems.map(({ code }) => code)).toEqual(['journal/unusable', 'history/unusable']);
    expect(problems[0]?.message.params).toMatchObject({
      path: join(folder, 'journal.db'),
      reason: expect.stringMatching(/open/) as string,
    });
  });

  it('are kept aside where they are damaged, and say where', () => {
    const letter = 'a letter to the editor'.repeat(400);
    for (const name of ['journal.db', 'history.db']) writeFileSync(join(folder, name), letter);
    const { journal, history, problems } = open();
    journal.close();
    history.close();
    expect(problems.map(({ code }) => code)).toEqual(['journal/broken', 'history/broken']);
    for (const { message } of problems) expect(readFileSync(String(message.params?.['keptAs']), 'utf8')).toBe(letter);
  });
});
