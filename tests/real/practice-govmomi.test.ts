import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPracticeOffice, type PracticeOffice } from '../../electron/practice/practice-office.js';
import { parseAddress } from '../../shared/settings/address.js';
import { goProgram, govmomiThere } from '../peers/go-program.js';

const execute = promisify(execFile);
const isThere = govmomiThere('the practice vCenter read by govmomi');
const sourceFolder = resolve(import.meta.dirname, '../peers/govmomi');

interface Report {
  readonly api: string;
  readonly vms: Readonly<Record<string, string>>;
  readonly tools: Readonly<Record<string, string>>;
  readonly hosts: Readonly<Record<string, string>>;
  readonly clusters: Readonly<Record<string, string>>;
  readonly paths: readonly string[] | null;
  readonly done: readonly string[] | null;
  readonly refused: Readonly<Record<string, string>>;
}

describe.runIf(isThere)('the practice office as govmomi, a strictly typed client that we did not write, sees it', () => {
  let caller = '';
  let office: PracticeOffice;

  beforeAll(async () => {
    caller = await goProgram(sourceFolder);
    office = await openPracticeOffice({ seed: 1, speed: 50, vcls: true });
  });
  afterAll(() => office.close());

  async function call(id: string, ...words: string[]): Promise<Report> {
    const parsed = parseAddress(office.connections.find((one) => one.id === id)?.address ?? '');
    if (!parsed.ok || parsed.value.scheme !== 'vsphere') throw new Error(`no vSphere address: ${id}`);
    const environment = { ...process.env, CALLER_USER: parsed.value.user, CALLER_PASSWORD: office.secrets.get(`${id}.password`) };
    const { stdout } = await execute(caller, [`https://${parsed.value.host}:${parsed.value.port}/sdk`, ...words], {
      env: environment,
    });
    return JSON.parse(stdout) as Report;
  }

  it('reads every object of vCenter whole', async () => {
    const report = await call('vcenter');
    expect(report.api).toBe('VirtualCenter');
    expect(report.vms).toMatchObject({ sql01: 'poweredOn', vcsa: 'poweredOn', 'template-debian': 'poweredOff' });
    expect(report.tools).toMatchObject({ sql01: 'guestToolsRunning', nvr01: 'guestToolsNotRunning' });
    expect(report.hosts).toEqual({ esx01: 'connected', esx02: 'connected' });
    expect(report.clusters).toEqual({ Office: 'enabled fullyAutomated' });
    expect(report.paths).toContain('/Office/vm/Databases/sql01');
  });

  it('reads a host directly', async () => {
    const report = await call('esx01');
    expect(report.api).toBe('HostAgent');
    expect(Object.keys(report.vms)).toEqual(expect.arrayContaining(['file01', 'sql01', 'vcsa']));
    expect(Object.keys(report.vms)).not.toContain('mail01');
    expect(report.paths).toContain('/ha-datacenter/vm/sql01');
  });

  it('shuts down, powers off and on, changes the cluster, and hears why not', async () => {
    const report = await call('vcenter', 'act');
    expect(report.done).toEqual(['shutdownGuest', 'powerOff', 'powerOn', 'reconfigure', 'stillOut']);
    expect(report.refused['shutdownGuest']).toBe('types.InvalidPowerState');
    expect(report.refused['powerOff']).toMatch(/current state/);
    expect(report.refused['enterMaintenanceMode']).toMatch(/timed out/i);
    expect(office.world.cluster.ha.hostMonitoring).toBe(false);
    expect(office.incidents()).toEqual([]);
  });
});
