import { isIP } from 'node:net';
import type { Host, Inventory, Vm } from '../../../shared/inventory/inventory.js';
import type { Result } from '../../../shared/result.js';
import type { Finding, Severity } from '../../../shared/run/run.js';
import { message, type Message } from '../../../shared/text/message.js';
import type { VsphereClient } from './client.js';
import { hasReadOnlyLicence } from './licence.js';
import { missingPrivileges } from './rights.js';

const day = 86_400_000;
const certificateWarningDays = 30;

/** Reads only. The first thing that stops everything else is the only finding then. */
export async function checkEndpoint(
  connectionId: string,
  client: VsphereClient,
  readInventory: () => Promise<Result<Inventory>>,
): Promise<readonly Finding[]> {
  const login = await client.login();
  if (!login.ok) return [finding('error', login.failure.code, login.failure.message, connectionId)];
  const inventory = await readInventory();
  if (!inventory.ok) return [finding('error', inventory.failure.code, inventory.failure.message, connectionId)];
  const [licence, missing] = [await hasReadOnlyLicence(client), await missingPrivileges(client)];
  return [
    ...(licence.ok && licence.value
      ? [finding('error', 'vsphere/readOnlyLicence', message('vsphere.readOnlyLicence', { host: client.host }), connectionId)]
      : []),
    ...(missing.ok && missing.value.length > 0 ? [missingRights(connectionId, client, missing.value)] : []),
    ...certificate(connectionId, client, Date.now()),
    ...byName(connectionId, client),
    ...inventory.value.hosts.flatMap((host) => hostFindings(host, login.value.kind)),
    ...inventory.value.vms.flatMap(vmFindings),
    ...officeFindings(connectionId, client, inventory.value, login.value.kind),
  ];
}

function finding(severity: Severity, code: string, text: Message, target: string): Finding {
  return { severity, code, message: text, target };
}

function missingRights(connectionId: string, client: VsphereClient, missing: readonly string[]): Finding {
  const text = message('vsphere.missingRights', { host: client.host, user: client.options.user, privileges: missing.join(', ') });
  return finding('error', 'vsphere/missingRights', text, connectionId);
}

function certificate(connectionId: string, client: VsphereClient, nowMs: number): readonly Finding[] {
  const validTo = client.certificate?.validTo ?? '';
  if (validTo === '') return [];
  const days = Math.floor((Date.parse(validTo) - nowMs) / day);
  if (days >= certificateWarningDays) return [];
  const key = days < 0 ? 'vsphere.certificateExpired' : 'vsphere.certificateExpires';
  const params = { host: client.host, date: validTo.slice(0, 10) };
  return [finding('warning', key.replace('.', '/'), message(key, params), connectionId)];
}

/** Its look-up may be a service of the office that goes down. */
function byName(connectionId: string, client: VsphereClient): readonly Finding[] {
  if (isIP(client.host) !== 0 || client.host === 'localhost') return [];
  return [finding('info', 'vsphere/byName', message('vsphere.byName', { host: client.host }), connectionId)];
}

function hostFindings(host: Host, kind: 'vcenter' | 'esxi'): readonly Finding[] {
  const found: Finding[] = [];
  if (host.state !== 'connected')
    found.push(finding('warning', 'vsphere/hostNotConnected', message('vsphere.hostNotConnected', { name: host.name }), host.name));
  if (host.maintenance)
    found.push(finding('warning', 'vsphere/inMaintenance', message('vsphere.inMaintenance', { name: host.name }), host.name));
  if (kind === 'vcenter' && (host.lockdown === 'normal' || host.lockdown === 'strict'))
    found.push(finding('warning', 'vsphere/lockdown', message('vsphere.lockdown', { name: host.name }), host.name));
  return found;
}

function vmFindings(vm: Vm): readonly Finding[] {
  if (vm.template || vm.agent) return [];
  const found: Finding[] = [];
  if (vm.power === 'on' && vm.tools === 'notRunning')
    found.push(finding('warning', 'vsphere/toolsUnavailable', message('vsphere.toolsUnavailable', { name: vm.name }), vm.name));
  if (vm.question !== undefined)
    found.push(finding('warning', 'vsphere/questionPending', message('vsphere.questionPending', { name: vm.name }), vm.name));
  if (vm.power === 'unknown')
    found.push(finding('warning', 'vsphere/unknownPower', message('vsphere.unknownPower', { name: vm.name }), vm.name));
  return found;
}

function officeFindings(connectionId: string, client: VsphereClient, inventory: Inventory, kind: 'vcenter' | 'esxi'): readonly Finding[] {
  const found: Finding[] = [];
  for (const cluster of inventory.clusters.filter((one) => one.vsan))
    found.push(finding('warning', 'vsphere/vsan', message('vsphere.vsan', { name: cluster.name }), cluster.name));
  const agents = inventory.vms.filter((vm) => vm.agent && vm.power === 'on').length;
  if (agents > 0) found.push(finding('info', 'vsphere/agents', message('vsphere.agents', { count: agents }), connectionId));
  const own = inventory.vms.find((vm) => vm.self);
  if (own !== undefined) found.push(finding('error', 'vsphere/runsInside', message('vsphere.runsInside', { name: own.name }), own.name));
  if (kind === 'vcenter' && !inventory.vms.some((vm) => vm.vcenter))
    found.push(finding('info', 'vsphere/vcenterNotFound', message('vsphere.vcenterNotFound', { host: client.host }), connectionId));
  return found;
}
