import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { rememberedLookup } from '../common/remembered-lookup.js';
import { tcpFailure } from '../common/tcp-failure.js';
import { nutWords } from './nut-words.js';

/** A server's answer: one line, or the lines of a list without its frame. */
export type NutAnswer =
  | { readonly kind: 'lines'; readonly lines: readonly (readonly string[])[] }
  /** `ERR DATA-STALE`, `ERR ACCESS-DENIED`, ... */
  | { readonly kind: 'error'; readonly error: string };

export interface NutConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** SHA-256 of the certificate a person accepted, `AB:CD:…`. */
  readonly pin?: string;
  readonly limitMs: number;
}

const longestLine = 65_536;
const mostLines = 20_000;

/** One connection to upsd, one command at a time. */
export class NutConnection {
  readonly #options: NutConnectionOptions;
  #socket: Socket;
  #rest = '';
  #lines: string[] = [];
  #wake: (() => void) | undefined;
  #broken: Failure | undefined;

  private constructor(socket: Socket, options: NutConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#listen();
  }

  /** Failures: `ups/unknownHost`, `ups/unreachable`, `ups/certificate`, `ups/noEncryption`. */
  static async open(options: NutConnectionOptions): Promise<Result<NutConnection>> {
    const socket = await connected(options);
    if (!socket.ok) return socket;
    const connection = new NutConnection(socket.value, options);
    if (!options.tls) return done(connection);
    const encrypted = await connection.#encrypt();
    if (encrypted.ok) return done(connection);
    connection.close();
    return encrypted;
  }

  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** Sends a command and waits for its line, or for the whole list. A connection that failed once is closed. */
  async ask(command: string): Promise<Result<NutAnswer>> {
    if (this.#broken !== undefined) return { ok: false, failure: this.#broken };
    this.#socket.write(`${command}\n`);
    const first = await this.#line();
    if (!first.ok) return first;
    const words = nutWords(first.value);
    if (words[0] === 'ERR') return done({ kind: 'error', error: words.slice(1).join(' ') });
    if (words[0] !== 'BEGIN') return done({ kind: 'lines', lines: [words] });
    const lines: (readonly string[])[] = [];
    for (;;) {
      const next = await this.#line();
      if (!next.ok) return next;
      const item = nutWords(next.value);
      if (item[0] === 'END') return done({ kind: 'lines', lines });
      if (item[0] === 'ERR') return done({ kind: 'error', error: item.slice(1).join(' ') });
      lines.push(item);
      if (lines.length > mostLines) return this.#break(this.#nonsense('endless list'));
    }
  }

  close(): void {
    this.#broken ??= failed('ups/closed', message('ups.closed')).failure;
    this.#socket.destroy();
    this.#wake?.();
  }

  #listen(): void {
    const { host, port } = this.#options;
    this.#socket.setEncoding('utf8');
    this.#socket.on('data', (part: string) => {
      this.#take(part);
    });
    this.#socket.on('error', (error) => {
      this.#break(tcpFailure(error, host, port));
    });
    this.#socket.on('close', () => {
      this.#break(tcpFailure(undefined, host, port));
    });
  }

  #take(part: string): void {
    const pieces = (this.#rest + part).split('\n');
    this.#rest = pieces.pop() ?? '';
    if (this.#rest.length > longestLine) this.#break(this.#nonsense('endless line'));
    this.#lines.push(...pieces.map((piece) => piece.replace(/\r$/, '')));
    this.#wake?.();
  }

  async #line(): Promise<Result<string>> {
    const { host, port, limitMs } = this.#options;
    while (this.#lines.length === 0) {
      if (this.#broken !== undefined) return { ok: false, failure: this.#broken };
      const isWoken = await this.#woken(limitMs);
      if (!isWoken) return this.#break(failed('ups/unreachable', message('ups.tcp.silent', { host, port })).failure);
    }
    return done(this.#lines.shift() ?? '');
  }

  #woken(limitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#wake = undefined;
        resolve(false);
      }, limitMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve(true);
      };
    });
  }

  #nonsense(detail: string): Failure {
    return failed('ups/nonsense', message('ups.nonsense', { host: this.#options.host, detail })).failure;
  }

  #break(failure: Failure): { readonly ok: false; readonly failure: Failure } {
    this.#broken ??= failure;
    this.#socket.destroy();
    this.#wake?.();
    return { ok: false, failure: this.#broken };
  }

  async #encrypt(): Promise<Result<void>> {
    const { host } = this.#options;
    const answer = await this.ask('STARTTLS');
    if (!answer.ok) return answer;
    if (answer.value.kind === 'error') return failed('ups/noEncryption', message('ups.nut.noTls', { host }));
    // What came behind the answer came unencrypted: taken for an answer it would let anyone on the wire speak for the UPS.
    if (this.#lines.length > 0 || this.#rest !== '') return this.#break(this.#nonsense('STARTTLS'));
    this.#socket.removeAllListeners();
    const secured = await encrypted(this.#socket, this.#options);
    if (!secured.ok) return secured;
    this.#socket = secured.value;
    this.#listen();
    return done(undefined);
  }
}

function connected({ host, port, limitMs }: NutConnectionOptions): Promise<Result<Socket>> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, lookup: rememberedLookup });
    const timer = setTimeout(() => {
      socket.destroy();
      resolve(failed('ups/unreachable', message('ups.tcp.silent', { host, port })));
    }, limitMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      socket.setNoDelay(true);
      resolve(done(socket));
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      resolve({ ok: false, failure: tcpFailure(error, host, port) });
    });
  });
}

/** Trusts the pinned certificate, whoever signed it; without a pin only one that the system's authorities vouch for. */
function encrypted(socket: Socket, { host, port, pin, limitMs }: NutConnectionOptions): Promise<Result<TLSSocket>> {
  return new Promise((resolve) => {
    // Not refused by TLS itself, because a pin may vouch for it; `authorized` is for `host`, which without being named would be "localhost".
    const secured = connectTls({ socket, host, rejectUnauthorized: false, ...(isIP(host) === 0 ? { servername: host } : {}) });
    const timer = setTimeout(() => {
      secured.destroy();
      resolve(failed('ups/unreachable', message('ups.tcp.silent', { host, port })));
    }, limitMs);
    secured.once('secureConnect', () => {
      clearTimeout(timer);
      const fingerprint = secured.getPeerCertificate().fingerprint256;
      const isTrusted = pin === undefined ? secured.authorized : pin === fingerprint;
      secured.removeAllListeners('error');
      if (isTrusted) return resolve(done(secured));
      secured.on('error', () => undefined);
      secured.destroy();
      resolve(failed('ups/certificate', message('ups.nut.certificate', { host, fingerprint })));
    });
    secured.once('error', (error) => {
      clearTimeout(timer);
      resolve({ ok: false, failure: tcpFailure(error, host, port) });
    });
  });
}
