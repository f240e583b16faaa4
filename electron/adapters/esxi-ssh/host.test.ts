import { describe, expect, it } from 'vitest';
import { done } from '../../../shared/result.js';
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
