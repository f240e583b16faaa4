import { describe, expect, it } from 'vitest';
import { done } from '../../../shared/result.js';
import type { Connection, SecretPart } from '../../../shared/settings/connection.js';
import type { SecretStore } from '../ports.js';
import { createSecretDesk } from './secret-desk.js';

const ups: Connection = { id: 'ups1', title: 'UPS', kind: 'ups', address: 'snmp://monitor@192.0.2.1?version=3&auth=sha256&priv=aes128' };

/** A keychain whose answers wait until they are let go. */
function slowKeychain(initial: Readonly<Record<string, string>>) {
  const kept = new Map(Object.entries(initial));
  const waiting: (() => void)[] = [];
  const later = <T>(look: () => T) =>
    new Promise<T>((resolve) => {
      const value = look();
      waiting.push(() => resolve(value));
    });
  const id = (connectionId: string, part: SecretPart) => `${connectionId}.${part}`;
  const store: SecretStore = {
    get: (connectionId, part) => later(() => done(kept.get(id(connectionId, part)))),
    has: (connectionId, part) => later(() => done(kept.has(id(connectionId, part)))),
    set: (connectionId, part, value) => Promise.resolve(done(void kept.set(id(connectionId, part), value))),
    forget: (connectionId, part) => Promise.resolve(done(void kept.delete(id(connectionId, part)))),
    status: () => Promise.resolve({ available: true, kind: 'keychain' }),
  };
  const letGo = async (work: Promise<void>) => {
    const state = { isOver: false };
    void work.then(() => (state.isOver = true));
    while (!state.isOver) {
      for (const go of waiting.splice(0)) go();
      await Promise.resolve();
    }
  };
  return { store, kept, letGo };
}

describe('what is known of secrets without knowing them', () => {
  it('is which parts are kept, and what is wrong with them as a word', async () => {
    const { store, letGo } = slowKeychain({ 'ups1.auth': 'short-canary', 'ups1.priv': 'a canary of some length' });
    const desk = createSecretDesk(store, () => undefined);
    await letGo(desk.refresh([ups]));
    expect(desk.of('ups1')).toEqual({ parts: ['auth', 'priv'], flaws: { community: 'usualCommunity', auth: 'passphraseShort' } });
    expect(JSON.stringify(desk.of('ups1'))).not.toContain('canary');
    expect(desk.of('nobody')).toEqual({ parts: [], flaws: {} });
  });

  it('follows what is kept and forgotten', async () => {
    const { store, kept } = slowKeychain({});
    const desk = createSecretDesk(store, () => undefined);
    await desk.keep('ups1', 'auth', 'short-canary');
    expect(desk.of('ups1')).toEqual({ parts: ['auth'], flaws: { auth: 'passphraseShort' } });
    await desk.keep('ups1', 'auth', 'a canary of some length');
    expect(desk.of('ups1')).toEqual({ parts: ['auth'], flaws: {} });
    await desk.forgetPart('ups1', 'auth');
    expect(desk.of('ups1')).toEqual({ parts: [], flaws: {} });
    expect(kept.size).toBe(0);
  });

  it('is right also when something was kept while the keychain was still being asked', async () => {
    const { store, letGo } = slowKeychain({});
    const desk = createSecretDesk(store, () => undefined);
    const refreshing = desk.refresh([ups]);
    await desk.keep('ups1', 'auth', 'a canary of some length');
    await letGo(refreshing);
    expect(desk.of('ups1').parts).toEqual(['auth']);
  });

  it('has no passphrase that SNMPv3 would take nowhere', async () => {
    const { store, kept } = slowKeychain({});
    const desk = createSecretDesk(store, () => undefined);
    expect(await desk.keep('ups1', 'priv', 'seven77')).toMatchObject({ failure: { code: 'secrets/tooShort' } });
    expect(kept.size).toBe(0);
  });
});
