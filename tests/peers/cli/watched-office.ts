import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlFile } from '../../../electron/adapters/sqlite/database.js';
import { openJournal, type SqliteJournal } from '../../../electron/adapters/sqlite/journal.js';
import { managementCard, smartUps } from '../snmpd/recordings.js';
import { startSnmpd, type SnmpdPeer } from '../snmpd/snmpd.js';
import { startVcsim, type Vcsim, type VcsimOptions } from '../vcsim/vcsim.js';
import { officeConnections, officePlan, officeSecrets, writeOffice } from './office.js';
import { until, type Going, type Sundown } from './sundown.js';

const powernet = '1.3.6.1.4.1.318.1.1.1';
const runtimeOid = `${powernet}.2.2.3.0`;
const offOid = `${powernet}.6.2.2.0`;
const flagsOid = `${powernet}.11.1.1.0`;
/** As short as it goes: what is wanted the program sets itself. */
const shutoffDelayOid = `${powernet}.5.2.10.0`;
/** upsBasicStateOutputState on battery, with "graceful shutdown initiated" (flag 22) as a card raises it once it was told. */
const flagsWhenTold = Array.from({ length: 64 }, (_, index) => ([1, 2, 6, 19, 22].includes(index + 1) ? '1' : '0')).join('');

/** Calls that stop or start something, by method. */
export type Calls = Readonly<Record<string, number>>;

/** An office of three hosts, 20 VMs and vCenter on vcsim behind a UPS on snmpd, and `watch` over it. */
export interface WatchedOffice {
  readonly office: Vcsim;
  readonly agent: SnmpdPeer;
  readonly folder: string;
  readonly password: string;
  /** Armed unless said otherwise. */
  configure(role: 'coordinator' | 'observer', more?: { readonly armed: boolean }): void;
  /** Starts `watch` and waits until it has heard of the UPS. */
  watch(): Promise<Going>;
  /** Every `watch` so far, in order. */
  watching(): readonly Going[];
  /** Mains fails with so little runtime that the latest safe start has come. */
  fail(): void;
  /** Mains is back. */
  mains(): void;
  /** How often the UPS was told to go off. */
  told(): number;
  isDark(): Promise<boolean>;
  vmsOff(): Promise<number>;
  stops(): Promise<Calls>;
  /** What the journal holds, read beside the program while it runs or after it has ended. */
  journal<T>(read: (journal: SqliteJournal) => T): T | undefined;
  /** Has the journal say that what it tells was this much longer ago, as when the workstation was off meanwhile. */
  letPass(seconds: number): void;
  close(): Promise<void>;
}

export async function openWatchedOffice(sundown: Sundown, options: VcsimOptions = {}): Promise<WatchedOffice> {
  const password = 'Gr8-office-secret';
  const agent = await startSnmpd({
    facts: [...managementCard, ...smartUps].map(([oid, type, value]) => [oid, type, oid === shutoffDelayOid ? 100 : value]),
    reactions: [{ written: offOid, value: 3, then: flagsOid, becomes: flagsWhenTold }],
  });
  const office = await startVcsim({ password, hosts: 3, vms: 20, guestSeconds: 0.5, hostSeconds: 0.3, bootSeconds: 0.3, ...options });
  const folder = sundown.folder();
  const watching: Going[] = [];
  const watch = async () => {
    const one = sundown.start(['watch', '--config', folder, '--json-lines'], officeSecrets(office));
    watching.push(one);
    await until(() => one.child.exitCode !== null || one.lines().some((line) => line.kind === 'upsChanged'));
    return one;
  };
  return {
    office,
    agent,
    folder,
    password,
    watch,
    configure: (role, { armed } = { armed: true }) => {
      const connections = officeConnections(office, agent);
      writeOffice(folder, connections, officePlan(connections, ['app001', 'vcenter']), {
        'general.role': role,
        'general.armed': armed,
        'policy.confirmSeconds': 1,
        'policy.stableMainsSeconds': 5,
        'ups.pollMainsSeconds': 1,
      });
    },
    watching: () => watching,
    fail: () => {
      agent.scenario('onbattery');
      agent.change(runtimeOid, 30_000);
    },
    mains: () => agent.scenario('online'),
    told: () => agent.sets().filter((set) => set.oid === offOid).length,
    isDark: async () => (await office.control.state()).hosts.every((host) => !host.on),
    vmsOff: async () => (await office.control.state()).vms.filter((vm) => vm.power === 'off').length,
    stops: () => stopsOf(office),
    journal: (read) => {
      const path = join(folder, 'journal.db');
      if (!existsSync(path)) return undefined;
      const journal = openJournal(path, () => new Date());
      try {
        return read(journal);
      } finally {
        journal.close();
      }
    },
    letPass: (seconds) => {
      const file = openSqlFile(join(folder, 'journal.db'), { schema: '' });
      file.run("UPDATE entry SET at = strftime('%Y-%m-%dT%H:%M:%fZ', at, ?)", `-${String(seconds)} seconds`);
      file.close();
    },
    close: async () => {
      for (const one of watching) one.child.kill('SIGKILL');
      await Promise.all(watching.map((one) => one.ended));
      await office.stop();
      await agent.stop();
    },
  };
}

async function stopsOf(office: Vcsim): Promise<Calls> {
  const { calls, hosts } = await office.control.state();
  const sums: Record<string, number> = {};
  for (const part of [calls, ...hosts.map((host) => host.calls)])
    for (const [name, count] of Object.entries(part))
      if (/^(ShutdownGuest|PowerOffVM_Task|ShutdownHost_Task)$/.test(name)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
