import { openAdapters } from '../../compose/open-adapters.js';
import { openWorkstation } from '../../adapters/workstation/workstation.js';
import type { Clock } from '../../core/ports.js';
import { parseAddress } from '../../../shared/settings/address.js';
import type { Connection } from '../../../shared/settings/connection.js';
import type { Inventory } from '../../../shared/inventory/inventory.js';
import { message } from '../../../shared/text/message.js';
import { exitCodeOf, type ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { oneOffSecrets } from '../one-off-secrets.js';

/** `inventory list ADDRESS`: clusters, hosts and VMs of a vCenter or a host. `pin` accepts its certificate or host key. */
export async function inventoryList(io: Io, address: string, pin: string | undefined, clock: Clock): Promise<ExitCode> {
  const parsed = parseAddress(address);
  if (!parsed.ok) {
    io.tell(parsed.failure.message);
    return 2;
  }
  const kind = parsed.value.scheme === 'vsphere' ? 'vsphere' : parsed.value.scheme === 'ssh' ? 'esxiSsh' : undefined;
  if (kind === undefined) {
    io.tell(message('cli.usage.scheme', { verb: 'inventory list', expected: 'vsphere, ssh', given: parsed.value.scheme }));
    return 2;
  }
  const connection: Connection = {
    id: 'one-off',
    title: 'host' in parsed.value ? parsed.value.host : address,
    kind,
    address,
    ...(pin === undefined ? {} : { pin }),
  };
  const adapters = openAdapters({
    secrets: oneOffSecrets(io, () => undefined),
    workstation: openWorkstation({ platform: process.platform }),
    clock,
  });
  const endpoint = await adapters.hypervisor(connection);
  const inventory = endpoint.ok ? await endpoint.value.inventory() : endpoint;
  if (endpoint.ok) await endpoint.value.close();
  if (!inventory.ok) {
    io.tell(inventory.failure.message);
    const presented = inventory.failure.message.params?.['presented'];
    if (presented !== undefined && pin === undefined) io.tell(message('cli.pin.hint', { presented }));
    return exitCodeOf(inventory.failure.code);
  }
  io.document(promised(inventory.value));
  if (io.format === 'words') io.text(words(inventory.value));
  return 0;
}

/** The fields that command-line.md promises, and no more. */
function promised(inventory: Inventory) {
  return {
    clusters: inventory.clusters.map(({ id, name, ha, drs, vsan, hosts }) => ({ id, name, ha, drs, vsan, hosts })),
    hosts: inventory.hosts.map(({ id, name, state, maintenance, version }) => ({ id, name, state, maintenance, version })),
    vms: inventory.vms.map(({ id, name, power, host, tools, template, agent, folder, tags }) => ({
      id,
      name,
      power,
      host,
      tools,
      template,
      agent,
      folder,
      tags,
    })),
  };
}

function words(inventory: Inventory): string {
  const hosts = inventory.hosts.map((host) => `${host.name}  ${host.version}  ${host.state}${host.maintenance ? '  maintenance' : ''}`);
  const vms = inventory.vms
    .filter((vm) => !vm.template)
    .map((vm) => `  ${vm.name}  ${vm.power}  tools ${vm.tools}  ${inventory.hosts.find((host) => host.id === vm.host)?.name ?? ''}`);
  return [
    ...inventory.clusters.map((cluster) => `${cluster.name}  HA ${cluster.ha ? 'on' : 'off'}  DRS ${cluster.drs}`),
    ...hosts,
    ...vms,
  ].join('\n');
}
