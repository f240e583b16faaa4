import { describe, expect, it } from 'vitest';
import { done, failed } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { openEsxiShell } from './host.js';
import type { HostShell } from './shell.js';

/** Answers each command as a host would, with exit code 0; what it does not know as ESXi 5.0 says it. */
function esxi(answers: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const shell: HostShell = {
    host: 'esx01',
    run: (command) => {
      asked.push(command);
      const stdout = answers[command];
      const [namespace = ''] = command.split(' -');
      return Promise.resolve(
        done(
          stdout === undefined
            ? { code: 1, stdout: `Error: Unknown command or namespace ${namespace.replace('esxcli ', '')}\n`, stderr: '' }
            : { code: 0, stdout, stderr: '' },
        ),
      );
    },
    answers: () => Promise.resolve(true),
    close: () => undefined,
  };
  return { asked, host: openEsxiShell('esx01', 'esx01', shell) };
}

describe('ESXi 5.0, whose esxcli knows no maintenance mode', () => {
  const runtime = (is: boolean) =>
    `Runtime info:\n\n(vim.host.RuntimeInfo) {\n   inMaintenanceMode = ${String(is)},\n   bootTime = "x"\n}\n`;

  it('is asked by vim-cmd whether it is in it, and leaves it by vim-cmd', async () => {
    const { asked, host } = esxi({ 'vim-cmd hostsvc/runtimeinfo': runtime(true), 'vim-cmd hostsvc/maintenance_mode_exit': '' });
    expect(await host.inMaintenance('ha-host')).toEqual({ ok: true, value: true });
    expect(await host.exitMaintenance('ha-host')).toEqual({ ok: true, value: undefined });
    expect(asked).toContain('vim-cmd hostsvc/maintenance_mode_exit');
  });

  it('counts as in it only when it says so itself', async () => {
    const task = "'vim.Task:haTask-ha-host-vim.HostSystem.enterMaintenanceMode-213709113'\n";
    const options = { timeoutSeconds: 5, vsan: false };
    const enter = 'vim-cmd hostsvc/maintenance_mode_enter';
    const slow = esxi({ [enter]: task, 'vim-cmd hostsvc/runtimeinfo': runtime(false) });
    expect((await slow.host.enterMaintenance('ha-host', options)).ok).toBe(false);
    const quick = esxi({ [enter]: task, 'vim-cmd hostsvc/runtimeinfo': runtime(true) });
    expect((await quick.host.enterMaintenance('ha-host', options)).ok).toBe(true);
  });
});

describe('a host that refuses to go down politely', () => {
  const refusal = done({ code: 1, stdout: 'Error: the host is not in maintenance mode\n', stderr: '' });
  const lost = failed('ssh/unreachable', message('ssh.esxiSaid', { host: 'esx01', said: '' }));
  /** Gives how a shutdown by force ends, and the last command. */
  async function forced(answer: Awaited<ReturnType<HostShell['run']>>, force = true) {
    const asked: string[] = [];
    const run: HostShell['run'] = (command) => {
      asked.push(command);
      return Promise.resolve(command.startsWith('esxcli') ? refusal : answer);
    };
    const host = openEsxiShell('esx01', 'esx01', { host: 'esx01', run, answers: () => Promise.resolve(true), close: () => undefined });
    return { ended: await host.shutdownHost('ha-host', { force }), last: asked.at(-1) };
  }

  it('is told the plain power off only by force', async () => {
    expect(await forced(done({ code: 0, stdout: '', stderr: '' }))).toEqual({
      ended: done(undefined),
      last: '/sbin/shutdown.sh; /sbin/poweroff',
    });
    expect(await forced(done({ code: 0, stdout: '', stderr: '' }), false)).toMatchObject({
      ended: { ok: false },
      last: expect.stringMatching(/^esxcli/) as string,
    });
  });

  it('is not on its way down when it refuses that, too, or when the command never reached it', async () => {
    expect((await forced(done({ code: 1, stdout: '', stderr: 'no such command' }))).ended).toMatchObject({
      failure: { code: 'ssh/commandFailed' },
    });
    expect((await forced(lost)).ended).toEqual(lost);
  });

  it('has taken it when the connection ends without an answer: that is how it goes', async () => {
    expect((await forced(done({ stdout: '', stderr: '' }))).ended).toEqual(done(undefined));
  });
});

describe('a VM that is told through the shell', () => {
  const list = 'Vmid   Name   File   Guest OS   Version   Annotation\n101    sql    [ds] sql/sql.vmx   centos64Guest   vmx-08\n';
  const vm = { id: '101', name: 'sql' };
  const told = (command: string, said: string, power: string) =>
    esxi({
      'vim-cmd vmsvc/getallvms': list,
      [`vim-cmd vmsvc/${command} 101`]: said,
      'vim-cmd vmsvc/power.getstate 101': `Powered ${power}\n`,
    }).host;

  it('has not taken it without VMware Tools, or with a fault in the answer, though the command ended well', async () => {
    const without = await told('power.shutdown', '(vim.fault.ToolsUnavailable) { msg = "" }', 'on').shutdownGuest(vm);
    expect(without).toMatchObject({ failure: { code: 'vsphere/toolsUnavailable' } });
    const fault = await told('power.shutdown', '(vim.fault.InvalidState) { msg = "" }', 'on').shutdownGuest(vm);
    expect(fault).toMatchObject({ failure: { code: 'ssh/commandFailed' } });
    expect(await told('power.shutdown', '', 'on').shutdownGuest(vm)).toEqual(done(undefined));
  });

  it('is off when its state says so, whatever was said of the power-off', async () => {
    expect(await told('power.off', 'Power off failed', 'off').powerOffVm(vm)).toEqual(done(undefined));
    expect(await told('power.off', 'Power off failed', 'on').powerOffVm(vm)).toMatchObject({ failure: { code: 'ssh/commandFailed' } });
  });
});
