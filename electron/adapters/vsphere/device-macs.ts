import type { VsphereClient } from './client.js';
import { retrieveObjects } from './properties.js';
import { all, textAt } from './xml-tree.js';

/**
 * MAC addresses of VMs as their virtual hardware has them, by id. The guest tells them only while VMware Tools run; the hardware always does, but as a part of a
 * long list of devices. One request; a VM of which nothing came is left out.
 */
export async function deviceMacs(client: VsphereClient, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ids.length === 0) return new Map();
  const starts = ids.map((id) => ({ object: { type: 'VirtualMachine', id } }));
  const read = await retrieveObjects(client, [{ type: 'VirtualMachine', paths: ['config.hardware.device'] }], starts);
  if (!read.ok) return new Map();
  return new Map(
    read.value.map((object) => {
      const devices = all(object.values.get('config.hardware.device'), 'VirtualDevice');
      return [object.reference.id, devices.flatMap((one) => textAt(one, 'macAddress')?.toLowerCase() ?? [])];
    }),
  );
}
