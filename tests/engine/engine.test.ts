import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInventoryMemory } from '../../electron/adapters/config/inventory-memory.js';
import { openHistory } from '../../electron/adapters/sqlite/history.js';
import { openJournal } from '../../electron/adapters/sqlite/journal.js';
import { memorySecrets } from '../../electron/adapters/secrets/secrets.js';
import { defaultSettings } from '../../shared/settings/read.js';
import { planSchema, type Plan, type Step } from '../../shared/plan/plan.js';
import { commandName } from '../../shared/ups/command.js';
import { done, failed, type Result } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';
import type { Reading } from '../../shared/ups/reading.js';
import type { Adapters, ConfigStore, LoadedConfig, UpsSource } from '../../electron/core/ports.js';
import { createVirtualClock, type VirtualClock } from '../../electron/core/testing/virtual-clock.js';
import { createOfficeEngine } from '../../electron/core/engine/engine.js';
import type { EngineParts } from '../../electron/core/engine/parts.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sundown-engine-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plan = planSchema.parse({
  version: 1,
  id: 'p',
  title: 'P',
  ups: ['ups1'],
  marginSeconds: 60,
  restore: { restartChargePercent: 0 },
  steps: [
    { id: 'nas', title: 'NAS', action: { kind: 'shutdownMachines' }, timeoutSeconds: 60 },
    { id: 'ups', title: 'UPS', action: { kind: 'upsOutputOff' }, after: ['nas'], timeoutSeconds: 30, beyondPointOfNoReturn: true },
    { id: 'bye', title: 'Bye', action: { kind: 'shutdownWorkstation' }, after: ['ups'], timeoutSeconds: 30, beyondPointOfNoReturn: true },
  ],
});

/** A small office of one UPS, one machine and this workstation, with what was done to it. */
class Office {
  readonly clock: VirtualClock = createVirtualClock();
  readonly log: string[] = [];
  power: 'mains' | 'battery' = 'mains';
  runtimeSeconds = 1000;
  isNasOn = true;
  isSilent = false;
  isUpsSlow = false;
  /** The delay that the UPS keeps to, whatever it was told. */
  upsKeepsTo: { readonly delaySeconds?: number } = {};
  /** The next looks at the NAS take 7 s. */
  isLookSlow = false;
  isLooking = false;
  chargePercent = 80;
  /** The files were changed by somebody. */
  touch: () => void = () => undefined;
  settings: Partial<LoadedConfig['changed']> = { 'general.role': 'coordinator', 'general.armed': true };
  plans: readonly Plan[] = [plan];
  connections: LoadedConfig['connections'] = [
    { id: 'ups1', title: 'UPS', kind: 'ups', address: 'snmp://192.0.2.1' },
    { id: 'nas', title: 'NAS', kind: 'ssh', address: 'ssh://a@192.0.2.2' },
  ];

  flags: Reading['flags'] = [];
  /** UPSes in the order in which they were asked. */
  asked: string[] = [];

  reading(): Result<Reading> {
    if (this.isSilent) return failed('ups/unreachable', message('core.command.unavailable'));
    return done({
      protocol: 'snmp',
      power: this.power,
      flags: this.flags,
      chargePercent: this.chargePercent,
      runtimeSeconds: this.runtimeSeconds,
      inputVolts: this.power === 'mains' ? 230 : 0,
      readAt: this.clock.wall().toISOString(),
      roundTripMs: 1,
      requests: 1,
    });
  }

