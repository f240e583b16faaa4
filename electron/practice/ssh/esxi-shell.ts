import type { SimulatedHost } from '../world/simulated-host.js';
import type { Refusal, SimulatedVm } from '../world/simulated-vm.js';
import { printed, type CommandResult, type RunCommand } from './command-line.js';

const datastore = 'nas01-vms';
const build = '24022510';
const shortestDelaySeconds = 10;

type Reply = CommandResult | Promise<CommandResult>;

/** ESXi's shell, as far as shutting a host down and up again takes it. Answers follow recorded ones of ESXi 5 to 8. */
export function esxiShell(host: SimulatedHost): RunCommand {
  return (words) => {
    const [program = '', ...rest] = words;
    switch (program.replace(/^.*\//, '')) {
      case 'vim-cmd':
        return vimCmd(host, rest);
      case 'esxcli':
        return esxcli(host, rest);
      case 'vmware':
        return printed(`VMware ESXi ${host.definition.version} build-${build}\n`);
      case 'hostname':
        return printed(`${host.name}\n`);
      case 'uname':
        return printed('VMkernel\n');
      case 'command':
        return ['vim-cmd', 'esxcli', 'poweroff', 'vmware'].includes(rest.at(-1) ?? '')
          ? printed(`/bin/${rest.at(-1) ?? ''}\n`)
          : printed('', 127);
      case 'shutdown.sh':
      case 'true':
        return printed('');
      case 'poweroff':
        host.shutDown();
        return printed('');
      default:
        return { code: 127, stdout: '', stderr: `sh: ${program}: not found\n` };
    }
  };
}

function vimCmd(host: SimulatedHost, [command = '', argument = '']: readonly string[]): Reply {
  switch (command) {
    case 'vmsvc/getallvms':
      return printed(listVms(host));
    case 'hostsvc/maintenance_mode_enter':
      return enterMaintenance(host, 0, taskName('enterMaintenanceMode'), 'Enter maintenance mode failed');
    case 'hostsvc/maintenance_mode_exit':
      return host.exitMaintenance() === undefined ? printed(taskName('exitMaintenanceMode')) : invalidState();
    case 'hostsvc/runtimeinfo':
      return printed(
        `(vim.host.RuntimeInfo) {\n   connectionState = "connected",\n   inMaintenanceMode = ${host.maintenance === 'in'},\n}\n`,
      );
    default:
      return command.startsWith('vmsvc/')
        ? vmCommand(host, command.slice('vmsvc/'.length), argument)
        : printed(`Invalid command '${command}'.\n`, 1);
  }
}

function vmCommand(host: SimulatedHost, command: string, vmid: string): Reply {
  const vm = host.registered.get(Number(vmid));
  if (vm === undefined) {
    const unknown = `(vim.fault.NotFound) {\n   faultCause = (vmodl.MethodFault) null,\n   faultMessage = <unset>\n   msg = "Unable to find a VM corresponding to \\"${vmid}\\""\n}\n`;
    return printed(unknown, 1);
  }
  switch (command) {
    case 'power.getstate':
      return printed(
        `Retrieved runtime info\n${{ poweredOn: 'Powered on', poweredOff: 'Powered off', suspended: 'Suspended' }[vm.power]}\n`,
      );
    case 'power.shutdown': {
      const refusal = vm.shutdownGuest();
      return refusal === undefined ? printed('') : printed(faultText(refusal, vm), 1);
    }
    case 'power.off':
      return ending('Powering off VM:\n', 'Power off failed\n', (end) => vm.powerOff(end));
    case 'power.on':
      return ending('Powering on VM:\n', 'Power on failed\n', (end) => vm.powerOn(end));
    case 'power.suspend':
      return ending('Suspending VM:\n', 'Suspend failed\n', (end) => vm.suspend(end));
    case 'get.guest':
      return printed(guestText(vm));
    default:
      return printed(`Invalid command 'vmsvc/${command}'.\n`, 1);
  }
}

function esxcli(host: SimulatedHost, given: readonly string[]): Reply {
  const options = given.filter((word) => word.startsWith('--formatter='));
  const words = given.filter((word) => !word.startsWith('--formatter=') && word !== '--debug');
  const line = words.join(' ');
  if (line === 'vm process list') return printed(options.includes('--formatter=xml') ? processXml(host) : processText(host));
  if (line === 'system maintenanceMode get') return printed(host.maintenance === 'in' ? 'Enabled\n' : 'Disabled\n');
  if (line.startsWith('system maintenanceMode set')) return setMaintenance(host, words);
  if (line.startsWith('system shutdown poweroff')) return powerOff(host, words);
  if (line.startsWith('vm process kill')) return killProcess(host, words);
  if (line === 'system version get')
    return printed(
      `   Product: VMware ESXi\n   Version: ${host.definition.version}\n   Build: Releasebuild-${build}\n   Update: 3\n   Patch: 0\n`,
    );
  return printed(`Error: Unknown command or namespace ${line}\n`, 1);
}

/** The value that follows one of the names. */
function option(words: readonly string[], ...names: readonly string[]): string | undefined {
  const index = words.findIndex((word) => names.includes(word));
  const joined = words.find((word) => names.some((name) => word.startsWith(`${name}=`)));
  return joined === undefined ? (index < 0 ? undefined : words[index + 1]) : joined.slice(joined.indexOf('=') + 1);
}

function setMaintenance(host: SimulatedHost, words: readonly string[]): Reply {
  const enable = option(words, '-e', '--enable');
  if (enable !== 'true' && enable !== '1') {
    return host.exitMaintenance() === undefined ? printed('') : printed('Maintenance mode is already disabled.\n', 1);
  }
  if (host.maintenance === 'in') return printed('Maintenance mode is already enabled.\n', 1);
  return enterMaintenance(host, Number(option(words, '-t', '--timeout') ?? 0), '', 'Operation timed out\n');
}

function enterMaintenance(host: SimulatedHost, timeoutSeconds: number, said: string, failure: string): Promise<CommandResult> {
  return new Promise((resolve) => {
    const refusal = host.enterMaintenance(timeoutSeconds, (why) => resolve(why === undefined ? printed(said) : printed(failure, 1)));
    if (refusal !== undefined) resolve(invalidState());
  });
}

function powerOff(host: SimulatedHost, words: readonly string[]): CommandResult {
  if (option(words, '-r', '--reason') === undefined)
    return printed('Error: Missing required parameter -r|--reason\n\nUsage: esxcli system shutdown poweroff [cmd options]\n', 1);
  if (host.maintenance !== 'in') return printed('Unable to power off the system: The host must be in maintenance mode.\n', 1);
  const delaySeconds = Math.max(shortestDelaySeconds, Number(option(words, '-d', '--delay') ?? shortestDelaySeconds));
  host.timeline.after(delaySeconds, () => host.shutDown());
  return printed('');
}

function killProcess(host: SimulatedHost, words: readonly string[]): Reply {
  const world = Number(option(words, '-w', '--world-id'));
  const found = [...host.registered].find(([vmid, vm]) => vm.isOn && worldId(vmid) === world);
  if (found === undefined) return printed(`Unable to find a virtual machine process for world ${world}.\n`, 1);
  return ending('', 'Unable to kill the process\n', (end) => found[1].powerOff(end));
}

/** A command that returns when the VM is where it should be. */
function ending(said: string, failure: string, act: (end: (refusal?: Refusal) => void) => Refusal | undefined): Promise<CommandResult> {
  return new Promise((resolve) => {
    const end = (refusal?: Refusal) => resolve(refusal === undefined ? printed(said) : printed(said + failure, 1));
    const refusal = act(end);
    if (refusal !== undefined) end(refusal);
  });
}

const taskName = (method: string) => `'vim.Task:haTask-ha-host-vim.HostSystem.${method}-213709113'\n`;

function invalidState(): CommandResult {
  const text = '(vim.fault.InvalidState) {\n   faultCause = (vmodl.MethodFault) null,\n   faultMessage = <unset>\n';
  return printed(`${text}   msg = "The operation is not allowed in the current state."\n}\n`, 1);
}

function faultText(refusal: Refusal, vm: SimulatedVm): string {
  const head = `(vim.fault.${refusal}) {\n   faultCause = (vmodl.MethodFault) null,\n   faultMessage = <unset>\n`;
  if (refusal === 'InvalidPowerState') {
    const states = `   requestedState = "poweredOff",\n   existingState = "${vm.power}",\n`;
    return `${head}${states}   msg = "The attempted operation cannot be performed in the current state (Powered off).",\n}\n`;
  }
  return `${head}   msg = "Cannot complete operation because VMware Tools is not running in this virtual machine."\n}\n`;
}

function listVms(host: SimulatedHost): string {
  const header = ['Vmid', 'Name', 'File', 'Guest OS', 'Version', 'Annotation'];
  const rows = [...host.registered].map(([vmid, vm]) => {
    const { guestId, title } = vm.definition;
    return [String(vmid), vm.name, `[${datastore}] ${vm.name}/${vm.name}.vmx`, guestId, 'vmx-19', title];
  });
  const table = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)) + 3);
  return table
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
}

