import { describe, expect, it } from 'vitest';
import { isOwn, readOwnMachine } from '../common/own-machine.js';
import type { ReadObject } from './properties.js';
import { findVcenterVm, type Trace } from './vcenter-vm.js';
import { decodeName, identityOf, isAgent, powerOf, vmOf } from './vm-facts.js';
import { parseXml, type XmlNode } from './xml-tree.js';

function vm(values: Readonly<Record<string, string>>): ReadObject {
  const nodes = Object.entries(values).map(([path, inner]): [string, XmlNode] => {
    const node = parseXml(`<val>${inner}</val>`);
    if (node === undefined) throw new Error(inner);
    return [path, node];
  });
  return { reference: { type: 'VirtualMachine', id: 'vm-1' }, values: new Map(nodes), missing: new Map() };
}

describe('a VM', () => {
  it.each(['disconnected', 'inaccessible', 'orphaned', 'invalid'])('that is %s is in an unknown state, whatever was seen last', (state) => {
    expect(powerOf(vm({ 'runtime.connectionState': state, 'runtime.powerState': 'poweredOff' }))).toBe('unknown');
  });

  it('of which nothing was said is in an unknown state', () => {
    expect(powerOf(vm({}))).toBe('unknown');
    expect(powerOf(vm({ 'runtime.powerState': 'poweredOff' }))).toBe('unknown');
    expect(powerOf(vm({ 'runtime.powerState': 'powerDancing', 'runtime.connectionState': 'connected' }))).toBe('unknown');
  });

  it('has the name that people gave it', () => {
    expect(decodeName('a%2fb%5cc%25d')).toBe('a/b\\c%d');
    expect(decodeName('100%25%2f')).toBe('100%/');
    expect(decodeName('a%252fb')).toBe('a%2fb');
  });

  it.each([
    ['vCLS-4c4c4544-0042-3510-8052-b4c04f423532', true],
    ['vCLS (3)', true],
    ['vCLS', true],
    ['vCLS monitoring', false],
    ['my vCLS (3)', false],
  ])('named %s is an agent: %s', (name, agent) => {
    expect(isAgent(vm({ name }))).toBe(agent);
  });

  it('managed by the agent manager is an agent by any name', () => {
    expect(isAgent(vm({ name: 'fs-node', 'config.managedBy': '<extensionKey>com.vmware.vim.eam</extensionKey>' }))).toBe(true);
    expect(isAgent(vm({ name: 'web', 'config.managedBy': '<extensionKey>com.example.backup</extensionKey>' }))).toBe(false);
  });

  it('tells the uuid by which it is found on its host without vCenter, and its address', () => {
    const uuid = '50112233-4455-6677-8899-aabbccddeeff';
    expect(vmOf('vc', vm({ 'config.instanceUuid': uuid, 'guest.ipAddress': '192.0.2.7' }))).toMatchObject({ uuid, ipAddress: '192.0.2.7' });
    expect(Object.keys(vmOf('vc', vm({})))).toEqual(expect.not.arrayContaining(['uuid', 'ipAddress']));
  });

  it('tells its fault tolerance role, its question and its Tools', () => {
    expect(vmOf('vc', vm({ 'config.ftInfo': '<role>1</role>' })).faultTolerance).toBe('primary');
    expect(vmOf('vc', vm({ 'config.ftInfo': '<role>2</role>' })).faultTolerance).toBe('secondary');
    expect(vmOf('vc', vm({ 'runtime.question': '<id>1</id><text>Moved or copied?</text>' })).question).toBe('Moved or copied?');
    expect(vmOf('vc', vm({ 'guest.toolsRunningStatus': 'guestToolsExecutingScripts' })).tools).toBe('running');
    expect(vmOf('vc', vm({ 'guest.toolsRunningStatus': 'guestToolsNotRunning' })).tools).toBe('notRunning');
    expect(vmOf('vc', vm({}))).toMatchObject({ tools: 'unknown', power: 'unknown', template: false, agent: false });
  });
});

