import type { Hypervisor, VmRef } from '../../core/ports.js';
import { isBroughtTo, type Inventory, type Vm, type VmPower, type WantedPower } from '../../../shared/inventory/inventory.js';
import type { Finding } from '../../../shared/run/run.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { isOwn, type OwnMachine } from '../common/own-machine.js';
import {
  faultSentence,
  parseDeviceMacs,
  parseGuest,
  parseMaintenance,
  parsePowerState,
  parseProcessList,
  parseVersion,
  type EsxiVm,
  type VmSummary,
} from './answers.js';
import { VmFinder } from './find-vm.js';
import { outputOf, outputOfEither, type HostShell } from './shell.js';

const hostId = 'ha-host';
const pollMs = 2000;
const reason = 'Sundown: the UPS battery is running out';

interface Reach {
  readonly shell: HostShell;
  readonly finder: VmFinder;
  /** How this machine is recognised among the VMs. */
  readonly own: OwnMachine;
}

/**
 * An ESXi host by its shell, for hosts whose licence refuses the API. Tried against OpenSSH replaying ESXi's recorded answers; no real
 * host was at hand. Every success is read back: the commands' own words are not believed.
 */
export function openEsxiShell(
  connectionId: string,
  name: string,
  shell: HostShell,
  own: OwnMachine = { macs: [], addresses: [] },
): Hypervisor {
  const reach: Reach = { shell, finder: new VmFinder(shell), own };
  const noCluster = () => Promise.resolve(failed('esxi/noCluster', message('ssh.noCluster')));
  return {
    connectionId,
    kind: 'esxi',
    about: async () => {
      const version = await outputOf(shell, 'vmware -v');
      return version.ok ? done({ kind: 'esxi', version: parseVersion(version.value), readOnlyLicence: false }) : version;
    },
    inventory: () => inventory(connectionId, name, reach),
    vmPower: (vm) => onVm(reach, vm, (found) => powerOf(shell, found)),
    waitForVm: (vm, wanted, signal) => waitForVm(reach, vm, wanted, signal),
    shutdownGuest: (vm) => onVm(reach, vm, (found) => act(shell, `vim-cmd vmsvc/power.shutdown ${found.id}`, found)),
    powerOffVm: (vm) => onVm(reach, vm, (found) => actUntil(shell, `vim-cmd vmsvc/power.off ${found.id}`, found, 'off')),
    suspendVm: (vm) => onVm(reach, vm, (found) => actUntil(shell, `vim-cmd vmsvc/power.suspend ${found.id}`, found, 'suspended')),
    powerOnVm: (vm) => onVm(reach, vm, (found) => actUntil(shell, `vim-cmd vmsvc/power.on ${found.id}`, found, 'on')),
    enterMaintenance: (_host, options) => enterMaintenance(shell, options),
    exitMaintenance: () => exitMaintenance(shell),
    inMaintenance: () => maintenance(shell),
    runningVms: async () => {
      const list = await outputOf(shell, 'esxcli vm process list');
      return list.ok ? done(parseProcessList(list.value)) : list;
    },
    shutdownHost: (_host, options) => shutdownHost(shell, options.force),
    readClusterSettings: noCluster,
    applyClusterSettings: noCluster,
    check: () => check(connectionId, shell),
    answers: () => shell.answers(),
    close: () => {
      shell.close();
      return Promise.resolve();
    },
  };
}

async function inventory(endpoint: string, name: string, { shell, finder, own }: Reach): Promise<Result<Inventory>> {
  const [version, inMaintenance, list] = [await outputOf(shell, 'vmware -v'), await maintenance(shell), await finder.list()];
  if (!list.ok) return list;
  const vms: Vm[] = [];
  for (const found of list.value) vms.push(await readVm(endpoint, { shell, finder, own }, found));
  return done({
    clusters: [],
    hosts: [
      {
        id: hostId,
        name,
        endpoint,
        state: 'connected',
        maintenance: inMaintenance.ok && inMaintenance.value,
        version: version.ok ? parseVersion(version.value) : '',
        direct: endpoint,
      },
    ],
    vms,
    machines: [],
  });
}

