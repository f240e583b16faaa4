import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, type SqliteJournal } from '../../electron/adapters/sqlite/journal.js';
import { openVsphere } from '../../electron/adapters/vsphere/hypervisor.js';
import { createConnections, type Connections } from '../../electron/core/connections.js';
import { createPerformer } from '../../electron/core/performer.js';
import { systemClock } from '../../electron/compose/system-clock.js';
import type { Adapters } from '../../electron/core/ports.js';
import { createRunner, type RunLine, type Runner } from '../../electron/core/runner.js';
import type { Inventory } from '../../shared/inventory/inventory.js';
import { compile } from '../../shared/plan/compile.js';
import { planSchema } from '../../shared/plan/plan.js';
import { failed, type Result } from '../../shared/result.js';
import type { Connection } from '../../shared/settings/connection.js';
import { message } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';
import { startVcsim, vcsimThere, type Vcsim, type VcsimState } from '../peers/vcsim/vcsim.js';

const plan = planSchema.parse({
  version: 1,
  id: 'office',
  title: 'Office',
  ups: ['ups'],
  steps: [
    { id: 'prepare', title: 'Cluster', action: { kind: 'prepareCluster' }, timeoutSeconds: 30 },
    { id: 'vms', title: 'VMs', action: { kind: 'shutdownVms' }, after: ['prepare'], timeoutSeconds: 6, onTimeout: 'force' },
    { id: 'vcenter', title: 'vCenter', action: { kind: 'shutdownVcenter' }, after: ['vms'], timeoutSeconds: 60, onTimeout: 'force' },
    {
      id: 'hosts',
      title: 'Hosts',
      action: { kind: 'shutdownHosts', maintenance: true },
      after: ['vcenter'],
      // A third of it goes to maintenance mode, which the agent holds up: nobody but vCenter can stop it, and vCenter is gone.
      timeoutSeconds: 30,
      onTimeout: 'force',
      beyondPointOfNoReturn: true,
    },
  ],
});

const clock = systemClock();

let office: Vcsim;
let folder: string;
let journal: SqliteJournal;
let connections: Connections;
let runner: Runner;
const lines: RunLine[] = [];

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(say(result.failure.message, 'en'));
  return result.value;
}

function configured(): readonly Connection[] {
  const to = (id: string, port: number, more: Partial<Connection> = {}): Connection => ({
    id,
    title: id,
    kind: 'vsphere',
    address: `vsphere://${encodeURIComponent(office.user)}@127.0.0.1:${String(port)}`,
    pin: office.fingerprint,
    ...more,
  });
  const hosts = [...office.hostPorts].map(([name, port]) => to(name.split('.')[0] ?? name, port, { hostName: name }));
  return [to('vcenter', office.port), ...hosts];
}

/** The pieces that the engine is made of, over real connections and a journal on disk. */
function assemble(): void {
  const none = failed('test/none', message('vsphere.closed', { host: 'test' }));
  const adapters: Pick<Adapters, 'hypervisor' | 'ups' | 'machine'> = {
    hypervisor: (connection) => openVsphere(connection, () => Promise.resolve(office.password), { own: { macs: [], addresses: [] } }),
    ups: () => Promise.resolve(none),
    machine: () => Promise.resolve(none),
  };
  connections = createConnections(
    adapters as Adapters,
    configured(),
    () => none.failure,
    () => undefined,
  );
  const workstation = { shutdown: () => Promise.resolve(none), check: () => Promise.resolve([]) };
  journal = openJournal(join(folder, 'journal.db'), () => new Date());
  runner = createRunner({
    journal,
    clock,
    perform: createPerformer({ ...connections, workstation: () => workstation }, clock),
    newRunId: () => 'run-1',
    tell: (line) => lines.push(line),
    changed: () => undefined,
    problem: (what) => {
      throw new Error(say(what, 'en'));
    },
  });
}

async function readOffice(): Promise<Inventory> {
  const inventory = value(await value(await connections.hypervisor('vcenter')).inventory());
  return { ...inventory, hosts: inventory.hosts.map((host) => ({ ...host, direct: host.name.split('.')[0] ?? '' })) };
}

async function start(): Promise<void> {
  const { operations, ranBefore } = compile(plan, await readOffice(), { connections: configured() });
  value(runner.start({ plan, operations, trigger: 'person', mode: 'live', ranBefore, power: 'battery' }));
}

const power = (state: VcsimState) => Object.fromEntries(state.vms.filter((vm) => !vm.agent).map((vm) => [vm.name, vm.power]));
const hostsOn = (state: VcsimState) => state.hosts.map((host) => host.on);

