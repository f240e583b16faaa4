import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../shared/settings/address.js';
import { connectionSchema } from '../../../shared/settings/connection.js';
import { addressOf, connectionOf, draftOf, hostKinds, newDraft, secretProblem, secretsOf, upsKinds } from './draft.js';

describe('a connection being typed', () => {
  it.each([...upsKinds, ...hostKinds])('as %s becomes an address that the engine understands, and back', (kind) => {
    const draft = { ...newDraft(kind, []), host: 'fe80::1', user: 'admin@vsphere.local', title: 'X' };
    const connection = connectionOf(draft);
    expect(connectionSchema.safeParse(connection).success).toBe(true);
    expect(parseAddress(connection.address).ok).toBe(true);
    expect(addressOf(draftOf(connection))).toBe(connection.address);
    expect(draftOf(connection).kind).toBe(kind);
  });

  it('keeps what the form does not show, and survives a malformed address', () => {
    const stored = { id: 'nas', title: 'NAS', kind: 'ssh' as const, address: 'ssh://a%zz@nas', aliveTcpPort: 445 };
    expect(connectionOf(draftOf(stored), stored).aliveTcpPort).toBe(445);
    expect(draftOf(stored).user).toBe('a%zz');
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
    expect(secretProblem('auth', 'long enough passphrase')).toBeUndefined();
    expect(secretProblem('password', 'x')).toBeUndefined();
  });
});
