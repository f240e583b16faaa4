import { join } from 'node:path';
import { expect } from 'vitest';
import { openInventoryMemory } from '../../electron/adapters/config/inventory-memory.js';
import { openHistory } from '../../electron/adapters/sqlite/history.js';
import { openJournal } from '../../electron/adapters/sqlite/journal.js';
import { memorySecrets } from '../../electron/adapters/secrets/secrets.js';
import { createOfficeEngine } from '../../electron/core/engine/engine.js';
import type { EngineParts } from '../../electron/core/engine/parts.js';
import type { Adapters, ConfigStore, Hypervisor, LoadedConfig, UpsSource } from '../../electron/core/ports.js';
import { PretendOffice } from '../../electron/core/testing/pretend-office.js';
import { createVirtualClock, type VirtualClock } from '../../electron/core/testing/virtual-clock.js';
import type { Inventory } from '../../shared/inventory/inventory.js';
import { planSchema, type Plan, type PlanInput } from '../../shared/plan/plan.js';
import { done, failed } from '../../shared/result.js';
import type { Connection } from '../../shared/settings/connection.js';
import { defaultSettings } from '../../shared/settings/read.js';
import { message } from '../../shared/text/message.js';
import type { ToldLine } from '../../electron/core/engine/watch-line.js';
import { freshFolder } from './fresh-folder.js';

export const steps: PlanInput['steps'] = [
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
export const apart: PlanInput = {
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

export class Ups {
  power: 'mains' | 'battery' = 'mains';
  runtimeSeconds = 1800;
  isTold = false;
  isSilent = false;
}

/** Two hosts in one cluster with vCenter on the second, a NAS and this workstation, on two UPSes. */
export class Office {
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
  /** Its files were changed by somebody. */
  reload: () => void = () => undefined;
  settings: LoadedConfig['changed'] = { 'general.role': 'coordinator', 'general.armed': true };

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
    ups.isSilent = false;
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
      read: () => {
        if (ups.isSilent) return Promise.resolve(failed('ups/unreachable', message('core.command.unavailable')));
        return Promise.resolve(
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
        );
      },
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
      watch: (listener) => {
        this.reload = listener;
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
      journal: openJournal(join(freshFolder(), 'journal.db'), wall),
      history: openHistory(join(freshFolder(), 'history.db'), wall, { keepDays: 10, maxMegabytes: 10, learn: (list) => Math.max(...list) }),
      inventory: openInventoryMemory(freshFolder()),
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

  start() {
    return createOfficeEngine(this.parts(), () => 'en');
  }

  async open() {
    const engine = await this.start();
    await this.clock.advance(70_000);
    return engine;
  }
}
