import { describe, expect, it } from 'vitest';
import { say } from '../text/say.js';
import { credentialFindings } from './credential-findings.js';
import type { SecretPart } from './connection.js';
import { flawOf, type SecretFlaws } from './secret-flaw.js';

const codes = (address: string, flaws: SecretFlaws = {}, writeAddress?: string) =>
  credentialFindings(
    { id: 'ups1', title: 'UPS', kind: 'ups', address, ...(writeAddress === undefined ? {} : { writeAddress }) },
    flaws,
  ).map(({ severity, code }) => `${severity} ${code.replace('credentials/', '')}`);
const v3 = (query: string) => `snmp://monitor@192.0.2.1?version=3${query}`;

describe('how a UPS is reached', () => {
  it.each<[string, string, SecretFlaws, readonly string[]]>([
    ['SNMPv3 with SHA-256 and AES', v3('&auth=sha256&priv=aes128'), {}, []],
    ['SNMPv3 with SHA-1 and AES-256', v3('&auth=sha1&priv=aes256r'), {}, []],
    ['SNMPv3 without authentication', v3(''), {}, ['warning noAuth']],
    ['SNMPv3 without encryption', v3('&auth=sha256'), {}, ['warning noPriv']],
    ['MD5 and DES', v3('&auth=md5&priv=des'), {}, ['warning md5', 'warning des']],
    [
      'short passphrases',
      v3('&auth=sha256&priv=aes128'),
      { auth: 'passphraseTooShort', priv: 'passphraseShort' },
      ['error passphraseTooShort', 'warning passphraseShort'],
    ],
    ['a passphrase that this user does not need', v3('&auth=sha256'), { priv: 'passphraseTooShort' }, ['warning noPriv']],
    ['SNMP v2c with a community of its own', 'snmp://192.0.2.1?version=2c', {}, ['warning snmpPlain']],
    [
      'SNMP v1 with the usual community',
      'snmp://192.0.2.1?version=1',
      { community: 'usualCommunity' },
      ['warning snmpPlain', 'warning usualCommunity'],
    ],
    ['a community left over beside SNMPv3', v3('&auth=sha256&priv=aes128'), { community: 'usualCommunity' }, []],
    ['NUT without TLS', 'nut://192.0.2.1/ups', {}, ['warning nutPlain']],
    ['NUT with a password and without TLS', 'nut://boss@192.0.2.1/ups', {}, ['warning nutPasswordPlain']],
    ['NUT with TLS', 'nut://boss@192.0.2.1/ups?tls=1', {}, []],
    ['apcupsd', 'apcupsd://192.0.2.1', {}, ['warning apcupsdPlain']],
    ['NUT on this computer', 'nut://boss@127.0.0.1/ups', {}, []],
    ['apcupsd on this computer, over IPv6', 'apcupsd://[::1]', {}, []],
    ['an address that cannot be read', 'snmp:/nowhere', {}, []],
  ])('%s: %s', (_name, address, flaws, expected) => {
    expect(codes(address, flaws)).toEqual(expected);
  });

  it('counts the user for commands too', () => {
    expect(codes(v3('&auth=sha256&priv=aes128'), {}, 'snmp://192.0.2.1?version=1')).toEqual(['warning snmpPlain']);
  });

  it('is no matter of other kinds of connection', () => {
    expect(credentialFindings({ id: 'nas', title: 'NAS', kind: 'ssh', address: 'ssh://root@nas' }, { auth: 'passphraseTooShort' })).toEqual(
      [],
    );
  });

  it('is said with how it is mended, in both languages', () => {
    const [finding] = credentialFindings({ id: 'ups1', title: 'UPS', kind: 'ups', address: 'nut://192.0.2.1/ups' });
    if (finding === undefined) throw new Error('no finding');
    expect(finding.target).toBe('ups1');
    expect(say(finding.message, 'en')).toContain('CERTFILE');
    expect(say(finding.message, 'de')).toContain('STARTTLS');
  });
});

describe('a secret is judged by a word', () => {
  it.each<[SecretPart, string | undefined, ReturnType<typeof flawOf>]>([
    ['auth', 'seven77', 'passphraseTooShort'],
    ['priv', 'eight888', 'passphraseShort'],
    ['auth', 'fourteen-chars', 'passphraseShort'],
    ['auth', 'fifteen-chars-1', undefined],
    ['auth', undefined, undefined],
    ['community', 'public', 'usualCommunity'],
    ['community', 'Private', 'usualCommunity'],
    ['community', undefined, 'usualCommunity'],
    ['community', 'office-bremen', undefined],
    ['password', 'x', undefined],
  ])('%s %s: %s', (part, value, flaw) => {
    expect(flawOf(part, value)).toBe(flaw);
  });
});
