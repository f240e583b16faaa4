import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openVsphere, type VsphereHypervisor } from '../../electron/adapters/vsphere/hypervisor.js';
import type { Hypervisor } from '../../electron/core/ports.js';
import { openPracticeOffice, type PracticeOffice } from '../../electron/practice/practice-office.js';
import { forecast } from '../../shared/forecast/predict.js';
import type { Inventory, Vm } from '../../shared/inventory/inventory.js';
import { compile } from '../../shared/plan/compile.js';
import type { Connection } from '../../shared/settings/connection.js';

let office: PracticeOffice;
const opened: Hypervisor[] = [];

beforeEach(async () => {
  office = await openPracticeOffice({ seed: 1, speed: 60 });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await office.close();
});

const value = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};
async function open(id: string, more: Partial<Connection> = {}): Promise<VsphereHypervisor> {
  const connection = office.connections.find((one) => one.id === id)!;
  const secret = () => Promise.resolve(office.secrets.get(`${id}.password`));
  const hypervisor = value(await openVsphere({ ...connection, ...more }, secret, { own: { macs: [], addresses: [] } }));
  opened.push(hypervisor);
  return hypervisor;
}
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
const named = (inventory: Inventory, ...names: string[]) => names.map((name) => inventory.vms.find((vm) => vm.name === name)!);

/** All at once, by their guests where they can; each seen off. */
async function stop(through: Hypervisor, vms: readonly Vm[]): Promise<void> {
  await Promise.all(
    vms.map(async (vm) => {
      value(await (vm.tools === 'running' ? through.shutdownGuest(vm) : through.powerOffVm(vm)));
      expect(value(await through.waitForVm(vm, 'off', AbortSignal.timeout(30_000)))).toBe(true);
    }),
  );
}