/** By one command where the summary tells it all; what it leaves open is asked for by itself. */
async function readVm(endpoint: string, reach: Reach, found: EsxiVm): Promise<Vm> {
  const { shell } = reach;
  const summary = await reach.finder.summary(found);
  const power = summary === undefined || summary.power === 'unknown' ? await powerOf(shell, found) : done(summary.power);
  const state = power.ok ? power.value : 'unknown';
  const isHeard = state !== 'on' || (summary !== undefined && summary.tools !== 'unknown');
  const guest = isHeard ? undefined : await outputOf(shell, `vim-cmd vmsvc/get.guest ${found.id}`);
  const facts = guest?.ok === true ? parseGuest(guest.value) : (summary ?? { tools: 'unknown' as const });
  return {
    id: found.id,
    name: found.name,
    endpoint,
    power: state,
    host: hostId,
    template: summary?.template === true,
    agent: /^vCLS[-\s(]/.test(found.name),
    vcenter: false,
    self: state === 'on' && (await isThisMachine(reach, found, summary)),
    folder: '',
    tags: [],
    tools: state === 'on' ? facts.tools : 'unknown',
    ...(summary?.uuid === undefined ? {} : { uuid: summary.uuid }),
    ...(facts.ipAddress === undefined ? {} : { ipAddress: facts.ipAddress }),
  };
}

/** The cards are asked for only where this machine is a VM that could be meant: it is a command for each VM. */
async function isThisMachine({ shell, own }: Reach, found: EsxiVm, summary: VmSummary | undefined): Promise<boolean> {
  const biosUuid = summary?.biosUuid === undefined ? {} : { biosUuid: summary.biosUuid };
  if (isOwn({ macs: [], addresses: [], ...biosUuid }, own)) return true;
  if (own.isVmwareVm !== true) return false;
  const devices = await outputOf(shell, `vim-cmd vmsvc/device.getdevices ${found.id}`);
  return devices.ok && isOwn({ macs: parseDeviceMacs(devices.value), addresses: [] }, own);
}

async function onVm<T>({ finder }: Reach, vm: VmRef, work: (found: EsxiVm) => Promise<Result<T>>): Promise<Result<T>> {
  const found = await finder.find(vm);
  return found.ok ? work(found.value) : found;
}

async function powerOf(shell: HostShell, found: EsxiVm): Promise<Result<VmPower>> {
  const state = await outputOf(shell, `vim-cmd vmsvc/power.getstate ${found.id}`);
  return state.ok ? done(parsePowerState(state.value)) : state;
}

async function act(shell: HostShell, command: string, found: EsxiVm): Promise<Result<void>> {
  const answer = await shell.run(command, 60_000);
  if (!answer.ok) return answer;
  const said = `${answer.value.stdout}\n${answer.value.stderr}`;
  if (said.includes('ToolsUnavailable')) return failed('vsphere/toolsUnavailable', message('ssh.toolsMissing', { name: found.name }));
  if (answer.value.code === 0 && !/vim\.fault\.|failed/i.test(said)) return done(undefined);
  return failed('ssh/commandFailed', message('ssh.esxiSaid', { host: shell.host, said: faultSentence(said) }));
}

/** ESXi sometimes says that it failed when it worked, and the other way round: the state decides. */
async function actUntil(shell: HostShell, command: string, found: EsxiVm, wanted: VmPower): Promise<Result<void>> {
  const acted = await act(shell, command, found);
  const state = await powerOf(shell, found);
  if (state.ok && state.value === wanted) return done(undefined);
  return acted;
}

async function waitForVm(reach: Reach, vm: VmRef, wanted: WantedPower, signal: AbortSignal): Promise<Result<boolean>> {
  while (!signal.aborted) {
    const state = await onVm(reach, vm, (found) => powerOf(reach.shell, found));
    if (state.ok && isBroughtTo(wanted, state.value)) return done(true);
    if (!state.ok && state.failure.code === 'esxi/vmNotFound') return state;
    await pause(pollMs, signal);
  }
  return done(false);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, ms);
    function finish() {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
    signal.addEventListener('abort', finish, { once: true });
  });
}

async function maintenance(shell: HostShell): Promise<Result<boolean>> {
  const state = await outputOfEither(shell, 'esxcli system maintenanceMode get', 'vim-cmd hostsvc/runtimeinfo');
  if (!state.ok) return state;
  const enabled = parseMaintenance(state.value);
  return enabled === undefined
    ? failed('ssh/commandFailed', message('ssh.esxiSaid', { host: shell.host, said: faultSentence(state.value) }))
    : done(enabled);
}

async function enterMaintenance(
  shell: HostShell,
  options: { readonly timeoutSeconds: number; readonly vsan: boolean },
): Promise<Result<void>> {
  const vsan = options.vsan ? ' -m noAction' : '';
  const timeoutSeconds = Math.max(1, Math.round(options.timeoutSeconds));
  const command = `esxcli system maintenanceMode set -e true -t ${String(timeoutSeconds)}${vsan}`;
  const entered = await outputOfEither(shell, command, 'vim-cmd hostsvc/maintenance_mode_enter', (timeoutSeconds + 15) * 1000);
  const state = await maintenance(shell);
  if (state.ok && state.value) return done(undefined);
  // The older command only starts it, and says that it worked.
  return entered.ok ? failed('vsphere/timedOut', message('vsphere.timedOut', { name: shell.host })) : entered;
}

async function exitMaintenance(shell: HostShell): Promise<Result<void>> {
  const left = await outputOfEither(shell, 'esxcli system maintenanceMode set -e false', 'vim-cmd hostsvc/maintenance_mode_exit');
  if (left.ok) return done(undefined);
  const state = await maintenance(shell);
  return state.ok && !state.value ? done(undefined) : left;
}

/** `esxcli system shutdown poweroff` wants maintenance mode; where that is missing and force is asked, the plain power off. */
async function shutdownHost(shell: HostShell, force: boolean): Promise<Result<void>> {
  const polite = await shell.run(`esxcli system shutdown poweroff -d 10 -r "${reason}"`, 30_000);
  if (!polite.ok) return polite;
  if (polite.value.code === undefined || polite.value.code === 0) return done(undefined);
  const said = faultSentence(polite.value.stdout || polite.value.stderr);
  if (!force) return failed('ssh/commandFailed', message('ssh.esxiSaid', { host: shell.host, said }));
  const forced = await shell.run('/sbin/shutdown.sh; /sbin/poweroff', 60_000);
  if (!forced.ok) return forced;
  if (forced.value.code === undefined || forced.value.code === 0) return done(undefined);
  return failed(
    'ssh/commandFailed',
    message('ssh.esxiSaid', { host: shell.host, said: faultSentence(forced.value.stdout || forced.value.stderr) }),
  );
}

async function check(connectionId: string, shell: HostShell): Promise<readonly Finding[]> {
  const list = await outputOf(shell, 'vim-cmd vmsvc/getallvms');
  if (!list.ok) return [{ severity: 'error', code: list.failure.code, message: list.failure.message, target: connectionId }];
  return [{ severity: 'info', code: 'esxi/overSsh', message: message('ssh.shellWarning', { host: shell.host }), target: connectionId }];
}
