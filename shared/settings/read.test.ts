import { describe, expect, it } from 'vitest';
import { say } from '../text/say.js';
import { checkSetting, defaultSettings, readSettings, settingsJsonSchema, writeSettings } from './read.js';
import { parseAddress } from './address.js';

describe('settings.json', () => {
  it('gives the defaults, and says where and why, when it is no JSON', () => {
    const file = readSettings('{ "settings": {', 'settings.json');
    expect(file.settings).toEqual(defaultSettings());
    expect(file.problems.map((problem) => problem.code)).toEqual(['settings/unreadable']);
    expect(say(file.problems[0]!.message, 'en')).toContain('settings.json cannot be read');
  });

  it('makes nobody a coordinator by default', () => {
    expect(defaultSettings()['general.role']).toBe('observer');
    expect(defaultSettings()['general.armed']).toBe(false);
  });

  it('keeps what is right beside what is wrong, and names what was expected and what came', () => {
    const file = readSettings('{"settings":{"ups.pollMainsSeconds":7,"ups.pollBatterySeconds":"often","colour":1}}', 'settings.json');
    expect(file.settings['ups.pollMainsSeconds']).toBe(7);
    expect(file.settings['ups.pollBatterySeconds']).toBe(1);
    expect(file.problems.map((problem) => say(problem.message, 'en'))).toEqual([
      'ups.pollBatterySeconds must be 1…30; it is "often".',
      'There is no setting "colour".',
    ]);
  });

  it('refuses a broken or doubled connection by name and keeps the others', () => {
    const good = { id: 'ups1', title: 'UPS', kind: 'ups', address: 'snmp://192.0.2.1' };
    const file = readSettings(
      JSON.stringify({ connections: [good, { ...good, title: 'again' }, { id: 'Bad Id', title: 'x', kind: 'ups', address: 'y' }] }),
      's',
    );
    expect(file.connections).toEqual([good]);
    expect(file.problems.length).toBe(2);
  });

  it('writes what it read', () => {
    const text = '{"settings":{"general.role":"coordinator"},"activePlan":"office","connections":[]}';
    const file = readSettings(text, 's');
    expect(readSettings(writeSettings(file), 's')).toEqual(file);
  });

  it('has a JSON schema that knows each setting', () => {
    expect(JSON.stringify(settingsJsonSchema())).toContain('policy.confirmSeconds');
  });

  it('checks a value by its row of the table', () => {
    expect(checkSetting('general.role', 'king').ok).toBe(false);
    expect(checkSetting('general.role', 'observer')).toEqual({ ok: true, value: 'observer' });
  });
});

describe('addresses', () => {
  it.each([
    ['snmp://192.0.2.1', { scheme: 'snmp', host: '192.0.2.1', port: 161, version: '2c' }],
    ['snmp://192.0.2.1:1161?version=1', { scheme: 'snmp', host: '192.0.2.1', port: 1161, version: '1' }],
    [
      'snmp://admin@[::1]?version=3&auth=sha256&priv=aes256b',
      { scheme: 'snmp', host: '::1', port: 161, version: '3', user: 'admin', auth: 'sha256', priv: 'aes256b' },
    ],
    ['nut://monitor@nas/ups?tls=1', { scheme: 'nut', host: 'nas', port: 3493, ups: 'ups', user: 'monitor', tls: true }],
    ['apcupsd://nas', { scheme: 'apcupsd', host: 'nas', port: 3551 }],
    [
      'vsphere://administrator%40vsphere.local@vc.office.example',
      { scheme: 'vsphere', host: 'vc.office.example', port: 443, user: 'administrator@vsphere.local' },
    ],
    ['ssh://root@nas:2222', { scheme: 'ssh', host: 'nas', port: 2222, user: 'root' }],
  ])('%s is understood', (text, wanted) => {
    expect(parseAddress(text)).toEqual({ ok: true, value: wanted });
  });

  it.each([
    ['http://x', 'address/unreadable'],
    ['snmp://user:secret@host?version=3', 'address/password'],
    ['snmp://host?version=3', 'address/missing'],
    ['snmp://u@host?version=4', 'address/value'],
    ['snmp://u@host?version=3&auth=sha3', 'address/value'],
    ['snmp://u@host?version=3&priv=aes128', 'address/missing'],
    ['nut://host', 'address/missing'],
    ['ssh://host', 'address/missing'],
    ['ssh://root@host:99999', 'address/value'],
    ['', 'address/unreadable'],
  ])('%s is refused as %s', (text, code) => {
    const answer = parseAddress(text);
    expect(answer.ok ? '' : answer.failure.code).toBe(code);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});