async function eventually(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 100));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sundown-run-'));
  lines.length = 0;
});
afterEach(async () => {
  runner.close();
  await connections.close();
  journal.close();
  await office.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!vcsimThere())('a run over a cluster with its own vCenter inside (vcsim)', () => {
  it('brings everything down in order, a hung guest by force, and everything that ran back up', async () => {
    office = await startVcsim({ hosts: 3, vms: 7, agents: 1, guestSeconds: 0.5, hostSeconds: 0.3, bootSeconds: 0.3 });
    await office.control.hang('app003');
    await office.control.power('app005', 'off');
    assemble();
    await start();
    const down = await runner.idle();
    expect(down?.phase).toBe('finished');
    const failures = lines.filter((line) => line.kind === 'operationFailed' && line.final);
    expect(failures).toEqual([]);
    const dark = await office.control.state();
    expect(new Set(Object.values(power(dark)))).toEqual(new Set(['off']));
    expect(hostsOn(dark)).toEqual([false, false, false]);
    expect(dark).toMatchObject({ ha: true, haHostMonitoring: 'disabled', drsBehavior: 'manual' });
    const order = lines.flatMap((line) => (line.kind === 'operationDone' ? [line.action] : []));
    expect(order.lastIndexOf('ensureVmOff')).toBeLessThan(order.indexOf('ensureHostOff'));
    expect(lines.find((line) => line.kind === 'operationDone' && line.target === 'vcenter')).toMatchObject({ acted: true });

    // The UPS cycles its output: hosts with "power on after AC loss" start, in maintenance mode still.
    runner.powerReturned();
    for (const name of office.hostPorts.keys()) await office.control.hostOn(name);
    runner.allowRestore(true);
    await eventually(async () => runner.current()?.phase === 'restored');
    const bright = await office.control.state();
    const { app005, 'golden-image': template, ...rest } = power(bright);
    expect(app005).toBe('off');
    expect(template).toBe('off');
    expect(new Set(Object.values(rest))).toEqual(new Set(['on']));
    expect(bright.hosts.map((host) => host.maintenance)).toEqual([false, false, false]);
    expect(bright).toMatchObject({ vcenterUp: true, ha: true, haHostMonitoring: 'enabled', drsBehavior: 'fullyAutomated' });
  });

  it('follows its VMs by their identity while the office moves, forgets its sessions and refuses', async () => {
    office = await startVcsim({ hosts: 3, vms: 10, guestSeconds: 1, hostSeconds: 0.3, bootSeconds: 0.3 });
    const { control } = office;
    await control.drs('partiallyAutomated');
    await control.power('app004', 'suspended');
    await control.hang('app005');
    await control.protect('app001', 'app006');
    assemble();
    await start();
    // Compiled already: DRS moves a VM and vCenter's own, the Tools of one end, one asks a question, and vCenter loses a host.
    await control.migrate('app002', 'esxi01.example.net');
    await control.migrate('vcenter', 'esxi02.example.net');
    await control.tools('app008', false);
    await control.question('app010', 'Moved or copied?');
    await control.hostLost('esxi03.example.net');
    await eventually(async () => ((await control.state()).calls['ShutdownGuest'] ?? 0) >= 4);
    await control.endSessions();
    await control.power('app005', 'suspended');
    const down = await runner.idle();
    expect(down?.phase).toBe('finished');
    const failures = lines.filter((line) => line.kind === 'operationFailed' && line.final);
    expect(failures).toMatchObject([{ action: 'ensureVmOff', target: 'app010', code: 'vsphere/questionPending' }]);
    const dark = await control.state();
    const { app004, app005, ...rest } = power(dark);
    expect([app004, app005]).toEqual(['suspended', 'suspended']);
    expect(new Set(Object.values(rest))).toEqual(new Set(['off']));
    expect(hostsOn(dark)).toEqual([false, false, false]);
    const touched = lines.flatMap((line) => (line.kind === 'operationIntended' ? [line.target] : []));
    expect(touched).not.toContain('app004');
    expect(touched).not.toContain('app006');
    expect(touched).toContain('app001');
    expect(dark.drsBehavior).toBe('manual');

    await control.question('app010', '');
    await control.refuseCluster(1);
    runner.powerReturned();
    for (const name of office.hostPorts.keys()) await control.hostOn(name);
    runner.allowRestore(true);
    await eventually(async () => runner.current()?.phase === 'restored');
    const bright = await control.state();
    const { app004: before, 'golden-image': template, ...others } = power(bright);
    expect([before, template]).toEqual(['suspended', 'off']);
    expect(new Set(Object.values(others))).toEqual(new Set(['on']));
    expect(lines.filter((line) => line.kind === 'operationFailed' && line.action === 'restoreCluster')).toMatchObject([{ final: false }]);
    expect(bright).toMatchObject({ ha: true, haHostMonitoring: 'enabled', admissionControl: true, drsBehavior: 'partiallyAutomated' });
  });

  it('goes on where it was after the program died in the middle, with vCenter gone meanwhile', async () => {
    office = await startVcsim({ hosts: 2, vms: 4, guestSeconds: 0.5, hostSeconds: 0.3, bootSeconds: 0.3 });
    assemble();
    await start();
    await eventually(async () => (await office.control.state()).vms.filter((vm) => vm.power === 'off').length >= 4);
    runner.close();
    await connections.close();
    journal.close();
    await eventually(async () => (await office.control.state()).vms.filter((vm) => vm.power === 'on').length <= 1);
    await office.control.power('vcenter', 'off');
    assemble();
    expect(runner.resumeUnfinished({ power: 'battery' })).toBe('run-1');
    const down = await runner.idle();
    expect(down?.phase).toBe('finished');
    const dark = await office.control.state();
    expect(new Set(Object.values(power(dark)))).toEqual(new Set(['off']));
    expect(hostsOn(dark)).toEqual([false, false]);
  });
});