describe('the VM in which this program runs', () => {
  const identity = identityOf(
    vm({
      'config.uuid': '564D1122-3344-5566-7788-99aabbccddee',
      'guest.ipAddress': '192.0.2.7',
      'guest.net':
        '<GuestNicInfo><ipAddress>192.0.2.7</ipAddress><ipAddress>fe80::1</ipAddress><macAddress>00:50:56:AA:BB:CC</macAddress></GuestNicInfo>',
    }),
  );

  it('is known by its BIOS uuid in either byte order', () => {
    const own = { macs: [], addresses: [] };
    expect(isOwn(identity, { ...own, biosUuid: '564d1122-3344-5566-7788-99aabbccddee' })).toBe(true);
    expect(isOwn(identity, { ...own, biosUuid: '22114d56-4433-6655-7788-99AABBCCDDEE' })).toBe(true);
    expect(isOwn(identity, { ...own, biosUuid: '' })).toBe(false);
  });

  it('is known by a network card, and by an address only where no card is told', () => {
    expect(isOwn(identity, { macs: ['00:50:56:aa:bb:cc'], addresses: [] })).toBe(true);
    expect(isOwn(identity, { macs: ['00:50:56:00:00:00'], addresses: ['192.0.2.7'] })).toBe(false);
    expect(isOwn({ ...identity, macs: [] }, { macs: [], addresses: ['192.0.2.7'] })).toBe(true);
  });

  const card = (address: string, mac: string, internal = false) => [
    { address, mac, internal, netmask: '', family: 'IPv4' as const, cidr: null },
  ];
  const files = { uuid: '/nonexistent', vendor: '/nonexistent' };

  it('is a VM of VMware by the address of its card, which everybody may read', async () => {
    expect(await readOwnMachine({ eth0: card('192.0.2.9', '00:0C:29:01:02:03') }, files)).toMatchObject({ isVmwareVm: true });
  });

  it('is not known by a card that the guest made itself', () => {
    const nic = (key: string, mac: string) =>
      `<GuestNicInfo><macAddress>${mac}</macAddress><deviceConfigId>${key}</deviceConfigId></GuestNicInfo>`;
    const cards = vm({ 'guest.net': nic('4000', '00:50:56:aa:bb:cc') + nic('-1', '00:05:9a:3c:7a:00') });
    expect(identityOf(cards).macs).toEqual(['00:50:56:aa:bb:cc']);
  });

  it('is not taken for another one because both run containers, or hold VMs themselves', async () => {
    const own = await readOwnMachine(
      {
        lo: card('127.0.0.1', '00:00:00:00:00:00', true),
        eth0: card('192.0.2.9', '8c:16:45:01:02:03'),
        'VMware Network Adapter VMnet8': card('192.168.56.1', '00:50:56:c0:00:08'),
        docker0: card('172.17.0.1', '02:42:00:00:00:01'),
      },
      files,
    );
    expect(own).toEqual({ macs: ['8c:16:45:01:02:03'], addresses: ['192.0.2.9'] });
  });
});

describe("vCenter's own VM", () => {
  const candidate = (id: string, addresses: readonly string[], power: 'on' | 'off' = 'on', hostName = `${id}.example.net`) => ({
    id,
    power,
    identity: { macs: [], addresses, hostName },
  });

  const at =
    (...addresses: string[]): (() => Promise<Trace>) =>
    () =>
      Promise.resolve((one) => one.addresses.some((address) => addresses.includes(address)));
  const called =
    (name: string): (() => Promise<Trace>) =>
    () =>
      Promise.resolve((one) => one.hostName === name);

  it('is where the first trace leads that leads anywhere; what follows is not even asked', async () => {
    const vms = [candidate('a', ['192.0.2.1']), candidate('b', ['192.0.2.10'])];
    const unasked = () => Promise.reject(new Error('asked'));
    expect(await findVcenterVm(vms, [at('192.0.2.99'), at('192.0.2.10'), unasked])).toEqual({ kind: 'found', id: 'b' });
    expect(await findVcenterVm(vms, [at('192.0.2.99'), called('a.example.net')])).toEqual({ kind: 'found', id: 'a' });
    expect(await findVcenterVm(vms, [at(), called('z')])).toEqual({ kind: 'none' });
  });

  it('is the running one of two with the address, and of two that run the one that a later trace names', async () => {
    const address = at('192.0.2.10');
    const clones = [candidate('one', ['192.0.2.10']), candidate('two', ['192.0.2.10']), candidate('off', ['192.0.2.10'], 'off')];
    expect(await findVcenterVm([candidate('old', ['192.0.2.10'], 'off'), candidate('new', ['192.0.2.10'])], [address])).toEqual({
      kind: 'found',
      id: 'new',
    });
    expect(await findVcenterVm(clones, [address])).toEqual({ kind: 'several', ids: ['one', 'two'] });
    expect(await findVcenterVm(clones, [address, called('off.example.net'), called('two.example.net')])).toEqual({
      kind: 'found',
      id: 'two',
    });
  });
});
