import type { SimulatedHost } from '../world/simulated-host.js';
import type { SimulatedVm } from '../world/simulated-vm.js';
import type { World } from '../world/world.js';
import { datastoreEntity, entity, folder } from './entities.js';
import { hostProduct, hostProperties } from './host-properties.js';
import type { Inventory } from './inventory.js';
import type { ManagedObject } from './managed-object.js';
import { reference, references, type Fields, type Reference } from './values.js';
import { vmProperties, vmReference } from './vm-properties.js';

const root = reference('Folder', 'ha-folder-root');
const datacenter = reference('Datacenter', 'ha-datacenter');
const vmFolder = reference('Folder', 'ha-folder-vm');
const hostFolder = reference('Folder', 'ha-folder-host');
const datastoreFolder = reference('Folder', 'ha-folder-datastore');
const networkFolder = reference('Folder', 'ha-folder-network');
const computeResource = reference('ComputeResource', 'ha-compute-res');
const pool = reference('ResourcePool', 'ha-root-pool');
const self = reference('HostSystem', 'ha-host');
const datastore = reference('Datastore', '192.0.2.30:/volume1/vms');

/** What a host shows to who logs in to it directly: itself and the VMs registered on it, under its own numbers. */
export class HostInventory implements Inventory {
  readonly kind = 'esxi';
  readonly rootFolder = root;

  constructor(
    readonly world: World,
    readonly host: SimulatedHost,
    readonly openedAt: Date,
  ) {}

  hostOf(id: string): SimulatedHost | undefined {
    return id === self.id ? this.host : undefined;
  }

  vmOf(id: string): SimulatedVm | undefined {
    return this.host.registered.get(Number(id));
  }

  isReachable(): boolean {
    return true;
  }

  vmReference(vm: SimulatedVm): Reference {
    return vmReference(String(this.host.vmidOf(vm)));
  }

  hostReference(): Reference {
    return self;
  }

  objects(): readonly ManagedObject[] {
    const vms = [...this.host.registered.values()];
    const vmReferences = vms.map((vm) => this.vmReference(vm));
    return [
      folder(root, 'ha-folder-root', undefined, [datacenter], ['Datacenter']),
      entity(datacenter, 'ha-datacenter', root, {
        vmFolder,
        hostFolder,
        datastoreFolder,
        networkFolder,
        datastore: references([datastore]),
        network: references([]),
      }),
      folder(vmFolder, 'vm', datacenter, vmReferences, ['VirtualMachine']),
      folder(hostFolder, 'host', datacenter, [computeResource], ['ComputeResource']),
      folder(datastoreFolder, 'datastore', datacenter, [datastore], ['Datastore']),
      folder(networkFolder, 'network', datacenter, [], ['Network']),
      entity(computeResource, this.host.name, hostFolder, {
        host: references([self]),
        resourcePool: pool,
        datastore: references([datastore]),
        network: references([]),
      }),
      entity(pool, 'Resources', computeResource, { owner: computeResource, resourcePool: references([]), vm: references(vmReferences) }),
      datastoreEntity(datastore, datastoreFolder, this.world),
      this.#hostObject(vmReferences),
      ...vms.map((vm) => this.#vmObject(vm)),
    ];
  }

  about(): Fields {
    const product = hostProduct(this.host);
    return product.kind === 'object' ? product.fields : {};
  }

  #hostObject(vms: readonly Reference[]): ManagedObject {
    const properties = () =>
      hostProperties(this.host, {
        self,
        parent: computeResource,
        vms,
        datastore,
        connected: true,
        bootedAt: new Date(this.openedAt.getTime() + this.host.bootedAtSeconds * 1000),
        managementServerIp: this.world.vcenterVm?.definition.address ?? '',
      });
    return { type: self.type, id: self.id, properties };
  }

  #vmObject(vm: SimulatedVm): ManagedObject {
    const reference = this.vmReference(vm);
    const properties = () =>
      vmProperties(vm, {
        self: reference,
        host: self,
        parent: vmFolder,
        resourcePool: pool,
        datastore,
        power: vm.power,
        connected: true,
        openedAt: this.openedAt,
      });
    return { type: reference.type, id: reference.id, properties };
  }
}
