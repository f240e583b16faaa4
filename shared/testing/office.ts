import type { Host, Inventory, Vm } from '../inventory/inventory.js';
import type { Connection } from '../settings/connection.js';

/** Offices for tests: two ESXi hosts in an HA cluster with vCenter in it. */
export function aVm(name: string, change: Partial<Vm> = {}): Vm {
  return {
    id: `vm-${name}`,
    name,
    endpoint: 'vcenter',
    uuid: `uuid-${name}`,
    power: 'on',
    host: 'host-1',
    tools: 'running',
    template: false,
    agent: false,
    vcenter: false,
    self: false,
    folder: 'Office',
    tags: [],
    ...change,
  };
}

export function aHost(id: string, change: Partial<Host> = {}): Host {
  return {
    id,
    name: id.replace('host-', 'esx0'),
    endpoint: 'vcenter',
    state: 'connected',
    maintenance: false,
    version: '8.0.2',
    cluster: 'domain-c1',
    direct: id.replace('host-', 'esx0'),
    ...change,
  };
}

export function anOffice(change: Partial<Inventory> = {}): Inventory {
  return {
    clusters: [
      { id: 'domain-c1', name: 'Bremen', endpoint: 'vcenter', ha: true, drs: 'fullyAutomated', vsan: false, hosts: ['host-1', 'host-2'] },
    ],
    hosts: [aHost('host-1'), aHost('host-2')],
    vms: [
      aVm('file01'),
      aVm('app01', { host: 'host-2' }),
      aVm('mail01', { host: 'host-2' }),
      aVm('sql01'),
      aVm('vcsa', { vcenter: true, host: 'host-2' }),
      aVm('template', { template: true, power: 'off' }),
      aVm('vCLS-1234', { agent: true, tools: 'notRunning' }),
      aVm('asleep', { power: 'suspended' }),
    ],
    machines: [{ id: 'nas', name: 'NAS', endpoint: 'nas', state: 'on' }],
    ...change,
  };
}

export const officeConnections: readonly Connection[] = [
  { id: 'ups1', title: 'UPS', kind: 'ups', address: 'snmp://192.0.2.10' },
  { id: 'vcenter', title: 'vCenter', kind: 'vsphere', address: 'vsphere://admin@192.0.2.20' },
  { id: 'esx01', title: 'esx01', kind: 'vsphere', address: 'vsphere://root@192.0.2.21' },
  { id: 'esx02', title: 'esx02', kind: 'vsphere', address: 'vsphere://root@192.0.2.22' },
  { id: 'nas', title: 'NAS', kind: 'ssh', address: 'ssh://admin@192.0.2.30' },
];

export const officeWords = {
  check: 'Check',
  prepare: 'Prepare',
  others: 'Others',
  applications: 'Applications',
  databases: 'Databases',
  vcenter: 'vCenter',
  hosts: 'Hosts',
  machines: 'Machines',
  ups: 'UPS',
  workstation: 'This workstation',
} as const;