function guestText(vm: SimulatedVm): string {
  const { tools, address } = vm.definition;
  const status = !tools ? 'toolsNotInstalled' : vm.toolsRunning ? 'toolsOk' : 'toolsNotRunning';
  const ipAddress = vm.toolsRunning && address !== undefined ? `"${address}"` : '<unset>';
  return (
    `Guest information:\n\n(vim.vm.GuestInfo) {\n   toolsStatus = "${status}",\n` +
    `   toolsRunningStatus = "${vm.toolsRunning ? 'guestToolsRunning' : 'guestToolsNotRunning'}",\n` +
    `   ipAddress = ${ipAddress},\n   guestState = "${vm.toolsRunning ? 'running' : 'notRunning'}",\n}\n`
  );
}

const worldId = (vmid: number) => 527_600 + vmid * 11;
const runningOf = (host: SimulatedHost) => [...host.registered].filter(([, vm]) => vm.isOn);
const configFile = (vm: SimulatedVm) => `/vmfs/volumes/${datastore}/${vm.name}/${vm.name}.vmx`;

/** `56 4d … - …`: pairs of the BIOS UUID. */
function spacedUuid(vm: SimulatedVm): string {
  const pairs = vm.uuid.bios.replace(/-/g, '').match(/../g) ?? [];
  return `${pairs.slice(0, 8).join(' ')}-${pairs.slice(8).join(' ')}`;
}

