import { describe, expect, it } from 'vitest';
import { openWorkstation, shutdownCommands, type SystemCommand } from './workstation.js';

describe('shutting this workstation down', () => {
  it("uses the system's own command on each system", () => {
    expect(shutdownCommands('win32')[0]).toMatchObject({ program: 'shutdown.exe' });
    expect(shutdownCommands('win32')[0]?.args.slice(0, 2)).toEqual(['/s', '/f']);
    expect(shutdownCommands('darwin')[0]?.args.join(' ')).toContain('System Events');
    expect(shutdownCommands('linux')[0]).toEqual({ program: 'systemctl', args: ['poweroff', '--no-wall'] });
  });

  it('tries the next command when one is refused', async () => {
    const tried: string[] = [];
    const execute = (command: SystemCommand) => {
      tried.push(command.program);
      return Promise.resolve(
        command.program === 'loginctl' ? { code: 0, output: '' } : { code: 1, output: 'Interactive authentication required.' },
      );
    };
    const answer = await openWorkstation({ platform: 'linux', execute, exists: () => true }).shutdown();
    expect(answer.ok).toBe(true);
    expect(tried).toEqual(['systemctl', 'loginctl']);
  });

  it('names what each command answered when none worked', async () => {
    const workstation = openWorkstation({
      platform: 'linux',
      execute: () => Promise.resolve({ code: 1, output: 'Access denied' }),
      exists: () => true,
    });
    const answer = await workstation.shutdown();
    expect(answer.ok).toBe(false);
    if (!answer.ok) expect(JSON.stringify(answer.failure.message.params)).toContain('systemctl: Access denied');
  });

  it('finds in a check that no command is there', async () => {
    const findings = await openWorkstation({ platform: 'linux', exists: () => false }).check();
    expect(findings.map((finding) => finding.code)).toEqual(['workstation/noCommand']);
  });

  it.each([
    ['s "challenge"\n', false, ['workstation/noLeave']],
    ['s "no"\n', false, ['workstation/noLeave']],
    ['s "yes"\n', false, []],
    ['s "challenge"\n', true, []],
    ['Call failed: no such service\n', false, []],
  ])('finds in a check whether logind would let this user: %j, root: %s', async (output, isRoot, codes) => {
    const execute = () => Promise.resolve({ code: output.startsWith('s ') ? 0 : 1, output });
    const findings = await openWorkstation({ platform: 'linux', execute, exists: () => true, isRoot }).check();
    expect(findings.map((finding) => finding.code)).toEqual(codes);
  });
});
