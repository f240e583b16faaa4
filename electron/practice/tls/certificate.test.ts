import { X509Certificate } from 'node:crypto';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { selfSignedCertificate } from './certificate.js';

describe('a self-signed certificate', () => {
  it('is well formed, signed by its own key, and says for whom it is', () => {
    const made = selfSignedCertificate('esx01', new Date());
    const read = new X509Certificate(made.certificatePem);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.subject).toContain('CN=esx01');
    expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(read.checkHost('esx01')).toBe('esx01');
    expect(read.ca).toBe(false);
    expect(read.fingerprint256).toBe(made.fingerprint);
    expect(new Date(read.validFrom).getTime()).toBeLessThan(Date.now());
    expect(new Date(read.validTo).getTime()).toBeGreaterThan(Date.now());
  });

  it('is another one each time', () => {
    const now = new Date();
    expect(selfSignedCertificate('esx01', now).fingerprint).not.toBe(selfSignedCertificate('esx01', now).fingerprint);
  });

  it('satisfies a client that trusts it, checks the name and is otherwise strict', async () => {
    const made = selfSignedCertificate('esx01', new Date());
    const server = createServer({ key: made.keyPem, cert: made.certificatePem }, (_, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const status = await new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, ca: made.certificatePem, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    expect(status).toBe(200);
    await new Promise((resolve) => server.close(resolve));
  });
});
