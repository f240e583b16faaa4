import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OwnMachine } from '../../electron/adapters/common/own-machine.js';
import { openVsphere, type VsphereHypervisor } from '../../electron/adapters/vsphere/hypervisor.js';
import type { Inventory } from '../../shared/inventory/inventory.js';
import { namesVm } from '../../shared/inventory/select.js';
import { say } from '../../shared/text/say.js';
import { startVcsim, vcsimThere, type Vcsim } from '../peers/vcsim/vcsim.js';

let office: Vcsim;
const opened: VsphereHypervisor[] = [];

async function open(own: OwnMachine = { macs: [], addresses: [] }, host = '127.0.0.1', port = office.port): Promise<VsphereHypervisor> {
  const result = await openVsphere(
    {
      id: 'vc',
      title: 'office',
      kind: 'vsphere',
      address: `vsphere://${encodeURIComponent(office.user)}@${host}:${String(port)}`,
      pin: office.fingerprint,
    },
    () => Promise.resolve(office.password),
    { own },
  );
  if (!result.ok) throw new Error(say(result.failure.message, 'en'));
  opened.push(result.value);
  return result.value;
}

async function inventoryOf(hypervisor: VsphereHypervisor): Promise<Inventory> {
  const read = await hypervisor.inventory();
  if (!read.ok) throw new Error(say(read.failure.message, 'en'));
  return read.value;
}

const codesOf = async (hypervisor: VsphereHypervisor) => (await hypervisor.check()).map((finding) => finding.code);

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await office.stop();
});

describe.skipIf(!vcsimThere())("vCenter's own VM (vcsim)", () => {
  const managed = 'VirtualCenter.AutoManagedIPV4';
  const found = async () => {
    const { vms } = await inventoryOf(await open());
    return vms.filter((vm) => vm.vcenter).map((vm) => vm.name);
  };
  beforeEach(async () => {
    office = await startVcsim({ vms: 4, hosts: 2 });
    await office.control.address('app001', '192.0.2.21');
    await office.control.address('app002', '192.0.2.22');
  });

  it('is where its own settings say, whatever the hosts and the names say', async () => {
    await office.control.setting(managed, '192.0.2.21');
    await office.control.setting('VirtualCenter.FQDN', '192.0.2.22');
    expect(await found()).toEqual(['app001']);
  });

  it('is where its own name leads when its managed address leads nowhere', async () => {
    await office.control.setting(managed, '192.0.2.99');
    await office.control.setting('VirtualCenter.FQDN', '192.0.2.22');
    expect(await found()).toEqual(['app002']);
  });

  it('is where the hosts are managed from when it says nothing of itself', async () => {
    expect(await found()).toEqual(['vcenter']);
    await office.control.managedFrom('192.0.2.22');
    expect(await found()).toEqual(['app002']);
  });

  it('is the guest with its name when no address leads anywhere', async () => {
    await office.control.managedFrom('');
    expect(await found()).toEqual([]);
    await office.control.setting('VirtualCenter.FQDN', 'APP002.example.net');
    expect(await found()).toEqual(['app002']);
  });

  it('is none of two running VMs with its address, which are named, unless a later trace tells them apart', async () => {
    await office.control.address('app001', '192.0.2.10');
    expect(await found()).toEqual([]);
    const said = (await (await open()).check()).find((finding) => finding.code === 'vsphere/vcenterSeveral');
    expect(say(said?.message ?? { key: 'vsphere.closed' }, 'en')).toContain('127.0.0.1: app001, vcenter.');
    await office.control.setting('VirtualCenter.FQDN', 'vcenter.example.net');
    expect(await found()).toEqual(['vcenter']);
    await office.control.power('app001', 'off');
    await office.control.setting('VirtualCenter.FQDN', '');
    expect(await found()).toEqual(['vcenter']);
  });

  it('is asked of its settings once, and not at all of its look-up while they lead to it', async () => {
    await office.control.setting(managed, '192.0.2.10');
    const hypervisor = await open();
    await inventoryOf(hypervisor);
    expect(hypervisor.requests.get('QueryOptions')).toBe(1);
  });
});

