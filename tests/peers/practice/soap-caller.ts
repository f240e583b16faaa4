import https from 'node:https';
import { TLSSocket } from 'node:tls';

export interface SoapReply {
  readonly status: number;
  readonly body: string;
  /** Name of the fault, as its detail's `xsi:type` says it. */
  readonly fault: string | undefined;
}

/** Sends SOAP as text and gives the answer as text: nothing of it is shared with the server or with the product's client. */
export class SoapCaller {
  #cookie = '';

  constructor(
    readonly port: number,
    readonly fingerprint: string,
  ) {}

  call(method: string, target: readonly [type: string, id: string], args = '', signal?: AbortSignal): Promise<SoapReply> {
    const body =
      '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soapenv:Body>' +
      `<${method} xmlns="urn:vim25"><_this type="${target[0]}">${target[1]}</_this>${args}</${method}></soapenv:Body></soapenv:Envelope>`;
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          host: '127.0.0.1',
          port: this.port,
          path: '/sdk',
          method: 'POST',
          // The practice office signs for itself, on loopback.
          rejectUnauthorized: false,
          agent: false,
          signal,
          headers: {
            'content-type': 'text/xml; charset=utf-8',
            'content-length': Buffer.byteLength(body),
            soapaction: '"urn:vim25/6.5"',
            ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            this.#cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? this.#cookie;
            const text = Buffer.concat(chunks).toString('utf8');
            const fault = /<detail><\w+Fault [^>]*xsi:type="(\w+)"/.exec(text)?.[1];
            resolve({ status: response.statusCode ?? 0, body: text, fault });
          });
        },
      );
      request.on('socket', (socket) => {
        socket.on('secureConnect', () => {
          const presented = socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : '';
          if (presented !== this.fingerprint) request.destroy(new Error(`unexpected certificate ${presented}`));
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }
}
