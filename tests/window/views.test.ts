import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimeLeft } from '../../shared/snapshot/snapshot.js';
import { startStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.end());

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('overview', () => {
  it('answers the three questions in one glance', async () => {
    const page = await stage.show();
    const text = plain(await page.locator('.overview').innerText());
    expect(text).toContain('Safe. If the power failed now, everything would be off in time.');
    expect(text).toContain('Stays up 12 min 30 s, then needs 7 min 10 s. The battery lasts 21 min 40 s');
    expect(text).toContain('Yes, mains power is there.');
    expect(text).toContain('nas01');
  });

  it('gives the chart of the day in words too', async () => {
    const page = await stage.show();
    const name = plain((await page.getByRole('img', { name: /Last 24 hours/ }).getAttribute('aria-labelledby')) ?? '');
    const said = await page.evaluate(
      (ids) =>
        ids
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent)
          .join(' '),
      name,
    );
    expect(plain(said)).toMatch(/Charge now 93 %, lowest 6\d %.*1 time on battery/);
  });

  it('counts down with a button to postpone, and an observer gets none', async () => {
    const page = await stage.show({ story: 'onBattery' });
    await page.getByRole('group', { name: /The shutdown starts in 3/ }).waitFor();
    const left = async (name: RegExp) => (await page.locator('.banner').getByRole('button', { name }).boundingBox())!;
    const postpone = await left(/Postpone/);
    expect((await left(/Start Shutdown/)).x - (postpone.x + postpone.width)).toBeGreaterThanOrEqual(32);
    await page.getByRole('button', { name: 'Postpone Shutdown' }).click();
    expect(
      await page.evaluate(() => window.windowScript.calls.filter(({ channel }) => channel === 'command.run').map(({ args }) => args)),
    ).toEqual([{ id: 'run.postpone' }]);
    await page.evaluate(() => window.windowScript.change({ role: 'observer' }));
    await page.getByRole('button', { name: 'Postpone Shutdown' }).waitFor({ state: 'detached' });
  });

  it('works the practice office: plug, charge, card, hanging machine', async () => {
    const page = await stage.show({ story: 'practice' });
    await page.getByRole('button', { name: 'Pull the Plug' }).click();
    await page.getByRole('button', { name: 'Plug In Again' }).waitFor();
    await page.getByRole('checkbox', { name: /Network card/ }).check();
    await page.getByRole('checkbox', { name: 'sql01' }).check();
    await page.getByRole('slider', { name: /Battery charge/ }).press('Home');
    const sent = await page.evaluate(() =>
      window.windowScript.calls.filter(({ channel }) => channel === 'practice.set').map(({ args }) => args),
    );
    expect(sent).toEqual([{ plugged: false }, { cardCut: true }, { hangVm: { name: 'sql01', hang: true } }, { chargePercent: 0 }]);
  });

  it('does not call the office safe while the UPS is silent', async () => {
    const page = await stage.show({ story: 'lostUps' });
    const text = await page.locator('.overview').innerText();
    expect(text).toContain('APC SMT1500 does not answer: whether the power is on is not known.');
    expect(text).toContain('Nothing heard since');
    expect(text).toContain('estimated by Sundown');
    expect(text).not.toContain('Yes, mains power is there.');
  });
});

describe('what a UPS says', () => {
  it('is said once: a doubt about the battery is not repeated as a flag', async () => {
    const page = await stage.show({ story: 'unsafe' });
    const card = page.getByRole('region', { name: 'Is the power on?' });
    await card.getByText('Battery needs replacing').waitFor();
    expect(await card.getByText('Replace battery').count()).toBe(0);
  });
});

describe('events', () => {
  it('pages back in time and filters in main', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+6');
    await page.getByText('100 events shown').waitFor();
    await page.getByRole('button', { name: 'Show Older Events' }).click();
    await page.getByText('200 events shown').waitFor();
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('error');
    await page.getByText('29 events shown').waitFor();
    await page.getByRole('searchbox', { name: 'Search events' }).fill('no such thing');
    await page.getByRole('heading', { name: 'No event matches' }).waitFor();
    await page.getByRole('button', { name: 'Clear Filter' }).click();
    await page.getByText('100 events shown').waitFor();
  });

  it('says what an event is about in words, and keeps its code for who asks', async () => {
    const page = await stage.show({ locale: 'de' });
    await page.keyboard.press('Control+6');
    const table = page.getByRole('table', { name: 'Ereignisse' });
    const about = (code: string) => table.getByTitle(`Kennung im Protokoll: ${code}`, { exact: true }).first().innerText();
    expect(await about('ups.ups-rack.heard')).toBe('APC SMT1500');
    expect(await about('run.operation.files/ensureVmOff/vm:print01')).toBe('Lauf');
    expect(await about('power')).toBe('Strom');
    expect(await table.innerText()).not.toContain('ups-rack');
    await page.locator('#panel').getByRole('tab', { name: 'Journal' }).click();
    await page.locator('#panel').getByRole('listitem').first().waitFor();
    expect(await page.locator('#panel').innerText()).not.toContain('ups-rack');
  });

  it('exports through the save dialog of main and says where', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+6');
    await page.getByRole('button', { name: 'Export…' }).click();
    await page.getByText('The events were written to ~/events.json.').first().waitFor();
  });
});

