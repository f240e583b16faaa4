import { describe, expect, it } from 'vitest';
import { refusalOf } from './tls-gate.js';

describe('a certificate', () => {
  const presented = { fingerprint: 'AB:CD', subject: '', issuer: '', validTo: '', trusted: false };

  it('passes when it is the accepted one, or valid by itself where none was accepted', () => {
    const target = { host: 'vc', port: 443 };
    expect(refusalOf({ ...target, pin: 'ab:cd' }, presented)).toBeUndefined();
    expect(refusalOf(target, { ...presented, trusted: true })).toBeUndefined();
    expect(refusalOf(target, presented)?.code).toBe('vsphere/certificateUnknown');
    expect(refusalOf({ ...target, pin: 'AB:CE' }, presented)?.code).toBe('vsphere/pinMismatch');
  });

  it('is refused when another one was accepted, valid by itself or not', () => {
    const refusal = refusalOf({ host: 'vc', port: 443, pin: 'AB:CE' }, { ...presented, trusted: true });
    expect(refusal?.message.params).toMatchObject({ pinned: 'AB:CE', presented: 'AB:CD' });
  });

  it('is refused when it is none, or the accepted one is no fingerprint', () => {
    const target = { host: 'vc', port: 443 };
    const none = { ...presented, fingerprint: '' };
    expect(refusalOf({ ...target, pin: '' }, none)?.code).toBe('vsphere/certificateUnknown');
    expect(refusalOf({ ...target, pin: '::' }, none)?.code).toBe('vsphere/pinMismatch');
    expect(refusalOf({ ...target, pin: 'zz' }, { ...presented, trusted: true })?.code).toBe('vsphere/pinMismatch');
  });
});
