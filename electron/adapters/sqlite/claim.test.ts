import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClaim } from './claim.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sundown-claim-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the right to act', () => {
  it('is held by one, and by the other once the first lets go', () => {
    let now = 0;
    const path = join(folder, 'coordinator.db');
    const first = openClaim(path, () => now);
    const second = openClaim(path, () => now);
    expect([first.isOurs(), second.isOurs()]).toEqual([true, false]);
    first.release();
    expect(second.isOurs()).toBe(false);
    now = 5000;
    expect(second.isOurs()).toBe(true);
    second.release();
  });

  it('is had where the folder takes no file, with the reason of the doubt', () => {
    writeFileSync(join(folder, 'file'), '');
    const claim = openClaim(join(folder, 'file', 'coordinator.db'), () => 0);
    expect(claim.doubt()).toBeUndefined();
    expect(claim.isOurs()).toBe(true);
    expect(claim.doubt()).toContain('file');
    claim.release();
  });

  it('comes free when its holder is killed with -9', async () => {
    const path = join(folder, 'coordinator.db');
    const script = `
      const db = new (require('libsql'))(${JSON.stringify(path)});
      db.exec('PRAGMA locking_mode=EXCLUSIVE; CREATE TABLE IF NOT EXISTS claim (at TEXT); BEGIN EXCLUSIVE;');
      require('fs').writeSync(1, 'held\\n');
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ['-e', script], {
      cwd: join(import.meta.dirname, '../../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    let now = 0;
    const claim = openClaim(path, () => now);
    expect(claim.isOurs()).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'close');
    now = 5000;
    expect(claim.isOurs()).toBe(true);
    claim.release();
  });
});
