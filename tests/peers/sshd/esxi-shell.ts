export interface EsxiVm {
  readonly id: number;
  readonly name: string;
  power: 'on' | 'off' | 'suspended';
  readonly tools: boolean;
  readonly lies?: boolean;
  /** The host cannot read its configuration: it tells no uuid. */
  readonly unreadable?: boolean;
  readonly instanceUuid?: string;
  /** Of its .vmx; default its name. */
  readonly folder?: string;
  readonly mac?: string;
  readonly template?: boolean;
}

export interface EsxiState {
  readonly vms: readonly EsxiVm[];
  /** Which shell of Windows answers; absent for ESXi's. */
  readonly speaks?: 'cmd' | 'powershell';
  maintenance: boolean;
  off: boolean;
  readonly log: string[];
}

/** What a command says, how long it takes and how it ends; `gone`: the host goes away under it. */
export interface ShellAnswer {
  readonly text: string;
  readonly ending: number | 'gone';
  readonly afterMs?: number;
}

const said = (text: string, ending = 0): ShellAnswer => ({ text, ending });
const powers = { on: 'poweredOn', off: 'poweredOff', suspended: 'suspended' };
const words = { on: 'Powered on', off: 'Powered off', suspended: 'Suspended' };

/** Replays what ESXi's shell answers (samples from ESXi 5 to 8), and does to the state what was commanded. */
export function answerShell(state: EsxiState, command: string): ShellAnswer {
  state.log.push(command);
  if (state.speaks !== undefined) return answerAsWindows(state.speaks, command);
  const [, verb, id] = /^vim-cmd vmsvc\/([\w.]+) (\d+)$/.exec(command) ?? [];
  if (verb !== undefined && id !== undefined) {
    const vm = state.vms.find((one) => String(one.id) === id);
    if (vm === undefined) return said(`(vim.fault.NotFound) {\n   msg = "Unable to find a VM corresponding to "${id}""\n}`, 1);
    return onVm[verb]?.(vm) ?? unknownCommand(command);
  }
  return answerAsHost(state, command) ?? answerAsUnix(command);
}

/** What OpenSSH on Windows starts knows two programs; PowerShell a command of its own besides. */
function answerAsWindows(speaks: 'cmd' | 'powershell', command: string): ShellAnswer {
  const there = ['shutdown', 'powershell'];
  const [word = '', program = ''] = command.split(' ');
  if (word === 'where.exe' && there.includes(program)) return said(`C:\\Windows\\System32\\${program}.exe\r\n`);
  if (word === 'where.exe') return said('INFO: Could not find files for the given pattern(s).\r\n', 1);
  if (speaks === 'powershell' && word === 'Get-Command' && [...there, 'Stop-Computer'].includes(program)) return said('Cmdlet\r\n');
  if (speaks === 'powershell') return said(`${word} : The term '${word}' is not recognized as the name of a cmdlet.\r\n`, 1);
  return said(`'${word}' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n`, 1);
}

const toolsOf = (vm: EsxiVm) => (vm.tools ? 'guestToolsRunning' : 'guestToolsNotRunning');

/** `vim-cmd vmsvc/…` with the number of a VM. */
const onVm: Readonly<Record<string, (vm: EsxiVm) => ShellAnswer>> = {
  'power.getstate': (vm) => said(`Retrieved runtime info\n${words[vm.power]}\n`),
  'get.guest': (vm) =>
    said(
      `Guest information:\n\n(vim.vm.GuestInfo) {\n   toolsRunningStatus = "${toolsOf(vm)}",\n   ipAddress = "192.0.2.${String(vm.id)}",\n}`,
    ),
  'get.summary': (vm) =>
    vm.unreadable === true ? said('(vmodl.fault.SystemError) {\n   msg = "A general system error occurred"\n}', 1) : said(summaryOf(vm)),
  'device.getdevices': (vm) =>
    said(`Devices:\n\n(vim.vm.device.VirtualE1000) {\n         macAddress = "${vm.mac ?? '00:0c:29:00:00:01'}", \n}\n`),
  'power.shutdown': (vm) => {
    if (!vm.tools)
      return said(
        '(vim.fault.ToolsUnavailable) {\n   msg = "Cannot complete operation because VMware Tools is not running in this virtual machine."\n}',
        1,
      );
    vm.power = 'off';
    return said('');
  },
  'power.off': (vm) => {
    const text = 'Powering off VM:\nPower off failed\n';
    if (vm.power === 'off') return said(text, 1);
    vm.power = 'off';
    // The known fault: it worked and says that it failed.
    return said(text, vm.lies === true ? 1 : 0);
  },
  'power.on': (vm) => {
    vm.power = 'on';
    return said('Powering on VM:\n');
  },
};

