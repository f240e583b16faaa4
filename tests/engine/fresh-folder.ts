import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

let folder = '';

/** Once in each file of tests: journal, history and memory lie in a folder that is new for each test. */
export function keepInFreshFolder(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sundown-engine-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
}

export const freshFolder = () => folder;
