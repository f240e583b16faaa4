import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../shared/settings/address.js';
import { connectionSchema } from '../../../shared/settings/connection.js';
import { isSameReceiver } from '../../../shared/settings/receiver.js';
import { addressOf, changed, connectionOf, draftOf, hostKinds, newDraft, secretProblem, secretsOf, upsKinds } from './draft.js';

describe('a connection being typed', () => {
  it.each([...upsKinds, ...hostKinds])('as %s becomes an address that the engine understands, and back', (kind) => {
    const draft = { ...newDraft(kind, []), host: 'fe80::1', user: 'admin@vsphere.local', title: 'X' };
    const connection = connectionOf(draft);
    expect(connectionSchema.safeParse(connection).success).toBe(true);
    expect(parseAddress(connection.address).ok).toBe(true);
    expect(addressOf(draftOf(connection))).toBe(connection.address);
    expect(draftOf(connection).kind).toBe(kind);
  });

  it.each([
    'snmp://192.0.2.1?version=1',
    'snmp://192.0.2.1:1161?version=2c',
    'snmp://monitor@192.0.2.1?version=3',
    'snmp://monitor@192.0.2.1?version=3&auth=sha256',
    'snmp://monitor@[2001:db8::1]:1161?version=3&auth=sha512&priv=aes256r&context=ups%202',
    'nut://192.0.2.1/rack',
    'nut://mon%40rack@ups.example:13493/rack?tls=1',
    'apcupsd://192.0.2.1:3552',
    'system:',
    'system:Back-UPS%20ES%20700',
    'vsphere://admin%40vsphere.local@vc.example:8443',
    'ssh://root@[2001:db8::1]:2222',
  ])('%s comes back as it was from being edited', (address) => {
    const kind = address.startsWith('vsphere') ? ('vsphere' as const) : address.startsWith('ssh') ? ('ssh' as const) : ('ups' as const);
    const stored = { id: 'x', title: 'X', kind, address };
    const saved = connectionOf(draftOf(stored), stored);
    expect(parseAddress(saved.address)).toEqual(parseAddress(address));
    expect(isSameReceiver(saved, stored)).toBe(true);
  });

  it('keeps what the form does not show, and survives a malformed address', () => {
    const stored = { id: 'nas', title: 'NAS', kind: 'ssh' as const, address: 'ssh://a%zz@nas', aliveTcpPort: 445 };
    expect(connectionOf(draftOf(stored), stored).aliveTcpPort).toBe(445);
    expect(draftOf(stored).user).toBe('a%zz');
  });

  it('has a user for commands of its own, shown and sent to the same card, with the methods of reading until it is named', () => {
    const typed = changed({ ...newDraft('snmp3', []), host: 'ups', user: 'reader' }, { auth: 'sha512', priv: 'aes256b' });
    expect(connectionOf(typed).writeAddress).toBeUndefined();
    const named = changed(changed(typed, { writer: 'boss' }), { auth: 'sha1' });
    const saved = connectionOf(named);
    expect(saved.writeAddress).toBe('snmp://boss@ups?version=3&auth=sha512&priv=aes256b');
    expect(draftOf(saved)).toMatchObject({ user: 'reader', auth: 'sha1', writer: 'boss', writeAuth: 'sha512', writePriv: 'aes256b' });
    expect(secretsOf(named)).toEqual(['auth', 'priv', 'writeAuth', 'writePriv']);
    expect(secretsOf(changed(named, { writePriv: '' }))).toEqual(['auth', 'priv', 'writeAuth']);
    expect(connectionOf(changed(draftOf(saved), { writer: ' ' }), saved).writeAddress).toBeUndefined();
  });

  it('keeps an address for commands that the form does not show', () => {
    const plain = {
      id: 'ups1',
      title: 'X',
      kind: 'ups' as const,
      address: 'snmp://ups?version=2c',
      writeAddress: 'snmp://boss@ups?version=3',
    };
    expect(connectionOf(draftOf(plain), plain).writeAddress).toBe(plain.writeAddress);
    const mixed = { ...plain, address: 'snmp://reader@ups?version=3', writeAddress: 'snmp://ups?version=1' };
    expect(connectionOf(draftOf(mixed), mixed).writeAddress).toBe(mixed.writeAddress);
  });

  it('gets an id that is free', () => {
    expect(newDraft('snmp3', ['ups1', 'ups2']).id).toBe('ups3');
  });

  it('asks for the secrets of its kind only', () => {
    expect(secretsOf(newDraft('snmp3', []))).toEqual(['auth', 'priv']);
    expect(secretsOf({ ...newDraft('snmp3', []), priv: '' })).toEqual(['auth']);
    expect(secretsOf(newDraft('apcupsd', []))).toEqual([]);
    expect(secretsOf({ ...newDraft('ssh', []), keyFile: '/k' })).toEqual(['password', 'passphrase']);
  });

  it('refuses SNMPv3 passphrases that RFC 3414 refuses, and calls short ones weak', () => {
    expect(secretProblem('auth', 'seven77')).toBe('tooShort');
    expect(secretProblem('priv', 'twelve-chars')).toBe('weak');
    expect(secretProblem('writeAuth', 'seven77')).toBe('tooShort');
    expect(secretProblem('auth', 'long enough passphrase')).toBeUndefined();
    expect(secretProblem('password', 'x')).toBeUndefined();
  });
});
