import { describe, expect, it } from 'vitest';
import { keepInFreshFolder } from './fresh-folder.js';
import { Office, open, plan } from './small-office.js';

keepInFreshFolder();

describe('what a person shut down on mains', () => {
  it.each([
    ['at once', false],
    ['slowly', true],
  ])('never starts what a person shut down %s on mains again until they ask', async (_how, isLookSlow) => {
    const office = new Office();
    office.plans = [{ ...plan, steps: plan.steps.slice(0, 1) }];
    const engine = await open(office);
    await office.clock.advance(60_000);
    expect((await engine.call('run.start', { planId: 'p', confirmation: 'shut down now' })).ok).toBe(true);
    office.isLookSlow = isLookSlow;
    await office.clock.advance(300_000);
    expect(office.log).toEqual(['nas off']);
    expect(engine.snapshot().run?.phase).toBe('finished');
    office.isLookSlow = false;
    expect((await engine.runCommand('run.restore')).ok).toBe(true);
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off', 'nas woken']);
    expect(engine.snapshot().run?.phase).toBe('restored');
    await engine.stop();
  });

  it('never starts what a person shut down on mains again, also when an outage came in between', async () => {
    const office = new Office();
    office.plans = [{ ...plan, steps: plan.steps.slice(0, 1) }];
    const engine = await open(office);
    await office.clock.advance(60_000);
    expect((await engine.call('run.start', { planId: 'p', confirmation: 'shut down now' })).ok).toBe(true);
    await office.clock.advance(300_000);
    office.flags = ['lowBattery'];
    office.power = 'battery';
    office.runtimeSeconds = 100;
    await office.clock.advance(30_000);
    expect(engine.snapshot().run).toMatchObject({ trigger: 'lowBattery', phase: 'finished' });
    office.power = 'mains';
    office.flags = [];
    office.runtimeSeconds = 1000;
    await office.clock.advance(300_000);
    expect(office.log).not.toContain('nas woken');
    await engine.stop();
  });
});

describe('a UPS that keeps to a longer delay than it was told', () => {
  it.each([
    [undefined, true],
    [600, false],
  ])('(%s s) has cut before anything is started again', async (delaySeconds, isBack) => {
    const office = new Office();
    if (delaySeconds !== undefined) office.upsKeepsTo = { delaySeconds };
    office.plans = [{ ...plan, steps: plan.steps.slice(0, 2) }];
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 80;
    await office.clock.advance(60_000);
    expect(office.log).toEqual(['nas off', 'ups off']);
    office.power = 'mains';
    await office.clock.advance(300_000);
    expect(office.log.includes('nas woken')).toBe(isBack);
    await office.clock.advance(400_000);
    expect(office.log).toContain('nas woken');
    await engine.stop();
  });
});
