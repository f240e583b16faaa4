import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../../shared/plan/plan.js';
import { promisedEvent } from '../peers/cli/promised.js';
import { keepInFreshFolder } from './fresh-folder.js';
import { apart, Office, steps } from './two-ups-office.js';

keepInFreshFolder();

const host1 = ['shutdown a1', 'shutdown a2', 'shutdown esx1', 'ups-a off'];
const host2 = ['shutdown b1', 'shutdown vcsa', 'shutdown esx2'];
const ends = ['shutdown nas', 'ups-b off', 'shutdown workstation'];

describe('two hosts on a UPS each', () => {
  it('one UPS fails: only its host and what runs there goes down, and that UPS is told', async () => {
    const office = new Office();
    const engine = await office.open();
    office.fail(office.a);
    await office.clock.advance(300_000);
    expect(office.log).toEqual(host1);
    expect(office.pretend.commands.join()).toContain('apply drsBehavior haHostMonitoring');
    expect(engine.snapshot().run).toMatchObject({ phase: 'finished', power: 'battery' });
    await engine.stop();
  });

  it('tells in no other lines than the promised ones that a second UPS fails and more goes down', async () => {
    const office = new Office();
    const engine = await office.open();
    office.fail(office.a);
    await office.until(() => office.log.includes('ups-a off'));
    office.fail(office.b);
    await office.until(() => office.log.includes('shutdown b1'));
    await engine.stop();
    const kinds: readonly string[] = promisedEvent.options.map((option) => option.shape.kind.value);
    expect(office.lines.filter((line) => !kinds.includes(line.kind))).toEqual([]);
    const widened = {
      kind: 'notice',
      severity: 'error',
      message: expect.objectContaining({ key: 'policy.notice.run.widened' }) as unknown,
    };
    expect(office.lines.filter((line) => line.kind === 'notice')).toContainEqual(expect.objectContaining(widened));
  });

  it('holds the time left against the UPS of what is being stopped, not against one that lasts less and is on mains', async () => {
    const office = new Office();
    const engine = await office.open();
    office.b.runtimeSeconds = 20;
    office.fail(office.a, 100);
    for (let step = 0; step < 200 && engine.snapshot().timeLeft === undefined; step += 1) await office.clock.advance(500);
    const other = engine.snapshot().plans[0]?.forecast?.groups?.find((group) => group.groupId === 'ups-b:1');
    expect(other?.batterySeconds).toBeLessThanOrEqual(20);
    expect(engine.snapshot().timeLeft?.batterySeconds).toBeGreaterThan(50);
    expect(engine.snapshot().timeLeft?.batterySeconds).toBeLessThanOrEqual(100);
    await engine.stop();
  });

  it('waits with a UPS that lasts, and counts down to its own latest safe moment', async () => {
    const office = new Office();
    const engine = await office.open();
    office.fail(office.a, 100);
    office.fail(office.b, 3000);
    await office.clock.advance(300_000);
    // UPS A feeds the NAS and this workstation as well, which stay on B: but B is on battery, too, so A is not cut yet.
    expect(office.log).toEqual(host1.slice(0, -1));
    expect(engine.snapshot().run?.phase).toBe('beyond');
    office.b.runtimeSeconds = 100;
    await office.toTheEnd();
    expect(office.log.slice(0, 3)).toEqual(host1.slice(0, 3));
    expect([...office.log].sort()).toEqual([...host1, ...host2, ...ends].sort());
    expect(office.log.at(-1)).toBe('shutdown workstation');
    await engine.stop();
  });

  it('the second fails later: the run grows, each UPS is told once, and this workstation goes last', async () => {
    const office = new Office();
    const engine = await office.open();
    office.fail(office.a);
    await office.until(() => office.log.includes('ups-a off'));
    expect(office.log).toEqual(host1);
    office.fail(office.b);
    await office.toTheEnd();
    expect(office.log).toEqual([...host1, ...host2, ...ends]);
    const runs = (await engine.call('journal.runs', undefined)).map((run) => run.id);
    expect(runs).toHaveLength(1);
    await engine.stop();
  });

  it('mains back for one: what hangs on it turns back or comes up again, the other goes on', async () => {
    const office = new Office();
    office.pretend.vm('a1').shutdownMs = 55_000;
    const engine = await office.open();
    office.fail(office.a);
    office.fail(office.b);
    await office.until(() => office.log.includes('shutdown a1') && office.log.includes('shutdown b1'));
    office.restore(office.a);
    await office.clock.advance(420_000);
    expect(office.log).not.toContain('shutdown esx1');
    expect(office.log).not.toContain('ups-a off');
    expect(office.log).not.toContain('shutdown workstation');
    expect(office.log.filter((line) => line.startsWith('power on')).sort()).toEqual(['power on a1', 'power on a2']);
    expect(office.log.slice(-2)).toEqual(expect.arrayContaining(['ups-b off']));
    office.restore(office.b);
    await office.until(() => engine.office.runner.current()?.phase === 'restored');
    expect(office.log.filter((line) => line.startsWith('power on')).sort()).toEqual(
      ['a1', 'a2', 'b1', 'vcsa'].map((vm) => `power on ${vm}`),
    );
    // What was found of the cluster comes back with vCenter, which was dark with the other host.
    expect(office.pretend.cluster).toMatchObject({ haHostMonitoring: 'enabled', drsBehavior: 'fullyAutomated' });
    expect(engine.snapshot().run?.phase).toBe('restored');
    await engine.stop();
  });

  it.each(['shutdown a1', 'shutdown esx1', 'ups-a off', 'shutdown b1', 'shutdown esx2', 'shutdown nas'])(
    'killed after "%s", the next start goes on where the office is',
    async (last) => {
      const office = new Office();
      const first = await office.open();
      office.fail(office.a);
      await office.until(() => office.log.includes('shutdown a2'));
      office.fail(office.b);
      await office.until(() => office.log.includes(last));
      await first.stop();
      const second = await office.open();
      await office.toTheEnd();
      const told = [...new Set(office.log)].sort();
      expect(told).toEqual([...host1, ...host2, ...ends].sort());
      expect(office.log.at(-1)).toBe('shutdown workstation');
      for (const ups of ['ups-a off', 'ups-b off']) expect(office.log.filter((line) => line === ups)).toHaveLength(1);
      await second.stop();
    },
  );

  it('a VM that has moved since the last look goes down with the host that it runs on now', async () => {
    const office = new Office();
    const engine = await office.open();
    office.pretend.vm('a2').host = 'esx2';
    office.fail(office.a);
    await office.clock.advance(300_000);
    expect(office.log).toEqual(host1.filter((line) => line !== 'shutdown a2'));
    office.fail(office.b);
    await office.until(() => office.log.includes('shutdown esx2'));
    expect(office.log).toContain('shutdown a2');
    await engine.stop();
  });

  it('a person means everything, and has it back only when they ask', async () => {
    const office = new Office();
    const engine = await office.open();
    expect((await engine.call('run.start', { planId: 'p', confirmation: 'shut down now' })).ok).toBe(true);
    await office.toTheEnd();
    expect([...office.log].sort()).toEqual([...host1, ...host2, ...ends].sort());
    expect(office.log.at(-1)).toBe('shutdown workstation');
    await engine.stop();
  });
});

