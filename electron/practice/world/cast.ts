import type { MachineDefinition } from './machine.js';

/** Addresses of RFC 5737 (documentation): nothing on a real network answers there. */
export interface HostDefinition extends MachineDefinition {
  readonly address: string;
  readonly version: string;
}

export interface VmDefinition {
  readonly name: string;
  readonly title: string;
  readonly folder: string;
  readonly host: string;
  readonly guestId: string;
  readonly address?: string;
  readonly watts: number;
  readonly bootSeconds: number;
  readonly shutdownSeconds: number;
  /** Whether VMware Tools are installed. */
  readonly tools: boolean;
  readonly template?: boolean;
  /** Kept by vCenter itself (vCLS). */
  readonly agent?: boolean;
  /** vCenter runs in it. */
  readonly vcenter?: boolean;
}

export const hostCast: readonly HostDefinition[] = [
  { name: 'esx01', address: '192.0.2.11', version: '8.0.3', watts: 165, bootSeconds: 95, shutdownSeconds: 28 },
  { name: 'esx02', address: '192.0.2.12', version: '8.0.3', watts: 165, bootSeconds: 105, shutdownSeconds: 32 },
];

const windows = 'windows2019srv_64Guest';
const linux = 'debian12_64Guest';

export const vmCast: readonly VmDefinition[] = [
  {
    name: 'file01',
    title: 'File server',
    folder: 'Servers',
    host: 'esx01',
    guestId: windows,
    address: '192.0.2.21',
    watts: 16,
    bootSeconds: 45,
    shutdownSeconds: 24,
    tools: true,
  },
  {
    name: 'print01',
    title: 'Print server',
    folder: 'Servers',
    host: 'esx02',
    guestId: windows,
    address: '192.0.2.22',
    watts: 10,
    bootSeconds: 40,
    shutdownSeconds: 14,
    tools: true,
  },
  {
    name: 'app01',
    title: 'Line-of-business application',
    folder: 'Applications',
    host: 'esx01',
    guestId: windows,
    address: '192.0.2.23',
    watts: 24,
    bootSeconds: 50,
    shutdownSeconds: 32,
    tools: true,
  },
  {
    name: 'mail01',
    title: 'Mail server',
    folder: 'Applications',
    host: 'esx02',
    guestId: linux,
    address: '192.0.2.24',
    watts: 22,
    bootSeconds: 35,
    shutdownSeconds: 26,
    tools: true,
  },
  {
    name: 'web01',
    title: 'Intranet',
    folder: 'Applications',
    host: 'esx02',
    guestId: linux,
    address: '192.0.2.25',
    watts: 12,
    bootSeconds: 20,
    shutdownSeconds: 6,
    tools: true,
  },
  {
    name: 'nvr01',
    title: 'Camera recorder, an appliance without VMware Tools',
    folder: 'Servers',
    host: 'esx01',
    guestId: 'other4xLinux64Guest',
    watts: 18,
    bootSeconds: 30,
    shutdownSeconds: 12,
    tools: false,
  },
  {
    name: 'sql01',
    title: 'Database server',
    folder: 'Databases',
    host: 'esx01',
    guestId: windows,
    address: '192.0.2.26',
    watts: 30,
    bootSeconds: 55,
    shutdownSeconds: 52,
    tools: true,
  },
  {
    name: 'dc01',
    title: 'Domain controller',
    folder: 'Infrastructure',
    host: 'esx02',
    guestId: windows,
    address: '192.0.2.20',
    watts: 12,
    bootSeconds: 45,
    shutdownSeconds: 28,
    tools: true,
  },
  {
    name: 'vcsa',
    title: 'vCenter Server',
    folder: 'Infrastructure',
    host: 'esx01',
    guestId: 'other3xLinux64Guest',
    address: '192.0.2.10',
    watts: 26,
    bootSeconds: 150,
    shutdownSeconds: 58,
    tools: true,
    vcenter: true,
  },
  {
    name: 'template-debian',
    title: 'Template',
    folder: 'Infrastructure',
    host: 'esx02',
    guestId: linux,
    watts: 0,
    bootSeconds: 20,
    shutdownSeconds: 6,
    tools: false,
    template: true,
  },
];

export const vclsCast: readonly VmDefinition[] = hostCast.map((host, index) => ({
  name: `vCLS-4f1c2a9${index}-7d3e-4b55-9a10-5c0e8f6b2d1${index}`,
  title: 'vSphere Cluster Services',
  folder: 'vCLS',
  host: host.name,
  guestId: 'other3xLinux64Guest',
  watts: 1,
  bootSeconds: 5,
  shutdownSeconds: 5,
  tools: false,
  agent: true,
}));

export const nasCast: MachineDefinition = { name: 'nas01', watts: 70, bootSeconds: 55, shutdownSeconds: 30 };
export const workstationCast: MachineDefinition = { name: 'workstation', watts: 90, bootSeconds: 35, shutdownSeconds: 15 };
/** Switch, router and the UPS's own card. */
export const alwaysOnWatts = 40;