  parts(): EngineParts {
    const source = (id: string): UpsSource => ({
      connectionId: id,
      read: () => {
        this.asked.push(id);
        return Promise.resolve(this.reading());
      },
      capabilities: () =>
        Promise.resolve(
          done({
            right: { kind: 'unknown' },
            commands: [
              { name: 'shutdown.return', abortable: false, confirmedBy: 'nothing' },
              { name: 'selftest.start', abortable: false, confirmedBy: 'readBack' },
            ],
          }),
        ),
      tell: (command) => {
        const name = id === 'ups1' ? 'ups' : id;
        this.log.push(command.kind === 'shutdown' ? `${name} off` : `${name} ${commandName(command)}`);
        const takesMs = this.isUpsSlow ? 10_000 : 1;
        const outcome = { confirmed: 'nothing' as const, abortable: false, ...this.upsKeepsTo };
        return new Promise((resolve) => this.clock.after(takesMs, () => resolve(done(outcome))));
      },
      close: () => undefined,
    });
    const adapters: Adapters = {
      ups: ({ id }) => Promise.resolve(done(source(id))),
      hypervisor: () => Promise.resolve(failed('x/none', message('core.command.unavailable'))),
      machine: () =>
        Promise.resolve(
          done({
            connectionId: 'nas',
            answers: () => {
              if (!this.isLookSlow) return Promise.resolve(this.isNasOn);
              this.isLooking = true;
              return new Promise((resolve) => this.clock.after(7000, () => resolve(this.isNasOn)));
            },
            shutdown: () => {
              this.log.push('nas off');
              this.isNasOn = false;
              return Promise.resolve(done(undefined));
            },
            wake: () => {
              this.log.push('nas woken');
              this.isNasOn = true;
              return Promise.resolve(done(undefined));
            },
            check: () => Promise.resolve([]),
          }),
        ),
      workstation: () => ({
        shutdown: () => {
          this.log.push('workstation off');
          return Promise.resolve(done(undefined));
        },
        check: () => Promise.resolve([]),
      }),
      traps: () => Promise.resolve({ close: () => undefined }),
      discover: ({ host }) => Promise.resolve({ host, offers: [], failures: [], advice: [], tookMs: 0 }),
      test: () => Promise.resolve({ reachable: true, findings: [] }),
    };
    const config: ConfigStore = {
      load: () => ({
        settings: { ...defaultSettings(), ...this.settings },
        changed: this.settings,
        connections: this.connections,
        plans: this.plans,
        activePlan: 'p',
        problems: [],
      }),
      saveSettings: (file) => {
        this.settings = file.changed;
        this.connections = file.connections;
        return done(undefined);
      },
      savePlan: (kept) => {
        this.plans = [...this.plans.filter((one) => one.id !== kept.id), kept];
        return done(undefined);
      },
      removePlan: () => done(undefined),
      settingsText: () => ({ path: '', text: '' }),
      watch: (changed) => {
        this.touch = changed;
        return () => undefined;
      },
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
      newId: () => `id${String((id += 1))}-${this.clock.wall().toISOString()}`,
      soon: (_ms, run) => void this.clock.after(1, run),
      workstationName: 'ws',
    };
  }
}

const open = (office: Office) => createOfficeEngine(office.parts(), () => 'en');

