import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { planSchema } from '../../../shared/plan/plan.js';
import { openConfigStore } from './config-store.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sundown-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plan = planSchema.parse({
  version: 1,
  id: 'p',
  title: 'P',
  ups: ['ups1'],
  steps: [{ id: 'bye', title: 'Bye', action: { kind: 'shutdownWorkstation' }, timeoutSeconds: 60 }],
});

describe('the configuration on disk', () => {
  it('is the defaults where there is none', () => {
    expect(openConfigStore(folder).load()).toMatchObject({ connections: [], plans: [], problems: [] });
  });

  it('gives back what was saved, readable by its owner only', () => {
    const store = openConfigStore(folder);
    expect(store.saveSettings({ changed: { 'general.role': 'coordinator' }, connections: [], activePlan: 'p' }).ok).toBe(true);
    expect(store.savePlan(plan).ok).toBe(true);
    expect(store.load()).toMatchObject({ activePlan: 'p', plans: [plan] });
    expect(statSync(join(folder, 'settings.json')).mode & 0o077).toBe(0);
  });

  it('keeps a broken settings file, announces it and uses the defaults; writing over it keeps a copy', () => {
    writeFileSync(join(folder, 'settings.json'), '{ "settings": { "general.role": ');
    const store = openConfigStore(folder);
    expect(store.load().problems.map((problem) => problem.code)).toEqual(['settings/unreadable']);
    expect(store.load().settings['general.role']).toBe('observer');
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toContain('general.role');
    store.saveSettings({ changed: {}, connections: [] });
    const kept = readdirSync(folder).find((name) => name.startsWith('settings.json.broken-'));
    expect(readFileSync(join(folder, kept ?? 'none'), 'utf8')).toContain('general.role');
  });

  it('announces what it cannot open at all, and says when it cannot follow changes', () => {
    mkdirSync(join(folder, 'settings.json'));
    mkdirSync(join(folder, 'plans', 'folder.json'), { recursive: true });
    expect(
      openConfigStore(folder)
        .load()
        .problems.map((problem) => problem.code),
    ).toEqual(['settings/unreadable', 'plan/unreadable']);
    writeFileSync(join(folder, 'file'), '');
    const codes: string[] = [];
    openConfigStore(join(folder, 'file')).watch(
      () => undefined,
      ({ code }) => codes.push(code),
    )();
    expect(codes).toEqual(['settings/notFollowed']);
  });

  it('tells a file that is gone from one that never was', () => {
    const store = openConfigStore(folder);
    store.saveSettings({ changed: {}, connections: [] });
    expect(store.load().problems).toEqual([]);
    rmSync(join(folder, 'settings.json'));
    expect(store.load().problems.map((problem) => problem.code)).toEqual(['settings/gone']);
  });

  it('names a plan that cannot be read and loads the others', () => {
    const store = openConfigStore(folder);
    store.savePlan(plan);
    writeFileSync(join(folder, 'plans', 'a-broken.json'), '{ "version": 2 }');
    writeFileSync(join(folder, 'plans', 'z-again.json'), readFileSync(join(folder, 'plans', 'p.json')));
    expect(store.load().plans).toEqual([plan]);
    expect(store.load().problems.map((problem) => problem.code)).toEqual(['plan/shape', 'settings/planTwice']);
  });

  it('keeps a removed plan aside, and says when there is none', () => {
    const store = openConfigStore(folder);
    store.savePlan(plan);
    expect(store.removePlan('p').ok).toBe(true);
    expect(store.load().plans).toEqual([]);
    expect(readdirSync(join(folder, 'plans'))).toEqual(['p.json.removed']);
    expect(store.removePlan('p').ok).toBe(false);
  });

  it.each([
    ['settings.json', 1],
    ['plans/new.json', 1],
    ['window.json', 0],
    ['plans/new.json.removed', 0],
  ])('tells of a change by somebody else, but only of settings and plans: %s, %i times', async (file, times) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    mkdirSync(join(folder, 'plans'), { recursive: true });
    let told = 0;
    const stop = openConfigStore(folder).watch(
      () => (told += 1),
      () => undefined,
    );
    // Begun later, it hears of the same change after the store has.
    const isHeard = new Promise<void>((heard) => {
      const own = watch(dirname(join(folder, file)), () => {
        own.close();
        heard();
      });
    });
    writeFileSync(join(folder, file), '{}');
    await isHeard;
    vi.advanceTimersByTime(200);
    stop();
    vi.useRealTimers();
    expect(told).toBe(times);
  });
});