describe('settings', () => {
  it('names the secrets that are kept in the language of the reader', async () => {
    const page = await stage.show({ locale: 'de' });
    await page.keyboard.press('Control+,');
    await page.getByText('Hinterlegte Geheimnisse: Passphrase der Authentifizierung, Passphrase der Verschlüsselung').waitFor();
  });

  it('marks what was changed and resets it', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+,');
    const row = page.locator('[data-setting="ups.pollMainsSeconds"]');
    await row.getByText('Changed by you').waitFor();
    await row.getByRole('button', { name: /^Reset/ }).click();
    await row.getByText('Changed by you').waitFor({ state: 'detached' });
    expect(await row.getByRole('spinbutton').inputValue()).toBe('5');
  });

  it('shows a value out of range in place and does not send it', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+,');
    const row = page.locator('[data-setting="policy.confirmSeconds"]');
    await row.getByRole('spinbutton').fill('999');
    await row.getByRole('spinbutton').press('Enter');
    await row.getByText('Enter a whole number from 0 to 60.').waitFor();
    // A port is no quantity: it is written as it is typed.
    await page.locator('[data-setting="ups.trapPort"]').getByText('0 to 65535', { exact: true }).waitFor();
    expect(await page.evaluate(() => window.windowScript.calls.some(({ channel }) => channel === 'settings.set'))).toBe(false);
  });

  it('shows what is wrong with a value also when its field was the last in sight', async () => {
    const page = await stage.show({ width: 900, height: 600, isShown: true });
    await page.keyboard.press('Control+,');
    const row = page.locator('[data-setting="policy.confirmSeconds"]');
    await row.getByRole('spinbutton').evaluate((field) => field.scrollIntoView({ block: 'end' }));
    await row.getByRole('spinbutton').fill('999');
    await row.getByRole('spinbutton').press('Enter');
    const error = row.getByText('Enter a whole number from 0 to 60.');
    await error.waitFor();
    const [said, status] = [(await error.boundingBox())!, (await page.locator('footer').boundingBox())!];
    expect(said.y + said.height).toBeLessThanOrEqual(status.y);
  });

  it('shows what main answered to a change beside the setting', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+,');
    await page.evaluate(() =>
      window.windowScript.answer('settings.set', {
        ok: false,
        failure: { code: 'settings/value', message: { key: 'The disk is full: the setting was not written.' as never } },
      }),
    );
    const row = page.locator('[data-setting="history.keepDays"]');
    await row.getByRole('spinbutton').fill('13');
    await row.getByRole('spinbutton').press('Enter');
    await row.getByText('The disk is full: the setting was not written.').waitFor();
  });

  it('searches words of the description and what was changed', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+,');
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('@modified');
    await page.getByText('3 settings').waitFor();
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('drains battery purpose');
    await page.getByText('1 setting', { exact: true }).waitFor();
  });

  it('removes a connection only after a question whose default is to cancel', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Remove nas01' }).click();
    const dialog = page.getByRole('dialog', { name: /Remove the connection/ });
    expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Cancel');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Remove nas01' }).click();
    await dialog.getByRole('button', { name: 'Remove Connection' }).click();
    await page.getByRole('button', { name: 'Remove nas01' }).waitFor({ state: 'detached' });
  });

  it('asks in the language of the window, also when that changes while the question stands open', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Remove nas01' }).click();
    await page.getByRole('dialog', { name: 'Remove the connection "nas01"?' }).waitFor();
    await page.evaluate(() => window.windowScript.push('theme', { theme: 'dark', locale: 'de' }));
    const dialog = page.getByRole('dialog', { name: 'Verbindung „nas01“ entfernen?' });
    await dialog.getByRole('button', { name: 'Verbindung entfernen' }).waitFor();
    await dialog.getByText('Das Gerät selbst wird nicht berührt.').waitFor();
  });
});