describe('the vSphere adapter in the practice office', () => {
  it('finds nothing to complain of but the VM without VMware Tools', async () => {
    for (const id of ['vcenter', 'esx01', 'esx02']) {
      const hypervisor = await open(id);
      const about = value(await hypervisor.about());
      expect(about).toEqual({ kind: id === 'vcenter' ? 'vcenter' : 'esxi', version: '8.0.3', readOnlyLicence: false });
      const findings = (await hypervisor.check()).filter((finding) => finding.severity !== 'info');
      expect(findings.map((finding) => [finding.code, finding.target])).toEqual(
        id === 'esx02' ? [] : [['vsphere/toolsUnavailable', 'nvr01']],
      );
    }
  });

  it('sees an office that the practice plan covers whole and that its battery carries', async () => {
    const vcenter = await open('vcenter');
    const read = value(await vcenter.inventory());
    const inventory: Inventory = {
      ...read,
      hosts: read.hosts.map((host) => ({ ...host, direct: host.name })),
      machines: [{ id: 'nas01', name: 'nas01', endpoint: 'nas01', state: 'on' }],
    };
    const compiled = compile(office.plan, inventory, { connections: office.connections });
    expect(compiled.uncovered).toEqual([]);
    const stopped = compiled.operations.filter((one) => one.kind === 'ensureVmOff').map((one) => [one.stepId, one.target.name]);
    expect(stopped).toContainEqual(['vcenter', 'vcsa']);
    expect(stopped).toContainEqual(['general', 'nvr01']);
    const prediction = forecast(office.plan, compiled.operations, new Map(), { runtimeSeconds: office.world.ups.runtimeSeconds });
    expect(prediction.verdict).toBe('safe');
  });

  it('takes the cluster down in order and brings it back through its hosts, and nothing loses its power', async () => {
    const vcenter = await open('vcenter');
    const hosts = { esx01: await open('esx01'), esx02: await open('esx02') };
    const inventory = value(await vcenter.inventory());
    const clusterId = inventory.clusters[0]!.id;
    const earlier = value(await vcenter.readClusterSettings(clusterId));
    expect(earlier).toEqual({ haEnabled: true, haHostMonitoring: 'enabled', drsEnabled: true, drsBehavior: 'fullyAutomated' });
    value(await vcenter.applyClusterSettings(clusterId, { haHostMonitoring: 'disabled', drsBehavior: 'manual' }));

    await stop(vcenter, named(inventory, 'file01', 'print01', 'nvr01', 'app01', 'mail01', 'web01'));
    await stop(vcenter, named(inventory, 'sql01', 'dc01'));
    const [vcsa] = named(inventory, 'vcsa');
    await stop(hosts.esx01, [{ ...vcsa!, id: '' }]);
    await until(async () => !(await vcenter.answers()));
    for (const host of Object.values(hosts)) {
      expect(value(await host.runningVms('ha-host'))).toEqual([]);
      value(await host.enterMaintenance('ha-host', { timeoutSeconds: 60, vsan: false }));
      value(await host.shutdownHost('ha-host', { force: false }));
      await until(async () => !(await host.answers()));
    }
    await until(() => office.world.hosts.every((host) => host.state === 'off'));
    office.world.nas.shutDown();
    await office.workstation.shutdown();
    await until(() => office.world.nas.state === 'off' && office.world.workstation.state === 'off');
    expect(office.incidents()).toEqual([]);

    office.world.ups.shutdownAfter(0, true);
    for (const host of Object.values(hosts)) {
      await until(() => host.answers());
      expect(value(await host.inMaintenance('ha-host'))).toBe(true);
      value(await host.exitMaintenance('ha-host'));
    }
    await until(() => office.world.nas.state === 'on');
    value(await hosts.esx01.powerOnVm({ ...vcsa!, id: '' }));
    await until(() => vcenter.answers());
    expect(value(await vcenter.readClusterSettings(clusterId))).toMatchObject({ haHostMonitoring: 'disabled', drsBehavior: 'manual' });
    value(await vcenter.applyClusterSettings(clusterId, earlier));
    for (const vm of named(inventory, 'dc01', 'sql01', 'app01', 'file01')) {
      value(await vcenter.powerOnVm(vm));
      expect(value(await vcenter.vmPower(vm))).toBe('on');
    }
    expect(value(await vcenter.readClusterSettings(clusterId))).toEqual(earlier);
    expect(office.incidents()).toEqual([]);
  });

  it('never takes the last knowledge of a lost host for the truth', async () => {
    const vcenter = await open('vcenter');
    office.world.cluster.ha.hostMonitoring = false;
    const inventory = value(await vcenter.inventory());
    const [mail] = named(inventory, 'mail01');
    office.world.hosts[1]!.shutDown();
    await until(() => office.world.hosts[1]!.state === 'off');
    expect(value(await vcenter.vmPower(mail!))).toBe('unknown');
    const lost = value(await vcenter.inventory());
    expect(lost.hosts.map((host) => [host.name, host.state])).toContainEqual(['esx02', 'notResponding']);
    expect((await vcenter.runningVms(mail!.host)).ok).toBe(false);
  });

  it('logs in anew when vCenter has forgotten its session, also in the middle of a wait', async () => {
    const vcenter = await open('vcenter');
    const inventory = value(await vcenter.inventory());
    const [web] = named(inventory, 'web01');
    const waiting = vcenter.waitForVm(web!, 'off', AbortSignal.timeout(30_000));
    // The second long poll is the first that waits: the one before it tells how everything is.
    await until(() => (vcenter.requests.get('WaitForUpdatesEx') ?? 0) >= 2);
    office.expireSessions();
    value(await vcenter.shutdownGuest(web!));
    expect(value(await waiting)).toBe(true);
  });

  it('refuses a certificate that is not the pinned one before it says a password', async () => {
    const connection = office.connections.find((one) => one.id === 'vcenter')!;
    const foreign = office.connections.find((one) => one.id === 'esx01')!;
    const refused = await openVsphere({ ...connection, pin: foreign.pin ?? '' }, () =>
      Promise.reject(new Error('the password was asked for')),
    );
    expect(refused.ok ? '' : refused.failure.code).toBe('vsphere/pinMismatch');
  });
});
