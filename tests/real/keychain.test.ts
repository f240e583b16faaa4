import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeychain } from '../../electron/adapters/secrets/keychain.js';
import { serverThere } from '../peers/available.js';
import { startKeyring, type KeyringPeer } from '../peers/keyring/keyring.js';

describe.runIf(serverThere('the keychain', ['dbus-daemon', 'gnome-keyring-daemon', 'gdbus']))('gnome-keyring', () => {
  let peer: KeyringPeer;
  const before: Record<string, string | undefined> = {};
  beforeAll(async () => {
    peer = await startKeyring();
    for (const [name, value] of Object.entries(peer.environment)) {
      before[name] = process.env[name];
      process.env[name] = value;
    }
  });
  afterAll(async () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await peer.stop();
  });

  it('keeps a secret, tells of it, and forgets it', async () => {
    const keychain = openKeychain({ service: 'Sundown test' });
    expect(await keychain.status()).toEqual({ available: true, kind: 'keychain' });
    expect(await keychain.set('vcenter', 'password', 'Gänseblümchen & <Zaun>')).toEqual({ ok: true, value: undefined });
    expect(await keychain.has('vcenter', 'password')).toEqual({ ok: true, value: true });
    expect(await keychain.get('vcenter', 'password')).toEqual({ ok: true, value: 'Gänseblümchen & <Zaun>' });
    expect(await keychain.forget('vcenter', 'password')).toEqual({ ok: true, value: undefined });
    expect(await keychain.get('vcenter', 'password')).toEqual({ ok: true, value: undefined });
  });

  it('is seen by other programs as an entry of ours, and lies nowhere in plain text', async () => {
    const keychain = openKeychain({ service: 'Sundown test' });
    await keychain.set('nas', 'password', 'plaintext-canary-4711');
    const seen = execFileSync(
      'gdbus',
      [
        'call',
        '--session',
        '-d',
        'org.freedesktop.secrets',
        '-o',
        '/org/freedesktop/secrets',
        '-m',
        'org.freedesktop.Secret.Service.SearchItems',
        "{'service': 'Sundown test', 'account': 'nas.password'}",
      ],
      { encoding: 'utf8' },
    );
    expect(seen).toContain('/org/freedesktop/secrets/collection');
    const files = readdirSync(peer.folder, { recursive: true, encoding: 'utf8' }).map((name) => join(peer.folder, name));
    const plain = files.filter((file) => statSync(file).isFile() && readFileSync(file).includes('plaintext-canary-4711'));
    expect(plain).toEqual([]);
  });
});
