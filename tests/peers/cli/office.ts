import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '../../../shared/settings/connection.js';
import type { Inventory, Vm } from '../../../shared/inventory/inventory.js';
import { instantiateTemplate, type TemplateStep } from '../../../shared/plan/templates.js';
import type { Plan } from '../../../shared/plan/plan.js';
import type { SnmpdPeer } from '../snmpd/snmpd.js';
import type { Vcsim } from '../vcsim/vcsim.js';

/** Secrets as a service gets them; the password is easy to find wherever it should not be. */
export function officeSecrets(vcsim: Vcsim): Readonly<Record<string, string>> {
  const ids = ['vcenter', ...[...vcsim.hostPorts.keys()].map(shortName)];
  return {
    SUNDOWN_SECRET_UPS_COMMUNITY: 'private',
    ...Object.fromEntries(ids.map((id) => [`SUNDOWN_SECRET_${id.toUpperCase()}_PASSWORD`, vcsim.password])),
  };
}

const shortName = (host: string) => host.split('.')[0] ?? host;

export function officeConnections(vcsim: Vcsim, snmpd: SnmpdPeer): readonly Connection[] {
  const vsphere = (id: string, port: number, more: Partial<Connection> = {}): Connection => ({
    id,
    title: id,
    kind: 'vsphere',
    address: `vsphere://${encodeURIComponent(vcsim.user)}@127.0.0.1:${String(port)}`,
    pin: vcsim.fingerprint,
    ...more,
  });
  return [
    { id: 'ups', title: 'UPS', kind: 'ups', address: `snmp://127.0.0.1:${String(snmpd.port)}?version=2c` },
    vsphere('vcenter', vcsim.port),
    ...[...vcsim.hostPorts].map(([name, port]) => vsphere(shortName(name), port, { hostName: name })),
  ];
}

const steps: readonly TemplateStep[] = [
  'check',
  'prepare',
  'others',
  'applications',
  'databases',
  'vcenter',
  'hosts',
  'machines',
  'ups',
  'workstation',
];

/** The template for an HA cluster with vCenter in it, without its last step: the machine that tests stays on. */
export function officePlan(connections: readonly Connection[], vmNames: readonly string[]): Plan {
  const words = Object.fromEntries(steps.map((step) => [step, step])) as Record<TemplateStep, string>;
  const inventory: Inventory = { clusters: [], hosts: [], vms: vmNames.map(runningVm), machines: [] };
  const plan = instantiateTemplate('haCluster', { id: 'office', title: 'Office', ups: ['ups'], connections, inventory, words });
  return { ...plan, steps: plan.steps.filter((step) => step.action.kind !== 'shutdownWorkstation') };
}

function runningVm(name: string): Vm {
  return {
    id: name,
    name,
    endpoint: 'vcenter',
    power: 'on',
    host: '',
    tools: 'running',
    template: false,
    agent: false,
    vcenter: name === 'vcenter',
    self: false,
    folder: '',
    tags: [],
  };
}

export function writeOffice(
  folder: string,
  connections: readonly Connection[],
  plan: Plan,
  settings: Readonly<Record<string, unknown>> = {},
): string {
  const file = join(folder, 'plans', 'office.json');
  mkdirSync(join(folder, 'plans'), { recursive: true });
  writeFileSync(file, JSON.stringify(plan));
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, settings, connections, activePlan: plan.id }));
  return file;
}
