import * as snmp from 'net-snmp';
import type { RawValue } from '../../../shared/ups/raw-value.js';

/** A varbind's value as plain data, or undefined where the agent has none: noSuch*, endOfMibView, NULL and types no UPS uses. */
export function decodeVarbind(varbind: snmp.Varbind): RawValue | undefined {
  if (snmp.isVarbindError(varbind)) return undefined;
  const value: unknown = varbind.value;
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value;
  if (!Buffer.isBuffer(value)) return undefined;
  if (varbind.type === snmp.ObjectType.Counter64) return decodeCounter64(value);
  if (varbind.type === snmp.ObjectType.Opaque) return decodeOpaque(value);
  return decodeText(value);
}

/** Whether the object exists, even if it has no value now. */
export function isPresent(varbind: snmp.Varbind): boolean {
  return !snmp.isVarbindError(varbind);
}

function decodeCounter64(bytes: Buffer): number | undefined {
  if (bytes.length === 0 || bytes.length > 9) return undefined;
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** net-snmp's floats and doubles, which travel as opaque bytes with a tag of their own (draft-perkins-float-00). */
function decodeOpaque(bytes: Buffer): number | undefined {
  const tag = bytes.subarray(0, 3).toString('hex');
  if (tag === '9f7804' && bytes.length === 7) return bytes.readFloatBE(3);
  return tag === '9f7908' && bytes.length === 11 ? bytes.readDoubleBE(3) : undefined;
}

/** UTF-8 where it is UTF-8, else Latin-1; cards pad with NULs. */
function decodeText(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  const body = end < 0 ? bytes : bytes.subarray(0, end);
  const utf8 = body.toString('utf8');
  return utf8.includes('\ufffd') ? body.toString('latin1') : utf8;
}
