import { done } from '../../../shared/result.js';
import type { Called, VsphereClient } from './client.js';
import type { Reference } from './envelope.js';
import { retrieveObjects, type ReadObject } from './properties.js';

/** Looks asked for within this time go in one request: a whole group of VMs is looked at together. */
const gatherMs = 20;
const atMost = 200;

interface Look {
  readonly vm: Reference;
  readonly name: string;
  readonly tell: (seen: Called<ReadObject | undefined>) => void;
}

/** Reads the power of single VMs, many in one request. Fresh each time: what is gathered was asked for just now. */
export class PowerLooks {
  private waiting: Look[] = [];

  constructor(private readonly client: VsphereClient) {}

  /** Undefined when the answer does not hold the VM; a VM that does not exist is a failure. */
  look(vm: Reference, name: string): Promise<Called<ReadObject | undefined>> {
    return new Promise((tell) => {
      this.waiting.push({ vm, name, tell });
      if (this.waiting.length === 1) setTimeout(() => this.read(), gatherMs);
    });
  }

  private read(): void {
    const gathered = this.waiting;
    this.waiting = [];
    for (let first = 0; first < gathered.length; first += atMost) void this.readTogether(gathered.slice(first, first + atMost));
  }

  /** One VM that is gone fails the request for all: then each is asked for by itself. */
  private async readTogether(looks: readonly Look[]): Promise<void> {
    const one = looks[0];
    const ids = [...new Set(looks.map((look) => look.vm.id))];
    const sets = [{ type: 'VirtualMachine', paths: ['runtime.powerState', 'runtime.connectionState'] }];
    const starts = ids.map((id) => ({ object: { type: 'VirtualMachine', id } }));
    const read = await retrieveObjects(this.client, sets, starts, ids.length === 1 ? one?.name : undefined);
    if (!read.ok && read.fault?.type === 'ManagedObjectNotFound' && ids.length > 1) {
      await Promise.all(ids.map((id) => this.readTogether(looks.filter((look) => look.vm.id === id))));
      return;
    }
    for (const { vm, tell } of looks) tell(read.ok ? done(read.value.find((object) => object.reference.id === vm.id)) : read);
  }
}
