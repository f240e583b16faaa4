import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { nonsense, unreachable } from './failures.js';
import { GateError, type GatedAgent, type TlsTarget } from './tls-gate.js';

export interface Posting extends Limits {
  readonly body: string;
  readonly soapAction: string;
  readonly cookie?: string;
}

interface Limits {
  readonly timeoutMs: number;
  readonly limitBytes: number;
  readonly signal?: AbortSignal;
}

/** Any request to the endpoint. */
export interface Exchange extends Limits {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Posted {
  readonly status: number;
  readonly body: string;
  /** `name=value` of a session cookie that came with the answer. */
  readonly cookie?: string;
}

/** One POST to /sdk. */
export async function post(target: TlsTarget, agent: GatedAgent, { soapAction, cookie, ...posting }: Posting): Promise<Result<Posted>> {
  const headers = {
    'content-type': 'text/xml; charset=utf-8',
    soapaction: `"${soapAction}"`,
    ...(cookie === undefined ? {} : { cookie }),
  };
  const answer = await exchange(target, agent, { ...posting, method: 'POST', path: '/sdk', headers });
  if (!answer.ok || answer.value.status === 200 || answer.value.status === 500) return answer;
  return { ok: false, failure: nonsense(target, `HTTP ${String(answer.value.status)}`) };
}

/** One request and its answer, of whatever status. A kept-alive connection that the server closed meanwhile is tried once more on a new one. */
export async function exchange(target: TlsTarget, agent: GatedAgent, request: Exchange): Promise<Result<Posted>> {
  const first = await attempt(target, agent, request);
  if (first !== 'stale') return first;
  agent.dropIdle();
  return finished(target, await attempt(target, agent, request));
}

function finished(target: TlsTarget, outcome: Result<Posted> | 'stale'): Result<Posted> {
  return outcome === 'stale' ? { ok: false, failure: unreachable(target, undefined) } : outcome;
}

function attempt(target: TlsTarget, agent: GatedAgent, wanted: Exchange): Promise<Result<Posted> | 'stale'> {
  return new Promise((resolve) => {
    const settle = (outcome: Result<Posted> | 'stale') => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const outgoing = request(
      {
        agent,
        host: target.host,
        port: target.port,
        path: wanted.path,
        method: wanted.method,
        headers: { ...wanted.headers, 'content-length': Buffer.byteLength(wanted.body ?? '') },
        ...(wanted.signal === undefined ? {} : { signal: wanted.signal }),
      },
      (incoming) => {
        collect(target, incoming, wanted.limitBytes, settle);
      },
    );
    const timer = setTimeout(() => {
      outgoing.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
    }, wanted.timeoutMs);
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof GateError) settle({ ok: false, failure: error.failure });
      else if (outgoing.reusedSocket && /^(ECONNRESET|EPIPE)$/.test(error.code ?? '')) settle('stale');
      else settle({ ok: false, failure: unreachable(target, error) });
    });
    outgoing.end(wanted.body ?? '');
  });
}

function collect(target: TlsTarget, incoming: IncomingMessage, limitBytes: number, settle: (outcome: Result<Posted>) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > limitBytes) {
      settle(failed('vsphere/tooLarge', message('vsphere.tooLarge', { host: target.host, megabytes: Math.round(limitBytes / 1_000_000) })));
      incoming.destroy();
    } else chunks.push(chunk);
  });
  incoming.on('error', (error) => settle({ ok: false, failure: unreachable(target, error) }));
  incoming.on('aborted', () => settle({ ok: false, failure: unreachable(target, Object.assign(new Error(), { code: 'ECONNRESET' })) }));
  incoming.on('end', () => {
    const status = incoming.statusCode ?? 0;
    const cookie = sessionCookie(incoming.headers['set-cookie'] ?? []);
    settle(done({ status, body: Buffer.concat(chunks).toString('utf8'), ...(cookie === undefined ? {} : { cookie }) }));
  });
}

function sessionCookie(cookies: readonly string[]): string | undefined {
  return cookies.find((one) => one.startsWith('vmware_soap_session='))?.split(';')[0];
}
