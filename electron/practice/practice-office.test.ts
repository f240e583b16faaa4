import net from 'node:net';
import os from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { SoapCaller } from '../../tests/peers/practice/soap-caller.js';
import { planSchema } from '../../shared/plan/plan.js';
import { parseAddress } from '../../shared/settings/address.js';
import { connectionSchema } from '../../shared/settings/connection.js';
import { openPracticeOffice, type PracticeOffice, type PracticeOptions } from './practice-office.js';

const offices: PracticeOffice[] = [];
async function open(options: PracticeOptions = {}): Promise<PracticeOffice> {
  const office = await openPracticeOffice({ seed: 1, speed: 100, ...options });
  offices.push(office);
  return office;
}
afterEach(async () => {
  for (const office of offices.splice(0)) await office.close();
});

function addressOf(office: PracticeOffice, id: string): { host: string; port: number } {
  const connection = [...office.connections, ...office.shellConnections].find((one) => one.id === id);
  const parsed = parseAddress(connection?.address ?? '');
  if (!parsed.ok || !('port' in parsed.value)) throw new Error(`no address of ${id}`);
  return parsed.value;
}
function answers(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the practice office', () => {
  it('is described by connections and a plan that a person could have written', async () => {
    const office = await open();
    expect(planSchema.parse(office.plan)).toEqual(office.plan);
    expect(office.plan).toMatchObject({ id: 'practice', title: 'Practice office' });
    for (const connection of [...office.connections, ...office.shellConnections]) {
      expect(connectionSchema.parse(connection)).toEqual(connection);
      const parsed = parseAddress(connection.address);
      expect(parsed.ok, connection.address).toBe(true);
      if (parsed.ok && 'host' in parsed.value) expect(parsed.value.host).toBe('127.0.0.1');
      if (connection.kind === 'vsphere') expect(connection.pin).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
      if (connection.kind === 'ssh' || connection.kind === 'esxiSsh') expect(connection.pin).toMatch(/^SHA256:[\w+/]{43}$/);
    }
    expect(office.connections.map((one) => one.id)).toEqual(['ups', 'vcenter', 'esx01', 'esx02', 'nas01', 'workstation']);
    expect((await open({ locale: 'de' })).plan.title).toBe('Übungsbüro');
  });

  it('has a battery that outlasts the limits of its plan, its margin and ten minutes of watching', async () => {
    const { plan, world } = await open();
    const limits = plan.steps.reduce((sum, step) => sum + step.timeoutSeconds, 0);
    expect(world.ups.runtimeSeconds).toBeGreaterThan(limits + plan.marginSeconds + 600);
  });

  it('keeps no secret in what is shown, and makes new ones at every start', async () => {
    const [first, second] = [await open(), await open()];
    for (const [id, secret] of first.secrets) {
      expect(JSON.stringify([first.connections, first.plan, first.view()])).not.toContain(secret);
      expect(second.secrets.get(id)).not.toBe(secret);
    }
    expect([...first.secrets.keys()]).toEqual(
      expect.arrayContaining(['ups.auth', 'ups.writePriv', 'vcenter.password', 'esx02.password', 'nas01.password']),
    );
  });

  it('listens on loopback and nowhere else', async () => {
    const office = await open();
    const others = Object.values(os.networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).filter((one) => !one.internal && one.family === 'IPv4'),
    );
    for (const id of ['vcenter', 'esx01', 'esx02', 'nas01', 'esx01-ssh']) {
      const { port } = addressOf(office, id);
      expect(await answers(port)).toBe(true);
      for (const { address } of others) expect(await answers(port, address)).toBe(false);
    }
  });

  it('does what it is told and says when something has changed', async () => {
    const office = await open();
    let changes = 0;
    office.onChange(() => (changes += 1));
    expect(office.set({ plugged: false, hangVm: { name: 'file01', hang: true }, cardCut: true, speed: 50 })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(changes).toBe(1);
    expect(office.view()).toMatchObject({ plugged: false, hangingVms: ['file01'], cardCut: true, speed: 50 });
    await until(() => office.view().chargePercent < 100);
    expect(changes).toBeGreaterThan(1);
    office.set({ chargePercent: 42 });
    expect(office.view().chargePercent).toBe(42);
    const refused = office.set({ hangVm: { name: 'nobody', hang: true } });
    expect(refused.ok ? '' : refused.failure.code).toBe('practice/unknownVm');
  });

  it('counts its clock and its battery by the same seconds', async () => {
    const office = await open({ speed: 100 });
    await new Promise<void>((resolve) => office.clock.after(30_000, resolve));
    expect(office.clock.nowMs()).toBeGreaterThanOrEqual(29_999);
    office.set({});
    expect(office.world.seconds).toBeGreaterThanOrEqual(30);
  });

  it('closes ports with what is behind them and opens the same ones again', async () => {
    const office = await open();
    const vcenter = addressOf(office, 'vcenter').port;
    office.world.vcenterVm?.shutdownGuest();
    await until(async () => !(await answers(vcenter)));
    office.world.vcenterVm?.powerOff(() => {});
    await until(() => office.world.vcenterVm?.isOn === false);
    office.world.vcenterVm?.powerOn(() => {});
    await until(() => answers(vcenter));
    office.world.ups.shutdownAfter(0, true);
    for (const id of ['vcenter', 'esx01', 'esx02', 'nas01', 'esx02-ssh'])
      await until(async () => !(await answers(addressOf(office, id).port)));
    for (const id of ['esx01', 'esx02', 'nas01', 'esx02-ssh']) await until(() => answers(addressOf(office, id).port));
  });

  it('shuts down a workstation that is not real, and says when it has started again', async () => {
    const office = await open();
    const booted = new Promise<void>((resolve) => office.workstation.onBooted(resolve));
    expect((await office.workstation.shutdown()).ok).toBe(true);
    expect((await office.workstation.shutdown()).ok).toBe(false);
    await until(() => office.world.workstation.state === 'off');
    office.world.ups.shutdownAfter(0, true);
    await booted;
    expect(office.workstation.isOn).toBe(true);
    expect(office.incidents().map((incident) => incident.name)).not.toContain('workstation');
  });

  it('forgets the sessions of a vCenter that was restarted', async () => {
    const office = await open();
    const connection = office.connections.find((one) => one.id === 'vcenter');
    const caller = new SoapCaller(addressOf(office, 'vcenter').port, connection?.pin ?? '');
    const login = `<userName>administrator@practice.example</userName><password>${office.secrets.get('vcenter.password') ?? ''}</password>`;
    const logIn = () => caller.call('Login', ['SessionManager', 'SessionManager'], login);
    const currentTime = () => caller.call('CurrentTime', ['ServiceInstance', 'ServiceInstance']);
    expect((await logIn()).status).toBe(200);
    expect((await currentTime()).status).toBe(200);
    const { port } = addressOf(office, 'vcenter');
    office.world.vcenterVm?.powerOff(() => {});
    await until(async () => !(await answers(port)));
    await until(() => office.world.vcenterVm?.isOn === false);
    office.world.vcenterVm?.powerOn(() => {});
    await until(() => answers(port));
    expect((await currentTime()).fault).toBe('NotAuthenticated');
    expect((await logIn()).status).toBe(200);
  });

  it('leaves nothing open behind it', async () => {
    const office = await openPracticeOffice({ seed: 1 });
    const ports = ['vcenter', 'esx01', 'esx02', 'nas01', 'esx01-ssh'].map((id) => addressOf(office, id).port);
    await office.close();
    for (const port of ports) expect(await answers(port)).toBe(false);
  });
});
