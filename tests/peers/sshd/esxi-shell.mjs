// Replays what ESXi's shell answers (samples from ESXi 5 to 8), with a state kept in one JSON file. Run by sshd as ForceCommand.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

const [stateFile] = process.argv.slice(2);
const command = process.env.SSH_ORIGINAL_COMMAND ?? '';
const state = JSON.parse(readFileSync(stateFile, 'utf8'));
// Many may run at once: none reads half of what another writes.
const save = () => {
  writeFileSync(`${stateFile}.${process.pid}`, JSON.stringify(state));
  renameSync(`${stateFile}.${process.pid}`, stateFile);
};
const say = (text, code = 0) => {
  process.stdout.write(text);
  process.exitCode = code;
};
state.log.push(command);
save();
const vm = (id) => state.vms.find((one) => String(one.id) === id);
const powers = { on: 'poweredOn', off: 'poweredOff', suspended: 'suspended' };
const words = { on: 'Powered on', off: 'Powered off', suspended: 'Suspended' };

// What OpenSSH on Windows starts knows two programs; PowerShell a command of its own besides.
function answerAsWindows() {
  const there = ['shutdown', 'powershell'];
  const [word, program] = command.split(' ');
  if (word === 'where.exe' && there.includes(program)) return say(`C:\\Windows\\System32\\${program}.exe\r\n`);
  if (word === 'where.exe') return say('INFO: Could not find files for the given pattern(s).\r\n', 1);
  if (state.speaks === 'powershell' && word === 'Get-Command' && [...there, 'Stop-Computer'].includes(program)) return say('Cmdlet\r\n');
  if (state.speaks === 'powershell') return say(`${word} : The term '${word}' is not recognized as the name of a cmdlet.\r\n`, 1);
  return say(`'${word}' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n`, 1);
}

function answer() {
  if (state.speaks !== undefined) return answerAsWindows();
  const numbered = /^vim-cmd vmsvc\/([\w.]+) (\d+)$/.exec(command);
  if (command === 'vmware -v') return say('VMware ESXi 7.0.3 build-20328353\n');
  if (command === 'vim-cmd vmsvc/getallvms') {
    const head =
      'Vmid           Name                            File                                     Guest OS      Version                 Annotation\n';
    return say(
      head +
        state.vms
          .map(
            (one) =>
              `${one.id}    ${one.name}     [datastore1] ${one.folder ?? one.name}/${one.folder ?? one.name}.vmx   centos64Guest   vmx-08   3 lines\nof notes\n\n`,
          )
          .join(''),
    );
  }
  if (numbered !== null) {
    const found = vm(numbered[2]);
    if (found === undefined) return say(`(vim.fault.NotFound) {\n   msg = "Unable to find a VM corresponding to "${numbered[2]}""\n}`, 1);
    switch (numbered[1]) {
      case 'power.getstate':
        return say(`Retrieved runtime info\n${words[found.power]}\n`);
      case 'get.guest':
        return say(
          `Guest information:\n\n(vim.vm.GuestInfo) {\n   toolsRunningStatus = "${found.tools ? 'guestToolsRunning' : 'guestToolsNotRunning'}",\n   ipAddress = "192.0.2.${found.id}",\n}`,
        );
      case 'get.summary':
        // As ESXi 5 to 7 print it: a blank behind each comma, and <unset> for what there is not.
        if (found.unreadable) return say('(vmodl.fault.SystemError) {\n   msg = "A general system error occurred"\n}', 1);
        return say(
          `Listsummary:\n\n(vim.vm.Summary) {\n   vm = 'vim.VirtualMachine:${found.id}', \n   runtime = (vim.vm.RuntimeInfo) {\n` +
            `      connectionState = "connected", \n      powerState = "${powers[found.power]}", \n      question = (vim.vm.QuestionInfo) null, \n   }, \n` +
            `   guest = (vim.vm.Summary.GuestSummary) {\n      toolsRunningStatus = "${found.tools ? 'guestToolsRunning' : 'guestToolsNotRunning'}", \n` +
            `      hostName = <unset>, \n      ipAddress = ${found.tools ? `"192.0.2.${found.id}"` : '<unset>'}, \n   }, \n` +
            `   config = (vim.vm.Summary.ConfigSummary) {\n      name = "${found.name}", \n      template = ${found.template === true}, \n` +
            `      uuid = "564d379a-5654-a8b9-daab-2ed352d83${found.id}", \n      instanceUuid = "${found.instanceUuid ?? ''}", \n` +
            `      annotation = "3 lines\n      instanceUuid = "52000000-0000-0000-0000-000000000000", \nof notes", \n   }, \n}\n`,
        );
      case 'device.getdevices':
        return say(`Devices:\n\n(vim.vm.device.VirtualE1000) {\n         macAddress = "${found.mac ?? '00:0c:29:00:00:01'}", \n}\n`);
      case 'power.shutdown':
        if (!found.tools)
          return say(
            '(vim.fault.ToolsUnavailable) {\n   msg = "Cannot complete operation because VMware Tools is not running in this virtual machine."\n}',
            1,
          );
        found.power = 'off';
        save();
        return say('');
      case 'power.off':
        if (found.power === 'off') return say('Powering off VM:\nPower off failed\n', 1);
        found.power = 'off';
        save();
        // The known fault: it worked and says that it failed.
        return say('Powering off VM:\nPower off failed\n', found.lies ? 1 : 0);
      case 'power.on':
        found.power = 'on';
        save();
        return say('Powering on VM:\n');
    }
  }
  if (command === 'esxcli vm process list') {
    return say(
      state.vms
        .filter((one) => one.power === 'on')
        .map(
          (one) =>
            `${one.name}\n   World ID: 527611\n   Process ID: 0\n   Display Name: ${one.name}\n   Config File: /vmfs/volumes/x/${one.name}.vmx\n`,
        )
        .join('\n'),
    );
  }
  if (command === 'esxcli system maintenanceMode get') return say(state.maintenance ? 'Enabled\n' : 'Disabled\n');
  if (command.startsWith('esxcli system maintenanceMode set -e true')) {
    if (state.vms.some((one) => one.power === 'on')) return say('Timed out waiting for maintenance mode.\n', 1);
    state.maintenance = true;
    save();
    return say('');
  }
  if (command === 'esxcli system maintenanceMode set -e false') {
    state.maintenance = false;
    save();
    return say('');
  }
  if (command.startsWith('esxcli system shutdown poweroff -d 10 -r ')) {
    if (!state.maintenance) return say('Unable to power off: the host must be in maintenance mode.\n', 1);
    state.off = true;
    save();
    return say('');
  }
  if (command.includes('/sbin/poweroff')) {
    state.off = true;
    save();
    // The host goes away under the session: no exit code arrives.
    process.kill(process.ppid, 'SIGKILL');
    return undefined;
  }
  const sleep = /^sleep ([\d.]+)$/.exec(command);
  if (sleep !== null) return void setTimeout(() => say(''), Number(sleep[1]) * 1000);
  if (command === 'exit 7') return say('no such thing\n', 7);
  if (command.startsWith('command -v ')) return say('', /poweroff|shutdown/.test(command) ? 0 : 1);
  return say(`-sh: ${command}: not found\n`, 127);
}

answer();
