import { describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/core/engine-port.js';
import type { IpcArgs } from '../../shared/ipc/table.js';
import type { PlanInput } from '../../shared/plan/plan.js';
import { keepInFreshFolder } from './fresh-folder.js';
import { apart, Office } from './two-ups-office.js';

keepInFreshFolder();

type Choice = IpcArgs<'drill.start'>['choice'];
const { feeds: _feeds, ...together } = { ...apart, ups: ['ups-a'] };
const offices: readonly (readonly [string, PlanInput])[] = [
  ['everything on one UPS', together],
  ['two supply groups', apart],
];
const drill = (engine: Engine, choice: Choice) =>
  engine.call('drill.start', { planId: 'p', choice, confirmation: 'shut down and start again' });
const vm = (...names: readonly string[]): Choice => ({ kind: 'vms', vms: [...names] });

describe.each(offices)('a drill, %s', (_what, plan) => {
  it('shuts one VM down and starts it again at once; nothing else is touched, and its time counts from then on', async () => {
    const office = new Office(plan);
    const engine = await office.open();
    const before = engine.snapshot().plans[0]?.forecast?.targets.find((one) => one.name === 'a1');
    expect((await drill(engine, vm('a1'))).ok).toBe(true);
    await office.clock.advance(5000);
    expect(engine.snapshot()).toMatchObject({ office: 'onMains', run: { trigger: 'drill', phase: 'running' } });
    expect(engine.snapshot().timeLeft).toBeUndefined();
    await office.until(() => engine.snapshot().run?.phase === 'restored');
    expect(office.pretend.commands.map((line) => line.replace(/ through .*/, ''))).toEqual(['shutdown a1', 'power on a1']);
    expect(office.pretend.vms.every((one) => one.power === 'on')).toBe(true);
    const after = engine.snapshot().plans[0]?.forecast?.targets.find((one) => one.name === 'a1');
    expect([before?.basis, after?.basis]).toEqual(['configured', 'learned']);
    expect(await engine.call('journal.runs', undefined)).toMatchObject([{ trigger: 'drill', phase: 'restored', planTitle: 'P' }]);
    await engine.stop();
  });

  it('brings back also where the plan says to restore nothing, and below its charge', async () => {
    const office = new Office({ ...plan, restore: { enabled: false, restartChargePercent: 95 } });
    const engine = await office.open();
    await drill(engine, vm('b1'));
    await office.until(() => engine.snapshot().run?.phase === 'restored');
    expect(office.log).toEqual(['shutdown b1', 'power on b1']);
    await engine.stop();
  });

  it('of a step takes all its VMs', async () => {
    const office = new Office(plan);
    const engine = await office.open();
    await drill(engine, { kind: 'step', stepId: 'vms' });
    await office.until(() => engine.snapshot().run?.phase === 'restored');
    expect([...office.log].sort()).toEqual(['power on a1', 'power on a2', 'power on b1', 'shutdown a1', 'shutdown a2', 'shutdown b1']);
    await engine.stop();
  });

  it('need not be armed, and is refused to an observer, while a run is active, and on battery', async () => {
    const office = new Office(plan);
    office.settings = { 'general.role': 'coordinator', 'general.armed': false };
    const engine = await office.open();
    expect((await drill(engine, vm('a1'))).ok).toBe(true);
    expect(await drill(engine, vm('b1'))).toMatchObject({ ok: false, failure: { code: 'run/active' } });
    await office.until(() => engine.snapshot().run?.phase === 'restored');
    office.settings = { 'general.role': 'observer' };
    office.reload();
    expect(await drill(engine, vm('a1'))).toMatchObject({ ok: false, failure: { code: 'run/observer' } });
    office.settings = { 'general.role': 'coordinator' };
    office.reload();
    office.fail(office.a, 1800);
    await office.clock.advance(6000);
    expect(await drill(engine, vm('a1'))).toMatchObject({ ok: false, failure: { code: 'drill/notOnMains' } });
    expect(office.log).toEqual(['shutdown a1', 'power on a1']);
    await engine.stop();
  });

  it.each(['running', 'restoring'] as const)(
    'gives way to an outage while it is %s: all of that UPS goes down, and all of it comes back',
    async (phase) => {
      const office = new Office(plan);
      const engine = await office.open();
      const a1 = office.pretend.vm('a1');
      // One that does not go is watched while restoring, because it could go late.
      a1.hangs = phase === 'restoring';
      await drill(engine, vm('a1'));
      await office.until(() => engine.snapshot().run?.phase === phase);
      await office.clock.advance(1000);
      office.fail(office.a);
      a1.hangs = false;
      await office.until(() => office.log.includes('ups-a off'));
      const told = office.lines.flatMap((line) => (line.kind === 'runStarted' ? [line.trigger] : []));
      expect(told).toEqual(['drill', 'latestSafeStart']);
      expect(office.pretend.vms.filter((one) => one.host === 'esx1').map((one) => one.power)).toEqual(['off', 'off']);
      expect(office.log.indexOf('shutdown esx1')).toBeGreaterThan(office.log.lastIndexOf('shutdown a1'));
      await office.clock.advance(120_000);
      office.restore(office.a);
      await office.until(() => office.pretend.vms.every((one) => one.power === 'on'));
      await office.until(() => engine.snapshot().run?.phase === 'restored');
      expect(await engine.call('journal.runs', undefined)).toMatchObject([{ trigger: 'latestSafeStart', phase: 'restored' }]);
      await engine.stop();
    },
  );

  it('is turned back by an outage that is over soon: nothing but its VM was touched, and that runs again', async () => {
    const office = new Office(plan);
    const engine = await office.open();
    await drill(engine, { kind: 'step', stepId: 'vms' });
    await office.clock.advance(1000);
    office.fail(office.a, 1800);
    await office.clock.advance(60_000);
    office.restore(office.a);
    await office.until(() => engine.snapshot().run?.phase === 'restored');
    expect(office.pretend.vms.every((one) => one.power === 'on')).toBe(true);
    expect(office.log.filter((line) => /esx|off$|workstation|nas/.test(line))).toEqual([]);
    await engine.stop();
  });

  it('that the program died in is turned back after the next start, once mains is seen to be stable', async () => {
    const office = new Office(plan);
    const first = await office.open();
    await drill(first, vm('a1'));
    await office.clock.advance(2000);
    await first.stop();
    await office.clock.advance(30_000);
    expect(office.pretend.vm('a1').power).toBe('off');
    const engine = await office.start();
    await office.clock.advance(10_000);
    expect(engine.snapshot().run).toMatchObject({ trigger: 'drill', phase: 'aborted' });
    await office.until(() => engine.snapshot().run?.phase === 'restored');
    expect(office.log).toEqual(['shutdown a1', 'power on a1']);
    await engine.stop();
  });

  it('that a person overtakes with a shutdown stays down with the rest until they ask for it back', async () => {
    const office = new Office(plan);
    const engine = await office.open();
    await drill(engine, vm('a1'));
    await office.clock.advance(1000);
    expect((await engine.call('run.start', { planId: 'p', confirmation: 'shut down now' })).ok).toBe(true);
    await office.toTheEnd();
    await office.clock.advance(900_000);
    expect(office.pretend.vms.every((one) => one.power === 'off')).toBe(true);
    expect(office.log.filter((line) => line.startsWith('power on'))).toEqual([]);
    await engine.stop();
  });
});

describe('a drill of a guest that does not go', () => {
  it('forces nothing, says so, and leaves it running', async () => {
    const office = new Office(together);
    const engine = await office.open();
    const a1 = office.pretend.vm('a1');
    a1.hangs = true;
    await drill(engine, vm('a1'));
    await office.until(() => engine.snapshot().run?.phase === 'restored' || engine.snapshot().run?.phase === 'aborted');
    expect(office.log).toEqual(['shutdown a1']);
    expect(engine.snapshot().run?.operations).toMatchObject([{ status: 'timedOut' }]);
    expect(a1.power).toBe('on');
    await engine.stop();
  });
});
