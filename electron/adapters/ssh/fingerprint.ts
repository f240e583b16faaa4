import { createHash } from 'node:crypto';

/** `SHA256:…` as OpenSSH prints it (base64 without padding) of a host key blob. */
export function hostKeyFingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** Algorithm name of a host key blob (RFC 4253 6.6: a length-prefixed string first), or '' when it is no such thing. */
export function hostKeyType(key: Buffer): string {
  if (key.length < 4) return '';
  const length = key.readUInt32BE(0);
  return length > 64 || key.length < 4 + length ? '' : key.toString('latin1', 4, 4 + length);
}
