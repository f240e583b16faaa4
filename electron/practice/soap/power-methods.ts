import type { SimulatedHost } from '../world/simulated-host.js';
import type { Refusal, SimulatedVm, VmPowerState } from '../world/simulated-vm.js';
import { answered, fault, faulted, type Answer, type Fault } from './answer.js';
import type { Call, Method, Methods } from './call.js';
import { notFound } from './property-collector.js';
import { enumeration, writeField, type Reference } from './values.js';
import { childOf, textOf, type XmlElement } from './xml.js';

type End = (refusal?: Refusal) => void;

/** What changes the office: VMs, hosts and the cluster. */
export const powerMethods: Methods = {
  ShutdownGuest: onVm((call, vm) => {
    if (!call.endpoint.inventory.isReachable(vm.host)) return faulted('HostNotConnected');
    const refusal = vm.shutdownGuest();
    return refusal === undefined ? answered() : { kind: 'fault', fault: vmFault(refusal, vm, 'poweredOff') };
  }),
  PowerOnVM_Task: vmTask('poweredOn', (vm, end) => vm.host.refusesStart() ?? vm.powerOn(end)),
  PowerOffVM_Task: vmTask('poweredOff', (vm, end) => vm.powerOff(end)),
  SuspendVM_Task: vmTask('suspended', (vm, end) => vm.suspend(end)),
  EnterMaintenanceMode_Task: hostTask((call, host, end) => {
    const refusal = host.enterMaintenance(Number(textOf(call.args, 'timeout') ?? 0), end);
    if (refusal === undefined && call.endpoint.inventory.kind === 'vcenter') call.endpoint.world.cluster.evacuate(host);
    return refusal;
  }),
  ExitMaintenanceMode_Task: hostTask((_, host, end) => {
    const refusal = host.exitMaintenance();
    if (refusal === undefined) end();
    return refusal;
  }),
  ShutdownHost_Task: (call) => {
    const host = call.endpoint.inventory.hostOf(call.target.text);
    if (host !== undefined && textOf(call.args, 'force') !== 'true' && host.maintenance !== 'in') return faulted('InvalidState');
    return shutdownHostTask(call);
  },
  ReconfigureComputeResource_Task: (call) => {
    const { endpoint, target } = call;
    const cluster = endpoint.find(call.session)(target.type, target.text);
    if (cluster?.type !== 'ClusterComputeResource') return notFound(target.type, target.text);
    const spec = childOf(call.args, 'spec');
    const task = endpoint.tasks.start(call.method, { kind: 'reference', type: cluster.type, id: cluster.id }, (end) => {
      endpoint.world.timeline.after(3, () => {
        reconfigure(endpoint.world.cluster, spec);
        end();
      });
    });
    return answered(writeField('returnval', task));
  },
  ReconfigureAutostart: () => answered(),
};

/** Asked directly, a host never tells that the task is done: it goes down with the connection. */
const shutdownHostTask = hostTask((call, host, end) => {
  host.shutDown();
  if (call.endpoint.inventory.kind === 'vcenter') {
    const stop = call.endpoint.world.onChange(() => {
      if (host.state !== 'off') return;
      stop();
      end();
    });
  }
  return undefined;
});

function onVm(act: (call: Call, vm: SimulatedVm) => Answer): Method {
  return (call) => {
    const vm = call.target.type === 'VirtualMachine' ? call.endpoint.inventory.vmOf(call.target.text) : undefined;
    return vm === undefined ? notFound(call.target.type, call.target.text) : act(call, vm);
  };
}

/** Refusals of a task are told in the task, not in the answer to the call; only a template is refused at once. */
function vmTask(requested: VmPowerState, act: (vm: SimulatedVm, end: End) => Refusal | undefined): Method {
  return onVm((call, vm) => {
    if (vm.definition.template === true) return faulted('NotSupported');
    const { inventory, tasks } = call.endpoint;
    const run = (end: (error?: Fault) => void) => {
      const finish: End = (refusal) => end(refusal === undefined ? undefined : vmFault(refusal, vm, requested));
      const refusal = inventory.isReachable(vm.host) ? act(vm, finish) : 'HostNotConnected';
      if (refusal !== undefined) finish(refusal);
    };
    return answered(writeField('returnval', tasks.start(call.method, inventory.vmReference(vm), run)));
  });
}

function hostTask(act: (call: Call, host: SimulatedHost, end: End) => Refusal | undefined): Method {
  return (call) => {
    const { inventory, tasks } = call.endpoint;
    const host = call.target.type === 'HostSystem' ? inventory.hostOf(call.target.text) : undefined;
    if (host === undefined) return notFound(call.target.type, call.target.text);
    const entity: Reference = inventory.hostReference(host);
    const run = (end: (error?: Fault) => void) => {
      const finish: End = (refusal) => end(refusal === undefined ? undefined : fault(refusal));
      const refusal = inventory.isReachable(host) ? act(call, host, finish) : 'HostNotConnected';
      if (refusal !== undefined) finish(refusal);
    };
    return answered(writeField('returnval', tasks.start(call.method, entity, run)));
  };
}

function vmFault(refusal: Refusal, vm: SimulatedVm, requested: VmPowerState): Fault {
  if (refusal !== 'InvalidPowerState') return fault(refusal);
  const state = (text: string) => enumeration('VirtualMachinePowerState', text);
  return fault('InvalidPowerState', { requestedState: state(requested), existingState: state(vm.power) });
}

function reconfigure(cluster: Call['endpoint']['world']['cluster'], spec: XmlElement | undefined): void {
  const flag = (path: readonly string[], current: boolean) => {
    const text = textOf(spec, ...path);
    return text === undefined ? current : text === 'true' || text === 'enabled';
  };
  cluster.ha = {
    enabled: flag(['dasConfig', 'enabled'], cluster.ha.enabled),
    hostMonitoring: flag(['dasConfig', 'hostMonitoring'], cluster.ha.hostMonitoring),
    admissionControl: flag(['dasConfig', 'admissionControlEnabled'], cluster.ha.admissionControl),
  };
  const behavior = textOf(spec, 'drsConfig', 'defaultVmBehavior');
  cluster.drs = {
    enabled: flag(['drsConfig', 'enabled'], cluster.drs.enabled),
    behavior: behavior === 'manual' || behavior === 'partiallyAutomated' || behavior === 'fullyAutomated' ? behavior : cluster.drs.behavior,
  };
  cluster.changed();
}
