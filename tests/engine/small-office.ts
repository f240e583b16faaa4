import { join } from 'node:path';
import { openInventoryMemory } from '../../electron/adapters/config/inventory-memory.js';
import { openHistory } from '../../electron/adapters/sqlite/history.js';
import { openJournal } from '../../electron/adapters/sqlite/journal.js';
import { memorySecrets } from '../../electron/adapters/secrets/secrets.js';
import { defaultSettings } from '../../shared/settings/read.js';
import { planSchema, type Plan } from '../../shared/plan/plan.js';
import { commandName } from '../../shared/ups/command.js';
import { done, failed, type Result } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';
import type { Reading } from '../../shared/ups/reading.js';
import type { Adapters, ConfigStore, LoadedConfig, UpsSource } from '../../electron/core/ports.js';
import { createVirtualClock, type VirtualClock } from '../../electron/core/testing/virtual-clock.js';
import { createOfficeEngine } from '../../electron/core/engine/engine.js';
import type { EngineParts } from '../../electron/core/engine/parts.js';
import { freshFolder } from './fresh-folder.js';

/** What an earlier session knew of the inventory. */
export const inventoryMemory = () => openInventoryMemory(freshFolder());

export const plan = planSchema.parse({
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
export class Office {
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
      journal: openJournal(join(freshFolder(), 'journal.db'), wall),
      history: openHistory(join(freshFolder(), 'history.db'), wall, { keepDays: 10, maxMegabytes: 10, learn: (list) => Math.max(...list) }),
      inventory: inventoryMemory(),
      version: '0',
      mode: 'live',
      isAsked: false,
      newId: () => `id${String((id += 1))}-${this.clock.wall().toISOString()}`,
      soon: (_ms, run) => void this.clock.after(1, run),
      workstationName: 'ws',
    };
  }
}

export const open = (office: Office) => createOfficeEngine(office.parts(), () => 'en');
