import { isIP } from 'node:net';
import type { Host, Inventory, Vm } from '../../../shared/inventory/inventory.js';
import type { Result } from '../../../shared/result.js';
import type { Finding, Severity } from '../../../shared/run/run.js';
import { message, type Message } from '../../../shared/text/message.js';
import type { OwnMachine } from '../common/own-machine.js';
import type { VsphereClient } from './client.js';
import type { ReadOffice } from './inventory.js';
import { hasReadOnlyLicence } from './licence.js';
import { missingPrivileges } from './rights.js';

const day = 86_400_000;
const certificateWarningDays = 30;

/** Reads only. The first thing that stops everything else is the only finding then. */
export async function checkEndpoint(
  connectionId: string,
  client: VsphereClient,
  own: OwnMachine,
  readOffice: () => Promise<Result<ReadOffice>>,
): Promise<readonly Finding[]> {
  const login = await client.login();
  if (!login.ok) return [finding('error', login.failure.code, login.failure.message, connectionId)];
  const office = await readOffice();
  if (!office.ok) return [finding('error', office.failure.code, office.failure.message, connectionId)];
  const { inventory } = office.value;
  const [licence, missing] = [await hasReadOnlyLicence(client), await missingPrivileges(client)];
  return [
    ...(licence.ok && licence.value
      ? [finding('error', 'vsphere/readOnlyLicence', message('vsphere.readOnlyLicence', { host: client.host }), connectionId)]
      : []),
    ...(missing.ok && missing.value.length > 0 ? [missingRights(connectionId, client, missing.value)] : []),
    ...certificate(connectionId, client, Date.now()),
    ...byName(connectionId, client),
    ...inventory.hosts.flatMap((host) => hostFindings(host, login.value.kind)),
    ...inventory.vms.flatMap(vmFindings),
    ...officeFindings(connectionId, inventory),
    ...(login.value.kind === 'vcenter' ? vcenterFindings(connectionId, client, office.value) : []),
    ...selfFindings(connectionId, client, inventory, own),
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

function officeFindings(connectionId: string, inventory: Inventory): readonly Finding[] {
  const found = inventory.clusters
    .filter((one) => one.vsan)
    .map((cluster) => finding('warning', 'vsphere/vsan', message('vsphere.vsan', { name: cluster.name }), cluster.name));
  const agents = inventory.vms.filter((vm) => vm.agent && vm.power === 'on').length;
  return agents === 0 ? found : [...found, finding('info', 'vsphere/agents', message('vsphere.agents', { count: agents }), connectionId)];
}

/** Whether it is known in which VM vCenter runs: it has to be the last, and what it manages is reached directly from then on. */
function vcenterFindings(connectionId: string, client: VsphereClient, { inventory, vcenter }: ReadOffice): readonly Finding[] {
  const { host } = client;
  if (vcenter.kind === 'found') return [];
  if (vcenter.kind === 'none')
    return [finding('info', 'vsphere/vcenterNotFound', message('vsphere.vcenterNotFound', { host }), connectionId)];
  const names = inventory.vms.filter((vm) => vcenter.ids.includes(vm.id)).map((vm) => vm.name);
  const text = message('vsphere.vcenterSeveral', { host, names: names.join(', ') });
  return [finding('warning', 'vsphere/vcenterSeveral', text, connectionId)];
}

function selfFindings(connectionId: string, client: VsphereClient, inventory: Inventory, own: OwnMachine): readonly Finding[] {
  const itself = inventory.vms.find((vm) => vm.self);
  if (itself !== undefined)
    return [finding('error', 'vsphere/runsInside', message('vsphere.runsInside', { name: itself.name }), itself.name)];
  if (own.isVmwareVm !== true) return [];
  return [finding('warning', 'vsphere/mayRunInside', message('vsphere.mayRunInside', { host: client.host }), connectionId)];
}
