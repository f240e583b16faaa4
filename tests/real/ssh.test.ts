import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OwnMachine } from '../../electron/adapters/common/own-machine.js';
import { openEsxiShell } from '../../electron/adapters/esxi-ssh/host.js';
import { openHostShell } from '../../electron/adapters/ssh/host-shell.js';
import { openSshMachine } from '../../electron/adapters/ssh/machine.js';
import { openSession, presentedHostKey, type SshTarget } from '../../electron/adapters/ssh/session.js';
import type { VmRef } from '../../electron/core/ports.js';
import { done } from '../../shared/result.js';
import { serverThere } from '../peers/available.js';
import type { EsxiState } from '../peers/sshd/esxi-shell.js';
import { startSshd, type SshdPeer } from '../peers/sshd/sshd.js';

const office = (): EsxiState => ({
  vms: [
    { id: 101, name: 'sql01', power: 'on', tools: true },
    { id: 102, name: 'old box', power: 'on', tools: false, lies: true },
  ],
  maintenance: false,
  off: false,
  log: [],
});

describe.runIf(serverThere('SSH', ['sshd', 'ssh-keygen', 'perl']))('OpenSSH with a key', () => {
  let peer: SshdPeer;
  const target = (): SshTarget => ({ host: '127.0.0.1', port: peer.port, user: peer.user, keyFile: peer.keyFile, pin: peer.fingerprint });
  beforeAll(async () => {
    peer = await startSshd(office());
  });
  afterAll(() => peer.stop());

  it('presents the fingerprint that ssh-keygen prints', async () => {
    const key = await presentedHostKey({ host: '127.0.0.1', port: peer.port });
    expect(key).toEqual({ ok: true, value: { fingerprint: peer.fingerprint, type: 'ecdsa-sha2-nistp256' } });
  });

  it('is refused before any credential when nobody accepted its host key', async () => {
    const { pin: _pin, ...unpinned } = target();
    const opened = await openSession(unpinned);
    expect(opened.ok ? '' : opened.failure.code).toBe('ssh/hostKeyUnknown');
    if (!opened.ok) expect(opened.failure.message.params?.['presented']).toBe(peer.fingerprint);
  });

  it('runs a command and gives its exit code and output', async () => {
    const session = await openSession(target());
    if (!session.ok) throw new Error(session.failure.code);
    expect(await session.value.run('vmware -v', 5000)).toEqual({
      ok: true,
      value: { code: 0, stdout: 'VMware ESXi 7.0.3 build-20328353\n', stderr: '' },
    });
    expect(await session.value.run('exit 7', 5000)).toMatchObject({ ok: true, value: { code: 7 } });
    session.value.close();
  });

  it('names a machine that does not answer, and one that refuses the key', async () => {
    const nobody = await openSession({ ...target(), port: 1 });
    expect(nobody.ok ? '' : nobody.failure.code).toBe('ssh/unreachable');
    const stranger = await openSession({ ...target(), user: 'no-such-user' });
    expect(stranger.ok ? '' : stranger.failure.code).toBe('ssh/refused');
    const noKey = await openSession({ ...target(), keyFile: '/nonexistent/key' });
    expect(noKey.ok ? '' : noKey.failure.code).toBe('ssh/keyUnreadable');
  });

  it('shuts an ESXi host down by its shell, believing states and not words', async () => {
    const host = openEsxiShell(
      'esx01',
      'esx01',
      openHostShell('127.0.0.1', peer.port, () => Promise.resolve(done(target()))),
    );
    const inventory = await host.inventory();
    expect(inventory.ok && inventory.value.vms.map((vm) => [vm.name, vm.power, vm.tools])).toEqual([
      ['sql01', 'on', 'running'],
      ['old box', 'on', 'notRunning'],
    ]);
    expect((await host.shutdownGuest({ id: 'vm-12', name: 'old box' })).ok).toBe(false);
    expect(await host.powerOffVm({ id: 'vm-12', name: 'old box' })).toEqual({ ok: true, value: undefined });
    expect((await host.enterMaintenance('ha-host', { timeoutSeconds: 5, vsan: false })).ok).toBe(false);
    expect(await host.shutdownGuest({ id: '101', name: 'sql01' })).toEqual({ ok: true, value: undefined });
    expect(await host.waitForVm({ id: '101', name: 'sql01' }, 'off', new AbortController().signal)).toEqual({ ok: true, value: true });
    expect(await host.runningVms('ha-host')).toEqual({ ok: true, value: [] });
    expect((await host.shutdownHost('ha-host', { force: false })).ok).toBe(false);
    expect((await host.enterMaintenance('ha-host', { timeoutSeconds: 5, vsan: false })).ok).toBe(true);
    expect(await host.inMaintenance('ha-host')).toEqual({ ok: true, value: true });
    expect(await host.shutdownHost('ha-host', { force: false })).toEqual({ ok: true, value: undefined });
    expect(peer.state().off).toBe(true);
    await host.close();
  });

  const shellOf = () => openHostShell('127.0.0.1', peer.port, () => Promise.resolve(done(target())));

  it('is logged in to again after it restarted, or dropped us while nothing was said', async () => {
    const shell = shellOf();
    expect(await shell.run('vmware -v', 5000)).toMatchObject({ ok: true, value: { code: 0 } });
    peer.dropSessions();
    await vi.waitFor(async () => expect(await shell.run('vmware -v', 5000)).toMatchObject({ ok: true, value: { code: 0 } }), {
      timeout: 20_000,
    });
    shell.close();
  });

  it('is logged in to once for many commands at once, and asked no more at a time than it takes', async () => {
    const before = peer.logins();
    const shell = shellOf();
    const answers = await Promise.all(Array.from({ length: 14 }, () => shell.run('command -v poweroff', 20_000)));
    expect(answers.map((one) => (one.ok ? one.value.code : one.failure.code))).toEqual(Array.from({ length: 14 }, () => 0));
    expect(peer.logins() - before).toBe(1);
    shell.close();
  });

  it('keeps other commands going when one takes too long', async () => {
    const shell = shellOf();
    const [slow, quick] = await Promise.all([shell.run('sleep 3', 1500), shell.run('sleep 2.5', 20_000)]);
    expect(slow.ok ? '' : slow.failure.code).toBe('ssh/timeout');
    expect(quick).toMatchObject({ ok: true, value: { code: 0 } });
    expect(await shell.run('vmware -v', 5000)).toMatchObject({ ok: true, value: { code: 0 } });
    shell.close();
  });

  it('takes the end of the connection during a power off for success', async () => {
    const machine = openSshMachine(
      { id: 'nas', title: 'NAS', kind: 'ssh', address: 'ssh://x@127.0.0.1', offCommand: '/sbin/poweroff' },
      () => Promise.resolve(done(target())),
    );
    expect(await machine.check()).toEqual([]);
    expect(await machine.shutdown()).toEqual({ ok: true, value: undefined });
    expect(await machine.answers()).toBe(true);
    const wrong = openSshMachine({ id: 'nas', title: 'NAS', kind: 'ssh', address: 'ssh://x@127.0.0.1', offCommand: 'exit 7' }, () =>
      Promise.resolve(done(target())),
    );
    const answer = await wrong.shutdown();
    expect(answer.ok ? '' : answer.failure.code).toBe('ssh/commandFailed');
  });

  it('refuses a changed host key with both fingerprints', async () => {
    const before = target();
    const now = await peer.restartWithNewHostKey();
    const opened = await openSession(before);
    expect(opened.ok ? '' : opened.failure.code).toBe('ssh/hostKeyChanged');
    if (!opened.ok) expect(opened.failure.message.params).toMatchObject({ pinned: before.pin, presented: now });
  });
});

