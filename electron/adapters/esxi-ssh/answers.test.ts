import { describe, expect, it } from 'vitest';
import { faultSentence, parseAllVms, parseGuest, parseMaintenance, parsePowerState, parseProcessList, parseVersion } from './answers.js';

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
});
