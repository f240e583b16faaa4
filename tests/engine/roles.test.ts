import { describe, expect, it } from 'vitest';
import { createOfficeEngine } from '../../electron/core/engine/engine.js';
import { keepInFreshFolder } from './fresh-folder.js';
import { Office, open, plan } from './small-office.js';

keepInFreshFolder();

describe('who may act', () => {
  const fail = async (office: Office) => {
    office.power = 'battery';
    office.runtimeSeconds = 100;
    await office.clock.advance(30_000);
  };

  it.each([
    ['an observer', { 'general.role': 'observer', 'general.armed': true }],
    ['a coordinator that is not armed', { 'general.role': 'coordinator', 'general.armed': false }],
  ] as const)('%s warns and never acts by itself', async (_who, settings) => {
    const office = new Office();
    office.settings = settings;
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 30;
    await office.clock.advance(300_000);
    expect(office.log).toEqual([]);
    expect(engine.snapshot().notices.length).toBeGreaterThan(0);
    expect((await engine.call('run.start', { planId: 'p', confirmation: 'shut down now' })).ok).toBe(
      settings['general.role'] === 'coordinator',
    );
    await engine.stop();
  });

  it('disarms a practice office as it does a real one: it then warns and starts nothing by itself', async () => {
    const office = new Office();
    const engine = await createOfficeEngine({ ...office.parts(), mode: 'practice' }, () => 'en');
    await office.clock.advance(20_000);
    expect((await engine.runCommand('plan.disarm')).ok).toBe(true);
    expect(engine.snapshot().armed).toBe(false);
    office.power = 'battery';
    office.runtimeSeconds = 30;
    await office.clock.advance(120_000);
    expect(office.log).toEqual([]);
    expect((await engine.runCommand('plan.arm')).ok).toBe(true);
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off', 'ups off', 'workstation off']);
    await engine.stop();
  });

  it('acts when they are armed after the trigger was refused', async () => {
    const office = new Office();
    office.settings = { 'general.role': 'coordinator', 'general.armed': false };
    const engine = await open(office);
    await office.clock.advance(20_000);
    await fail(office);
    expect(office.log).toEqual([]);
    expect((await engine.runCommand('plan.arm')).ok).toBe(true);
    await office.clock.advance(30_000);
    expect(office.log[0]).toBe('nas off');
    await engine.stop();
  });

  it('acts once the plan that could not be started was mended', async () => {
    const office = new Office();
    office.plans = [{ ...plan, steps: plan.steps.map((one) => (one.id === 'nas' ? { ...one, after: ['bye'] } : one)) }];
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.flags = ['lowBattery'];
    await fail(office);
    expect(office.log).toEqual([]);
    expect(engine.snapshot().notices.map((notice) => notice.topic)).toContain('plan/cycle');
    office.plans = [plan];
    office.touch();
    await office.clock.advance(30_000);
    expect(office.log[0]).toBe('nas off');
    await engine.stop();
  });

  it('stops when they are made an observer in mid-run, and restores only as coordinator again', async () => {
    const office = new Office();
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    for (let step = 0; step < 100 && office.log.length === 0; step += 1) await office.clock.advance(250);
    expect((await engine.call('settings.set', { key: 'general.role', value: 'observer' })).ok).toBe(true);
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off']);
    office.power = 'mains';
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off']);
    expect((await engine.call('settings.set', { key: 'general.role', value: 'coordinator' })).ok).toBe(true);
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off', 'nas woken']);
    await engine.stop();
  });

  it('cannot be made an observer nor cancelled beyond the point of no return', async () => {
    const office = new Office();
    office.isUpsSlow = true;
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    expect(engine.snapshot().timeLeft).toBeUndefined();
    for (let step = 0; step < 400 && engine.snapshot().run === undefined; step += 1) await office.clock.advance(250);
    const atFirst = engine.snapshot().timeLeft;
    expect(atFirst?.batterySeconds).toBeLessThanOrEqual(100);
    expect(atFirst?.pointOfNoReturnSeconds).toBeGreaterThan(0);
    for (let step = 0; step < 400 && engine.snapshot().run?.phase !== 'beyond'; step += 1) await office.clock.advance(250);
    expect(engine.snapshot().run?.phase).toBe('beyond');
    expect(engine.snapshot().timeLeft?.neededSeconds).toBeLessThan(atFirst?.neededSeconds ?? 0);
    expect(engine.snapshot().timeLeft?.pointOfNoReturnSeconds).toBeUndefined();
    expect(await engine.call('settings.set', { key: 'general.role', value: 'observer' })).toMatchObject({
      failure: { code: 'run/beyond' },
    });
    expect(await engine.call('run.cancel', { confirmation: 'cancel the run' })).toMatchObject({
      ok: false,
      failure: { code: 'run/beyond' },
    });
    await office.clock.advance(60_000);
    expect(office.log).toEqual(['nas off', 'ups off', 'workstation off']);
    await engine.stop();
  });

  it('refuses a command whose conditions do not hold, and one that there is not', async () => {
    const office = new Office();
    const engine = await open(office);
    await office.clock.advance(10_000);
    for (const id of ['run.postpone', 'practice.pullPlug', 'plan.arm', 'no.such']) expect((await engine.runCommand(id)).ok).toBe(false);
    expect((await engine.runCommand('plan.disarm')).ok).toBe(true);
    expect(engine.snapshot().armed).toBe(false);
    await engine.stop();
  });
});