/** As ESXi 5 to 7 print it: a blank behind each comma, and <unset> for what there is not. */
function summaryOf(vm: EsxiVm): string {
  const id = String(vm.id);
  return (
    `Listsummary:\n\n(vim.vm.Summary) {\n   vm = 'vim.VirtualMachine:${id}', \n   runtime = (vim.vm.RuntimeInfo) {\n` +
    `      connectionState = "connected", \n      powerState = "${powers[vm.power]}", \n      question = (vim.vm.QuestionInfo) null, \n   }, \n` +
    `   guest = (vim.vm.Summary.GuestSummary) {\n      toolsRunningStatus = "${toolsOf(vm)}", \n` +
    `      hostName = <unset>, \n      ipAddress = ${vm.tools ? `"192.0.2.${id}"` : '<unset>'}, \n   }, \n` +
    `   config = (vim.vm.Summary.ConfigSummary) {\n      name = "${vm.name}", \n      template = ${String(vm.template === true)}, \n` +
    `      uuid = "564d379a-5654-a8b9-daab-2ed352d83${id}", \n      instanceUuid = "${vm.instanceUuid ?? ''}", \n` +
    `      annotation = "3 lines\n      instanceUuid = "52000000-0000-0000-0000-000000000000", \nof notes", \n   }, \n}\n`
  );
}

const head =
  'Vmid           Name                            File                                     Guest OS      Version                 Annotation\n';

function answerAsHost(state: EsxiState, command: string): ShellAnswer | undefined {
  if (command === 'vmware -v') return said('VMware ESXi 7.0.3 build-20328353\n');
  if (command === 'vim-cmd vmsvc/getallvms') return said(head + state.vms.map(rowOf).join(''));
  if (command === 'esxcli vm process list')
    return said(
      state.vms
        .filter((vm) => vm.power === 'on')
        .map(processOf)
        .join('\n'),
    );
  if (command === 'esxcli system maintenanceMode get') return said(state.maintenance ? 'Enabled\n' : 'Disabled\n');
  if (command.startsWith('esxcli system maintenanceMode set -e true')) {
    if (state.vms.some((vm) => vm.power === 'on')) return said('Timed out waiting for maintenance mode.\n', 1);
    state.maintenance = true;
    return said('');
  }
  if (command === 'esxcli system maintenanceMode set -e false') {
    state.maintenance = false;
    return said('');
  }
  if (command.startsWith('esxcli system shutdown poweroff -d 10 -r ')) {
    if (!state.maintenance) return said('Unable to power off: the host must be in maintenance mode.\n', 1);
    state.off = true;
    return said('');
  }
  if (!command.includes('/sbin/poweroff')) return undefined;
  state.off = true;
  return { text: '', ending: 'gone' };
}

function rowOf({ id, name, folder = name }: EsxiVm): string {
  return `${String(id)}    ${name}     [datastore1] ${folder}/${folder}.vmx   centos64Guest   vmx-08   3 lines\nof notes\n\n`;
}

function processOf({ name }: EsxiVm): string {
  return `${name}\n   World ID: 527611\n   Process ID: 0\n   Display Name: ${name}\n   Config File: /vmfs/volumes/x/${name}.vmx\n`;
}

function answerAsUnix(command: string): ShellAnswer {
  const sleep = /^sleep ([\d.]+)$/.exec(command);
  if (sleep !== null) return { ...said(''), afterMs: Number(sleep[1]) * 1000 };
  if (command === 'exit 7') return said('no such thing\n', 7);
  if (command.startsWith('command -v ')) return said('', /poweroff|shutdown/.test(command) ? 0 : 1);
  return unknownCommand(command);
}

function unknownCommand(command: string): ShellAnswer {
  return said(`-sh: ${command}: not found\n`, 127);
}
