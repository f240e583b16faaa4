import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'ssh2';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { World } from '../world/world.js';
import { esxiShell } from './esxi-shell.js';
import { nasShell } from './nas-shell.js';
import { newHostKey, openSshServer, type SshServer, type SshServerOptions } from './ssh-server.js';

const password = 'a "word" with $pecial spaces';
let world: World;
const servers: SshServer[] = [];
const clients: Client[] = [];

async function open(
  options: Pick<SshServerOptions, 'shell' | 'methods'>,
): Promise<{ port: number; fingerprint: string; server: SshServer }> {
  const hostKey = newHostKey();
  const server = openSshServer({ hostKey, user: 'root', password, catchUp: () => {}, ...options });
  servers.push(server);
  await server.door.setOpen(true);
  return { port: server.door.port, fingerprint: hostKey.fingerprint, server };
}
const openEsxi = () => open({ shell: esxiShell(world.hosts[0]!), methods: ['keyboard-interactive'] });

function connect(port: number, given: { password?: string; keyboard?: boolean }): Promise<{ client: Client; presented: string }> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    clients.push(client);
    let presented = '';
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) =>
      finish(prompts.map(() => given.password ?? password)),
    );
    client.on('ready', () => resolve({ client, presented }));
    client.on('error', reject);
    client.connect({
      host: '127.0.0.1',
      port,
      username: 'root',
      ...(given.keyboard === true ? { tryKeyboard: true } : { password: given.password ?? password }),
      hostVerifier: (key: Buffer) => {
        presented = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
        return true;
      },
    });
  });
}
function run(client: Client, command: string): Promise<{ code: number | undefined; stdout: string }> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error) return reject(error);
      let stdout = '';
      let code: number | undefined;
      channel.on('data', (data: Buffer) => (stdout += data.toString()));
      channel.on('exit', (exit: number) => (code = exit));
      channel.on('close', () => resolve({ code, stdout }));
    });
  });
}

beforeEach(() => {
  world = new World({ seed: 1 });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  for (const server of servers.splice(0)) await server.close();
});

