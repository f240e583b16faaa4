import { describe, expect, it } from 'vitest';
import { parsePlace } from './place.js';

describe('a place to look at', () => {
  it.each([
    ['ups.example', { host: 'ups.example' }],
    [' 192.0.2.1 ', { host: '192.0.2.1' }],
    ['192.0.2.1:1161', { host: '192.0.2.1', port: 1161 }],
    ['fe80::1', { host: 'fe80::1' }],
    ['[2001:db8::1]:3493', { host: '2001:db8::1', port: 3493 }],
    ['monitor@ups', { host: 'ups', user: 'monitor' }],
    ['https://ups.example:8443/logon.htm', { host: 'ups.example' }],
    ['http://192.0.2.1/', { host: '192.0.2.1' }],
  ])('%s', (text, place) => {
    expect(parsePlace(text)).toEqual({ ok: true, value: place });
  });

  it.each([
    ['', 'address/unreadable'],
    ['two words', 'address/unreadable'],
    ['snmp://ups', 'address/unreadable'],
    ['monitor:hunter2@ups', 'address/password'],
    ['ups:70000', 'address/value'],
  ])('%s is none: %s', (text, code) => {
    const place = parsePlace(text);
    expect(place).toMatchObject({ ok: false, failure: { code } });
    expect(JSON.stringify(place)).not.toContain('hunter2');
  });
});