function processText(host: SimulatedHost): string {
  const blocks = runningOf(host).map(
    ([vmid, vm]) =>
      `${vm.name}\n   World ID: ${worldId(vmid)}\n   Process ID: 0\n   VMX Cartel ID: ${worldId(vmid) - 1}\n` +
      `   UUID: ${spacedUuid(vm)}\n   Display Name: ${vm.name}\n   Config File: ${configFile(vm)}\n`,
  );
  return blocks.join('\n');
}

function processXml(host: SimulatedHost): string {
  const field = (name: string, type: string, value: string | number) => `<field name="${name}"><${type}>${value}</${type}></field>`;
  const structures = runningOf(host).map(
    ([vmid, vm]) =>
      '<structure typeName="VirtualMachine">' +
      field('ConfigFile', 'string', configFile(vm)) +
      field('DisplayName', 'string', vm.name) +
      field('ProcessID', 'integer', 0) +
      field('UUID', 'string', spacedUuid(vm)) +
      field('VMXCartelID', 'integer', worldId(vmid) - 1) +
      field('WorldID', 'integer', worldId(vmid)) +
      '</structure>',
  );
  return (
    '<?xml version="1.0" encoding="utf-8"?><output xmlns="http://www.vmware.com/Products/ESX/5.0/esxcli"><root><list type="structure">' +
    `${structures.join('')}</list></root></output>\n`
  );
}