describe('the engine over a small office', () => {
  it('stays up to the latest safe moment, then takes everything down in order, itself last', async () => {
    const office = new Office();
    const engine = await open(office);
    await office.clock.advance(20_000);
    expect(engine.snapshot()).toMatchObject({ office: 'onMains', uncovered: [] });
    expect(engine.snapshot().plans[0]?.forecast?.verdict).toBe('safe');
    office.power = 'battery';
    await office.clock.advance(60_000);
    expect(engine.snapshot().office).toBe('onBattery');
    expect(engine.snapshot().countdown?.trigger).toBe('latestSafeStart');
    expect(office.log).toEqual([]);
    office.runtimeSeconds = 150;
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off', 'ups off', 'workstation off']);
    await engine.stop();
  });

  it('gives each of two UPSes its own command at the end, and says in the report that nobody saw it and nobody can call it off', async () => {
    const office = new Office();
    office.connections = [...office.connections, { id: 'ups2', title: 'UPS 2', kind: 'ups', address: 'snmp://192.0.2.3' }];
    office.plans = [{ ...plan, ups: ['ups1', 'ups2'] }];
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    await office.clock.advance(180_000);
    expect(office.log).toEqual(['nas off', 'ups off', 'ups2 off', 'workstation off']);
    const runId = engine.snapshot().run?.id ?? '';
    const report = await engine.call('journal.report', { runId });
    const notes = report.ok ? report.value.operations.filter(({ id }) => id.includes('upsOutputOff')).map(({ note }) => note?.key) : [];
    expect(notes).toEqual(['run.remark.upsFinalUnconfirmed', 'run.remark.upsFinalUnconfirmed']);
    await engine.stop();
  });

  describe('tells a UPS what a person wants', () => {
    const test = { upsId: 'ups1', command: { kind: 'selfTest', action: 'start' } } as const;
    const begun = async (change: (office: Office) => void = () => undefined) => {
      const office = new Office();
      change(office);
      const engine = await open(office);
      await office.clock.advance(20_000);
      return { office, engine };
    };
    const answerTo = async (
      { office, engine }: Awaited<ReturnType<typeof begun>>,
      wish: Parameters<typeof engine.call<'ups.command'>>[1],
    ) => {
      const answer = engine.call('ups.command', wish);
      await office.clock.advance(1000);
      return answer;
    };

    it('on mains, and keeps it in the log', async () => {
      const stage = await begun();
      expect(stage.engine.snapshot().ups[0]?.capabilities?.commands.map(({ name }) => name)).toContain('selftest.start');
      expect(await answerTo(stage, test)).toMatchObject({ ok: true, value: { confirmed: 'nothing' } });
      expect(stage.office.log).toEqual(['ups selftest.start']);
      const events = await stage.engine.call('events.list', { limit: 10 });
      expect(events.map(({ kind }) => kind)).toContain('upsCommand');
      await stage.engine.stop();
    });

    it('never as an observer', async () => {
      const stage = await begun((office) => (office.settings = { 'general.role': 'observer', 'general.armed': true }));
      for (const command of [test.command, { kind: 'beeper', action: 'mute' } as const, { kind: 'abortShutdown' } as const])
        expect(await answerTo(stage, { upsId: 'ups1', command })).toMatchObject({ failure: { code: 'ups/observer' } });
      expect(stage.office.log).toEqual([]);
      await stage.engine.stop();
    });

    it('no self-test on battery, and nothing but the beeper while a run has the UPS', async () => {
      const stage = await begun();
      stage.office.power = 'battery';
      await stage.office.clock.advance(10_000);
      expect(await answerTo(stage, test)).toMatchObject({ failure: { code: 'ups/notOnMains' } });
      stage.office.isLookSlow = true;
      const starting = stage.engine.call('run.start', { planId: 'p', confirmation: 'shut down now' });
      await stage.office.clock.advance(9000);
      expect(await starting).toMatchObject({ ok: true });
      expect(await answerTo(stage, { upsId: 'ups1', command: { kind: 'abortShutdown' } })).toMatchObject({
        failure: { code: 'ups/duringRun' },
      });
      expect(await answerTo(stage, { upsId: 'ups1', command: { kind: 'beeper', action: 'mute' } })).toMatchObject({ ok: true });
      expect(stage.office.log.filter((line) => line.startsWith('ups '))).toEqual(['ups beeper.mute']);
      await stage.engine.stop();
    });
  });

  it('asks at once when the system says that its power changed or that it slept, and believes the UPS alone', async () => {
    const office = new Office();
    office.connections = [...office.connections, { id: 'own', title: 'Own', kind: 'ups', address: 'system:' }];
    const engine = await open(office);
    await office.clock.advance(20_500);
    office.asked = [];
    for (let times = 0; times < 3; times += 1) engine.powerHint('powerChanged');
    await office.clock.advance(500);
    expect(office.asked).toEqual(['own']);
    await office.clock.advance(1000);
    office.asked = [];
    engine.powerHint('awoke');
    await office.clock.advance(500);
    expect(office.asked.sort()).toEqual(['own', 'ups1']);
    expect(engine.snapshot()).toMatchObject({ office: 'onMains' });
    await engine.stop();
  });

  it('rehearses with what its UPS says of the command, by reading only', async () => {
    const office = new Office();
    const engine = await open(office);
    await office.clock.advance(20_000);
    const rehearsed = await engine.call('plan.rehearse', { id: 'p' });
    const codes = rehearsed.ok ? rehearsed.value.findings.map(({ code }) => code) : [];
    expect(codes).toEqual(expect.arrayContaining(['ups/rightUnknown', 'ups/notAbortable', 'ups/notShown']));
    expect(office.log).toEqual([]);
    await engine.stop();
  });

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

  it('goes on with an interrupted run at the next start, and repeats nothing', async () => {
    const office = new Office();
    const first = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    for (let step = 0; step < 100 && office.log.length === 0; step += 1) await office.clock.advance(250);
    expect(office.log).toEqual(['nas off']);
    await first.stop();
    const before = [...office.log];
    const second = await open(office);
    await office.clock.advance(120_000);
    expect(office.log.filter((one) => one === 'nas off').length).toBe(1);
    expect([...new Set(office.log)]).toEqual(['nas off', 'ups off', 'workstation off']);
    expect(before.length).toBeLessThan(office.log.length);
    await second.stop();
  });

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

  it('refuses a command whose conditions do not hold, and one that there is not', async () => {
    const office = new Office();
    const engine = await open(office);
    await office.clock.advance(10_000);
    for (const id of ['run.postpone', 'practice.pullPlug', 'plan.arm', 'no.such']) expect((await engine.runCommand(id)).ok).toBe(false);
    expect((await engine.runCommand('plan.disarm')).ok).toBe(true);
    expect(engine.snapshot().armed).toBe(false);
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

  it('says that a runtime deserves less belief when the battery needs replacing', async () => {
    const office = new Office();
    office.flags = ['replaceBattery'];
    const engine = await open(office);
    await office.clock.advance(20_000);
    expect(engine.snapshot().plans[0]?.findings.map((finding) => finding.code)).toContain('plan/runtimeDoubted');
    await engine.stop();
  });

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

  it('counts a UPS that falls silent on battery down, and acts in time', async () => {
    const office = new Office();
    office.runtimeSeconds = 400;
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    await office.clock.advance(20_000);
    office.isSilent = true;
    await office.clock.advance(30_000);
    expect(office.log).toEqual([]);
    await office.clock.advance(400_000);
    expect(office.log[0]).toBe('nas off');
    await engine.stop();
  });
});

describe('what is not known', () => {
  const withHosts = planSchema.parse({
    ...plan,
    steps: [
      { id: 'hosts', title: 'Hosts', action: { kind: 'shutdownHosts' }, timeoutSeconds: 60 },
      ...plan.steps.map((one) => (one.id === 'nas' ? { ...one, after: ['hosts'] } : one)),
    ],
  });

  it('a hypervisor that was never heard is not an empty one: no verdict, a finding, and no UPS cut under it', async () => {
    const office = new Office();
    office.plans = [withHosts];
    office.connections = [...office.connections, { id: 'esx', title: 'esx1', kind: 'vsphere', address: 'vsphere://root@192.0.2.3' }];
    const engine = await open(office);
    await office.clock.advance(20_000);
    const [view] = engine.snapshot().plans;
    expect(view?.forecast?.verdict).toBe('unknown');
    expect(view?.findings).toContainEqual(expect.objectContaining({ code: 'plan/unheard', severity: 'error', target: 'esx' }));
    office.power = 'battery';
    office.runtimeSeconds = 100;
    await office.clock.advance(300_000);
    expect(office.log).toEqual(['nas off']);
    await engine.stop();
  });

  it('one that was heard in an earlier session counts as it was then, also when it does not answer at the start', async () => {
    const office = new Office();
    office.plans = [withHosts];
    office.connections = [...office.connections, { id: 'esx', title: 'esx1', kind: 'vsphere', address: 'vsphere://root@192.0.2.3' }];
    const host = { id: 'ha-host', name: 'esx1', endpoint: 'esx', state: 'connected', maintenance: false, version: '8.0' } as const;
    const inventory = { clusters: [], hosts: [host], vms: [], machines: [] };
    openInventoryMemory(folder).save([{ connectionId: 'esx', isVcenter: false, inventory }]);
    const engine = await open(office);
    await office.clock.advance(20_000);
    const [view] = engine.snapshot().plans;
    expect(view?.forecast?.targets.map((one) => one.name)).toContain('esx1');
    expect(view?.findings.map((one) => one.code)).not.toContain('plan/unheard');
    await engine.stop();
  });

  it('a machine that is silent when the trigger fires is told once it answers, and the UPS waits for it', async () => {
    const office = new Office();
    office.isNasOn = false;
    const engine = await open(office);
    await office.clock.advance(20_000);
    expect(engine.snapshot().plans[0]?.findings.map((one) => one.code)).toContain('plan/machineSilent');
    office.power = 'battery';
    office.runtimeSeconds = 100;
    for (let step = 0; step < 100 && engine.snapshot().run === undefined; step += 1) await office.clock.advance(250);
    office.isNasOn = true;
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off', 'ups off', 'workstation off']);
    await engine.stop();
  });

  it('one that stays silent is given up, not told, and not woken afterwards', async () => {
    const office = new Office();
    office.isNasOn = false;
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    await office.clock.advance(300_000);
    expect(office.log).toEqual(['ups off', 'workstation off']);
    office.power = 'mains';
    await office.clock.advance(600_000);
    expect(office.log).toEqual(['ups off', 'workstation off']);
    await engine.stop();
  });
});

describe('secrets', () => {
  const ups = { id: 'ups1', title: 'UPS', kind: 'ups', address: 'nut://monitor@192.0.2.1/rack?tls=1' } as const;
  const kept = new Map([
    ['ups1.password', 'of the UPS'],
    ['nas.password', 'of the NAS'],
  ]);

  /** An office whose tests tell which secrets they were given. */
  async function opened() {
    const office = new Office();
    office.connections = [ups, ...office.connections.filter((one) => one.kind !== 'ups')];
    const given: (string | undefined)[] = [];
    const parts = office.parts();
    const secrets = memorySecrets(kept);
    const adapters: Adapters = {
      ...parts.adapters,
      test: async (connection, store) => {
        for (const id of [connection.id, 'nas']) {
          const found = await store.get(id, 'password');
          given.push(found.ok ? found.value : undefined);
        }
        return { reachable: true, findings: [] };
      },
    };
    const engine = await createOfficeEngine({ ...parts, secrets, adapters }, () => 'en');
    await office.clock.advance(20_000);
    return { office, engine, given, secrets };
  }

  it.each([
    ['as it is stored', {}, 'of the UPS'],
    ['with another name of the UPS there', { address: 'nut://monitor@192.0.2.1/other?tls=1' }, 'of the UPS'],
    ['at another host', { address: 'nut://monitor@203.0.113.9/rack?tls=1' }, undefined],
    ['at another port', { address: 'nut://monitor@192.0.2.1:9999/rack?tls=1' }, undefined],
    ['as another user', { address: 'nut://root@192.0.2.1/rack?tls=1' }, undefined],
    ['without encryption', { address: 'nut://monitor@192.0.2.1/rack' }, undefined],
    ['by another protocol', { kind: 'ssh', address: 'ssh://monitor@192.0.2.1' }, undefined],
    ['with an address that cannot be read', { address: 'nut:' }, undefined],
  ] as const)(
    'are used in a test of a connection %s: only where they were kept for it, and no other one’s',
    async (_how, change, wanted) => {
      const { engine, given } = await opened();
      await engine.call('connection.test', { connection: { ...ups, ...change }, secrets: {} });
      expect(given).toEqual([wanted, undefined]);
      await engine.stop();
    },
  );

  it('that are typed are used wherever the draft leads', async () => {
    const { engine, given } = await opened();
    const connection = { ...ups, address: 'nut://monitor@203.0.113.9/rack' };
    await engine.call('connection.test', { connection, secrets: { password: 'typed' } });
    expect(given).toEqual(['typed', undefined]);
    await engine.stop();
  });

  it('are forgotten, and that is told, when the connection leads elsewhere; not when only its title changes', async () => {
    const { office, engine, secrets } = await opened();
    expect((await engine.call('connection.save', { ...ups, title: 'Rack' })).ok).toBe(true);
    expect(await secrets.has('ups1', 'password')).toEqual(done(true));
    expect((await engine.call('connection.save', { ...ups, address: 'nut://monitor@203.0.113.9/rack?tls=1' })).ok).toBe(true);
    await office.clock.advance(1000);
    expect(await secrets.has('ups1', 'password')).toEqual(done(false));
    expect(await secrets.has('nas', 'password')).toEqual(done(true));
    expect(engine.snapshot().notices.map((one) => one.topic)).toContain('secrets/forgotten');
    await engine.stop();
  });

  it('go with their connection, and a keychain that keeps them says so', async () => {
    const { office, engine, secrets } = await opened();
    expect((await engine.call('connection.remove', { id: 'nas' })).ok).toBe(true);
    expect(await secrets.has('nas', 'password')).toEqual(done(false));
    const locked = failed('secrets/locked', message('core.command.unavailable'));
    Object.assign(secrets, { forget: () => Promise.resolve(locked) });
    expect(await engine.call('connection.remove', { id: 'ups1' })).toMatchObject({ ok: false, failure: { code: 'secrets/locked' } });
    expect(office.connections.map((one) => one.id)).toEqual([]);
    await engine.stop();
  });
});

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

describe('what a crash left', () => {
  /** An outage that is caught in the middle: the NAS is off, the UPS is not told yet. */
  async function crashed(office: Office): Promise<void> {
    const first = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    for (let step = 0; step < 100 && office.log.length === 0; step += 1) await office.clock.advance(250);
    expect(office.log).toEqual(['nas off']);
    await first.stop();
  }

  it.each([90_000, 7_200_000])('is not shut down again when the office is back on mains after %i ms', async (awayMs) => {
    const office = new Office();
    await crashed(office);
    office.power = 'mains';
    office.isNasOn = true;
    office.runtimeSeconds = 1000;
    await office.clock.advance(awayMs);
    const second = await open(office);
    await office.clock.advance(600_000);
    expect(office.log).toEqual(['nas off']);
    expect(second.snapshot().run?.phase).toBe('restored');
    await second.stop();
  });

  it('waits for a UPS that is still starting, and says so', async () => {
    const office = new Office();
    await crashed(office);
    await office.clock.advance(7_200_000);
    office.isSilent = true;
    office.isNasOn = true;
    const second = await open(office);
    await office.clock.advance(60_000);
    expect(office.log).toEqual(['nas off']);
    expect(second.snapshot().notices.map((notice) => notice.topic)).toContain('run/held');
    office.isSilent = false;
    await office.clock.advance(30_000);
    expect(office.log).toEqual(['nas off', 'nas off', 'ups off', 'workstation off']);
    await second.stop();
  });

  it('is brought back also when it had been turned round already, and the program was restarted while it waited for charge', async () => {
    const office = new Office();
    office.plans = [{ ...plan, onPowerReturn: 'restore', restore: { ...plan.restore, restartChargePercent: 90 } }];
    const first = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    for (let step = 0; step < 100 && office.log.length === 0; step += 1) await office.clock.advance(250);
    office.power = 'mains';
    first.office.cancelRun(true);
    await office.clock.advance(60_000);
    expect(first.snapshot().run?.phase).toBe('aborted');
    await first.stop();
    const second = await open(office);
    await office.clock.advance(60_000);
    expect(office.log).toEqual(['nas off']);
    office.chargePercent = 95;
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off', 'nas woken']);
    await second.stop();
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

describe('a trigger', () => {
  it('begins nothing when power comes back while the office is looked at', async () => {
    const office = new Office();
    office.settings = { ...office.settings, 'policy.stableMainsSeconds': 5 };
    const engine = await open(office);
    await office.clock.advance(60_000);
    office.power = 'battery';
    office.isLookSlow = true;
    office.runtimeSeconds = 100;
    for (let step = 0; step < 400 && !office.isLooking; step += 1) await office.clock.advance(50);
    expect(office.isLooking).toBe(true);
    office.power = 'mains';
    await office.clock.advance(120_000);
    expect(office.log).toEqual([]);
    expect(engine.snapshot().notices.map((notice) => notice.topic)).toContain('run/powerBack');
    await engine.stop();
  });
});

describe('a plan that is to be kept', () => {
  const [nas, ups, bye] = plan.steps as [Step, Step, Step];
  const save = async (changed: Plan) => {
    const office = new Office();
    const engine = await open(office);
    const saved = await engine.call('plan.save', { plan: changed, activate: false });
    await engine.stop();
    expect(office.plans.includes(plan)).toBe(!saved.ok);
    return saved.ok ? 'kept' : `${saved.failure.code}: ${say(saved.failure.message, 'en')}`;
  };

  it.each([
    ['a circle', [nas, { ...ups, after: ['bye'] }, bye], 'plan/cycle: Steps wait for each other in a circle: ups → bye → ups.'],
    [
      'an unknown step',
      [{ ...nas, after: ['no'] }, ups, bye],
      'plan/unknownStep: "NAS" waits for a step no that does not exist. Steps are: nas, ups, bye.',
    ],
    ['two steps of one id', [nas, { ...nas, title: 'Again' }, ups, bye], 'plan/stepTwice: Two steps have the id nas.'],
    [
      'what can be done only once in it twice',
      [nas, ups, { ...ups, id: 'again', title: 'Again' }, { ...bye, after: ['ups', 'again'] }],
      'plan/actionTwice: "Again" does the same as "UPS": this can be done only once in a run.',
    ],
    [
      'this workstation before the UPS',
      [nas, { ...ups, after: ['bye'] }, { ...bye, after: ['nas'] }],
      'plan/order: "Bye" must wait for "UPS".',
    ],
    [
      'a step that names nothing',
      [{ ...nas, select: { names: [] } }, ups, bye],
      'plan/emptySelection: "NAS" names nothing, so it would do nothing. Name what it is for, let it take everything left ("rest": true), or remove it.',
    ],
  ])('is refused with %s, in the words of the finding', async (_what, steps, words) => {
    expect(await save({ ...plan, steps })).toBe(words);
  });

  it('is refused with more supplies required than it names', async () => {
    expect(await save({ ...plan, requiredSupplies: 2 })).toBe('plan/tooFewSupplies: The plan needs 2 supplies, but names only 1.');
  });

  it('is kept when only the office stands in its way: that can be mended after the plan', async () => {
    expect(await save({ ...plan, ups: ['not-yet'] })).toBe('kept');
    expect(await save({ ...plan, steps: [{ ...nas, select: { names: ['not-yet'] } }, ups, bye] })).toBe('kept');
  });

  it('is laid over its own UPSes, not over those of the plan in force', async () => {
    const office = new Office();
    office.plans = [plan, { ...plan, id: 'other', ups: ['ups2'] }];
    const engine = await open(office);
    await office.clock.advance(20_000);
    expect(engine.snapshot().plans.map((view) => view.forecast?.batterySeconds)).toEqual([1000, undefined]);
    await engine.stop();
  });
});

describe('who may act', () => {
  const fail = async (office: Office) => {
    office.power = 'battery';
    office.runtimeSeconds = 100;
    await office.clock.advance(30_000);
  };

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

  it('never starts what a person shut down on mains again, also when an outage came in between', async () => {
    const office = new Office();
    office.plans = [{ ...plan, steps: plan.steps.slice(0, 1) }];
    const engine = await open(office);
    await office.clock.advance(60_000);
    expect((await engine.call('run.start', { planId: 'p', confirmation: 'shut down now' })).ok).toBe(true);
    await office.clock.advance(300_000);
    office.flags = ['lowBattery'];
    await fail(office);
    expect(engine.snapshot().run).toMatchObject({ trigger: 'lowBattery', phase: 'finished' });
    office.power = 'mains';
    office.flags = [];
    office.runtimeSeconds = 1000;
    await office.clock.advance(300_000);
    expect(office.log).not.toContain('nas woken');
    await engine.stop();
  });
});