describe('a run', () => {
  it('is held against the battery while it stops something, and says when nobody knows how long that lasts', async () => {
    const page = await stage.show({ story: 'running' });
    await page.keyboard.press('Control+3');
    const left = page.getByRole('region', { name: 'Time left against the battery' });
    await left.waitFor();
    const told = async () => (await left.innerText()).replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');
    expect(await told()).toContain('Needs 4 min more, the battery lasts 6 min 50 s: 2 min 50 s to spare.');
    expect(await told()).toContain('to the point of no return 3 min 20 s beyond it 40 s to spare 2 min 50 s battery empty in 6 min 50 s');
    expect(await told()).toContain('own estimate; the UPS claims');
    const change = (timeLeft: TimeLeft) => page.evaluate((given) => window.windowScript.change({ timeLeft: given }), timeLeft);
    await change({ neededSeconds: 200, batterySeconds: 140 });
    await left.getByText('1 min too little.').waitFor();
    expect(await told()).toContain('still needed 2 min 20 s too little 1 min battery empty in 2 min 20 s');
    await change({ neededSeconds: 200 });
    await left.getByText('How long the battery lasts is unknown.').waitFor();
    expect(await told()).not.toContain('to spare');
    expect(await told()).not.toContain('estimate');
  });
});

describe('the commands of a UPS', () => {
  const sent = (page: Awaited<ReturnType<Stage['show']>>) =>
    page.evaluate(() => window.windowScript.calls.filter(({ channel }) => channel === 'ups.command').map(({ args }) => args));

  it('are what the device offers, and each says what became of it', async () => {
    const page = await stage.show();
    await page.keyboard.press('Control+5');
    const commands = page.getByRole('region', { name: 'Commands' });
    await commands.getByRole('button', { name: 'Start a self-test' }).click();
    await page.getByText('Start a self-test: the UPS shows that it is carried out.').first().waitFor();
    await commands.getByRole('button', { name: 'Switch the beeper off' }).click();
    await commands.getByRole('button', { name: 'Off and on: Group Switch and router' }).click();
    const upsId = 'ups-rack';
    expect(await sent(page)).toEqual([
      { upsId, command: { kind: 'selfTest', action: 'start' } },
      { upsId, command: { kind: 'beeper', action: 'disable' } },
      { upsId, command: { kind: 'outletGroup', group: '1', action: 'cycle' } },
    ]);
    const text = plain(await commands.innerText());
    expect(text).toContain('The whole output is switched off by a plan only (Output off, back with mains; cannot be called off).');
    expect(await commands.getByRole('button', { name: /Output off/ }).count()).toBe(0);
    expect(await commands.getByRole('button', { name: /^On:/ }).count()).toBe(0);
  });

  it('that nobody saw carried out warn', async () => {
    const page = await stage.show({ locale: 'de' });
    await page.evaluate(() => window.windowScript.answer('ups.command', { ok: true, value: { confirmed: 'nothing', abortable: false } }));
    await page.keyboard.press('Control+5');
    await page.getByRole('region', { name: 'Befehle' }).getByRole('button', { name: 'Selbsttest starten' }).click();
    await page.getByText('Selbsttest starten: angenommen, aber unbestätigt.').first().waitFor();
  });

  it('are only looked at by an observer', async () => {
    const page = await stage.show();
    await page.evaluate(() => window.windowScript.change({ role: 'observer' }));
    await page.keyboard.press('Control+5');
    const commands = page.getByRole('region', { name: 'Commands' });
    await commands.getByText('An observer gives no commands.').waitFor();
    expect(await commands.getByRole('button').count()).toBe(0);
    expect(plain(await commands.innerText())).toContain('Beeper: on');
  });

  it('are none where the rights refuse them, with the reason', async () => {
    const page = await stage.show();
    await page.evaluate(() => {
      const shown = window.windowScript.shown();
      const [first] = shown.ups;
      if (first?.capabilities === undefined) throw new Error('no UPS in this story');
      const failure = { code: 'ups/refused', message: { key: 'ups.nut.noUser', params: { host: 'nut.example' } } } as const;
      window.windowScript.change({ ups: [{ ...first, capabilities: { ...first.capabilities, right: { kind: 'refused', failure } } }] });
    });
    await page.keyboard.press('Control+5');
    const commands = page.getByRole('region', { name: 'Commands' });
    await commands.getByText('takes commands only from a user').waitFor();
    expect(await commands.getByRole('button').count()).toBe(0);
  });
});