describe.runIf(serverThere('SSH', ['sshd', 'ssh-keygen', 'perl']))('OpenSSH on a host whose VMs were renamed and copied', () => {
  let peer: SshdPeer;
  const uuid = (last: number) => `52021751-e075-9a50-934d-e23419b1a06${String(last)}`;
  const open = (own?: OwnMachine) =>
    openEsxiShell(
      'esx01',
      'esx01',
      openHostShell('127.0.0.1', peer.port, () =>
        Promise.resolve(done({ host: '127.0.0.1', port: peer.port, user: peer.user, keyFile: peer.keyFile, pin: peer.fingerprint })),
      ),
      own,
    );
  beforeAll(async () => {
    peer = await startSshd({
      ...office(),
      vms: [
        { id: 101, name: 'sql01', power: 'on', tools: true, instanceUuid: uuid(1), folder: 'sql-copy' },
        { id: 102, name: 'sql01', power: 'on', tools: false, instanceUuid: uuid(2), mac: '00:50:56:00:00:02' },
        { id: 103, name: 'mail', power: 'off', tools: false, unreadable: true },
      ],
    });
  });
  afterAll(() => peer.stop());

  it('stops the one that is meant, by its uuid, and none that merely has its name', async () => {
    const host = open();
    const inventory = await host.inventory();
    const names = inventory.ok ? inventory.value.vms.map((vm) => [vm.id, vm.uuid, vm.power, vm.tools]) : [];
    expect(names).toEqual([
      ['101', uuid(1), 'on', 'running'],
      ['102', uuid(2), 'on', 'notRunning'],
      ['103', undefined, 'off', 'unknown'],
    ]);
    const power = async (ref: VmRef) => {
      const seen = await host.vmPower(ref);
      return seen.ok ? seen.value : seen.failure.code;
    };
    // The number is another host's, or was given anew.
    expect(await power({ id: '101', name: 'sql01', uuid: uuid(9) })).toBe('esxi/vmNotFound');
    expect(await power({ id: '', name: 'sql01' })).toBe('esxi/vmNotFound');
    expect(await power({ id: '', name: 'mail', uuid: uuid(3) })).toBe('off');
    expect((await host.shutdownGuest({ id: '', name: 'sql before', uuid: uuid(1).toUpperCase() })).ok).toBe(true);
    expect(peer.state().vms.map((vm) => vm.power)).toEqual(['off', 'on', 'off']);
    expect(peer.state().log.filter((command) => command === 'vim-cmd vmsvc/get.summary 101')).toHaveLength(1);
    await host.close();
  });

  it('may hold the VM that this program runs in, known by its network card', async () => {
    const host = open({ macs: ['00:50:56:00:00:02'], addresses: [], isVmwareVm: true });
    const inventory = await host.inventory();
    expect(inventory.ok && inventory.value.vms.filter((vm) => vm.self).map((vm) => vm.id)).toEqual(['102']);
    await host.close();
  });
});

