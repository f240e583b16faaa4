import { describe, expect, it } from 'vitest';
import {
  faultSentence,
  parseAllVms,
  parseDeviceMacs,
  parseSummary,
  parseGuest,
  parseMaintenance,
  parsePowerState,
  parseProcessList,
  parseVersion,
} from './answers.js';

const allVms = `Vmid           Name                            File                                     Guest OS      Version                 Annotation
101    files_192.0.2.70     [datastore1] files_192.0.2.70/files_192.0.2.70.vmx   centos64Guest    vmx-08
102    Mail 2.0 [old]       [data store 2] Mail 2.0/Mail 2.0.vmx centos64Guest vmx-08  Creator：Leo
Host IP：192.0.2.148
17 lines of notes, said the note

Skipping invalid VM '30'
103    x8     [pve-esx] x8/x8.vmx   centos9_64Guest   vmx-20
`;

describe("what ESXi's shell prints", () => {
  it('tells the VMs from their many-line annotations', () => {
    expect(parseAllVms(allVms).map((vm) => [vm.id, vm.name])).toEqual([
      ['101', 'files_192.0.2.70'],
      ['102', 'Mail 2.0 [old]'],
      ['103', 'x8'],
    ]);
    expect(parseAllVms(allVms)[1]?.file).toBe('[data store 2] Mail 2.0/Mail 2.0.vmx');
    expect(parseAllVms('Vmid   Name   File   Guest OS   Version   Annotation\n')).toEqual([]);
  });

  it('never takes an empty or strange answer for off', () => {
    expect(parsePowerState('Retrieved runtime info\nPowered off\n')).toBe('off');
    expect(parsePowerState('Retrieved runtime info\nPowered on\n')).toBe('on');
    expect(parsePowerState('Retrieved runtime info\nSuspended\n')).toBe('suspended');
    expect(parsePowerState('')).toBe('unknown');
    expect(parsePowerState('(vim.fault.NotFound) { msg = "Powered off or gone" }')).toBe('unknown');
  });

  it('reads the tools and the address of a guest', () => {
    expect(
      parseGuest(
        'Guest information:\n\n(vim.vm.GuestInfo) {\n   toolsStatus = "toolsOk",\n   toolsRunningStatus = "guestToolsRunning",\n   ipAddress = "192.0.2.9",\n',
      ),
    ).toEqual({
      tools: 'running',
      ipAddress: '192.0.2.9',
    });
    expect(parseGuest('(vim.vm.GuestInfo) {\n   toolsRunningStatus = "guestToolsNotRunning",\n   ipAddress = <unset>,')).toEqual({
      tools: 'notRunning',
    });
    expect(parseGuest('')).toEqual({ tools: 'unknown' });
  });

  it('reads maintenance mode, running VMs, the version and a fault', () => {
    expect(parseMaintenance('Enabled\n')).toBe(true);
    expect(parseMaintenance('Disabled\n')).toBe(false);
    expect(parseMaintenance('Connect to localhost failed')).toBeUndefined();
    expect(
      parseProcessList('sql01\n   World ID: 527611\n   Process ID: 0\n   Display Name: sql01\n   Config File: /vmfs/volumes/x/sql01.vmx\n'),
    ).toEqual(['sql01']);
    expect(parseVersion('VMware ESXi 8.0.2 build-22380479')).toBe('8.0.2');
    expect(
      faultSentence(
        '(vim.fault.InvalidPowerState) {\n   msg = "The attempted operation cannot be performed in the current state (Powered Off).",\n}',
      ),
    ).toBe('The attempted operation cannot be performed in the current state (Powered Off).');
  });

  // From ESXi 5.1 and 4.1, with what is not read left out.
  const summary = (config: string, more = '') =>
    `Listsummary:\n\n(vim.vm.Summary) {\n   vm = 'vim.VirtualMachine:101', \n   runtime = (vim.vm.RuntimeInfo) {\n      connectionState = "connected", \n      powerState = "poweredOn", \n${more}   }, \n   guest = (vim.vm.Summary.GuestSummary) {\n      toolsRunningStatus = "guestToolsNotRunning", \n      hostName = <unset>, \n      ipAddress = <unset>, \n   }, \n   config = (vim.vm.Summary.ConfigSummary) {\n      name = "files", \n      template = false, \n${config}      annotation = "as agreed:\n      instanceUuid = "52ffffff-0000-0000-0000-000000000000", \n", \n   }, \n}\n`;

  it('reads which VM it is, and nothing out of its notes', () => {
    const ids = '      uuid = "564d379a-5654-a8b9-daab-2ed352d83be0", \n      instanceUuid = "52021751-E075-9a50-934d-e23419b1a06f", \n';
    expect(parseSummary(summary(ids))).toEqual({
      power: 'on',
      tools: 'notRunning',
      template: false,
      uuid: '52021751-e075-9a50-934d-e23419b1a06f',
      biosUuid: '564d379a-5654-a8b9-daab-2ed352d83be0',
    });
    const old = parseSummary(summary('      uuid = "564d36cf-6988-c91d-0f5f-a62628d46553", \n      instanceUuid = "", \n'));
    expect(old.uuid).toBeUndefined();
    expect(parseSummary('')).toEqual({ power: 'unknown', tools: 'unknown', template: false });
    expect(parseSummary(summary(ids).replace('"connected"', '"inaccessible"')).power).toBe('unknown');
  });

  it('reads the addresses of network cards', () => {
    expect(
      parseDeviceMacs('         macAddress = "00:0C:29:62:e8:6d", \n         key = 4001, \n         macAddress = "00:50:56:11:22:33"\n'),
    ).toEqual(['00:0c:29:62:e8:6d', '00:50:56:11:22:33']);
  });
});
