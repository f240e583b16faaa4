import type { SimulatedHost } from '../world/simulated-host.js';
import type { SimulatedVm, VmPowerState } from '../world/simulated-vm.js';
import type { World } from '../world/world.js';
import { esxiBuild, hostProperties } from './host-properties.js';
import type { Inventory } from './inventory.js';
import type { ManagedObject } from './managed-object.js';
import { datastoreEntity, entity, folder } from './entities.js';
import { boolean, enumeration, int, object, reference, references, string, type Fields, type Reference } from './values.js';
import { vmProperties, vmReference } from './vm-properties.js';

const datacenter = reference('Datacenter', 'datacenter-3');
const root = reference('Folder', 'group-d1');
const vmFolder = reference('Folder', 'group-v4');
const hostFolder = reference('Folder', 'group-h5');
const datastoreFolder = reference('Folder', 'group-s6');
const networkFolder = reference('Folder', 'group-n7');
const cluster = reference('ClusterComputeResource', 'domain-c8');
const pool = reference('ResourcePool', 'resgroup-9');
const datastore = reference('Datastore', 'datastore-15');

/** What vCenter knows. Of a host that it cannot reach it keeps the last power states: they are old news, not facts. */
export class VcenterInventory implements Inventory {
  readonly kind = 'vcenter';
  readonly rootFolder = root;
  readonly #lastPower = new Map<SimulatedVm, VmPowerState>();

  constructor(
    readonly world: World,
    readonly openedAt: Date,
  ) {
    this.notice();
  }

  /** Called when the world has changed. */
  notice(): void {
    if (!this.world.vcenterUp && this.#lastPower.size > 0) return;
    for (const vm of this.world.vms) if (vm.host.servicesUp || !this.#lastPower.has(vm)) this.#lastPower.set(vm, vm.power);
  }

  hostOf(id: string): SimulatedHost | undefined {
    return this.world.hosts.find((host) => this.#hostReference(host).id === id);
  }

  vmOf(id: string): SimulatedVm | undefined {
    return this.world.vms.find((vm) => !vm.removed && this.vmReference(vm).id === id);
  }

  isReachable(host: SimulatedHost): boolean {
    return host.servicesUp;
  }

  vmReference(vm: SimulatedVm): Reference {
    return vmReference(`vm-${101 + this.world.vms.indexOf(vm)}`);
  }

  hostReference(host: SimulatedHost): Reference {
    return this.#hostReference(host);
  }

  objects(): readonly ManagedObject[] {
    const vms = this.world.vms.filter((vm) => !vm.removed);
    const folders = [...new Set(vms.map((vm) => vm.definition.folder))];
    const folderReference = (name: string) => reference('Folder', `group-v${21 + folders.indexOf(name)}`);
    return [
      folder(root, 'Datacenters', undefined, [datacenter], ['Folder', 'Datacenter']),
      entity(datacenter, 'Office', root, {
        vmFolder,
        hostFolder,
        datastoreFolder,
        networkFolder,
        datastore: references([datastore]),
        network: references([]),
      }),
      folder(vmFolder, 'vm', datacenter, folders.map(folderReference), ['Folder', 'VirtualMachine', 'VirtualApp']),
      ...folders.map((name) =>
        folder(
          folderReference(name),
          name,
          vmFolder,
          vms.filter((vm) => vm.definition.folder === name).map((vm) => this.vmReference(vm)),
          ['Folder', 'VirtualMachine', 'VirtualApp'],
        ),
      ),
      folder(hostFolder, 'host', datacenter, [cluster], ['Folder', 'ComputeResource']),
      folder(datastoreFolder, 'datastore', datacenter, [datastore], ['Folder', 'Datastore']),
      folder(networkFolder, 'network', datacenter, [], ['Folder', 'Network']),
      datastoreEntity(datastore, datastoreFolder, this.world),
      entity(pool, 'Resources', cluster, {
        owner: cluster,
        resourcePool: references([]),
        vm: references(vms.filter((vm) => vm.definition.template !== true).map((vm) => this.vmReference(vm))),
      }),
      this.#clusterObject(),
      ...this.world.hosts.map((host) => this.#hostObject(host)),
      ...vms.map((vm) => this.#vmObject(vm, folderReference(vm.definition.folder))),
    ];
  }

  about(): Fields {
    return {
      name: string('VMware vCenter Server'),
      fullName: string(`VMware vCenter Server 8.0.3 build-${esxiBuild} (simulated)`),
      vendor: string('VMware, Inc.'),
      version: string('8.0.3'),
      patchLevel: string('00000'),
      build: string(esxiBuild),
      localeVersion: string('INTL'),
      localeBuild: string('000'),
      osType: string('linux-x64'),
      productLineId: string('vpx'),
      apiType: string('VirtualCenter'),
      apiVersion: string('8.0.3.0'),
      instanceUuid: string('6b9d6b1c-0b2a-4c38-9a51-0d7f4c2e1a77'),
      licenseProductName: string('VMware VirtualCenter Server'),
      licenseProductVersion: string('8.0'),
    };
  }

  #hostReference(host: SimulatedHost): Reference {
    return reference('HostSystem', `host-${10 + 2 * this.world.hosts.indexOf(host)}`);
  }

  #clusterObject(): ManagedObject {
    const { ha, drs, name } = this.world.cluster;
    const dasConfig = object('ClusterDasConfigInfo', {
      enabled: boolean(ha.enabled),
      vmMonitoring: string('vmMonitoringDisabled'),
      hostMonitoring: string(ha.hostMonitoring ? 'enabled' : 'disabled'),
      failoverLevel: int(1),
      admissionControlEnabled: boolean(ha.admissionControl),
    });
    const drsConfig = object('ClusterDrsConfigInfo', {
      enabled: boolean(drs.enabled),
      enableVmBehaviorOverrides: boolean(true),
      defaultVmBehavior: enumeration('DrsBehavior', drs.behavior),
      vmotionRate: int(3),
    });
    const vsanConfigInfo = object('VsanClusterConfigInfo', { enabled: boolean(false) });
    return entity(cluster, name, hostFolder, {
      host: references(this.world.hosts.map((host) => this.#hostReference(host))),
      resourcePool: pool,
      datastore: references([datastore]),
      network: references([]),
      configuration: object('ClusterConfigInfo', { dasConfig, drsConfig }),
      configurationEx: object('ClusterConfigInfoEx', { dasConfig, drsConfig, vsanConfigInfo }),
    });
  }

  #hostObject(host: SimulatedHost): ManagedObject {
    const self = this.#hostReference(host);
    const properties = () =>
      hostProperties(host, {
        self,
        parent: cluster,
        vms: [...host.registered.values()].filter((vm) => !vm.removed).map((vm) => this.vmReference(vm)),
        datastore,
        connected: host.servicesUp,
        bootedAt: new Date(this.openedAt.getTime() + host.bootedAtSeconds * 1000),
        managementServerIp: this.world.vcenterVm?.definition.address ?? '',
      });
    return { type: self.type, id: self.id, properties };
  }

  #vmObject(vm: SimulatedVm, parent: Reference): ManagedObject {
    const self = this.vmReference(vm);
    const connected = vm.host.servicesUp;
    const properties = () =>
      vmProperties(vm, {
        self,
        host: this.#hostReference(vm.host),
        parent,
        resourcePool: pool,
        datastore,
        power: connected ? vm.power : (this.#lastPower.get(vm) ?? vm.power),
        connected,
        openedAt: this.openedAt,
      });
    return { type: self.type, id: self.id, properties };
  }
}
