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
