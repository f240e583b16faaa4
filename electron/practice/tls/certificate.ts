import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bits, boolean, context, contextPrimitive, integer, objectId, octets, sequence, set, time, utf8, type Der } from './der.js';

export interface Certificate {
  readonly keyPem: string;
  readonly certificatePem: string;
  /** `AB:CD:…`, SHA-256 over the certificate: what a person would compare and pin. */
  readonly fingerprint: string;
}

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));
const day = 86_400_000;

/** A self-signed certificate as a fresh ESXi host or vCenter has one: ECDSA P-256, for `name` and 127.0.0.1 (RFC 5280). */
export function selfSignedCertificate(name: string, now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const distinguishedName = sequence(
    set(sequence(objectId('2.5.4.10'), utf8('Sundown practice office'))),
    set(sequence(objectId('2.5.4.3'), utf8(name))),
  );
  const body = sequence(
    context(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    distinguishedName,
    sequence(time(new Date(now.getTime() - day)), time(new Date(now.getTime() + 825 * day))),
    distinguishedName,
    publicKey.export({ type: 'spki', format: 'der' }),
    context(3, extensions(name)),
  );
  const certificate = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, privateKey)));
  const base64 = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    fingerprint: createHash('sha256')
      .update(certificate)
      .digest('hex')
      .toUpperCase()
      .replace(/..(?=.)/g, '$&:'),
  };
}

function extensions(name: string): Der {
  const extension = (id: string, critical: boolean, value: Der) =>
    sequence(objectId(id), ...(critical ? [boolean(true)] : []), octets(value));
  const digitalSignature = bits(Buffer.from([0x80]), 7);
  const serverAuthentication = sequence(objectId('1.3.6.1.5.5.7.3.1'));
  const names = sequence(contextPrimitive(2, Buffer.from(name)), contextPrimitive(7, Buffer.from([127, 0, 0, 1])));
  return sequence(
    extension('2.5.29.19', true, sequence()),
    extension('2.5.29.15', true, digitalSignature),
    extension('2.5.29.37', false, serverAuthentication),
    extension('2.5.29.17', false, names),
  );
}
