import { describe, expect, it } from 'vitest';
import { done } from '../../../shared/result.js';
import { openSshMachine, programOf } from './machine.js';

describe('a machine reached over SSH', () => {
  it('does not count as off because its name cannot be resolved', async () => {
    const machine = openSshMachine({ id: 'nas', title: 'NAS', kind: 'ssh', address: 'ssh://a@nas.invalid' }, () =>
      Promise.resolve(done({ host: 'nas.invalid', port: 22, user: 'a' })),
    );
    expect(await machine.answers()).toBe(true);
  });

  it('counts as off when nothing listens on its port', async () => {
    const machine = openSshMachine({ id: 'nas', title: 'NAS', kind: 'ssh', address: 'ssh://a@127.0.0.1' }, () =>
      Promise.resolve(done({ host: '127.0.0.1', port: 1, user: 'a' })),
    );
    expect(await machine.answers()).toBe(false);
  });

  it('names the program of its command for the check', () => {
    expect(programOf('sudo -n /sbin/shutdown -h now')).toBe('/sbin/shutdown');
    expect(programOf('poweroff')).toBe('poweroff');
    expect(programOf('$(evil)')).toBeUndefined();
  });
});
