import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serverThere } from '../peers/available.js';
import { officeConnections, officePlan, officeSecrets, writeOffice } from '../peers/cli/office.js';
import { trayItems, until } from '../peers/desktop/bus.js';
import { desktopPrograms, type Desktop } from '../peers/desktop/desktop.js';
import { managementCard, smartUps } from '../peers/snmpd/recordings.js';
import { startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';
import { startVcsim, vcsimThere, type Vcsim } from '../peers/vcsim/vcsim.js';
import { Stage, type Launched } from './harness.js';

const runtimeOid = '1.3.6.1.4.1.318.1.1.1.2.2.3.0';
const offOid = '1.3.6.1.4.1.318.1.1.1.6.2.2.0';
const password = 'Gr8-office-secret';
const isThere = vcsimThere() && serverThere('an outage seen through by the tray application', [...desktopPrograms, 'snmpd']);
const snapshotOf = (page: Page) => page.evaluate(() => window.sundown.call['app.snapshot'](undefined));

describe.runIf(isThere)('the tray application over a cluster with its own vCenter inside (vcsim, snmpd)', () => {
  const stage = new Stage();
  let desktop: Desktop;
  let office: Vcsim;
  let agent: SnmpdPeer;
  let userDataDir: string;
  let running: Launched[] = [];
  beforeAll(async () => {
    desktop = await stage.desktop();
  });
  beforeEach(async () => {
    agent = await startSnmpd({ facts: [...managementCard, ...smartUps] });
    office = await startVcsim({ password, hosts: 2, vms: 10, guestSeconds: 1, hostSeconds: 0.5, bootSeconds: 0.3 });
    userDataDir = stage.folder();
  });
  afterEach(async () => {
    for (const one of running) await one.close();
    running = [];
    await office.stop();
    await agent.stop();
  });
  afterAll(() => stage.end());

  function configure(role: 'coordinator' | 'observer'): void {
    const connections = officeConnections(office, agent);
    writeOffice(userDataDir, connections, officePlan(connections, ['app001', 'vcenter']), {
      'general.role': role,
      'general.armed': true,
      'policy.confirmSeconds': 1,
      'ups.pollMainsSeconds': 1,
    });
  }

  async function start(): Promise<{ readonly launched: Launched; readonly page: Page }> {
    const environment = { ...desktop.environment, ...officeSecrets(office) };
    const launched = await stage.launch({ desktop: { ...desktop, environment }, program: 'shipped', userDataDir });
    running.push(launched);
    await until('the tray is there', async () => (await trayItems(desktop.environment)).length === 1);
    return { launched, page: await launched.window() };
  }

  /** Mains fails with so little runtime that the latest safe start has come. */
  function fail(): void {
    agent.scenario('onbattery');
    agent.change(runtimeOid, 30_000);
  }

  const told = () => agent.sets().filter((set) => set.oid === offOid).length;
  async function stops(): Promise<Readonly<Record<string, number>>> {
    const { calls, hosts } = await office.control.state();
    const sums: Record<string, number> = {};
    for (const part of [calls, ...hosts.map((host) => host.calls)])
      for (const [name, count] of Object.entries(part))
        if (/^(ShutdownGuest|PowerOffVM_Task|ShutdownHost_Task)$/.test(name)) sums[name] = (sums[name] ?? 0) + count;
    return sums;
  }

  it('killed with -9 in mid-run it goes on at the next start, ends the same and tells nobody twice', async () => {
    configure('coordinator');
    const first = await start();
    await until('the office is known', async () => (await snapshotOf(first.page)).inventory.vms.length > 10, 60_000);
    fail();
    await until('some VMs are off', async () => (await office.control.state()).vms.filter((vm) => vm.power === 'off').length >= 3, 60_000);
    const process = first.launched.app.process();
    const ended = once(process, 'exit');
    process.kill('SIGKILL');
    await ended;
    expect((await office.control.state()).hosts.every((host) => host.on)).toBe(true);

    const { page, launched } = await start();
    await until('the run is taken up again', async () => (await snapshotOf(page)).run !== undefined, 10_000);
    expect((await snapshotOf(page)).notices.map((notice) => notice.topic)).toContain('run/resumed');
    await until('everything is off', async () => (await snapshotOf(page)).run?.phase === 'finished', 90_000);
    const state = await office.control.state();
    expect(state.vms.filter((vm) => vm.power === 'on')).toEqual([]);
    expect(state.hosts.filter((host) => host.on)).toEqual([]);
    expect(await stops()).toEqual({ ShutdownGuest: 11, ShutdownHost_Task: 2 });
    expect(told()).toBe(1);
    await page.keyboard.press('Control+3');
    await page
      .getByText('dc0-h0', { exact: false })
      .or(page.getByText(state.hosts[0]?.name ?? '-', { exact: false }))
      .first()
      .waitFor();
    await launched.close();
    const files = readdirSync(userDataDir, { recursive: true, encoding: 'utf8' }).map((name) => join(userDataDir, name));
    expect(files.filter((file) => statSync(file).isFile() && readFileSync(file).includes(password))).toEqual([]);
  });

  it('as an observer it warns, offers no start and never acts', async () => {
    configure('observer');
    const { page, launched } = await start();
    await until('the office is known', async () => (await snapshotOf(page)).inventory.vms.length > 10, 60_000);
    fail();
    await until(
      'it says that it only watches',
      async () => (await snapshotOf(page)).notices.some((notice) => notice.topic === 'run/observer'),
      60_000,
    );
    agent.scenario('lowbattery');
    await until('the battery is low', async () => (await snapshotOf(page)).office === 'lowBattery', 60_000);
    const refused = await page.evaluate(() => window.sundown.call['run.start']({ planId: 'office', confirmation: 'shut down now' }));
    expect(refused).toMatchObject({ ok: false, failure: { code: 'run/observer' } });
    expect((await snapshotOf(page)).run).toBeUndefined();
    expect(await stops()).toEqual({});
    expect(told()).toBe(0);
    await launched.close();
  });
});
