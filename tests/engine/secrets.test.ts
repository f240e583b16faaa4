import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../electron/adapters/secrets/secrets.js';
import { createOfficeEngine } from '../../electron/core/engine/engine.js';
import type { Adapters } from '../../electron/core/ports.js';
import { done, failed } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';
import { keepInFreshFolder } from './fresh-folder.js';
import { Office } from './small-office.js';

keepInFreshFolder();

describe('secrets', () => {
  const ups = { id: 'ups1', title: 'UPS', kind: 'ups', address: 'nut://monitor@192.0.2.1/rack?tls=1' } as const;
  const kept = new Map([
    ['ups1.password', 'of the UPS'],
    ['nas.password', 'of the NAS'],
  ]);

  /** An office whose tests tell which secrets they were given. */
  async function opened() {
    const office = new Office();
    office.connections = [ups, ...office.connections.filter((one) => one.kind !== 'ups')];
    const given: (string | undefined)[] = [];
    const parts = office.parts();
    const secrets = memorySecrets(kept);
    const adapters: Adapters = {
      ...parts.adapters,
      test: async (connection, store) => {
        for (const id of [connection.id, 'nas']) {
          const found = await store.get(id, 'password');
          given.push(found.ok ? found.value : undefined);
        }
        return { reachable: true, findings: [] };
      },
    };
    const engine = await createOfficeEngine({ ...parts, secrets, adapters }, () => 'en');
    await office.clock.advance(20_000);
    return { office, engine, given, secrets };
  }

  it.each([
    ['as it is stored', {}, 'of the UPS'],
    ['with another name of the UPS there', { address: 'nut://monitor@192.0.2.1/other?tls=1' }, 'of the UPS'],
    ['at another host', { address: 'nut://monitor@203.0.113.9/rack?tls=1' }, undefined],
    ['at another port', { address: 'nut://monitor@192.0.2.1:9999/rack?tls=1' }, undefined],
    ['as another user', { address: 'nut://root@192.0.2.1/rack?tls=1' }, undefined],
    ['without encryption', { address: 'nut://monitor@192.0.2.1/rack' }, undefined],
    ['by another protocol', { kind: 'ssh', address: 'ssh://monitor@192.0.2.1' }, undefined],
    ['with an address that cannot be read', { address: 'nut:' }, undefined],
  ] as const)(
    'are used in a test of a connection %s: only where they were kept for it, and no other one’s',
    async (_how, change, wanted) => {
      const { engine, given } = await opened();
      await engine.call('connection.test', { connection: { ...ups, ...change }, secrets: {} });
      expect(given).toEqual([wanted, undefined]);
      await engine.stop();
    },
  );

  it('that are typed are used wherever the draft leads', async () => {
    const { engine, given } = await opened();
    const connection = { ...ups, address: 'nut://monitor@203.0.113.9/rack' };
    await engine.call('connection.test', { connection, secrets: { password: 'typed' } });
    expect(given).toEqual(['typed', undefined]);
    await engine.stop();
  });

  it('are forgotten, and that is told, when the connection leads elsewhere; not when only its title changes', async () => {
    const { office, engine, secrets } = await opened();
    expect((await engine.call('connection.save', { ...ups, title: 'Rack' })).ok).toBe(true);
    expect(await secrets.has('ups1', 'password')).toEqual(done(true));
    expect((await engine.call('connection.save', { ...ups, address: 'nut://monitor@203.0.113.9/rack?tls=1' })).ok).toBe(true);
    await office.clock.advance(1000);
    expect(await secrets.has('ups1', 'password')).toEqual(done(false));
    expect(await secrets.has('nas', 'password')).toEqual(done(true));
    expect(engine.snapshot().notices.map((one) => one.topic)).toContain('secrets/forgotten');
    await engine.stop();
  });

  it('go with their connection, and a keychain that keeps them says so', async () => {
    const { office, engine, secrets } = await opened();
    expect((await engine.call('connection.remove', { id: 'nas' })).ok).toBe(true);
    expect(await secrets.has('nas', 'password')).toEqual(done(false));
    const locked = failed('secrets/locked', message('core.command.unavailable'));
    Object.assign(secrets, { forget: () => Promise.resolve(locked) });
    expect(await engine.call('connection.remove', { id: 'ups1' })).toMatchObject({ ok: false, failure: { code: 'secrets/locked' } });
    expect(office.connections.map((one) => one.id)).toEqual([]);
    await engine.stop();
  });
});
