import * as snmp from 'net-snmp';
import { describe, expect, it } from 'vitest';
import { decodeVarbind } from './decode.js';

const opaque = (hex: string) => decodeVarbind({ oid: '1.3.6.1', type: snmp.ObjectType.Opaque, value: Buffer.from(hex, 'hex') });

describe('opaque bytes', () => {
  it('are a float or a double where they say so', () => {
    expect(opaque('9f780442c80000')).toBe(100);
    expect(opaque('9f7804436b8000')).toBe(235.5);
    expect(opaque('9f79084059000000000000')).toBe(100);
  });

  it('are nothing otherwise', () => {
    expect([opaque(''), opaque('9f7804'), opaque('9f780442c8'), opaque('9f760442c80000'), opaque('313030')]).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });
});

const decoded = (type: number, value: unknown) => decodeVarbind({ oid: '1.3.6', type, value } as snmp.Varbind);

describe('what a card answers', () => {
  it('is a number also where it comes in bytes, the highest first', () => {
    expect(decoded(snmp.ObjectType.Counter64, Buffer.from([1, 0]))).toBe(256);
    expect(decoded(snmp.ObjectType.Counter64, Buffer.from([0, 0, 0, 1, 0, 0, 0, 7]))).toBe(2 ** 32 + 7);
    expect(decoded(snmp.ObjectType.Integer, -1)).toBe(-1);
  });

  it('is absent where no number can hold it, or where it is of no known kind', () => {
    expect(decoded(snmp.ObjectType.Counter64, Buffer.alloc(8, 255))).toBeUndefined();
    expect(decoded(snmp.ObjectType.Counter64, Buffer.alloc(0))).toBeUndefined();
    expect(decoded(snmp.ObjectType.Null, null)).toBeUndefined();
  });

  it('is text up to its padding, in UTF-8 or else in Latin-1', () => {
    expect(decoded(snmp.ObjectType.OctetString, Buffer.from('Smart-UPS\0\0'))).toBe('Smart-UPS');
    expect(decoded(snmp.ObjectType.OctetString, Buffer.from('Käfig'))).toBe('Käfig');
    expect(decoded(snmp.ObjectType.OctetString, Buffer.from('Käfig', 'latin1'))).toBe('Käfig');
  });

  it.each([snmp.ObjectType.NoSuchObject, snmp.ObjectType.NoSuchInstance, snmp.ObjectType.EndOfMibView])(
    'of type %i is absent, whatever stands in it',
    (type) => {
      expect(decoded(type, 5)).toBeUndefined();
    },
  );
});
