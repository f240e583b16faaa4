import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IpcChannel } from '../../shared/ipc/table.js';
import { startStage, type Scene, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.end());

const sent = (page: Page, channel: IpcChannel) =>
  page.evaluate((wanted) => window.windowScript.calls.filter((call) => call.channel === wanted).map(({ args }) => args), channel);

async function opened(scene: Scene = {}) {
  const page = await stage.show(scene);
  await page.evaluate(() => window.windowScript.push('command', { id: 'ups.connect' }));
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  return { page, dialog };
}

describe('connecting a UPS', () => {
  it('needs its address alone: by keyboard, proposes the safest way, and saves what was chosen with its secrets', async () => {
    const { page, dialog } = await opened();
    await dialog.getByLabel('Address').fill('10.0.0.9');
    await dialog.getByText('Credentials', { exact: true }).press('Enter');
    await dialog.getByLabel('User', { exact: true }).fill('monitor');
    await dialog.getByLabel('Authentication passphrase').fill('a phrase of the card');
    await dialog.getByLabel('Encryption passphrase').fill('another of the card');
    await dialog.getByLabel('Community').fill('office-bremen');
    await dialog.getByLabel('Community').press('Enter');
    const proposed = dialog.getByRole('radio').first();
    await proposed.waitFor();
    expect(await proposed.isChecked()).toBe(true);
    expect(await dialog.innerText()).toContain('SNMPv3 with SHA-256 and AES-128: authenticated and encrypted.');
    expect(await dialog.innerText()).toContain('Switch v1 and v2c off on the card.');
    expect((await sent(page, 'ups.discover')).slice(1)).toMatchObject([{ place: { text: '10.0.0.9', user: 'monitor' } }]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await sent(page, 'connection.save')).toMatchObject([
      { kind: 'ups', title: 'APC Smart-UPS SMT1500', address: 'snmp://monitor@10.0.0.9?version=3&auth=sha256&priv=aes128' },
    ]);
    const kept = (await sent(page, 'secret.set')) as readonly { readonly part: string }[];
    expect(kept.map(({ part }) => part)).toEqual(['auth', 'priv']);
    expect(page.complaints).toEqual([]);
  });

  it('offers the UPS that this workstation’s own system shows, and says that it is trusted less', async () => {
    const { page, dialog } = await opened();
    await dialog.getByRole('button', { name: 'Use the UPS at This Workstation: EATON Ellipse PRO 1600' }).click();
    expect(await dialog.getByRole('radio').first().isChecked()).toBe(true);
    expect(await dialog.innerText()).toContain('is trusted less');
    expect(await sent(page, 'ups.discover')).toEqual([{ place: { text: 'localhost' }, secrets: {}, only: 'system' }]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await sent(page, 'connection.save')).toMatchObject([{ kind: 'ups', title: 'EATON Ellipse PRO 1600', address: 'system:' }]);
  });

  it('shows what a test found also in a small window, under a head and over buttons that stay', async () => {
    const { dialog } = await opened({ width: 900, height: 600, isShown: true });
    await dialog.getByRole('button', { name: 'Choose the protocol by hand' }).click();
    await dialog.getByLabel('Kind').selectOption('snmp2');
    await dialog.getByLabel('Name or address').fill('10.0.0.9');
    await dialog.getByRole('button', { name: 'Test', exact: true }).click();
    const found = dialog.getByText('APC Smart-UPS SMT1500');
    await found.waitFor();
    const placeOf = async (part: typeof found) => (await part.boundingBox())!;
    const title = await placeOf(dialog.getByRole('heading', { level: 2 }));
    const result = await placeOf(found);
    const save = await placeOf(dialog.getByRole('button', { name: 'Save' }));
    expect(title.y).toBeGreaterThanOrEqual(0);
    expect(result.y).toBeGreaterThan(title.y + title.height);
    expect(result.y + result.height).toBeLessThan(save.y);
  });

  it('offers none where the system shows none', async () => {
    const page = await stage.show();
    await page.evaluate(() => {
      window.windowScript.answer('ups.discover', {
        ok: true,
        value: { host: 'localhost', offers: [], failures: [], advice: [], tookMs: 9 },
      });
      window.windowScript.push('command', { id: 'ups.connect' });
    });
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('10.0.0.9');
    await dialog.getByRole('button', { name: 'Find' }).click();
    await dialog.getByText('No UPS was found there.').waitFor();
    expect(await dialog.getByRole('button', { name: /This Workstation/ }).count()).toBe(0);
  });

  it('begins at its first field, and does so again when it asks by hand', async () => {
    const { dialog } = await opened();
    const hasFocus = (label: string) => dialog.getByLabel(label, { exact: true }).evaluate((field) => field === document.activeElement);
    expect(await hasFocus('Address')).toBe(true);
    await dialog.getByRole('button', { name: 'Choose the protocol by hand' }).click();
    await dialog.getByLabel('Kind', { exact: true }).waitFor();
    expect(await hasFocus('Kind')).toBe(true);
  });

  it('is not saved behind a certificate that nobody has accepted, and forgets what answered when the address changes', async () => {
    const { dialog } = await opened();
    await dialog.getByLabel('Address').fill('10.0.0.9');
    await dialog.getByRole('button', { name: 'Find' }).click();
    await dialog.getByRole('radio').last().check();
    await dialog.getByText('AB:CD:EF:01').waitFor();
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: /^It Is the Right One/ }).click();
    await dialog.getByText('AB:CD:EF:01').waitFor({ state: 'detached' });
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(false);
    await dialog.getByLabel('Address').fill('10.0.0.10');
    expect(await dialog.getByRole('radio').count()).toBe(0);
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  });

  it('can be done by hand, with SNMPv3 encrypted offered first', async () => {
    const { dialog } = await opened();
    await dialog.getByLabel('Address').fill('10.0.0.9:1161');
    await dialog.getByRole('button', { name: 'Choose the protocol by hand' }).click();
    expect(await dialog.getByLabel('Kind').inputValue()).toBe('snmp3');
    expect(await dialog.getByLabel('Name or address').inputValue()).toBe('10.0.0.9');
    expect(await dialog.getByLabel('Port').inputValue()).toBe('1161');
    expect(await dialog.getByLabel('Encryption', { exact: true }).inputValue()).toBe('aes128');
  });

  it('takes another SNMPv3 user for commands, whose passphrases leave the window once', async () => {
    const { page, dialog } = await opened();
    await dialog.getByLabel('Address').fill('10.0.0.9');
    await dialog.getByRole('button', { name: 'Choose the protocol by hand' }).click();
    await dialog.getByLabel('User', { exact: true }).fill('reader');
    expect(await dialog.getByLabel('Authentication passphrase for commands').count()).toBe(0);
    await dialog.getByLabel('User for commands').fill('boss');
    await dialog.getByLabel('Authentication for commands').selectOption('sha512');
    await dialog.getByLabel('Authentication passphrase for commands').fill('short');
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Authentication passphrase for commands').fill('a phrase for commands');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await sent(page, 'connection.save')).toMatchObject([
      {
        address: 'snmp://reader@10.0.0.9?version=3&auth=sha256&priv=aes128',
        writeAddress: 'snmp://boss@10.0.0.9?version=3&auth=sha512&priv=aes128',
      },
    ]);
    expect(await sent(page, 'secret.set')).toMatchObject([{ part: 'writeAuth', value: 'a phrase for commands' }]);
    expect(page.complaints).toEqual([]);
  });

  it.each([{ theme: 'light' }, { theme: 'dark', locale: 'de', width: 720, height: 480 }] as const)(
    'lets nothing run over the edge: %o',
    async (scene) => {
      const { page, dialog } = await opened(scene);
      await dialog.getByRole('textbox').first().fill('10.0.0.9');
      await dialog.getByRole('textbox').first().press('Enter');
      await dialog.getByRole('radio').nth(1).check();
      for (const summary of await dialog.locator('summary').all()) await summary.click();
      expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
      await page.keyboard.press('Escape');
    },
  );
});
