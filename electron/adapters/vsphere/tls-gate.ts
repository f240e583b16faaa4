import { Agent } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect, createSecureContext, type ConnectionOptions, type PeerCertificate, type TLSSocket } from 'node:tls';
import { failed, type Failure, done, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { rememberedLookup } from '../common/remembered-lookup.js';
import { unreachable } from './failures.js';

const connectLimitMs = 5000;

export interface TlsTarget {
  readonly host: string;
  readonly port: number;
  /** SHA-256 fingerprint that a person accepted. */
  readonly pin?: string;
  /** TLS 1.0 and small keys, for ESXi 5 only. */
  readonly legacy?: boolean;
}

export interface PresentedCertificate {
  /** `AB:CD:…`, SHA-256 */
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601 */
  readonly validTo: string;
  /** Signed by an authority this machine trusts, and for this host name: needs no pin. */
  readonly trusted: boolean;
}

/** Why a socket was not handed out; carries the failure through Node's error path. */
export class GateError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** What the server shows in its handshake; nothing but the handshake is sent. */
export function presentedCertificate(host: string, port: number, legacy = false): Promise<Result<PresentedCertificate>> {
  return new Promise((resolve) => {
    const target = { host, port, legacy };
    openSocket(target, (error, socket) => {
      if (socket === undefined) {
        resolve({ ok: false, failure: error instanceof GateError ? error.failure : unreachable(target, error) });
        return;
      }
      const presented = describe(socket);
      socket.destroy();
      resolve(done(presented));
    });
  });
}

/** Keeps connections alive; every socket it hands out has passed the gate, so no byte of a request leaves before. */
export class GatedAgent extends Agent {
  presented: PresentedCertificate | undefined;

  constructor(private readonly target: TlsTarget) {
    super({ keepAlive: true, maxSockets: 8, maxFreeSockets: 2, maxCachedSessions: 0 });
  }

  /** Connections that lie idle are all as old as the one that proved dead. */
  dropIdle(): void {
    for (const sockets of Object.values(this.freeSockets)) for (const socket of [...(sockets ?? [])]) socket.destroy();
  }

  override createConnection(_options: unknown, callback?: (error: Error | null, socket: Socket) => void): undefined {
    openSocket(this.target, (error, socket) => {
      if (callback === undefined) throw new Error('an agent is always called back');
      const answer = callback as (error: Error | null, socket?: Socket) => void;
      if (socket === undefined) {
        answer(error ?? new Error('no socket'));
        return;
      }
      const presented = describe(socket);
      const refusal = refusalOf(this.target, presented);
      if (refusal !== undefined) {
        socket.destroy();
        answer(new GateError(refusal));
        return;
      }
      this.presented = presented;
      answer(null, socket);
    });
  }
}

/** A pin is the only thing that counts where one is set; without one the certificate has to be valid by itself. */
export function refusalOf(target: TlsTarget, presented: PresentedCertificate): Failure | undefined {
  const { host } = target;
  const pinned = target.pin?.trim() ?? '';
  if (pinned !== '') {
    if (plain(pinned) !== '' && plain(pinned) === plain(presented.fingerprint)) return undefined;
    const params = { host, pinned, presented: presented.fingerprint };
    return failed('vsphere/pinMismatch', message('vsphere.certificateChanged', params)).failure;
  }
  if (presented.trusted) return undefined;
  return failed('vsphere/certificateUnknown', message('vsphere.certificateUnknown', { host, presented: presented.fingerprint })).failure;
}

function plain(fingerprint: string): string {
  return fingerprint
    .replace(/^sha-?256[:=]/i, '')
    .replace(/[^0-9a-f]/gi, '')
    .toUpperCase();
}

/**
 * `rejectUnauthorized` is off because ESXi and vCenter sign for themselves: refusalOf takes its place, before anything is written.
 * No TLS session is resumed, so that every connection shows its certificate.
 */
function openSocket(target: TlsTarget, opened: (error: Error | undefined, socket?: TLSSocket) => void): void {
  const options: ConnectionOptions = {
    host: target.host,
    port: target.port,
    lookup: rememberedLookup,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
    ...(target.legacy === true ? legacyContext() : {}),
  };
  const socket = connect(options);
  socket.setNoDelay(true);
  const finish = (error: Error | undefined) => {
    clearTimeout(timer);
    socket.removeListener('error', finish);
    socket.removeListener('close', closed);
    if (error === undefined) opened(undefined, socket);
    else {
      socket.on('error', () => undefined);
      socket.destroy();
      opened(error);
    }
  };
  const closed = () => finish(Object.assign(new Error('closed during the handshake'), { code: 'ECONNRESET' }));
  const timer = setTimeout(() => finish(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), connectLimitMs);
  socket.once('secureConnect', () => finish(undefined));
  socket.once('error', finish);
  socket.once('close', closed);
}

/** OpenSSL wants its security level lowered for ESXi 5; BoringSSL (Electron) does not know the word and needs no such thing. */
function legacyContext(): ConnectionOptions {
  const options = { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
  try {
    createSecureContext(options);
    return options;
  } catch {
    return { minVersion: 'TLSv1' };
  }
}

function describe(socket: TLSSocket): PresentedCertificate {
  const certificate: Partial<PeerCertificate> = socket.getPeerCertificate();
  const validTo = new Date(certificate.valid_to ?? '');
  return {
    fingerprint: certificate.fingerprint256 ?? '',
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validTo: Number.isNaN(validTo.getTime()) ? '' : validTo.toISOString(),
    trusted: socket.authorized,
  };
}

function nameOf(name: PeerCertificate['subject'] | undefined): string {
  const common: unknown = name?.CN ?? name?.O;
  return Array.isArray(common) ? common.join(', ') : typeof common === 'string' ? common : '';
}
