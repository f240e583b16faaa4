import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../electron/adapters/sqlite/history.js';
import { openJournal } from '../../electron/adapters/sqlite/journal.js';
import { memorySecrets } from '../../electron/adapters/secrets/secrets.js';
import { defaultSettings } from '../../shared/settings/read.js';
import { planSchema, type Plan } from '../../shared/plan/plan.js';
import { done, failed, type Result } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';
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
  /** The next looks at the NAS take 7 s. */
  isLookSlow = false;
  isLooking = false;
  chargePercent = 80;
  /** The files were changed by somebody. */
  touch: () => void = () => undefined;
  settings: Partial<LoadedConfig['changed']> = { 'general.role': 'coordinator', 'general.armed': true };
  plans: readonly Plan[] = [plan];

  flags: Reading['flags'] = [];

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
    const source: UpsSource = {
      connectionId: 'ups1',
      read: () => Promise.resolve(this.reading()),
      capabilities: () => Promise.resolve(done({ shutdownWithReturn: true, shutdownStayOff: true, abortShutdown: false, selfTest: false })),
      shutdownOutput: () => {
        this.log.push('ups off');
        return new Promise((resolve) => this.clock.after(this.isUpsSlow ? 10_000 : 1, () => resolve(done({ abortable: false }))));
      },
      abortShutdown: () => Promise.resolve(done(undefined)),
      close: () => undefined,
    };
    const adapters: Adapters = {
      ups: () => Promise.resolve(done(source)),
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
      test: () => Promise.resolve({ reachable: true, findings: [] }),
    };
    const config: ConfigStore = {
      load: () => ({
        settings: { ...defaultSettings(), ...this.settings },
        changed: this.settings,
        connections: [
          { id: 'ups1', title: 'UPS', kind: 'ups', address: 'snmp://192.0.2.1' },
          { id: 'nas', title: 'NAS', kind: 'ssh', address: 'ssh://a@192.0.2.2' },
        ],
        plans: this.plans,
        activePlan: 'p',
        problems: [],
      }),
      saveSettings: (file) => {
        this.settings = file.changed;
        return done(undefined);
      },
      savePlan: () => done(undefined),
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

  it('never starts what a person shut down on mains again until they ask', async () => {
    const office = new Office();
    office.plans = [{ ...plan, steps: plan.steps.slice(0, 1) }];
    const engine = await open(office);
    await office.clock.advance(60_000);
    expect((await engine.call('run.start', { planId: 'p', confirmation: 'shut down now' })).ok).toBe(true);
    await office.clock.advance(300_000);
    expect(office.log).toEqual(['nas off']);
    expect(engine.snapshot().run?.phase).toBe('finished');
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
    for (let step = 0; step < 400 && engine.snapshot().run?.phase !== 'beyond'; step += 1) await office.clock.advance(250);
    expect(engine.snapshot().run?.phase).toBe('beyond');
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
