import { createServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import { selfSignedCertificate } from '../../../electron/practice/tls/certificate.js';

/** What the server does with a request: answers, stays silent, or breaks the connection. */
export type Reply =
  | { readonly kind: 'answer'; readonly body: string; readonly status?: number; readonly cookie?: string }
  | { readonly kind: 'silence' }
  | { readonly kind: 'break' };

export interface Heard {
  readonly method: string;
  readonly body: string;
  readonly soapAction: string;
  readonly cookie: string;
}

export interface ScriptedSoap {
  readonly port: number;
  readonly fingerprint: string;
  readonly heard: readonly Heard[];
  stop(): Promise<void>;
}

/** Wraps an answer as servers do: `<MethodResponse>` in an envelope. */
export function answer(method: string, inner: string, cookie?: string): Reply {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>' +
    `<${method}Response xmlns="urn:vim25">${inner}</${method}Response></soapenv:Body></soapenv:Envelope>`;
  return { kind: 'answer', body, ...(cookie === undefined ? {} : { cookie }) };
}

export function fault(type: string, detail = '', said = ''): Reply {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault><faultcode>ServerFaultCode</faultcode>' +
    `<faultstring>${said}</faultstring><detail><${type}Fault xmlns="urn:vim25" xsi:type="${type}">${detail}</${type}Fault></detail>` +
    '</soapenv:Fault></soapenv:Body></soapenv:Envelope>';
  return { kind: 'answer', body, status: 500 };
}

/** For answers that no simulator gives: old versions, missing rights, silence in the middle. `nth` counts from 1 for each method. */
export async function startScriptedSoap(script: (heard: Heard, nth: number) => Reply, tls: TlsOptions = {}): Promise<ScriptedSoap> {
  const certificate = selfSignedCertificate('scripted.example.net', new Date());
  const heard: Heard[] = [];
  const server = createServer({ key: certificate.keyPem, cert: certificate.certificatePem, ...tls }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const method = /<soapenv:Body><(\w+)/.exec(body)?.[1] ?? '';
      const one = { method, body, soapAction: String(request.headers['soapaction']), cookie: request.headers.cookie ?? '' };
      heard.push(one);
      const reply = script(one, heard.filter((other) => other.method === method).length);
      if (reply.kind === 'silence') return;
      if (reply.kind === 'break') {
        request.socket.destroy();
        return;
      }
      const cookie = reply.cookie === undefined ? {} : { 'set-cookie': `vmware_soap_session="${reply.cookie}"; Path=/; HttpOnly; Secure` };
      response.writeHead(reply.status ?? 200, { 'content-type': 'text/xml; charset=utf-8', ...cookie }).end(reply.body);
    });
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    fingerprint: certificate.fingerprint,
    heard,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}
