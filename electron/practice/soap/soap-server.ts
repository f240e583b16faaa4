import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import { Door } from '../door.js';
import type { Certificate } from '../tls/certificate.js';
import { writeAnswer } from './answer.js';
import { dispatch } from './dispatch.js';
import type { Endpoint } from './endpoint.js';
import type { Session } from './session.js';
import { childOf, parseXml } from './xml.js';

const maxRequestBytes = 4_000_000;
const cookieName = 'vmware_soap_session';
const versions = '<namespaces version="1.0"><namespace><name>urn:vim25</name><version>8.0.3.0</version></namespace></namespaces>';

export interface SoapServer {
  readonly door: Door;
  close(): Promise<void>;
}

/** Serves one endpoint at https://127.0.0.1:PORT/sdk. `catchUp` brings the world to the present before a request sees it. */
export function openSoapServer(endpoint: Endpoint, certificate: Certificate, catchUp: () => void): SoapServer {
  const server = https.createServer({ key: certificate.keyPem, cert: certificate.certificatePem }, (request, response) => {
    void serve(endpoint, catchUp, request, response);
  });
  // Broken handshakes are a client's business: a pin that does not match ends just so.
  server.on('tlsClientError', (_, socket) => socket.destroy());
  const door = new Door((socket) => server.emit('connection', socket));
  const close = async () => {
    endpoint.restart();
    await door.setOpen(false);
    server.closeAllConnections();
  };
  return { door, close };
}

async function serve(endpoint: Endpoint, catchUp: () => void, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?')[0];
  if (request.method === 'GET' && path === '/sdk/vimServiceVersions.xml') {
    response.writeHead(200, { 'content-type': 'text/xml' }).end(`<?xml version="1.0" encoding="utf-8"?>\n${versions}`);
    return;
  }
  if (request.method !== 'POST' || (path !== '/sdk' && path !== '/sdk/')) {
    response.writeHead(404).end();
    return;
  }
  const body = await readBody(request);
  const call = body === undefined ? undefined : childOf(parseXml(body), 'Body')?.children[0];
  if (call === undefined) {
    response.writeHead(400).end();
    return;
  }
  catchUp();
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answer = await dispatch({
    endpoint,
    session: sessionOf(endpoint, request),
    method: call.name,
    target: childOf(call, '_this') ?? { name: '_this', type: '', xsiType: '', text: '', children: [] },
    args: call,
    signal: gone.signal,
    setCookie: (session: Session) => response.setHeader('set-cookie', `${cookieName}="${session.cookie}"; Path=/; HttpOnly; Secure;`),
  });
  if (response.destroyed) return;
  response.writeHead(answer.kind === 'done' ? 200 : 500, { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-cache' });
  response.end(writeAnswer(call.name, answer));
}

function sessionOf(endpoint: Endpoint, request: IncomingMessage): Session | undefined {
  const found = new RegExp(`(?:^|;\\s*)${cookieName}="?([^";]+)"?`).exec(request.headers.cookie ?? '');
  return found?.[1] === undefined ? undefined : endpoint.sessionOf(found[1]);
}

/** Absent when it is too long or breaks off. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk as Uint8Array);
      length += bytes.length;
      if (length > maxRequestBytes) return undefined;
      chunks.push(bytes);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}
