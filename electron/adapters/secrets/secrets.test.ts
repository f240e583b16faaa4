import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { say } from '../../../shared/text/say.js';
import { openKeychain, type KeychainModule } from './keychain.js';
import { environmentNames } from './environment.js';
import { layeredSecrets, memorySecrets } from './secrets.js';

function fakeKeychain(): KeychainModule & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getPassword: async (service, account) => kept.get(`${service}/${account}`) ?? null,
    setPassword: async (service, account, password) => void kept.set(`${service}/${account}`, password),
    deletePassword: async (service, account) => kept.delete(`${service}/${account}`),
  };
}

describe('the keychain', () => {
  it('keeps, tells of and forgets a secret under our service', async () => {
    const module = fakeKeychain();
    const keychain = openKeychain({ service: 'Sundown', load: async () => module });
    expect(await keychain.has('ups1', 'auth')).toEqual({ ok: true, value: false });
    expect((await keychain.set('ups1', 'auth', 'long enough')).ok).toBe(true);
    expect([...module.kept.keys()]).toEqual(['Sundown/ups1.auth']);
    expect(await keychain.get('ups1', 'auth')).toEqual({ ok: true, value: 'long enough' });
    await keychain.forget('ups1', 'auth');
    expect(await keychain.get('ups1', 'auth')).toEqual({ ok: true, value: undefined });
  });

  it('says what is wrong and how to go on where there is none, and keeps nothing', async () => {
    const keychain = openKeychain({
      service: 'Sundown',
      load: () => Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file')),
    });
    const answer = await keychain.set('ups1', 'auth', 's3cret-value');
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(answer.failure.code).toBe('secrets/noKeychain');
    const sentence = say(answer.failure.message, 'en');
    expect(sentence).toContain('libsecret');
    expect(sentence).toContain('SUNDOWN_SECRET_');
    expect(sentence).not.toContain('s3cret-value');
    expect(await keychain.status()).toEqual({ available: false, kind: 'none' });
  });

  it('gives up on a keyring that is locked and asks nobody', async () => {
    const silent = { ...fakeKeychain(), getPassword: () => new Promise<string | null>(() => {}) };
    const keychain = openKeychain({ service: 'Sundown', load: async () => silent, timeoutMs: 20 });
    expect((await keychain.get('ups1', 'auth')).ok).toBe(false);
  });
});

describe('secrets of a service', () => {
  it('come from the environment before the keychain', async () => {
    const store = layeredSecrets({ SUNDOWN_SECRET_NAS_1: 'from env' }, memorySecrets(new Map([['nas-1.password', 'from keychain']])));
    expect(await store.get('nas-1', 'password')).toEqual({ ok: true, value: 'from env' });
    expect(await store.get('nas-1', 'passphrase')).toEqual({ ok: true, value: undefined });
  });

  it("come from systemd's credentials without their final newline", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sundown-credentials-'));
    writeFileSync(join(folder, 'ups1.auth'), 'from systemd\n');
    const store = layeredSecrets({ CREDENTIALS_DIRECTORY: folder }, memorySecrets(new Map()));
    expect(await store.get('ups1', 'auth')).toEqual({ ok: true, value: 'from systemd' });
    rmSync(folder, { recursive: true });
  });

  it('are named so that a shell can set them', () => {
    expect(environmentNames('nas-1', 'password')).toEqual(['SUNDOWN_SECRET_NAS_1_PASSWORD', 'SUNDOWN_SECRET_NAS_1']);
    expect(environmentNames('ups1', 'priv')).toEqual(['SUNDOWN_SECRET_UPS1_PRIV']);
  });
});
