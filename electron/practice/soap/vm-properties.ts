import type { SimulatedVm, VmPowerState } from '../world/simulated-vm.js';
import { boolean, dateTime, enumeration, int, list, object, reference, references, string, type Fields, type Reference } from './values.js';
import { administratorRole } from './privileges.js';

export interface VmContext {
  readonly self: Reference;
  readonly host: Reference;
  readonly parent: Reference | undefined;
  readonly resourcePool: Reference;
  readonly datastore: Reference;
  /** What this endpoint believes; a vCenter keeps its last knowledge of a host that it cannot reach. */
  readonly power: VmPowerState;
  readonly connected: boolean;
  readonly openedAt: Date;
}

const guestNames: Readonly<Record<string, string>> = {
  windows2019srv_64Guest: 'Microsoft Windows Server 2019 (64-bit)',
  debian12_64Guest: 'Debian GNU/Linux 12 (64-bit)',
  other3xLinux64Guest: 'Other 3.x or later Linux (64-bit)',
  other4xLinux64Guest: 'Other 4.x or later Linux (64-bit)',
};

export const datastoreName = 'nas01-vms';

export function vmPathName(vm: SimulatedVm): string {
  return `[${datastoreName}] ${vm.name}/${vm.name}.vmx`;
}

/** Properties of a VirtualMachine. */
export function vmProperties(vm: SimulatedVm, context: VmContext): Fields {
  const { definition } = vm;
  const runtime = runtimeInfo(context);
  return {
    name: string(vm.name),
    parent: context.parent,
    overallStatus: enumeration('ManagedEntityStatus', 'green'),
    effectiveRole: list('int', [int(administratorRole)]),
    disabledMethod: list('string', disabledMethods(context.power).map(string)),
    runtime,
    config: configInfo(vm),
    guest: guestInfo(vm, context),
    summary: object('VirtualMachineSummary', {
      vm: context.self,
      runtime,
      config: object('VirtualMachineConfigSummary', {
        name: string(vm.name),
        template: boolean(definition.template === true),
        vmPathName: string(vmPathName(vm)),
        uuid: string(vm.uuid.bios),
        instanceUuid: string(vm.uuid.instance),
        guestId: string(definition.guestId),
      }),
      overallStatus: enumeration('ManagedEntityStatus', 'green'),
    }),
    resourcePool: definition.template === true ? undefined : context.resourcePool,
    parentVApp: undefined,
    datastore: references([context.datastore]),
    network: references([]),
    recentTask: references([]),
    snapshot: undefined,
  };
}

function runtimeInfo({ host, connected, power, openedAt }: VmContext) {
  return object('VirtualMachineRuntimeInfo', {
    host,
    connectionState: enumeration('VirtualMachineConnectionState', connected ? 'connected' : 'disconnected'),
    powerState: enumeration('VirtualMachinePowerState', power),
    vmFailoverInProgress: boolean(false),
    faultToleranceState: enumeration('VirtualMachineFaultToleranceState', 'notConfigured'),
    toolsInstallerMounted: boolean(false),
    suspendTime: undefined,
    bootTime: power === 'poweredOn' ? dateTime(openedAt) : undefined,
    question: undefined,
    paused: boolean(false),
  });
}

function configInfo(vm: SimulatedVm) {
  const { definition } = vm;
  return object('VirtualMachineConfigInfo', {
    changeVersion: string('1'),
    name: string(vm.name),
    guestFullName: string(guestNames[definition.guestId] ?? definition.guestId),
    version: string('vmx-19'),
    uuid: string(vm.uuid.bios),
    instanceUuid: string(vm.uuid.instance),
    template: boolean(definition.template === true),
    guestId: string(definition.guestId),
    annotation: string(definition.title),
    files: object('VirtualMachineFileInfo', { vmPathName: string(vmPathName(vm)) }),
    ftInfo: undefined,
    managedBy:
      definition.agent === true
        ? object('ManagedByInfo', { extensionKey: string('com.vmware.vim.eam'), type: string('cluster-agent') })
        : undefined,
  });
}

function guestInfo(vm: SimulatedVm, { power, connected }: VmContext) {
  const { definition } = vm;
  const running = power === 'poweredOn' && connected && vm.toolsRunning;
  const address = running ? definition.address : undefined;
  return object('GuestInfo', {
    toolsStatus: enumeration(
      'VirtualMachineToolsStatus',
      !definition.tools ? 'toolsNotInstalled' : running ? 'toolsOk' : 'toolsNotRunning',
    ),
    toolsVersionStatus2: string(definition.tools ? 'guestToolsCurrent' : 'guestToolsNotInstalled'),
    toolsRunningStatus: string(running ? 'guestToolsRunning' : 'guestToolsNotRunning'),
    guestId: running ? string(definition.guestId) : undefined,
    guestFullName: running ? string(guestNames[definition.guestId] ?? '') : undefined,
    hostName: running ? string(`${vm.name}.practice.example`) : undefined,
    ipAddress: address === undefined ? undefined : string(address),
    net: list(
      'GuestNicInfo',
      address === undefined
        ? []
        : [
            object('GuestNicInfo', {
              network: string('VM Network'),
              ipAddress: list('string', [string(address)]),
              macAddress: string(`00:50:56:00:00:${Number(address.split('.')[3]).toString(16).padStart(2, '0')}`),
              connected: boolean(true),
              deviceConfigId: int(4000),
            }),
          ],
    ),
    guestState: string(running ? 'running' : 'notRunning'),
    guestOperationsReady: boolean(running),
  });
}

function disabledMethods(power: VmPowerState): readonly string[] {
  if (power === 'poweredOn') return ['PowerOnVM_Task', 'MarkAsTemplate', 'Destroy_Task'];
  return [
    'ShutdownGuest',
    'RebootGuest',
    'StandbyGuest',
    'ResetVM_Task',
    'SuspendVM_Task',
    ...(power === 'poweredOff' ? ['PowerOffVM_Task'] : []),
  ];
}

export const vmReference = (id: string): Reference => reference('VirtualMachine', id);
