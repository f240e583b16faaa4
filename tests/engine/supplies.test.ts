import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInventoryMemory } from '../../electron/adapters/config/inventory-memory.js';
import { openHistory } from '../../electron/adapters/sqlite/history.js';
import { openJournal } from '../../electron/adapters/sqlite/journal.js';
import { memorySecrets } from '../../electron/adapters/secrets/secrets.js';
import { createOfficeEngine } from '../../electron/core/engine/engine.js';
import type { EngineParts } from '../../electron/core/engine/parts.js';
import type { Adapters, ConfigStore, Hypervisor, UpsSource } from '../../electron/core/ports.js';
import { PretendOffice } from '../../electron/core/testing/pretend-office.js';
import { createVirtualClock, type VirtualClock } from '../../electron/core/testing/virtual-clock.js';
import type { Inventory } from '../../shared/inventory/inventory.js';
import { planSchema, type Plan, type PlanInput } from '../../shared/plan/plan.js';
import { done } from '../../shared/result.js';
import type { Connection } from '../../shared/settings/connection.js';
import { defaultSettings } from '../../shared/settings/read.js';
import type { ToldLine } from '../../electron/core/engine/watch-line.js';
import { promisedEvent } from '../peers/cli/promised.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sundown-supplies-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const steps: PlanInput['steps'] = [
  { id: 'prepare', title: 'Cluster', action: { kind: 'prepareCluster' }, timeoutSeconds: 30 },
  { id: 'vms', title: 'VMs', action: { kind: 'shutdownVms' }, after: ['prepare'], timeoutSeconds: 60, onTimeout: 'force' },
  { id: 'vcenter', title: 'vCenter', action: { kind: 'shutdownVcenter' }, after: ['vms'], timeoutSeconds: 60 },
  {
    id: 'hosts',
    title: 'Hosts',
    action: { kind: 'shutdownHosts', maintenance: false },
    after: ['vcenter'],
    timeoutSeconds: 90,
    beyondPointOfNoReturn: true,
  },
  { id: 'nas', title: 'NAS', action: { kind: 'shutdownMachines' }, after: ['hosts'], timeoutSeconds: 60, beyondPointOfNoReturn: true },
  { id: 'ups', title: 'UPS', action: { kind: 'upsOutputOff' }, after: ['nas'], timeoutSeconds: 30, beyondPointOfNoReturn: true },
  { id: 'bye', title: 'Bye', action: { kind: 'shutdownWorkstation' }, after: ['ups'], timeoutSeconds: 30, beyondPointOfNoReturn: true },
];

/** Host 1 hangs on UPS A, host 2 on UPS B; the NAS and this workstation on either. */
const apart: PlanInput = {
  version: 1,
  id: 'p',
  title: 'P',
  ups: ['ups-a', 'ups-b'],
  feeds: [
    { hosts: ['esx1'], ups: ['ups-a'] },
    { hosts: ['esx2'], ups: ['ups-b'] },
  ],
  marginSeconds: 60,
  restore: { restartChargePercent: 0 },
  steps,
};

class Ups {
  power: 'mains' | 'battery' = 'mains';
  runtimeSeconds = 1800;
  isTold = false;
}

/** Two hosts in one cluster with vCenter on the second, a NAS and this workstation, on two UPSes. */
class Office {
  readonly clock: VirtualClock = createVirtualClock();
  readonly a = new Ups();
  readonly b = new Ups();
  readonly pretend = new PretendOffice(this.clock, [
    { name: 'a1', host: 'esx1' },
    { name: 'a2', host: 'esx1' },
    { name: 'b1', host: 'esx2' },
    { name: 'vcsa', host: 'esx2' },
  ]);
  readonly plan: Plan;
  readonly lines: ToldLine[] = [];
  settings = { 'general.role': 'coordinator', 'general.armed': true } as const;

  constructor(plan: PlanInput = apart) {
    this.plan = planSchema.parse(plan);
  }

  /** What was told to stop, to start and to go off, in order, without the way there. */
  get log(): readonly string[] {
    return this.pretend.commands.flatMap((line) => (line.startsWith('apply') ? [] : [line.replace(/ through .*/, '')]));
  }

  fail(ups: Ups, runtimeSeconds = 100): void {
    ups.power = 'battery';
    ups.runtimeSeconds = runtimeSeconds;
  }
  restore(ups: Ups): void {
    ups.power = 'mains';
    ups.runtimeSeconds = 1800;
    ups.isTold = false;
  }

  async until(isSo: () => boolean): Promise<void> {
    for (let step = 0; step < 4000 && !isSo(); step += 1) await this.clock.advance(250);
    expect(isSo()).toBe(true);
  }