describe.runIf(serverThere('SSH', ['sshd', 'ssh-keygen', 'perl'])).each(['cmd', 'powershell'] as const)(
  'OpenSSH on Windows, with %s,',
  (speaks) => {
    let peer: SshdPeer;
    beforeAll(async () => {
      peer = await startSshd({ ...office(), speaks });
    });
    afterAll(() => peer.stop());

    const check = async (offCommand: string) => {
      const machine = openSshMachine({ id: 'hv', title: 'hv01', kind: 'ssh', address: 'ssh://x@127.0.0.1', offCommand }, () =>
        Promise.resolve(done({ host: '127.0.0.1', port: peer.port, user: peer.user, keyFile: peer.keyFile, pin: peer.fingerprint })),
      );
      return (await machine.check()).map((finding) => finding.code);
    };

    it('has the program of its command, and lacks another', async () => {
      expect(await check('shutdown /s /f /t 0')).toEqual([]);
      expect(await check('shutdwon /s /f /t 0')).toEqual(['ssh/commandNotFound']);
      expect(await check('Stop-Computer -Force')).toEqual(speaks === 'powershell' ? [] : ['ssh/commandNotFound']);
    });
  },
);

describe.runIf(serverThere('keyboard-interactive', ['sshd', 'useradd', 'chpasswd', 'perl']) && userInfo().uid === 0)(
  'OpenSSH that takes keyboard-interactive only, as ESXi does',
  () => {
    let peer: SshdPeer;
    beforeAll(async () => {
      peer = await startSshd(office(), { passwordUser: true });
    });
    afterAll(() => peer.stop());

    it('lets us in with a password that has spaces', async () => {
      const session = await openSession({
        host: '127.0.0.1',
        port: peer.port,
        user: peer.user,
        password: peer.password ?? '',
        pin: peer.fingerprint,
      });
      if (!session.ok) throw new Error(session.failure.code);
      expect(await session.value.run('vmware -v', 5000)).toMatchObject({ ok: true, value: { code: 0 } });
      session.value.close();
    });

    it('says that the password is wrong, and does not repeat it', async () => {
      const session = await openSession({
        host: '127.0.0.1',
        port: peer.port,
        user: peer.user,
        password: 'wr0ng-secret',
        pin: peer.fingerprint,
      });
      expect(session.ok ? '' : session.failure.code).toBe('ssh/refused');
      expect(JSON.stringify(session)).not.toContain('wr0ng-secret');
    });

    it('is not sent a refused password over and over: five times would lock the account', async () => {
      const wrong = { host: '127.0.0.1', port: peer.port, user: peer.user, password: 'wr0ng-secret', pin: peer.fingerprint };
      const shell = openHostShell('127.0.0.1', peer.port, () => Promise.resolve(done(wrong)));
      const refused = { ok: false, failure: { code: 'ssh/refused' } };
      const before = peer.refusals();
      expect(await Promise.all([shell.run('vmware -v', 5000), shell.run('vmware -v', 5000)])).toMatchObject([refused, refused]);
      expect(await shell.run('vmware -v', 5000)).toMatchObject(refused);
      expect(peer.refusals()).toBe(before + 1);
    });
  },
);

describe.runIf(serverThere('SSH', ['sshd', 'ssh-keygen', 'perl']))('OpenSSH that speaks only what ESXi 5 did', () => {
  let peer: SshdPeer;
  beforeAll(async () => {
    peer = await startSshd(office(), {
      hostKeyType: 'rsa',
      config: ['KexAlgorithms diffie-hellman-group14-sha1', 'HostKeyAlgorithms ssh-rsa', 'Ciphers aes128-cbc', 'MACs hmac-sha1'],
    });
  });
  afterAll(() => peer.stop());

  it('shows its host key where old algorithms were asked for, and says what is missing where not', async () => {
    const modern = await presentedHostKey({ host: '127.0.0.1', port: peer.port });
    expect(modern.ok ? '' : modern.failure.code).toBe('ssh/noCommonAlgorithm');
    const key = await presentedHostKey({ host: '127.0.0.1', port: peer.port, legacyAlgorithms: true });
    expect(key).toEqual({ ok: true, value: { fingerprint: peer.fingerprint, type: 'ssh-rsa' } });
    const target = { host: '127.0.0.1', port: peer.port, user: peer.user, keyFile: peer.keyFile, pin: peer.fingerprint };
    const opened = await openSession({ ...target, legacyAlgorithms: true });
    expect(opened.ok ? '' : opened.failure.code).toBe('');
    if (opened.ok) opened.value.close();
  });
});
