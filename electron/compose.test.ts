import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { practiceSpeed } from './compose.js';

describe('the speed of the practice office', () => {
  let folder: string;
  const write = (speed: unknown) =>
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, settings: { 'practice.speed': speed }, connections: [] }));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sundown-compose-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is the setting of the real office', () => {
    write(42);
    expect(practiceSpeed(folder)).toBe(42);
  });

  it('is twenty where nobody chose, and where the setting is out of its range', () => {
    expect(practiceSpeed(folder)).toBe(20);
    write(1000);
    expect(practiceSpeed(folder)).toBe(20);
  });
});