  private inventory(): Inventory {
    const hosts = this.pretend.hosts.map((host) => ({
      id: host.name,
      name: host.name,
      endpoint: 'vcenter',
      state: host.isUp ? ('connected' as const) : ('notResponding' as const),
      maintenance: host.maintenance,
      version: '8',
      cluster: 'c1',
    }));
    const cluster = {
      id: 'c1',
      name: 'C',
      endpoint: 'vcenter',
      ha: true,
      drs: 'fullyAutomated',
      vsan: false,
      hosts: ['esx1', 'esx2'],
    } as const;
    const vms = this.pretend.vms.map((vm) => ({
      id: vm.uuid,
      uuid: vm.uuid,
      name: vm.name,
      endpoint: 'vcenter',
      power: vm.power,
      host: vm.host,
      tools: 'running' as const,
      template: false,
      agent: false,
      vcenter: vm.name === 'vcsa',
      self: false,
      folder: '',
      tags: [],
    }));
    return { clusters: [cluster], hosts, vms, machines: [] };
  }

  private source(connectionId: string): UpsSource {
    const ups = connectionId === 'ups-a' ? this.a : this.b;
    return {
      connectionId,
      read: () =>
        Promise.resolve(
          done({
            protocol: 'snmp',
            power: ups.power,
            flags: ups.isTold ? ['shutdownPending'] : [],
            chargePercent: 80,
            runtimeSeconds: ups.runtimeSeconds,
            inputVolts: ups.power === 'mains' ? 230 : 0,
            readAt: this.clock.wall().toISOString(),
            roundTripMs: 1,
            requests: 1,
          }),
        ),
      capabilities: () =>
        Promise.resolve(
          done({ right: { kind: 'unknown' }, commands: [{ name: 'shutdown.return', abortable: true, confirmedBy: 'nothing' }] }),
        ),
      tell: (command) => {
        ups.isTold = command.kind === 'shutdown';
        if (ups.isTold) this.pretend.commands.push(`${connectionId} off`);
        return Promise.resolve(done({ confirmed: 'nothing', abortable: true }));
      },
      close: () => undefined,
    };
  }

  private hypervisor({ id }: Connection): Promise<ReturnType<typeof done<Hypervisor>>> {
    return this.pretend.hypervisor(id).then((opened) => {
      if (!opened.ok) throw new Error(id);
      const found = opened.value;
      if (id !== 'vcenter') return done(found);
      return done({ ...found, inventory: async () => ((await found.answers()) ? done(this.inventory()) : found.inventory()) });
    });
  }

  parts(): EngineParts {
    const machineTitle = { id: 'nas', title: 'nas', kind: 'ssh', address: 'ssh://a@192.0.2.9' } as const;
    const ups = (id: string): Connection => ({ id, title: id.toUpperCase(), kind: 'ups', address: 'snmp://192.0.2.1' });
    const connections = [...this.pretend.list(), machineTitle, ups('ups-a'), ups('ups-b')];
    const adapters: Adapters = {
      ups: (connection) => Promise.resolve(done(this.source(connection.id))),
      hypervisor: (connection) => this.hypervisor(connection),
      machine: (connection) => this.pretend.machine(connection.id),
      workstation: () => this.pretend.workstation(),
      traps: () => Promise.resolve({ close: () => undefined }),
      discover: ({ host }) => Promise.resolve({ host, offers: [], failures: [], advice: [], tookMs: 0 }),
      test: () => Promise.resolve({ reachable: true, findings: [] }),
    };
    const settings = () => ({ ...defaultSettings(), ...this.settings });
    const config: ConfigStore = {
      load: () => ({ settings: settings(), changed: this.settings, connections, plans: [this.plan], activePlan: 'p', problems: [] }),
      saveSettings: () => done(undefined),
      savePlan: () => done(undefined),
      removePlan: () => done(undefined),
      settingsText: () => ({ path: '', text: '' }),
      watch: () => () => undefined,
    };
    let id = 0;
    const wall = () => this.clock.wall();
    return {
      clock: this.clock,
      config,
      adapters,
      secrets: memorySecrets(new Map()),
      journal: openJournal(join(folder, 'journal.db'), wall),
      history: openHistory(join(folder, 'history.db'), wall, { keepDays: 10, maxMegabytes: 10, learn: (list) => Math.max(...list) }),
      inventory: openInventoryMemory(folder),
      version: '0',
      mode: 'live',
      isAsked: false,
      onLine: (line) => this.lines.push(line),
      newId: () => `id${String((id += 1))}-${wall().toISOString()}`,
      soon: (_ms, run) => void this.clock.after(1, run),
      workstationName: 'ws',
    };
  }

  /** Until this workstation was told, and a little longer: nothing follows. */
  async toTheEnd(): Promise<void> {
    await this.until(() => this.log.includes('shutdown workstation'));
    await this.clock.advance(20_000);
  }

  async open() {
    const engine = await createOfficeEngine(this.parts(), () => 'en');
    await this.clock.advance(70_000);
    return engine;
  }
}

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