describe.skipIf(!vcsimThere())('the VM in which this program runs (vcsim)', () => {
  const app003: OwnMachine = { macs: ['00:50:56:00:00:02'], addresses: [], isVmwareVm: true };
  const own = async (machine: OwnMachine) => {
    const { vms } = await inventoryOf(await open(machine));
    return vms.filter((vm) => vm.self).map((vm) => vm.name);
  };
  beforeEach(async () => {
    office = await startVcsim({ vms: 4, hosts: 2 });
  });

  it('is known by its network card without VMware Tools and without rights, at the cost of one more request', async () => {
    await office.control.tools('app003', false);
    await office.control.address('app003', '');
    const hypervisor = await open(app003);
    const { vms } = await inventoryOf(hypervisor);
    expect(vms.filter((vm) => vm.self).map((vm) => vm.name)).toEqual(['app003']);
    expect(hypervisor.requests.get('RetrievePropertiesEx')).toBe(2);
    expect(await codesOf(hypervisor)).toContain('vsphere/runsInside');
  });

  it('is not looked for in the hardware where the guests tell of it', async () => {
    await office.control.address('app001', '');
    const hypervisor = await open(app003);
    await inventoryOf(hypervisor);
    expect(hypervisor.requests.get('RetrievePropertiesEx')).toBe(1);
  });

  it('is not one that merely runs the same VPN as this machine', async () => {
    await office.control.vpn('app001', '00:05:9a:3c:7a:00');
    expect(await own({ macs: ['00:05:9a:3c:7a:00'], addresses: [] })).toEqual([]);
  });

  it('may be one that is not recognised: then a check says that this workstation is a VMware VM', async () => {
    const stranger = await open({ macs: ['00:50:56:99:99:99'], addresses: [], isVmwareVm: true });
    expect(await codesOf(stranger)).toContain('vsphere/mayRunInside');
    const outside = await open({ macs: ['8c:16:45:01:02:03'], addresses: [] });
    expect(await codesOf(outside)).not.toContain('vsphere/mayRunInside');
  });
});

describe.skipIf(!vcsimThere())('a VM in a vApp (vcsim)', () => {
  it('stands in the vApp, and that in its folder or in another vApp', async () => {
    office = await startVcsim({ vms: 3, hosts: 1 });
    await office.control.intoVApp('app001', 'Shop');
    await office.control.intoVApp('app002', 'Branch/Tills');
    const { vms } = await inventoryOf(await open());
    expect(vms.find((vm) => vm.name === 'app001')?.folder).toBe('DC0/Shop');
    expect(vms.find((vm) => vm.name === 'app002')?.folder).toBe('DC0/Branch/Tills');
    expect(vms.find((vm) => vm.name === 'app003')?.folder).toBe('DC0');
  });
});

describe.skipIf(!vcsimThere())('tags of VMs (vcsim)', () => {
  beforeEach(async () => {
    office = await startVcsim({ vms: 4, hosts: 1 });
    await office.control.tag('app001', 'Databases');
    await office.control.tag('app001', 'Bremen');
    await office.control.tag('app002', 'Databases');
  });
  const tagsOf = ({ vms }: Inventory) => vms.filter((vm) => vm.tags.length > 0).map((vm) => `${vm.name}: ${vm.tags.join(', ')}`);
  const tagged = ['app001: Bremen, Databases', 'app002: Databases'];

  it.each(['old', 'new'] as const)('are read through the %s interface, by one request once their names are known', async (is) => {
    await office.control.rest(is);
    const hypervisor = await open();
    const inventory = await inventoryOf(hypervisor);
    expect(tagsOf(inventory)).toEqual(tagged);
    const databases = inventory.vms.filter((vm) => namesVm({ tags: ['data*'] }, vm, inventory)).map((vm) => vm.name);
    expect(databases).toEqual(['app001', 'app002']);
    const before = hypervisor.requests.get('REST') ?? 0;
    expect(tagsOf(await inventoryOf(hypervisor))).toEqual(tagged);
    expect(hypervisor.requests.get('REST')).toBe(before + 1);
  });

  it.each(['none', 'refused'] as const)('are absent where the interface is %s, and that costs nothing again', async (is) => {
    await office.control.rest(is);
    const hypervisor = await open();
    expect(tagsOf(await inventoryOf(hypervisor))).toEqual([]);
    const before = hypervisor.requests.get('REST');
    expect((await inventoryOf(hypervisor)).vms.length).toBeGreaterThan(4);
    expect(hypervisor.requests.get('REST')).toBe(before);
  });

  it('stay as they were last told when vCenter tells them no longer', async () => {
    const hypervisor = await open();
    await inventoryOf(hypervisor);
    await office.control.rest('refused');
    expect(tagsOf(await inventoryOf(hypervisor))).toEqual(tagged);
  });

  it('are not asked of a host', async () => {
    const port = [...office.hostPorts.values()][0] ?? 0;
    const host = await open({ macs: [], addresses: [] }, '127.0.0.1', port);
    expect(tagsOf(await inventoryOf(host))).toEqual([]);
    expect(host.requests.get('REST')).toBeUndefined();
  });
});
