import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../electron/core/ports.js';
import { openEsxiShell } from '../../electron/adapters/esxi-ssh/host.js';
import { openHostShell } from '../../electron/adapters/ssh/host-shell.js';
import { openSshMachine } from '../../electron/adapters/ssh/machine.js';
import type { SshTarget } from '../../electron/adapters/ssh/session.js';
import { openPracticeOffice, type PracticeOffice } from '../../electron/practice/practice-office.js';
import { done } from '../../shared/result.js';
import { parseAddress } from '../../shared/settings/address.js';
import type { Connection } from '../../shared/settings/connection.js';

let office: PracticeOffice;
const closing: (() => void | Promise<void>)[] = [];

beforeEach(async () => {
  office = await openPracticeOffice({ seed: 1, speed: 100 });
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await office.close();
});

function connectionOf(id: string): Connection {
  const found = [...office.connections, ...office.shellConnections].find((one) => one.id === id);
  if (found === undefined) throw new Error(`no connection ${id}`);
  return found;
}
function targetOf({ id, address, pin }: Connection): SshTarget {
  const parsed = parseAddress(address);
  if (!parsed.ok || parsed.value.scheme !== 'ssh') throw new Error(`no SSH address: ${address}`);
  const { host, port, user } = parsed.value;
  return { host, port, user, password: office.secrets.get(`${id}.password`) ?? '', ...(pin === undefined ? {} : { pin }) };
}
function esxiOf(id: string): Hypervisor {
  const connection = connectionOf(id);
  const target = targetOf(connection);
  const hypervisor = openEsxiShell(
    id,
    connection.hostName ?? id,
    openHostShell(target.host, target.port, () => Promise.resolve(done(target))),
  );
  closing.push(() => hypervisor.close());
  return hypervisor;
}
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}
const value = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

describe('the SSH adapters in the practice office', () => {
  it('bring a host and its VMs down by its shell, without anything losing its power', async () => {
    const esx02 = esxiOf('esx02-ssh');
    office.world.cluster.ha.hostMonitoring = false;
    const { vms, hosts } = value(await esx02.inventory());
    expect(hosts).toMatchObject([{ name: 'esx02', state: 'connected', maintenance: false }]);
    expect(vms.map((vm) => [vm.name, vm.power, vm.tools])).toEqual(
      expect.arrayContaining([
        ['mail01', 'on', 'running'],
        ['template-debian', 'off', 'unknown'],
      ]),
    );
    for (const vm of vms.filter((one) => one.power === 'on')) {
      value(await esx02.shutdownGuest(vm));
      expect(value(await esx02.waitForVm(vm, 'off', AbortSignal.timeout(20_000)))).toBe(true);
    }
    expect(value(await esx02.runningVms('ha-host'))).toEqual([]);
    value(await esx02.enterMaintenance('ha-host', { timeoutSeconds: 30, vsan: false }));
    expect(value(await esx02.inMaintenance('ha-host'))).toBe(true);
    value(await esx02.shutdownHost('ha-host', { force: false }));
    await until(async () => !(await esx02.answers()));
    await until(() => office.world.hosts[1]?.state === 'off');
    expect(office.incidents()).toEqual([]);
  });

  it('hear that a VM has no VMware Tools, and power it off', async () => {
    const esx01 = esxiOf('esx01-ssh');
    const nvr = value(await esx01.inventory()).vms.find((vm) => vm.name === 'nvr01')!;
    const refused = await esx01.shutdownGuest(nvr);
    expect(refused.ok ? '' : refused.failure.code).toBe('vsphere/toolsUnavailable');
    value(await esx01.powerOffVm(nvr));
    expect(value(await esx01.vmPower(nvr))).toBe('off');
    value(await esx01.powerOnVm(nvr));
    expect(value(await esx01.vmPower(nvr))).toBe('on');
  });

  it('stop the NAS and see it come back after the UPS cycled its output', async () => {
    const connection = connectionOf('nas01');
    const nas = openSshMachine(connection, () => Promise.resolve(done(targetOf(connection))));
    expect(await nas.check()).toEqual([]);
    office.world.ups.shutdownAfter(60, true);
    value(await nas.shutdown());
    await until(async () => !(await nas.answers()));
    await until(() => nas.answers());
  });

  it('refuse a host key that is not the pinned one', async () => {
    const connection = { ...connectionOf('nas01'), pin: connectionOf('esx01-ssh').pin ?? '' };
    const nas = openSshMachine(connection, () => Promise.resolve(done(targetOf(connection))));
    const refused = await nas.shutdown();
    expect(refused.ok ? '' : refused.failure.code).toBe('ssh/hostKeyChanged');
    expect(office.world.nas.state).toBe('on');
  });
});
