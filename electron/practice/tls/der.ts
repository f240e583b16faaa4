/** Just enough of DER (ITU-T X.690) to write an X.509 certificate. */
export type Der = Buffer;

function tagged(tag: number, ...parts: readonly Buffer[]): Der {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

export const sequence = (...parts: readonly Der[]): Der => tagged(0x30, ...parts);
export const set = (...parts: readonly Der[]): Der => tagged(0x31, ...parts);
export const boolean = (value: boolean): Der => tagged(0x01, Buffer.from([value ? 0xff : 0]));
export const octets = (value: Buffer): Der => tagged(0x04, value);
export const bits = (value: Buffer, unused = 0): Der => tagged(0x03, Buffer.from([unused]), value);
export const utf8 = (value: string): Der => tagged(0x0c, Buffer.from(value, 'utf8'));
/** `[number]` around other elements. */
export const context = (number: number, ...parts: readonly Der[]): Der => tagged(0xa0 | number, ...parts);
/** `[number]` in place of a primitive's own tag. */
export const contextPrimitive = (number: number, value: Buffer): Der => tagged(0x80 | number, value);

/** Not negative, as big-endian bytes. */
export function integer(value: Buffer): Der {
  let start = 0;
  while (start < value.length - 1 && value[start] === 0) start += 1;
  const digits = value.subarray(start);
  return tagged(0x02, ((digits[0] ?? 0) & 0x80) === 0 ? digits : Buffer.concat([Buffer.from([0]), digits]));
}

export function objectId(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(0x80 | (left & 0x7f));
    bytes.push(...groups);
  }
  return tagged(0x06, Buffer.from(bytes));
}

/** GeneralizedTime from 2050 on, UTCTime before: RFC 5280 4.1.2.5. */
export function time(value: Date): Der {
  const digits = value
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  return value.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits));
}
