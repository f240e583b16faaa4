import type { VmRef } from '../../core/ports.js';
import { done, failed } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { Called, VsphereClient } from './client.js';
import type { Reference } from './envelope.js';
import { retrieveView, valueText } from './properties.js';
import { decodeName } from './vm-facts.js';

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly uuid?: string;
}

/** Which VM a reference means at this endpoint: ids differ between vCenter and the hosts, the instance uuid does not. */
export class VmDirectory {
  private entries: readonly Entry[] = [];
  private reading: Promise<Called<void>> | undefined;

  constructor(private readonly client: VsphereClient) {}

  /** Takes what an inventory has just read. */
  remember(entries: readonly Entry[]): void {
    this.entries = entries;
  }

  async find(ref: VmRef): Promise<Called<Reference>> {
    const known = matchVm(ref, this.entries);
    return known === undefined ? this.findAnew(ref) : done({ type: 'VirtualMachine', id: known.id });
  }

  /** Reads the list again first: for a VM that is not where it was. */
  async findAnew(ref: VmRef): Promise<Called<Reference>> {
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    const read = await this.reading;
    if (!read.ok) return read;
    const found = matchVm(ref, this.entries);
    if (found === undefined) return failed('vsphere/notFound', message('vsphere.notFound', { host: this.client.host, name: ref.name }));
    return done({ type: 'VirtualMachine', id: found.id });
  }

  private async read(): Promise<Called<void>> {
    const objects = await retrieveView(this.client, [{ type: 'VirtualMachine', paths: ['name', 'config.instanceUuid'] }]);
    if (!objects.ok) return objects;
    this.entries = objects.value.map((object) => {
      const uuid = valueText(object, 'config.instanceUuid');
      const name = decodeName(valueText(object, 'name') ?? '');
      return { id: object.reference.id, name, ...(uuid === undefined ? {} : { uuid }) };
    });
    return done(undefined);
  }
}

/** By uuid, else by id, else by a name that only one VM has. One that is known to have another uuid is another VM. */
export function matchVm(ref: VmRef, entries: readonly Entry[]): Entry | undefined {
  const byUuid = ref.uuid === undefined ? undefined : entries.find((one) => one.uuid === ref.uuid);
  if (byUuid !== undefined) return byUuid;
  const possible = entries.filter((one) => ref.uuid === undefined || one.uuid === undefined);
  const byId = possible.find((one) => one.id === ref.id);
  if (byId !== undefined) return byId;
  const byName = possible.filter((one) => one.name === ref.name);
  return byName.length === 1 ? byName[0] : undefined;
}
