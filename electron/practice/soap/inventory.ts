import type { SimulatedHost } from '../world/simulated-host.js';
import type { SimulatedVm } from '../world/simulated-vm.js';
import type { ManagedObject } from './managed-object.js';
import type { Fields, Reference } from './values.js';

/** What one endpoint, a vCenter or a host, shows of the world. */
export interface Inventory {
  readonly kind: 'vcenter' | 'esxi';
  readonly rootFolder: Reference;
  readonly openedAt: Date;
  objects(): readonly ManagedObject[];
  /** AboutInfo. */
  about(): Fields;
  hostOf(id: string): SimulatedHost | undefined;
  vmOf(id: string): SimulatedVm | undefined;
  vmReference(vm: SimulatedVm): Reference;
  hostReference(host: SimulatedHost): Reference;
  isReachable(host: SimulatedHost): boolean;
}