describe('the shell of a practice host', () => {
  it('takes a password by keyboard-interactive only, as ESXi does, under the key it was opened with', async () => {
    const { port, fingerprint } = await openEsxi();
    await expect(connect(port, {})).rejects.toThrow(/authentication methods failed/);
    await expect(connect(port, { keyboard: true, password: 'wrong' })).rejects.toThrow(/authentication methods failed/);
    expect((await connect(port, { keyboard: true })).presented).toBe(fingerprint);
  });

  it('lists VMs and their states in the columns of vim-cmd', async () => {
    const { client } = await connect((await openEsxi()).port, { keyboard: true });
    const { stdout, code } = await run(client, 'vim-cmd vmsvc/getallvms');
    expect(code).toBe(0);
    const line = /^(\d+)\s+(.*?)\s+(\[[^\]]+\] .+?\.vmx)\s+(\S+)\s+(vmx-\d+)(?:\s+(.*))?$/gm;
    const vms = [...stdout.matchAll(line)].map((found) => [found[1], found[2]]);
    expect(vms.map(([, name]) => name)).toEqual(['file01', 'app01', 'nvr01', 'sql01', 'vcsa']);
    expect((await run(client, `vim-cmd vmsvc/power.getstate ${vms[0]![0]}`)).stdout).toBe('Retrieved runtime info\nPowered on\n');
    expect((await run(client, 'esxcli vm process list')).stdout).toMatch(
      /^sql01\n {3}World ID: \d+\n {3}Process ID: 0\n {3}VMX Cartel ID: \d+\n/m,
    );
    expect((await run(client, 'esxcli --formatter=xml vm process list')).stdout).toContain(
      '<field name="DisplayName"><string>sql01</string></field>',
    );
    expect((await run(client, 'vim-cmd vmsvc/power.getstate 99')).code).toBe(1);
    expect((await run(client, 'no-such-program')).code).toBe(127);
  });

  it('shuts guests down, and prints the fault when there are no VMware Tools', async () => {
    const { client } = await connect((await openEsxi()).port, { keyboard: true });
    const vmid = (name: string) => world.hosts[0]!.vmidOf(world.vms.find((vm) => vm.name === name)!)!;
    expect((await run(client, `vim-cmd vmsvc/power.shutdown ${vmid('file01')}`)).code).toBe(0);
    world.advanceTo(60);
    expect((await run(client, `vim-cmd vmsvc/power.getstate ${vmid('file01')}`)).stdout).toContain('Powered off');
    const refused = await run(client, `vim-cmd vmsvc/power.shutdown ${vmid('nvr01')}`);
    expect(refused.code).not.toBe(0);
    expect(refused.stdout).toContain('(vim.fault.ToolsUnavailable)');
    const off = run(client, `vim-cmd vmsvc/power.off ${vmid('nvr01')}`);
    await passing(off);
    expect(await off).toEqual({ code: 0, stdout: 'Powering off VM:\n' });
    expect((await run(client, `vim-cmd vmsvc/power.off ${vmid('nvr01')}`)).stdout).toBe('Powering off VM:\nPower off failed\n');
  });

  it('powers the host off only in maintenance mode and with a reason; then its port is closed', async () => {
    const host = world.hosts[0]!;
    const { port, server } = await openEsxi();
    const { client } = await connect(port, { keyboard: true });
    expect((await run(client, 'esxcli system shutdown poweroff -d 10')).stdout).toContain('Missing required parameter -r|--reason');
    expect((await run(client, 'esxcli system shutdown poweroff -d 10 -r "power failure"')).code).toBe(1);
    for (const vm of host.runningVms()) vm.powerOff(() => {});
    const entering = run(client, 'vim-cmd hostsvc/maintenance_mode_enter');
    await passing(entering);
    expect((await entering).stdout).toMatch(/^'vim\.Task:haTask-ha-host-vim\.HostSystem\.enterMaintenanceMode-\d+'/);
    expect((await run(client, 'vim-cmd hostsvc/runtimeinfo')).stdout).toContain('inMaintenanceMode = true,');
    expect((await run(client, 'esxcli system maintenanceMode get')).stdout).toBe('Enabled\n');
    expect((await run(client, 'esxcli system shutdown poweroff -d 10 -r "power failure"')).code).toBe(0);
    world.onChange(() => void server.door.setOpen(host.servicesUp));
    const ended = new Promise<void>((resolve) => client.once('close', () => resolve()));
    world.advanceTo(world.seconds + 60);
    await ended;
    expect(host.state).toBe('off');
    await expect(connect(port, { keyboard: true })).rejects.toThrow(/ECONNREFUSED/);
    expect(world.incidents).toEqual([]);
  });

  it('forgets a command that was running when the host lost its power', async () => {
    const { port, server } = await openEsxi();
    const { client } = await connect(port, { keyboard: true });
    world.onChange(() => void server.door.setOpen(world.hosts[0]!.servicesUp));
    const blocked = run(client, 'esxcli system maintenanceMode set -e true -t 0');
    await run(client, 'true');
    world.ups.shutdownAfter(0, false);
    expect(await blocked).toEqual({ code: undefined, stdout: '' });
  });

  it('is understood by the ssh of OpenSSH', async (context) => {
    const execute = promisify(execFile);
    const found = await execute('ssh', ['-V']).then(
      () => true,
      () => false,
    );
    if (!found && process.env['CI'] === undefined) context.skip('ssh is not installed');
    const { port, fingerprint } = await openEsxi();
    const folder = await mkdtemp(join(tmpdir(), 'practice-ssh-'));
    try {
      const known = join(folder, 'known_hosts');
      const ask = join(folder, 'ask');
      await writeFile(ask, `#!/bin/sh\nprintf '%s\\n' "$PRACTICE_PASSWORD"\n`, { mode: 0o700 });
      const options = [
        '-F',
        'none',
        '-o',
        `UserKnownHostsFile=${known}`,
        '-o',
        'StrictHostKeyChecking=accept-new',
        '-o',
        'IdentityAgent=none',
      ];
      const environment = { ...process.env, SSH_ASKPASS: ask, SSH_ASKPASS_REQUIRE: 'force', PRACTICE_PASSWORD: password };
      const { stdout } = await execute('ssh', [...options, '-p', String(port), 'root@127.0.0.1', 'vmware -v'], { env: environment });
      expect(stdout).toMatch(/^VMware ESXi 8\.0\.3 build-\d+$/m);
      expect((await execute('ssh-keygen', ['-l', '-f', known])).stdout).toContain(fingerprint);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('the practice NAS', () => {
  it('is told to power off over SSH and then answers no more', async () => {
    const { port, server } = await open({ shell: nasShell(world.nas), methods: ['password', 'keyboard-interactive'] });
    const { client } = await connect(port, {});
    expect((await run(client, 'command -v poweroff')).code).toBe(0);
    expect((await run(client, 'sudo -n /sbin/shutdown -h now || /sbin/poweroff')).code).toBe(0);
    world.onChange(() => void server.door.setOpen(world.nas.servicesUp));
    world.advanceTo(60);
    expect(world.nas.state).toBe('off');
    await server.door.setOpen(false);
    await expect(connect(port, {})).rejects.toThrow(/ECONNREFUSED/);
  });
});

/** Lets simulated time go by until the command has ended. */
async function passing(command: Promise<unknown>): Promise<void> {
  const state = { ended: false };
  void command.finally(() => (state.ended = true));
  while (!state.ended) {
    world.advanceTo(world.seconds + 1);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
