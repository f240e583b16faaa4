import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serverThere } from '../peers/available.js';
import { officeConnections, officePlan, officeSecrets, writeOffice } from '../peers/cli/office.js';
import { openSundown, until, type Going, type Sundown } from '../peers/cli/sundown.js';
import { managementCard, smartUps } from '../peers/snmpd/recordings.js';
import { startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';
import { startVcsim, vcsimThere, type Vcsim } from '../peers/vcsim/vcsim.js';

const runtimeOid = '1.3.6.1.4.1.318.1.1.1.2.2.3.0';
const offOid = '1.3.6.1.4.1.318.1.1.1.6.2.2.0';
const password = 'Gr8-office-secret';
const isThere = vcsimThere() && serverThere('watching an office', ['snmpd']);

describe.runIf(isThere)('watch over a cluster with its own vCenter inside (vcsim, snmpd)', () => {
  let sundown: Sundown;
  let office: Vcsim;
  let agent: SnmpdPeer;
  let folder: string;
  let watching: Going[];
  beforeAll(async () => {
    sundown = await openSundown();
  });
  afterAll(async () => {
    expect(sundown.powerOffs()).toBe('');
    await sundown.close();
  });
  beforeEach(async () => {
    watching = [];
    agent = await startSnmpd({ facts: [...managementCard, ...smartUps] });
    office = await startVcsim({ password, hosts: 3, vms: 20, guestSeconds: 0.5, hostSeconds: 0.3, bootSeconds: 0.3 });
    folder = sundown.folder();
  });
  afterEach(async () => {
    for (const one of watching) one.child.kill('SIGKILL');
    await Promise.all(watching.map((one) => one.ended));
    await office.stop();
    await agent.stop();
  });

  function configure(role: 'coordinator' | 'observer'): void {
    const connections = officeConnections(office, agent);
    writeOffice(folder, connections, officePlan(connections, ['app001', 'vcenter']), {
      'general.role': role,
      'general.armed': true,
      'policy.confirmSeconds': 1,
      'policy.stableMainsSeconds': 5,
      'ups.pollMainsSeconds': 1,
    });
  }

  async function watch(): Promise<Going> {
    const one = sundown.start(['watch', '--config', folder, '--json-lines'], officeSecrets(office));
    watching.push(one);
    await until(() => one.lines().some((line) => line.kind === 'upsChanged'));
    return one;
  }

  /** Mains fails with so little runtime that the latest safe start has come. */
  function fail(): void {
    agent.scenario('onbattery');
    agent.change(runtimeOid, 30_000);
  }

  const told = () => agent.sets().filter((set) => set.oid === offOid).length;
  const isDark = async () => (await office.control.state()).hosts.every((host) => !host.on);
  const phaseOf = (one: Going) => one.lines().map((line) => line.kind);
  async function stops(): Promise<Readonly<Record<string, number>>> {
    const { calls, hosts } = await office.control.state();
    const sums: Record<string, number> = {};
    for (const part of [calls, ...hosts.map((host) => host.calls)])
      for (const [name, count] of Object.entries(part))
        if (/^(ShutdownGuest|PowerOffVM_Task|ShutdownHost_Task)$/.test(name)) sums[name] = (sums[name] ?? 0) + count;
    return sums;
  }
  function leaksNothing(): void {
    for (const { stdout, stderr } of watching) expect(stdout() + stderr()).not.toContain(password);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name), 'latin1')).not.toContain(password);
  }

  it('takes every VM and host down in order and tells the UPS last; no secret is written anywhere', async () => {
    configure('coordinator');
    const one = await watch();
    fail();
    await until(() => phaseOf(one).includes('runFinished'));
    const state = await office.control.state();
    expect(state.vms.filter((vm) => vm.power === 'on')).toEqual([]);
    expect(state.hosts.filter((host) => host.on)).toEqual([]);
    expect(await stops()).toEqual({ ShutdownGuest: 21, ShutdownHost_Task: 3 });
    expect(told()).toBe(1);
    const actions = one.lines().flatMap((line) => (line.kind === 'operationDone' ? [String(line['action'])] : []));
    expect(actions.lastIndexOf('ensureVmOff')).toBeLessThan(actions.indexOf('ensureHostOff'));
    expect(actions.at(-1)).toBe('upsOutputOff');
    leaksNothing();
  });

  it('starts again what it stopped when mains is back before the point of no return', async () => {
    // Guests slow enough for mains to be stable again while they still go down.
    await office.stop();
    office = await startVcsim({ password, hosts: 3, vms: 20, guestSeconds: 6, hostSeconds: 0.3, bootSeconds: 0.3 });
    configure('coordinator');
    const one = await watch();
    fail();
    await until(async () => (await office.control.state()).vms.filter((vm) => vm.power === 'off').length >= 4);
    agent.scenario('online');
    await until(() => phaseOf(one).includes('restoreStarted'));
    await until(async () => (await office.control.state()).vms.filter((vm) => vm.power === 'on').length === 21);
    expect(phaseOf(one)).not.toContain('pointOfNoReturnPassed');
    expect(told()).toBe(0);
    expect(await office.control.state()).toMatchObject({ vcenterUp: true, ha: true });
  });

  it.each([0.1, 0.45, 0.8])('ends the same after kill -9 with %f of the VMs down, and tells nobody twice', async (share) => {
    configure('coordinator');
    const one = await watch();
    fail();
    await until(async () => (await office.control.state()).vms.filter((vm) => vm.power === 'off').length >= 1 + Math.round(share * 20));
    one.child.kill('SIGKILL');
    await one.ended;
    const again = await watch();
    await until(isDark);
    await until(() => phaseOf(again).includes('runFinished'));
    expect((await office.control.state()).vms.filter((vm) => vm.power === 'on')).toEqual([]);
    expect(await stops()).toEqual({ ShutdownGuest: 21, ShutdownHost_Task: 3 });
    expect(told()).toBe(1);
  });

  it('never acts as an observer', async () => {
    configure('observer');
    const one = await watch();
    fail();
    await until(() => phaseOf(one).includes('triggerFired'));
    await until(() => one.lines().some((line) => line.kind === 'notice' && JSON.stringify(line).includes('observer')));
    expect(await stops()).toEqual({});
    expect(told()).toBe(0);
    expect(phaseOf(one)).not.toContain('runStarted');
  });
});
