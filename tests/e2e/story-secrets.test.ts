import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverThere } from '../peers/available.js';
import { trayItems, until } from '../peers/desktop/bus.js';
import { desktopPrograms, type Desktop } from '../peers/desktop/desktop.js';
import { snmpdKeys, startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';
import { Stage } from './harness.js';

const needed = [...desktopPrograms, 'gnome-keyring-daemon', 'snmpd'];

describe.runIf(serverThere('a secret typed in the window', needed))('a UPS connected in the window', () => {
  const stage = new Stage();
  let desktop: Desktop;
  let keyring: ChildProcess;
  let agent: SnmpdPeer;
  beforeAll(async () => {
    desktop = await stage.desktop();
    agent = await startSnmpd();
    const home = stage.folder();
    keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env: { ...process.env, ...desktop.environment, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: home },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    keyring.stdin?.end('pw');
  });
  afterAll(async () => {
    const ended = once(keyring, 'close');
    keyring.kill();
    await ended;
    await agent.stop();
    await stage.end();
  });

  it('is tested, saved and read; its passphrases are in the keychain and in no file', async () => {
    const userDataDir = stage.folder();
    const launched = await stage.launch({ desktop, program: 'shipped', userDataDir });
    await until('the tray is there', async () => (await trayItems(desktop.environment)).length === 1);
    const page = await launched.window();
    await until(
      'the keychain answers',
      async () => (await page.evaluate(() => window.sundown.call['secret.status'](undefined))).available,
      60_000,
    );

    await page.getByRole('button', { name: 'Connect My UPS' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill(`127.0.0.1:${String(agent.port)}`);
    await dialog.getByText('Credentials', { exact: true }).click();
    await dialog.getByLabel('User', { exact: true }).fill('sha256aes128');
    await dialog.getByLabel('Authentication passphrase').fill(snmpdKeys.auth);
    await dialog.getByLabel('Encryption passphrase').fill(snmpdKeys.priv);
    await dialog.getByRole('button', { name: 'Find', exact: true }).click();
    await dialog.getByText('Smart-UPS', { exact: false }).first().waitFor();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await until(
      'the UPS is heard',
      async () =>
        (await page.evaluate(() => window.sundown.call['app.snapshot'](undefined))).ups.some((ups) => ups.state.trust === 'fresh'),
      60_000,
    );
    const kept = (await page.evaluate(() => window.sundown.call['app.snapshot'](undefined))).connections[0]?.secrets;
    expect([...(kept ?? [])].sort()).toEqual(['auth', 'priv']);
    await launched.close();

    const files = readdirSync(userDataDir, { recursive: true, encoding: 'utf8' }).map((name) => join(userDataDir, name));
    const holds = (file: string) => {
      const text = readFileSync(file);
      return text.includes(snmpdKeys.auth) || text.includes(snmpdKeys.priv);
    };
    expect(files.filter((file) => statSync(file).isFile()).filter(holds)).toEqual([]);
    expect(readFileSync(join(userDataDir, 'settings.json'), 'utf8')).toContain('sha256aes128@127.0.0.1');
  });
});
