import * as snmp from 'net-snmp';
import { addressOf } from '../common/remembered-lookup.js';
import type { Credentials } from './credentials.js';
import { guardedSockets } from './guarded-sockets.js';
import { classifyError, type SnmpError } from './snmp-error.js';

export type Answer = { readonly ok: true; readonly varbinds: readonly snmp.Varbind[] } | { readonly ok: false; readonly error: SnmpError };

export interface SnmpClientOptions {
  readonly host: string;
  readonly port: number;
  readonly credentials: Credentials;
  /** Per try; there is one retry. */
  readonly timeoutMs: number;
  /** Monotonic; limits how often a session may be made anew. */
  readonly nowMs: () => number;
}

type Sending = (session: snmp.Session, callback: snmp.GetSetCallback) => unknown;

const getting =
  (oids: readonly string[]): Sending =>
  (session, callback) =>
    session.get([...oids], callback);
const gettingNext =
  (oids: readonly string[]): Sending =>
  (session, callback) =>
    session.getNext([...oids], callback);
const gettingBulk =
  (oid: string, rows: number): Sending =>
  (session, callback) =>
    session.getBulk([oid], 0, rows, (error, found) => {
      callback(error, (found ?? []).flat());
    });

const minRenewGapMs = 2000;
const failuresBeforeRenewal = 3;

/** What can be asked of an agent. */
export interface Asker {
  readonly version: '1' | '2c' | '3';
  get(oids: readonly string[]): Promise<Answer>;
  /** The successor of each object. */
  getNext(oids: readonly string[]): Promise<Answer>;
  /** Up to `rows` successors of `oid` in one request (v2c and v3). */
  getBulk(oid: string, rows: number): Promise<Answer>;
}

/**
 * One agent, one request at a time. A session that is stuck (engine clock out of the time window, or silent three times running) is
 * closed and made anew, at most once in two seconds: net-snmp's own session never recovers from an engineBoots that went backwards.
 */
export class SnmpClient implements Asker {
  readonly #options: SnmpClientOptions;
  #session: snmp.Session | undefined;
  #renewedAtMs = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #garbage: string | undefined;
  /** Ends the request under way, of which net-snmp will tell nothing any more. */
  #giveUp: (detail: string) => void = () => undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  #requests = 0;
  #isAside = false;

  constructor(options: SnmpClientOptions) {
    this.#options = options;
  }

  /** Datagrams sent since the client was made, but for those asked aside. */
  get requests(): number {
    return this.#requests;
  }

  get credentials(): Credentials {
    return this.#options.credentials;
  }

  get version(): '1' | '2c' | '3' {
    return this.#options.credentials.kind === 'user' ? '3' : this.#options.credentials.version;
  }

  get(oids: readonly string[]): Promise<Answer> {
    return this.#ask(getting(oids));
  }

  getNext(oids: readonly string[]): Promise<Answer> {
    return this.#ask(gettingNext(oids));
  }

  getBulk(oid: string, rows: number): Promise<Answer> {
    return this.#ask(gettingBulk(oid, rows));
  }

  /** The same agent, asked between the readings: what it takes is no part of a reading. */
  aside(): Asker {
    return {
      version: this.version,
      get: (oids) => this.#ask(getting(oids), true),
      getNext: (oids) => this.#ask(gettingNext(oids), true),
      getBulk: (oid, rows) => this.#ask(gettingBulk(oid, rows), true),
    };
  }

  set(varbinds: readonly snmp.Varbind[]): Promise<Answer> {
    return this.#ask((session, callback) => session.set([...varbinds], callback));
  }

  close(): void {
    this.#isClosed = true;
    this.#drop();
  }

  #ask(send: Sending, isAside = false): Promise<Answer> {
    const turn = this.#queue.then(() => {
      this.#isAside = isAside;
      return this.#once(send);
    });
    this.#queue = turn;
    return turn;
  }

  async #once(send: Sending): Promise<Answer> {
    const first = await this.#send(send);
    if (first.ok || first.error.kind !== 'outOfTime' || !this.#renew()) return first;
    return this.#send(send);
  }

  async #send(send: Sending): Promise<Answer> {
    const session = await this.#open();
    if (session === undefined) return { ok: false, error: this.#isClosed ? { kind: 'timeout' } : { kind: 'noHost' } };
    const answer = await new Promise<Answer>((resolve) => {
      this.#giveUp = (detail) => resolve({ ok: false, error: { kind: 'nonsense', detail } });
      try {
        send(session, (error, varbinds) => {
          resolve(error === null ? { ok: true, varbinds: varbinds ?? [] } : { ok: false, error: this.#explain(error) });
        });
      } catch (error) {
        resolve({ ok: false, error: { kind: 'nonsense', detail: String(error).slice(0, 160) } });
      }
    });
    this.#note(answer);
    return answer;
  }

  /** Garbage is reported beside the request, which then runs into its time limit: say what really happened. */
  #explain(error: Error): SnmpError {
    const explained = classifyError(error);
    const garbage = this.#garbage;
    this.#garbage = undefined;
    return explained.kind === 'timeout' && garbage !== undefined ? { kind: 'nonsense', detail: garbage } : explained;
  }

  #note(answer: Answer): void {
    if (answer.ok || answer.error.kind === 'status') this.#failures = 0;
    else if (++this.#failures >= failuresBeforeRenewal) this.#renew();
  }

  #renew(): boolean {
    const now = this.#options.nowMs();
    if (now - this.#renewedAtMs < minRenewGapMs) return false;
    this.#renewedAtMs = now;
    this.#failures = 0;
    this.#drop();
    return true;
  }

  #drop(): void {
    try {
      this.#session?.close();
    } catch {
      // The socket closed itself already; there is nothing left to close.
    }
    this.#session = undefined;
  }

  async #open(): Promise<snmp.Session | undefined> {
    if (this.#isClosed) return undefined;
    if (this.#session !== undefined) return this.#session;
    const { host, port, credentials, timeoutMs } = this.#options;
    const found = await addressOf(host);
    if (found === undefined || this.#hasClosed()) return undefined;
    const common = {
      port,
      transport: found.family === 6 ? ('udp6' as const) : ('udp4' as const),
      timeout: timeoutMs,
      retries: 1,
      dgramModule: guardedSockets({
        sent: () => (this.#requests += this.#isAside ? 0 : 1),
        stumbled: (detail) => {
          this.#giveUp(detail);
        },
      }),
    };
    const session =
      credentials.kind === 'user'
        ? snmp.createV3Session(found.address, credentials.user, { ...common, version: snmp.Version3, context: credentials.context })
        : snmp.createSession(found.address, credentials.community, {
            ...common,
            version: credentials.version === '1' ? snmp.Version1 : snmp.Version2c,
          });
    // Without this listener one garbled datagram from anywhere is an uncaught exception.
    session.on('error', (error) => {
      this.#garbage = error.message.slice(0, 160);
    });
    this.#session = session;
    return session;
  }

  #hasClosed(): boolean {
    return this.#isClosed;
  }
}