describe('hosts with two supplies', () => {
  const both = (required: number): PlanInput => ({ ...apart, feeds: [{ hosts: ['esx1'], ups: ['ups-a', 'ups-b'], required }] });

  it('one is enough: losing one is a notice and nothing else, though its battery runs out', async () => {
    const office = new Office({ ...apart, feeds: [{ hosts: ['*'], machines: ['*'], workstation: true, ups: ['ups-a', 'ups-b'] }] });
    const engine = await office.open();
    office.fail(office.a);
    await office.clock.advance(200_000);
    expect(office.log).toEqual([]);
    expect(
      engine
        .snapshot()
        .notices.map((notice) => notice.topic)
        .join(),
    ).toContain('ups-a');
    expect(engine.snapshot().countdown).toBeUndefined();
    await engine.stop();
  });

  it('both are needed: losing one takes this host down, and the UPS on mains is not told to go off', async () => {
    const office = new Office(both(2));
    const engine = await office.open();
    office.fail(office.a);
    await office.clock.advance(300_000);
    expect(office.log).toEqual(host1);
    office.restore(office.a);
    await office.until(() => engine.office.runner.current()?.phase === 'restored');
    expect(office.log.filter((line) => line.startsWith('power on')).sort()).toEqual(['power on a1', 'power on a2']);
    await engine.stop();
  });
});

describe('a UPS that had cut and feeds again while the hosts still lack the other', () => {
  /** Both have cut; then the first is back, and with it a host and one of its VMs. */
  async function halfBack() {
    const ends = steps.flatMap((one) =>
      one.id === 'nas' || one.id === 'bye' ? [] : [one.id === 'ups' ? { ...one, after: ['hosts'] } : one],
    );
    const office = new Office({ ...apart, feeds: [{ hosts: ['*'], ups: ['ups-a', 'ups-b'], required: 2 }], steps: ends });
    const engine = await office.open();
    office.fail(office.a);
    office.fail(office.b);
    await office.until(() => office.log.includes('ups-a off') && office.log.includes('ups-b off'));
    await office.clock.advance(30_000);
    office.a.isSilent = true;
    office.b.isSilent = true;
    await office.clock.advance(120_000);
    office.restore(office.a);
    office.pretend.host('esx1').isUp = true;
    office.pretend.vm('a1').power = 'on';
    const times = (line: string) => office.log.filter((one) => one === line).length;
    return { office, engine, times };
  }

  it('what started by itself goes down once more, and comes back when both are there', async () => {
    const { office, engine, times } = await halfBack();
    await office.until(() => times('shutdown esx1') === 2);
    await office.clock.advance(300_000);
    // Neither the UPS on mains nor the host that is dark is told anything more.
    expect(['shutdown a1', 'shutdown esx1', 'shutdown esx2', 'ups-a off'].map(times)).toEqual([2, 2, 1, 1]);
    office.restore(office.b);
    await office.until(() => engine.office.runner.current()?.phase === 'restored');
    expect(office.pretend.vms.filter((vm) => vm.power !== 'on')).toEqual([]);
    await engine.stop();
  });

  it('nothing goes down once more while the other says mains again, too', async () => {
    const { office, engine, times } = await halfBack();
    await office.clock.advance(20_000);
    office.restore(office.b);
    await office.until(() => engine.office.runner.current()?.phase === 'restored');
    expect(['shutdown a1', 'shutdown esx1'].map(times)).toEqual([1, 1]);
    expect(office.pretend.vms.filter((vm) => vm.power !== 'on')).toEqual([]);
    await engine.stop();
  });
});
