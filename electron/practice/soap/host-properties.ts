import type { SimulatedHost } from '../world/simulated-host.js';
import {
  boolean,
  dateTime,
  enumeration,
  int,
  list,
  long,
  object,
  reference,
  references,
  string,
  type Fields,
  type Reference,
} from './values.js';
import { administratorRole } from './privileges.js';

export interface HostContext {
  readonly self: Reference;
  readonly parent: Reference;
  readonly vms: readonly Reference[];
  readonly datastore: Reference;
  readonly connected: boolean;
  readonly bootedAt: Date;
  /** Address of the vCenter that manages this host. */
  readonly managementServerIp: string;
}

export const esxiBuild = '24022510';

/** AboutInfo of an ESXi host. */
export function hostProduct(host: SimulatedHost) {
  const { version } = host.definition;
  return object('AboutInfo', {
    name: string('VMware ESXi'),
    fullName: string(`VMware ESXi ${version} build-${esxiBuild} (simulated)`),
    vendor: string('VMware, Inc.'),
    version: string(version),
    patchLevel: string('0'),
    build: string(esxiBuild),
    localeVersion: string('INTL'),
    localeBuild: string('000'),
    osType: string('vmnix-x86'),
    productLineId: string('embeddedEsx'),
    apiType: string('HostAgent'),
    apiVersion: string('8.0.3.0'),
    licenseProductName: string('VMware ESX Server'),
    licenseProductVersion: string('8.0'),
  });
}

/** Properties of a HostSystem. */
export function hostProperties(host: SimulatedHost, context: HostContext): Fields {
  const product = hostProduct(host);
  const runtime = object('HostRuntimeInfo', {
    connectionState: enumeration('HostSystemConnectionState', context.connected ? 'connected' : 'notResponding'),
    powerState: enumeration('HostSystemPowerState', context.connected ? 'poweredOn' : 'unknown'),
    standbyMode: string('none'),
    inMaintenanceMode: boolean(host.maintenance === 'in'),
    inQuarantineMode: boolean(false),
    bootTime: dateTime(context.bootedAt),
  });
  const systemInfo = { vendor: string('Practice'), model: string('Simulated server'), uuid: string(host.hardwareUuid) };
  return {
    name: string(host.name),
    parent: context.parent,
    overallStatus: enumeration('ManagedEntityStatus', context.connected ? 'green' : 'red'),
    effectiveRole: list('int', [int(administratorRole)]),
    disabledMethod: list('string', []),
    runtime,
    capability: object('HostCapability', {
      rebootSupported: boolean(true),
      shutdownSupported: boolean(true),
      maintenanceModeSupported: boolean(true),
      standbySupported: boolean(false),
    }),
    config: object('HostConfigInfo', {
      host: context.self,
      product,
      lockdownMode: enumeration('HostLockdownMode', 'lockdownDisabled'),
      vsanHostConfig: object('VsanHostConfigInfo', { enabled: boolean(false) }),
    }),
    configManager: object('HostConfigManager', {
      autoStartManager: reference('HostAutoStartManager', `autoStartManager-${context.self.id}`),
    }),
    hardware: object('HostHardwareInfo', { systemInfo: object('HostSystemInfo', systemInfo) }),
    summary: object('HostListSummary', {
      host: context.self,
      hardware: object('HostHardwareSummary', {
        ...systemInfo,
        memorySize: long(274_877_906_944),
        numCpuCores: { kind: 'scalar', type: 'xsd:short', text: '16' },
      }),
      runtime,
      config: object('HostConfigSummary', { name: string(host.name), port: int(443), product, vmotionEnabled: boolean(true) }),
      overallStatus: enumeration('ManagedEntityStatus', context.connected ? 'green' : 'red'),
      rebootRequired: boolean(false),
      managementServerIp: string(context.managementServerIp),
    }),
    vm: references(context.vms),
    datastore: references([context.datastore]),
    network: references([]),
  };
}
