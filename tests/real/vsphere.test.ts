import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openVsphere, type VsphereHypervisor, type VsphereOptions } from '../../electron/adapters/vsphere/hypervisor.js';
import { presentedCertificate } from '../../electron/adapters/vsphere/tls-gate.js';
import type { VmRef } from '../../electron/core/ports.js';
import type { Inventory, Vm } from '../../shared/inventory/inventory.js';
import type { Result } from '../../shared/result.js';
import type { Connection } from '../../shared/settings/connection.js';
import { say } from '../../shared/text/say.js';
import { freePort } from '../peers/free-port.js';
import { startVcsim, vcsimThere, type Vcsim, type VcsimOptions } from '../peers/vcsim/vcsim.js';

let office: Vcsim;
const opened: VsphereHypervisor[] = [];
const nobody = { macs: [], addresses: [] };

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(say(result.failure.message, 'en'));
  return result.value;
}

function connectionTo(port: number, more: Partial<Connection> = {}): Connection {
  return {
    id: `c${String(port)}`,
    title: 'office',
    kind: 'vsphere',
    address: `vsphere://${encodeURIComponent(office.user)}@127.0.0.1:${String(port)}`,
    pin: office.fingerprint,
    ...more,
  };
}

async function open(port: number, more: Partial<Connection> = {}, options: VsphereOptions = {}): Promise<VsphereHypervisor> {
  const secret = () => Promise.resolve(office.password);
  const hypervisor = value(await openVsphere(connectionTo(port, more), secret, { own: nobody, ...options }));
  opened.push(hypervisor);
  return hypervisor;
}

const vcenter = (options: VsphereOptions = {}) => open(office.port, {}, options);
const hostOf = (name: string) => open(office.hostPorts.get(name) ?? 0, { hostName: name });

async function vmsOf(hypervisor: VsphereHypervisor): Promise<readonly Vm[]> {
  return value(await hypervisor.inventory()).vms;
}

function vmNamed(inventory: Inventory, name: string): Vm {
  const found = inventory.vms.find((vm) => vm.name === name);
  if (found === undefined) throw new Error(`no VM ${name}`);
  return found;
}

function count(hypervisor: VsphereHypervisor, method: string): number {
  return hypervisor.requests.get(method) ?? 0;
}

async function eventually(check: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it never became so');
}

const never = () => new AbortController().signal;
const start = async (options: VcsimOptions = {}) => {
  office = await startVcsim(options);
};

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await office.stop();
});

