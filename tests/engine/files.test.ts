import { describe, expect, it } from 'vitest';
import { createOfficeEngine } from '../../electron/core/engine/engine.js';
import type { EngineParts } from '../../electron/core/engine/parts.js';
import type { LoadedConfig } from '../../electron/core/ports.js';
import { defaultSettings } from '../../shared/settings/read.js';
import { message } from '../../shared/text/message.js';
import { keepInFreshFolder } from './fresh-folder.js';
import { Office, open, plan } from './small-office.js';

keepInFreshFolder();

describe('a history that cannot be written', () => {
  it.each(['addEvent', 'addDuration', 'prune'] as const)('(%s) costs no shutdown', async (method) => {
    const office = new Office();
    const parts = office.parts();
    let isFull = false;
    const history = {
      ...parts.history,
      [method]: (...args: readonly never[]) => {
        if (isFull) throw new Error('database or disk is full');
        Reflect.apply(parts.history[method], undefined, args);
      },
    };
    const engine = await createOfficeEngine({ ...parts, history }, () => 'en');
    await office.clock.advance(20_000);
    isFull = true;
    await office.clock.advance(3_600_000);
    office.power = 'battery';
    office.runtimeSeconds = 150;
    await office.clock.advance(180_000);
    expect(office.log).toEqual(['nas off', 'ups off', 'workstation off']);
    expect(engine.snapshot().notices.filter((one) => one.topic === 'history/write')).toHaveLength(1);
    await engine.stop();
  });
});

describe('files that cannot be read', () => {
  const broken = () => {
    throw new Error('database disk image is malformed');
  };
  const topicsAfterAnOutage = async (office: Office, change: Partial<EngineParts>) => {
    const engine = await createOfficeEngine({ ...office.parts(), ...change }, () => 'en');
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 150;
    await office.clock.advance(180_000);
    const topics = engine.snapshot().notices.map((one) => one.topic);
    await engine.stop();
    return topics;
  };

  it.each(['unfinished', 'entries'] as const)('(the journal, %s) cost no shutdown and are told once', async (method) => {
    const office = new Office();
    const { journal } = office.parts();
    journal.append('old', {
      kind: 'runStarted',
      atMs: 0,
      runId: 'old',
      plan,
      operations: [],
      trigger: 'latestSafeStart',
      mode: 'live',
      ranBefore: [],
    });
    const topics = await topicsAfterAnOutage(office, { journal: { ...journal, [method]: broken } });
    expect(office.log).toEqual(['nas off', 'ups off', 'workstation off']);
    expect(topics.filter((topic) => topic === 'run/journal')).toHaveLength(1);
  });

  it('(learned durations) cost no shutdown', async () => {
    const office = new Office();
    const { history } = office.parts();
    const topics = await topicsAfterAnOutage(office, { history: { ...history, durations: broken } });
    expect(office.log).toEqual(['nas off', 'ups off', 'workstation off']);
    expect(topics.filter((topic) => topic === 'history/write')).toHaveLength(1);
  });

  it('are told at the start when they were found so', async () => {
    const office = new Office();
    const problems = [{ code: 'journal/broken', message: message('records.journal.broken', { keptAs: 'aside' }) }];
    const topics = await topicsAfterAnOutage(office, { problems });
    expect(topics).toContain('journal/broken');
  });

  it('(settings and plan, broken in mid-outage) leave role, plan and connections in force', async () => {
    const office = new Office();
    const parts = office.parts();
    let isBroken = false;
    const load = (): LoadedConfig => {
      if (!isBroken) return parts.config.load();
      const problems = [
        { code: 'settings/unreadable', message: message('core.settings.unreadable', { file: 'settings.json', reason: 'half of it' }) },
        { code: 'plan/shape', message: message('core.file.unreadable', { file: 'p.json', reason: 'half of it' }) },
      ];
      return { settings: defaultSettings(), changed: {}, connections: [], plans: [], problems };
    };
    const engine = await createOfficeEngine({ ...parts, config: { ...parts.config, load } }, () => 'en');
    await office.clock.advance(20_000);
    office.power = 'battery';
    await office.clock.advance(20_000);
    isBroken = true;
    office.touch();
    await office.clock.advance(1000);
    expect(engine.snapshot()).toMatchObject({ role: 'coordinator', office: 'onBattery' });
    office.runtimeSeconds = 150;
    await office.clock.advance(180_000);
    expect(office.log).toEqual(['nas off', 'ups off', 'workstation off']);
    const told = engine.snapshot().notices.map((one) => one.title.key);
    expect(told).toContain('records.settings.kept');
    expect(told).toContain('records.plan.kept');
    await engine.stop();
  });
});

describe('an engine that was stopped', () => {
  it('asks nothing of its closed files once it was stopped, whatever is still under way', async () => {
    const office = new Office();
    const engine = await open(office);
    await office.clock.advance(10_000);
    const refreshing = engine.office.refreshInventory();
    await engine.stop();
    await refreshing;
    await office.clock.advance(10_000);
    engine.office.changed();
    await office.clock.advance(10_000);
  });
});
