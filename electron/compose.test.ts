import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from './compose.js';

describe('the practice office of the desktop program', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sundown-compose-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const opened = async (settings: Readonly<Record<string, unknown>>) => {
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, settings, connections: [] }));
    const engine = await createEngine({ userDataDir: folder, practice: true, version: '0' });
    const { practiceOffice, role } = engine.snapshot();
    const values = engine.settings();
    await engine.stop();
    return { speed: practiceOffice?.speed, role, theme: values['window.theme'], language: values['general.language'] };
  };

  it("has the person's own speed, looks and language", async () => {
    expect(await opened({ 'practice.speed': 42, 'window.theme': 'dark', 'general.language': 'de', 'general.role': 'observer' })).toEqual({
      speed: 42,
      role: 'coordinator',
      theme: 'dark',
      language: 'de',
    });
  });

  it('goes at twenty times where nobody chose, and where the choice is out of its range', async () => {
    expect((await opened({})).speed).toBe(20);
    expect((await opened({ 'practice.speed': 1000 })).speed).toBe(20);
  });
});
