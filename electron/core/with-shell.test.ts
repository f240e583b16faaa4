import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../shared/inventory/inventory.js';
import { done, failed, type Result } from '../../shared/result.js';
import type { Connection } from '../../shared/settings/connection.js';
import { message } from '../../shared/text/message.js';
import { aHost, aVm } from '../../shared/testing/office.js';
import { createConnections } from './connections.js';
import { createInventoryKeeper } from './inventory-keeper.js';
import type { Adapters, Hypervisor } from './ports.js';
import { PretendOffice } from './testing/pretend-office.js';
import { createVirtualClock } from './testing/virtual-clock.js';

const connection = (id: string, kind: Connection['kind'], more: Partial<Connection> = {}): Connection => ({
  id,
  title: id,
  kind,
  address: `${kind === 'vsphere' ? 'vsphere' : 'ssh'}://root@${id}.lan`,
  ...more,
});
const vcenter = connection('vcenter', 'vsphere');
const api = connection('esx01', 'vsphere', { hostName: 'esx01.lan' });
const shell = connection('esx01-ssh', 'esxiSsh', { hostName: 'ESX01.lan' });
const other = connection('esx02-ssh', 'esxiSsh', { hostName: 'esx02.lan' });

const readOnly = failed('vsphere/readOnlyLicence', message('vsphere.readOnlyLicence', { host: 'esx01' }));
const silent = failed('vsphere/unreachable', message('run.failure.notReachable', { names: 'esx01' }));
const toolsMissing = failed('vsphere/toolsUnavailable', message('run.failure.stopped'));

/** Each connection as a host of its own that keeps what it was told; `says` overrides what it answers. */
function office(list: readonly Connection[], says: Readonly<Record<string, Partial<Hypervisor>>> = {}) {
  const pretend = new PretendOffice(createVirtualClock(), [{ name: 'app', host: 'esx01' }]);
  const adapters = {
    hypervisor: async (one: Connection): Promise<Result<Hypervisor>> => {
      const opened = await pretend.hypervisor('esx01');
      if (!opened.ok) return opened;
      const log = (words: string) => {
        pretend.commands.push(`${words} by ${one.id}`);
        return Promise.resolve(done(undefined));
      };
      const host: Hypervisor = {
        ...opened.value,
        connectionId: one.id,
        shutdownGuest: () => log('shutdown'),
        shutdownHost: () => log('host'),
      };
      return done({ ...host, ...says[one.id] });
    },
  } as unknown as Adapters;
  const connections = createConnections(
    adapters,
    list,
    () => silent.failure,
    () => undefined,
  );
  const open = async (id: string): Promise<Hypervisor> => {
    const opened = await connections.hypervisor(id);
    if (!opened.ok) throw new Error(opened.failure.code);
    return opened.value;
  };
  return { pretend, connections, open };
}

const app = { id: 'app', name: 'app', uuid: 'uuid-app' };

describe('a host with an API and a shell', () => {
  it('is told by its shell what its free licence lets nobody do over the API', async () => {
    const refusing = () => Promise.resolve(readOnly);
    const { pretend, open } = office([api, other, shell], { esx01: { shutdownGuest: refusing, shutdownHost: refusing } });
    const host = await open('esx01');
    expect(await host.shutdownGuest(app)).toEqual(done(undefined));
    expect(await host.shutdownHost('ha-host', { force: true })).toEqual(done(undefined));
    expect(pretend.commands).toEqual(['shutdown by esx01-ssh', 'host by esx01-ssh']);
  });

  it('is looked at and told by its shell when the API is silent, and answers as long as one of them does', async () => {
    const mute: Partial<Hypervisor> = {
      vmPower: () => Promise.resolve(silent),
      shutdownGuest: () => Promise.resolve(silent),
      answers: () => Promise.resolve(false),
    };
    const { open } = office([api, shell], { esx01: mute });
    const host = await open('esx01');
    expect(await host.vmPower(app)).toEqual(done('on'));
    expect(await host.answers()).toBe(true);
  });

  it('gives what the API says about one VM, and what it says where there is no shell', async () => {
    const { pretend, open } = office([api, shell], { esx01: { shutdownGuest: () => Promise.resolve(toolsMissing) } });
    expect(await (await open('esx01')).shutdownGuest(app)).toEqual(toolsMissing);
    const alone = office([api, other], { esx01: { shutdownGuest: () => Promise.resolve(readOnly) } });
    expect(await (await alone.open('esx01')).shutdownGuest(app)).toEqual(readOnly);
    expect([...pretend.commands, ...alone.pretend.commands]).toEqual([]);
  });

  it('has no problem with its licence where the shell lets us in', async () => {
    const finding = { severity: 'error' as const, target: 'esx01', ...readOnly.failure };
    const check = () => Promise.resolve([finding]);
    expect(await (await office([api, shell], { esx01: { check } }).open('esx01')).check()).toEqual([]);
    const about = () => Promise.resolve(silent);
    const broken = office([api, shell], { esx01: { check }, 'esx01-ssh': { about } });
    expect(await (await broken.open('esx01')).check()).toEqual([finding]);
  });
});

describe('an inventory', () => {
  const inventory = (endpoint: string, id: string, name: string): Partial<Hypervisor> => ({
    kind: id === 'host-1' ? ('vcenter' as const) : ('esxi' as const),
    inventory: () =>
      Promise.resolve(
        done<Inventory>({
          clusters: [],
          hosts: [{ ...aHost(id, { endpoint, name }), direct: undefined as never }],
          vms: [aVm('app', { endpoint, host: id })],
          machines: [],
        }),
      ),
  });
  const says = {
    vcenter: inventory('vcenter', 'host-1', 'esx01.lan'),
    esx01: inventory('esx01', 'ha-host', 'esx01.lan'),
    'esx01-ssh': inventory('esx01-ssh', 'ha-host', 'esx01.lan'),
    '10-0-0-1': inventory('10-0-0-1', 'ha-host', 'esx01.lan'),
  };
  const read = async (list: readonly Connection[]) => {
    const { connections } = office(list, says);
    const keeper = createInventoryKeeper({ connections, wall: () => new Date(0), changed: () => undefined });
    const { inventory: found } = await keeper.refresh();
    return {
      hosts: found.hosts.map((one) => [one.endpoint, one.direct]),
      vms: found.vms.map((one) => one.endpoint),
      unheard: found.unheard,
    };
  };

  it('counts a host once that is reached through vCenter, directly and over SSH', async () => {
    expect(await read([vcenter, shell, api])).toEqual({ hosts: [['vcenter', 'esx01']], vms: ['vcenter'], unheard: undefined });
    expect(await read([vcenter, shell])).toEqual({ hosts: [['vcenter', 'esx01-ssh']], vms: ['vcenter'], unheard: undefined });
    expect(await read([shell, api])).toEqual({ hosts: [['esx01', 'esx01']], vms: ['esx01'], unheard: undefined });
    expect(await read([shell])).toEqual({ hosts: [['esx01-ssh', 'esx01-ssh']], vms: ['esx01-ssh'], unheard: undefined });
  });

  it('knows a host by what it calls itself where the connection has but an address', async () => {
    const byAddress = connection('10-0-0-1', 'vsphere', { title: 'First host', address: 'vsphere://root@10.0.0.1' });
    expect(await read([vcenter, byAddress])).toEqual({ hosts: [['vcenter', '10-0-0-1']], vms: ['vcenter'], unheard: undefined });
  });
});