describe.skipIf(!vcsimThere())('a vCenter (vcsim)', () => {
  describe('letting itself be reached', () => {
    beforeEach(() => start({ vms: 3 }));

    it('says what it is after one login, and logs in once however much is asked', async () => {
      const hypervisor = await vcenter();
      expect(value(await hypervisor.about())).toMatchObject({ kind: 'vcenter', readOnlyLicence: false });
      await Promise.all([hypervisor.inventory(), hypervisor.inventory(), hypervisor.about()]);
      expect(count(hypervisor, 'Login')).toBe(1);
      expect((await office.control.state()).calls['Login']).toBe(1);
    });

    it('refuses a wrong password with a sentence, and does not send it again at once', async () => {
      const result = await openVsphere(connectionTo(office.port), () => Promise.resolve('wrong <&> "password"'), { own: nobody });
      const hypervisor = value(result);
      opened.push(hypervisor);
      for (let round = 0; round < 5; round += 1) {
        const about = await hypervisor.about();
        expect(about).toMatchObject({ ok: false, failure: { code: 'vsphere/password' } });
      }
      expect((await office.control.state()).calls['Login']).toBe(1);
    });

    it('says that no password is stored instead of sending an empty one', async () => {
      const hypervisor = value(await openVsphere(connectionTo(office.port), () => Promise.resolve(undefined), { own: nobody }));
      opened.push(hypervisor);
      expect(await hypervisor.about()).toMatchObject({ ok: false, failure: { code: 'vsphere/noPassword' } });
      expect((await office.control.state()).calls['Login']).toBeUndefined();
    });

    it('sends nothing to a server whose certificate is not the accepted one', async () => {
      const pin = office.fingerprint.replace(/^../, (pair) => (pair === '00' ? 'FF' : '00'));
      const refused = await openVsphere(connectionTo(office.port, { pin }), () => Promise.resolve(office.password), { own: nobody });
      expect(refused).toMatchObject({
        ok: false,
        failure: { code: 'vsphere/pinMismatch', message: { params: { pinned: pin, presented: office.fingerprint } } },
      });
      const state = await office.control.state();
      expect(state.connections).toBeGreaterThan(0);
      expect(state.calls).toEqual({});
    });

    it('sends nothing to a self-signed server that nobody has accepted, and names its fingerprint', async () => {
      const { pin: _pin, ...unpinned } = connectionTo(office.port);
      const refused = await openVsphere(unpinned, () => Promise.resolve(office.password), { own: nobody });
      expect(refused).toMatchObject({
        ok: false,
        failure: { code: 'vsphere/certificateUnknown', message: { params: { presented: office.fingerprint } } },
      });
      expect((await office.control.state()).calls).toEqual({});
    });

    it('takes a pin however it is written', async () => {
      const pin = `sha256:${office.fingerprint.replaceAll(':', '').toLowerCase()}`;
      const hypervisor = await open(office.port, { pin });
      expect((await hypervisor.about()).ok).toBe(true);
    });

    it('shows its certificate to the wizard without being asked anything', async () => {
      const presented = value(await presentedCertificate('127.0.0.1', office.port));
      expect(presented).toMatchObject({ fingerprint: office.fingerprint, subject: 'vcsim', issuer: 'vcsim', trusted: false });
      expect(Date.parse(presented.validTo)).toBeGreaterThan(Date.now());
      expect((await office.control.state()).calls).toEqual({});
    });

    it('is opened although it is off, and used when it comes back', async () => {
      await office.control.vcenterOff();
      const hypervisor = await vcenter();
      expect(await hypervisor.answers()).toBe(false);
      expect(await hypervisor.about()).toMatchObject({ ok: false, failure: { code: 'vsphere/unreachable' } });
      await office.control.vcenterOn();
      expect(await hypervisor.answers()).toBe(true);
      expect(value(await hypervisor.about()).kind).toBe('vcenter');
    });

    it('does not take another kind of server for a vCenter', async () => {
      const talker = createServer((socket) => {
        socket.on('error', () => undefined).resume();
        socket.end('220 mail.example.net ESMTP\r\n');
      });
      const port = await freePort();
      await new Promise<void>((resolve) => talker.listen(port, '127.0.0.1', resolve));
      try {
        const refused = await openVsphere(connectionTo(port), () => Promise.resolve(office.password), { own: nobody });
        expect(refused).toMatchObject({ ok: false, failure: { code: 'vsphere/tls' } });
      } finally {
        await new Promise((resolve) => talker.close(resolve));
      }
    });
  });

  describe('showing its office', () => {
    it('shows 500 VMs page by page through one view', async () => {
      await start({ vms: 500, hosts: 4 });
      const hypervisor = await vcenter();
      const inventory = value(await hypervisor.inventory());
      expect(inventory.vms.filter((vm) => vm.name.startsWith('app'))).toHaveLength(500);
      expect(new Set(inventory.vms.map((vm) => vm.id)).size).toBe(inventory.vms.length);
      expect(inventory.hosts).toHaveLength(4);
      expect(count(hypervisor, 'CreateContainerView')).toBe(1);
      expect(count(hypervisor, 'RetrievePropertiesEx')).toBe(1);
      expect(count(hypervisor, 'ContinueRetrievePropertiesEx')).toBe(2);
    });

    it('tells templates, agents, its own VM, Tools, clusters and hosts apart', async () => {
      await start({ vms: 4, agents: 1 });
      await office.control.tools('app002', false);
      await office.control.question('app003', 'The disk was moved or copied?');
      const inventory = value(await (await vcenter()).inventory());
      expect(inventory.vms.filter((vm) => vm.vcenter).map((vm) => vm.name)).toEqual(['vcenter']);
      expect(inventory.vms.filter((vm) => vm.agent).map((vm) => vm.name)).toEqual(['vCLS-00000001-0000-4000-8000-000000000000']);
      expect(inventory.vms.filter((vm) => vm.template).map((vm) => vm.name)).toEqual(['golden-image']);
      expect(vmNamed(inventory, 'app001')).toMatchObject({ power: 'on', tools: 'running', folder: 'DC0', self: false });
      expect(vmNamed(inventory, 'app002').tools).toBe('notRunning');
      expect(vmNamed(inventory, 'app003').question).toBe('The disk was moved or copied?');
      expect(inventory.clusters).toMatchObject([{ ha: true, drs: 'fullyAutomated', vsan: false }]);
      expect(inventory.clusters[0]?.hosts).toEqual(inventory.hosts.map((host) => host.id));
      expect(inventory.hosts[0]).toMatchObject({ name: 'esxi01.example.net', state: 'connected', lockdown: 'disabled' });
    });

    it('recognises the VM in which this program runs by its network card', async () => {
      await start({ vms: 4 });
      const hypervisor = await vcenter({ own: { macs: ['00:50:56:00:00:02'], addresses: [] } });
      const own = (await vmsOf(hypervisor)).filter((vm) => vm.self).map((vm) => vm.name);
      expect(own).toEqual(['app003']);
      expect((await hypervisor.check()).map((finding) => finding.code)).toContain('vsphere/runsInside');
    });

    it('takes a VM whose host lost it for unknown, never for off', async () => {
      await start({ vms: 2 });
      const hypervisor = await vcenter();
      const vm = vmNamed(value(await hypervisor.inventory()), 'app001');
      await office.control.power('app001', 'off');
      await office.control.lost('app001');
      expect(value(await hypervisor.vmPower(vm))).toBe('unknown');
      expect(vmNamed(value(await hypervisor.inventory()), 'app001').power).toBe('unknown');
    });

    it('checks Tools, questions, agents and the certificate, and changes nothing', async () => {
      await start({ vms: 3, agents: 1, certificateDays: 10 });
      await office.control.tools('app001', false);
      await office.control.question('app002', 'Which one?');
      const findings = await (await vcenter()).check();
      expect(findings.map((finding) => finding.code).sort()).toEqual([
        'vsphere/agents',
        'vsphere/certificateExpires',
        'vsphere/questionPending',
        'vsphere/toolsUnavailable',
      ]);
      const sent = Object.keys((await office.control.state()).calls);
      expect(sent.filter((method) => /Task|Shutdown|Power|Reconfig|Update/.test(method))).toEqual([]);
    });
  });

  describe('stopping its VMs', () => {
    it('shuts 20 guests down and waits for all of them by as few calls as for one', async () => {
      await start({ vms: 20, guestSeconds: 1 });
      const waitFor = async (names: readonly string[]) => {
        const hypervisor = await vcenter();
        const inventory = value(await hypervisor.inventory());
        const vms = names.map((name) => vmNamed(inventory, name));
        const told = await Promise.all(vms.map((vm) => hypervisor.shutdownGuest(vm)));
        expect(told.every((one) => one.ok)).toBe(true);
        const seen = await Promise.all(vms.map((vm) => hypervisor.waitForVm(vm, 'off', never())));
        expect(seen).toEqual(vms.map(() => ({ ok: true, value: true })));
        return { waits: count(hypervisor, 'WaitForUpdatesEx'), reads: count(hypervisor, 'RetrievePropertiesEx') };
      };
      const one = await waitFor(['app001']);
      const many = await waitFor(Array.from({ length: 19 }, (_, index) => `app${String(index + 2).padStart(3, '0')}`));
      expect(one.waits).toBeGreaterThan(0);
      // Updates come bundled: a bundle may break in two at a tick of the server, but 19 VMs never cost 19 times the calls.
      expect(many.waits).toBeLessThanOrEqual(one.waits + 4);
      expect(many.reads).toBeLessThanOrEqual(one.reads + 4);
      const state = await office.control.state();
      expect(state.vms.filter((vm) => vm.name.startsWith('app') && vm.power !== 'off')).toEqual([]);
    });

    it('sees nothing of a guest that hangs until it is given up, and then powers it off', async () => {
      await start({ vms: 2, guestSeconds: 0.1 });
      await office.control.hang('app001');
      const hypervisor = await vcenter();
      const vm = vmNamed(value(await hypervisor.inventory()), 'app001');
      value(await hypervisor.shutdownGuest(vm));
      const giveUp = new AbortController();
      const waiting = hypervisor.waitForVm(vm, 'off', giveUp.signal);
      const again = await hypervisor.shutdownGuest(vm);
      expect(again).toMatchObject({ ok: false, failure: { code: 'vsphere/taskInProgress' } });
      giveUp.abort();
      expect(await waiting).toEqual({ ok: true, value: false });
      expect(value(await hypervisor.vmPower(vm))).toBe('on');
      value(await hypervisor.powerOffVm(vm));
      expect(value(await hypervisor.waitForVm(vm, 'off', never()))).toBe(true);
    });

    it('says that Tools are missing, and takes "already off" for what was wanted', async () => {
      await start({ vms: 2 });
      await office.control.tools('app001', false);
      await office.control.power('app002', 'off');
      const hypervisor = await vcenter();
      const inventory = value(await hypervisor.inventory());
      const told = await hypervisor.shutdownGuest(vmNamed(inventory, 'app001'));
      expect(told).toMatchObject({ ok: false, failure: { code: 'vsphere/toolsUnavailable' } });
      expect((await hypervisor.shutdownGuest(vmNamed(inventory, 'app002'))).ok).toBe(true);
      expect((await hypervisor.powerOffVm(vmNamed(inventory, 'app002'))).ok).toBe(true);
      expect((await hypervisor.powerOnVm(vmNamed(inventory, 'app001'))).ok).toBe(true);
    });

    it('tells the fault of a task: a template cannot be started', async () => {
      await start({ vms: 1 });
      const hypervisor = await vcenter();
      const template = vmNamed(value(await hypervisor.inventory()), 'golden-image');
      expect(await hypervisor.powerOnVm(template)).toMatchObject({ ok: false, failure: { code: 'vsphere/unsupported' } });
    });

    it('suspends and starts again', async () => {
      await start({ vms: 1 });
      const hypervisor = await vcenter();
      const vm = vmNamed(value(await hypervisor.inventory()), 'app001');
      value(await hypervisor.suspendVm(vm));
      expect(value(await hypervisor.waitForVm(vm, 'off', never()))).toBe(true);
      expect(value(await hypervisor.vmPower(vm))).toBe('suspended');
      value(await hypervisor.powerOnVm(vm));
      expect(value(await hypervisor.vmPower(vm))).toBe('on');
    });

    it('ends its wait for a guest that somebody suspends meanwhile', async () => {
      await start({ vms: 1 });
      await office.control.hang('app001');
      const hypervisor = await vcenter();
      const vm = vmNamed(value(await hypervisor.inventory()), 'app001');
      value(await hypervisor.shutdownGuest(vm));
      const waiting = hypervisor.waitForVm(vm, 'off', never());
      await office.control.power('app001', 'suspended');
      expect(value(await waiting)).toBe(true);
    });

    it('takes it for done when the guest was quicker than the order to power it off', async () => {
      await start({ vms: 1 });
      const hypervisor = await vcenter();
      const vm = vmNamed(value(await hypervisor.inventory()), 'app001');
      const told = hypervisor.powerOffVm(vm);
      await eventually(async () => (await office.control.state()).calls['PowerOffVM_Task'] === 1);
      await office.control.power('app001', 'off');
      value(await told);
    });

    it('names the question that a VM waits with, which blocks every order', async () => {
      await start({ vms: 1 });
      await office.control.question('app001', 'Moved or copied?');
      const hypervisor = await vcenter();
      const vm = vmNamed(value(await hypervisor.inventory()), 'app001');
      const blocked = { ok: false, failure: { code: 'vsphere/questionPending' } };
      expect(await hypervisor.shutdownGuest(vm)).toMatchObject(blocked);
      expect(await hypervisor.powerOffVm(vm)).toMatchObject(blocked);
    });

    it('looks at many VMs at once, and tells the one that is gone from the others', async () => {
      await start({ vms: 30 });
      const hypervisor = await vcenter();
      const vms = await vmsOf(hypervisor);
      const before = count(hypervisor, 'RetrievePropertiesEx');
      const seen = await Promise.all(vms.map((vm) => hypervisor.vmPower(vm)));
      expect(seen.map((one) => (one.ok ? one.value : one.failure.code))).toEqual(vms.map((vm) => vm.power));
      expect(count(hypervisor, 'RetrievePropertiesEx')).toBe(before + 1);
      await office.control.remove('app007');
      const after = await Promise.all(vms.map((vm) => hypervisor.vmPower(vm)));
      const gone = vms.filter((_, index) => after[index]?.ok === false).map((vm) => vm.name);
      expect(gone).toEqual(['app007']);
    });

    it('tells who waits for a VM that it was removed', async () => {
      await start({ vms: 2 });
      const hypervisor = await vcenter();
      const vm = vmNamed(value(await hypervisor.inventory()), 'app001');
      const waiting = hypervisor.waitForVm(vm, 'off', never());
      await eventually(async () => (await office.control.state()).calls['WaitForUpdatesEx'] === 2);
      await office.control.remove('app001');
      expect(await waiting).toMatchObject({ ok: false, failure: { code: 'vsphere/notFound' } });
    });

    it('finds a VM by uuid, by id and by name, and not one that has another uuid', async () => {
      await start({ vms: 2 });
      const hypervisor = await vcenter();
      const { id, uuid, name } = vmNamed(value(await hypervisor.inventory()), 'app001');
      const known: readonly VmRef[] = [
        { id: 'vm-of-another-endpoint', name: 'old name', ...(uuid === undefined ? {} : { uuid }) },
        { id, name: 'old name' },
        { id: '', name },
      ];
      for (const ref of known) expect(value(await hypervisor.vmPower(ref))).toBe('on');
      const other = await hypervisor.vmPower({ id, name, uuid: '00000000-0000-0000-0000-000000000000' });
      expect(other).toMatchObject({ ok: false, failure: { code: 'vsphere/notFound' } });
    });
  });

  describe('forgetting its sessions', () => {
    beforeEach(() => start({ vms: 3, guestSeconds: 0.5 }));

    it('is logged in to again, once, by whoever notices', async () => {
      const hypervisor = await vcenter();
      const vm = vmNamed(value(await hypervisor.inventory()), 'app001');
      await office.control.endSessions();
      const answers = await Promise.all([hypervisor.vmPower(vm), hypervisor.inventory(), hypervisor.shutdownGuest(vm)]);
      expect(answers.map((one) => one.ok)).toEqual([true, true, true]);
      expect(count(hypervisor, 'Login')).toBe(2);
    });

    it('meho#3773: an answer to nobody (HTTP 200, every property missing) is never taken for off', async () => {
      let password: string | undefined = office.password;
      const hypervisor = value(await openVsphere(connectionTo(office.port), () => Promise.resolve(password), { own: nobody }));
      opened.push(hypervisor);
      const inventory = value(await hypervisor.inventory());
      const vm = vmNamed(inventory, 'app001');
      password = undefined;
      await office.control.endSessions();
      expect((await hypervisor.vmPower(vm)).ok).toBe(false);
      expect((await hypervisor.inventory()).ok).toBe(false);
      expect((await hypervisor.runningVms(inventory.hosts[0]?.id ?? '')).ok).toBe(false);
      expect((await hypervisor.inMaintenance(inventory.hosts[0]?.id ?? '')).ok).toBe(false);
      const waited = await hypervisor.waitForVm(vm, 'off', never());
      expect(waited.ok).toBe(false);
      password = office.password;
      expect(value(await hypervisor.vmPower(vm))).toBe('on');
    });

    it('does not disturb who waits', async () => {
      const hypervisor = await vcenter();
      const vm = vmNamed(value(await hypervisor.inventory()), 'app001');
      const waiting = hypervisor.waitForVm(vm, 'off', never());
      await eventually(async () => (await office.control.state()).calls['WaitForUpdatesEx'] === 2);
      await office.control.endSessions();
      await hypervisor.about();
      await office.control.power('app002', 'off');
      value(await hypervisor.shutdownGuest(vm));
      expect(value(await waiting)).toBe(true);
    });
  });

  describe('going away', () => {
    it('goes with its VM; the hosts answer for themselves, by the same uuids', async () => {
      await start({ vms: 6, guestSeconds: 0.2 });
      const hypervisor = await vcenter();
      const inventory = value(await hypervisor.inventory());
      const own = inventory.vms.find((vm) => vm.vcenter);
      const hostName = inventory.hosts.find((host) => host.id === own?.host)?.name ?? '';
      const direct = await hostOf(hostName);
      expect(direct.kind).toBe('esxi');
      const ref: VmRef = { id: '', name: 'vcenter', ...(own?.uuid === undefined ? {} : { uuid: own.uuid }) };
      const otherVm = vmNamed(inventory, 'app001');
      const orphaned = hypervisor.waitForVm(otherVm, 'off', never());
      value(await direct.shutdownGuest(ref));
      expect(value(await direct.waitForVm(ref, 'off', never()))).toBe(true);
      expect(await orphaned).toMatchObject({ ok: false, failure: { code: 'vsphere/unreachable' } });
      await eventually(async () => !(await hypervisor.answers()));
      const ownHost = await hostOf(inventory.hosts.find((host) => host.id === otherVm.host)?.name ?? '');
      const seen = vmNamed(value(await ownHost.inventory()), 'app001');
      expect(seen.uuid).toBe(otherVm.uuid);
      expect(seen.id).not.toBe(otherVm.id);
      value(await ownHost.powerOffVm({ ...otherVm, id: '' }));
      expect(value(await ownHost.vmPower({ ...otherVm, id: '' }))).toBe('off');
      value(await direct.powerOnVm(ref));
      await eventually(() => hypervisor.answers());
      expect(vmNamed(value(await hypervisor.inventory()), 'app001').power).toBe('off');
    });

    it('starts its agents again while it lives, and not in retreat mode', async () => {
      await start({ vms: 1, agents: 1, bootSeconds: 0.1 });
      const hypervisor = await vcenter();
      const agent = value(await hypervisor.inventory()).vms.find((vm) => vm.agent);
      if (agent === undefined) throw new Error('no agent');
      value(await hypervisor.powerOffVm(agent));
      expect(value(await hypervisor.waitForVm(agent, 'on', never()))).toBe(true);
      await office.control.retreat();
      value(await hypervisor.powerOffVm(agent));
      expect(value(await hypervisor.vmPower(agent))).toBe('off');
    });
  });

  describe('with its hosts', () => {
    it('enters maintenance mode once no VM is on, and shuts the host down until it no longer answers', async () => {
      await start({ vms: 2, hosts: 2, vcenterVm: false, template: false, guestSeconds: 0.3 });
      const hypervisor = await vcenter();
      const inventory = value(await hypervisor.inventory());
      const vm = vmNamed(inventory, 'app001');
      const direct = await hostOf('esxi01.example.net');
      expect(value(await hypervisor.runningVms(vm.host))).toEqual(['app001']);
      const refused = await hypervisor.shutdownHost(vm.host, { force: false });
      expect(refused).toMatchObject({ ok: false, failure: { code: 'vsphere/invalidState' } });
      const entering = hypervisor.enterMaintenance(vm.host, { timeoutSeconds: 20, vsan: false });
      value(await hypervisor.shutdownGuest(vm));
      value(await entering);
      expect(value(await hypervisor.inMaintenance(vm.host))).toBe(true);
      expect(await hypervisor.powerOnVm(vm)).toMatchObject({ ok: false, failure: { code: 'vsphere/invalidState' } });
      expect(value(await hypervisor.runningVms(vm.host))).toEqual([]);
      value(await hypervisor.shutdownHost(vm.host, { force: false }));
      await eventually(async () => !(await direct.answers()));
      expect(await hypervisor.runningVms(vm.host)).toMatchObject({ ok: false, failure: { code: 'vsphere/hostNotConnected' } });
      const after = value(await hypervisor.inventory());
      expect(after.hosts.find((host) => host.id === vm.host)?.state).toBe('notResponding');
      await office.control.hostOn('esxi01.example.net');
      value(await direct.exitMaintenance('ha-host'));
      value(await hypervisor.powerOnVm(vm));
      expect(value(await direct.runningVms('ha-host'))).toEqual(['app001']);
    });

    it("counts no agent of vCenter's among the running VMs, whatever it is called: it would hold the host back for ever", async () => {
      await start({ vms: 1, hosts: 1, agents: 2, vcenterVm: false, template: false });
      await office.control.rename('vCLS-00000002-0000-4000-8000-000000000000', 'vSAN File Service Node (1)');
      const hypervisor = await vcenter();
      const inventory = value(await hypervisor.inventory());
      expect(inventory.vms.filter((vm) => vm.power === 'on')).toHaveLength(3);
      expect(value(await hypervisor.runningVms(inventory.hosts[0]?.id ?? ''))).toEqual(['app001']);
    });

    it('gives maintenance mode up after its time when a VM stays on', async () => {
      await start({ vms: 1, hosts: 1, template: false });
      const hypervisor = await vcenter();
      const host = value(await hypervisor.inventory()).hosts[0]?.id ?? '';
      const entered = await hypervisor.enterMaintenance(host, { timeoutSeconds: 1, vsan: true });
      expect(entered).toMatchObject({ ok: false, failure: { code: 'vsphere/timedOut' } });
      expect(value(await hypervisor.inMaintenance(host))).toBe(false);
    });

    it('shuts a host down directly, by force, although no task ever reports its end', async () => {
      await start({ vms: 1, hosts: 1, vcenterVm: false, hostSeconds: 0.2 });
      const direct = await hostOf('esxi01.example.net');
      value(await direct.shutdownHost('ha-host', { force: true }));
      await eventually(async () => !(await direct.answers()));
      expect((await office.control.state()).vms.find((vm) => vm.name === 'app001')?.power).toBe('off');
    });

    it('reads the cluster settings, changes only what is named, and puts them back', async () => {
      await start({ vms: 1 });
      const hypervisor = await vcenter();
      const cluster = value(await hypervisor.inventory()).clusters[0]?.id ?? '';
      const earlier = value(await hypervisor.readClusterSettings(cluster));
      expect(earlier).toEqual({ haEnabled: true, haHostMonitoring: 'enabled', drsEnabled: true, drsBehavior: 'fullyAutomated' });
      value(await hypervisor.applyClusterSettings(cluster, { haHostMonitoring: 'disabled', drsBehavior: 'manual' }));
      expect(await office.control.state()).toMatchObject({ ha: true, haHostMonitoring: 'disabled', drsBehavior: 'manual' });
      value(await hypervisor.applyClusterSettings(cluster, earlier));
      expect(value(await hypervisor.readClusterSettings(cluster))).toEqual(earlier);
    });

    it('would have HA restart the VMs of a lost host elsewhere, unless host monitoring is off', async () => {
      await start({ vms: 2, hosts: 2, vcenterVm: false, template: false, bootSeconds: 0.1 });
      const hypervisor = await vcenter();
      const inventory = value(await hypervisor.inventory());
      await office.control.hostOff('esxi01.example.net');
      await eventually(async () => {
        const vm = (await office.control.state()).vms.find((one) => one.name === 'app001');
        return vm?.host === 'esxi02.example.net' && vm.power === 'on';
      });
      await office.control.hostOn('esxi01.example.net');
      value(await hypervisor.applyClusterSettings(inventory.clusters[0]?.id ?? '', { haHostMonitoring: 'disabled' }));
      value(await hypervisor.shutdownHost(inventory.hosts[1]?.id ?? '', { force: true }));
      await eventually(async () => (await office.control.state()).hosts[1]?.on === false);
      expect(value(await hypervisor.runningVms(inventory.hosts[0]?.id ?? ''))).toEqual([]);
    });

    it('says of a host with the free licence that it can be read but not told anything', async () => {
      await start({ vms: 2, hosts: 1, vcenterVm: false });
      await office.control.restricted();
      const direct = await hostOf('esxi01.example.net');
      expect(value(await direct.about()).readOnlyLicence).toBe(true);
      expect((await direct.check()).map((finding) => finding.code)).toContain('vsphere/readOnlyLicence');
      const vm = vmNamed(value(await direct.inventory()), 'app001');
      expect(await direct.shutdownGuest(vm)).toMatchObject({ ok: false, failure: { code: 'vsphere/readOnlyLicence' } });
      expect(await direct.enterMaintenance('ha-host', { timeoutSeconds: 5, vsan: false })).toMatchObject({
        ok: false,
        failure: { code: 'vsphere/readOnlyLicence' },
      });
    });
  });

  it('refuses an answer that is too long to be one', async () => {
    await start({ vms: 20 });
    const hypervisor = await vcenter({ limitBytes: 20_000 });
    expect(await hypervisor.inventory()).toMatchObject({ ok: false, failure: { code: 'vsphere/tooLarge' } });
  });
});
