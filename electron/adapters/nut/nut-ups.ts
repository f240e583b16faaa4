import type { Glance, UpsSource } from '../../core/ports.js';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import type { Address } from '../../../shared/settings/address.js';
import type { SecretPart } from '../../../shared/settings/connection.js';
import { message } from '../../../shared/text/message.js';
import type { CommandOutcome, UpsCapabilities, UpsCommand } from '../../../shared/ups/command.js';
import { interpretNut, nutWithoutData, type PlainInterpretation } from '../../../shared/ups/nut-variables.js';
import type { LostContact, Reading } from '../../../shared/ups/reading.js';
import { NutConnection, type NutAnswer } from './nut-connection.js';
import { NutControl, variablesOf } from './nut-control.js';
import { nutQuote } from './nut-words.js';

export type NutAddress = Extract<Address, { scheme: 'nut' }>;

export interface NutUpsOptions {
  /** SHA-256 of the certificate that a person accepted. */
  readonly pin?: string;
  /** Per answer. */
  readonly limitMs?: number;
  /** How long a command is looked for in what the driver shows. */
  readonly confirmMs?: number;
  readonly nowMs?: () => number;
  readonly wall?: () => Date;
}

/** How upsd says that a UPS has no such variable. */
const noVariable = 'VAR-NOT-SUPPORTED';
const statusName = 'ups.status';
const longestPauseMs = 4000;
/** The server is there, its driver is not: a state of the UPS, not a failure of the connection. */
const withoutData: ReadonlyMap<string, LostContact> = new Map([
  ['DATA-STALE', 'dataStale'],
  ['DRIVER-NOT-CONNECTED', 'driverNotConnected'],
]);

/** A UPS behind NUT's upsd. Nothing is sent before the first read. */
export function openNutUps(
  connectionId: string,
  address: NutAddress,
  secret: (part: SecretPart) => Promise<string | undefined>,
  options: NutUpsOptions = {},
): Result<UpsSource> {
  return done(new NutUps(connectionId, address, secret, options));
}

class NutUps implements UpsSource {
  readonly connectionId: string;
  readonly #address: NutAddress;
  readonly #secret: (part: SecretPart) => Promise<string | undefined>;
  readonly #options: NutUpsOptions;
  readonly #nowMs: () => number;
  #connection: NutConnection | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #identity: PlainInterpretation['identity'] = {};
  /** As last read: the status, or why there was none. */
  #status: string | undefined;
  #requests = 0;
  #pauseMs = 0;
  #tryAgainAtMs = Number.NEGATIVE_INFINITY;
  #lastFailure: Failure | undefined;
  #isClosed = false;

  constructor(
    connectionId: string,
    address: NutAddress,
    secret: (part: SecretPart) => Promise<string | undefined>,
    options: NutUpsOptions,
  ) {
    this.connectionId = connectionId;
    this.#address = address;
    this.#secret = secret;
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
  }

  read(): Promise<Result<Reading>> {
    return this.#inTurn(() => this.#read());
  }

  glance(): Promise<Glance> {
    return this.#inTurn(async () => {
      const answer = await this.#ask(`GET VAR ${nutQuote(this.#address.ups)} ${statusName}`);
      if (!answer.ok || isRefusal(answer.value)) return 'silent';
      return statusIn(answer.value) === this.#status ? 'same' : 'changed';
    });
  }

  capabilities(): Promise<Result<UpsCapabilities>> {
    return this.#inTurn(() => this.#control().capabilities());
  }

  tell(command: UpsCommand): Promise<Result<CommandOutcome>> {
    return this.#inTurn(() => this.#control().tell(command));
  }

  close(): void {
    this.#isClosed = true;
    this.#connection?.close();
  }

  /** upsd answers in order; a second question before the first answer would take it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  #control(): NutControl {
    return new NutControl({
      host: this.#address.host,
      ups: this.#address.ups,
      hasUser: this.#address.user !== undefined,
      nowMs: this.#nowMs,
      ...(this.#options.confirmMs === undefined ? {} : { confirmMs: this.#options.confirmMs }),
      ask: (command) => this.#ask(command),
    });
  }

  async #read(): Promise<Result<Reading>> {
    const startedMs = this.#nowMs();
    const requestsBefore = this.#requests;
    const answer = await this.#ask(`LIST VAR ${nutQuote(this.#address.ups)}`);
    if (!answer.ok) return answer;
    const about = () => ({
      readAt: (this.#options.wall ?? (() => new Date()))().toISOString(),
      roundTripMs: Math.round(this.#nowMs() - startedMs),
      requests: this.#requests - requestsBefore,
    });
    this.#status = statusIn(answer.value);
    const told =
      answer.value.kind === 'error' ? this.#withoutData(answer.value.error) : done(interpretNut(variablesOf(answer.value.lines)));
    if (!told.ok) return this.#explained(told.failure);
    const { identity, measures, ...rest } = told.value;
    this.#identity = { ...this.#identity, ...identity };
    return done({ ...this.#identity, protocol: 'nut', ...rest, ...measures, ...about() });
  }

  #withoutData(error: string): Result<PlainInterpretation> {
    const { host } = this.#address;
    const lostContact = withoutData.get(error);
    if (lostContact !== undefined) return done(nutWithoutData(this.#identity, lostContact));
    if (error === 'ACCESS-DENIED') return failed('ups/refused', message('ups.nut.denied', { host }));
    if (error === 'UNKNOWN-UPS') return failed('ups/unknownUps', message('ups.nut.error', { host, error }));
    return failed('ups/refused', message('ups.nut.error', { host, error }));
  }

  /** A wrong name is easier to put right beside the right ones. */
  async #explained(failure: Failure): Promise<Result<never>> {
    if (failure.code !== 'ups/unknownUps') return { ok: false, failure };
    const { host, ups } = this.#address;
    const list = await this.#ask('LIST UPS');
    const known = list.ok && list.value.kind === 'lines' ? list.value.lines.map((words) => words[1] ?? '') : [];
    return failed('ups/unknownUps', message('ups.nut.unknownUps', { host, ups, known: known.length === 0 ? '-' : known.join(', ') }));
  }

  async #ask(command: string): Promise<Result<NutAnswer>> {
    if (this.#isClosed) return failed('ups/closed', message('ups.closed'));
    const connection = await this.#open();
    if (!connection.ok) return connection;
    this.#requests += 1;
    return connection.value.ask(command);
  }

  /** Reconnects at once after a break, then with growing pauses of up to four seconds. */
  async #open(): Promise<Result<NutConnection>> {
    if (this.#connection !== undefined && !this.#connection.isBroken) return done(this.#connection);
    const now = this.#nowMs();
    if (this.#lastFailure !== undefined && now < this.#tryAgainAtMs) return { ok: false, failure: this.#lastFailure };
    const { host, port, tls } = this.#address;
    const pin = this.#options.pin === undefined ? {} : { pin: this.#options.pin };
    const opened = await NutConnection.open({ host, port, tls, limitMs: this.#options.limitMs ?? 2000, ...pin });
    if (!opened.ok) {
      this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs === 0 ? 250 : this.#pauseMs * 2);
      this.#tryAgainAtMs = this.#nowMs() + this.#pauseMs;
      this.#lastFailure = opened.failure;
      return opened;
    }
    this.#pauseMs = 0;
    this.#lastFailure = undefined;
    this.#connection = opened.value;
    const introduced = await this.#introduce(opened.value);
    return introduced.ok ? opened : introduced;
  }

  /** Each may be said once a connection. A wrong password is answered with OK; only a later command is denied. */
  async #introduce(connection: NutConnection): Promise<Result<void>> {
    const { user } = this.#address;
    if (user === undefined) return done(undefined);
    const password = await this.#secret('password');
    const lines = [`USERNAME ${nutQuote(user)}`, ...(password === undefined ? [] : [`PASSWORD ${nutQuote(password)}`])];
    for (const line of lines) {
      this.#requests += 1;
      const answer = await connection.ask(line);
      if (!answer.ok) return answer;
    }
    return done(undefined);
  }
}

/** An answer that tells nothing of the UPS: neither that it has no status nor that its driver lost it. */
function isRefusal(answer: NutAnswer): boolean {
  return answer.kind === 'error' && answer.error !== noVariable && !withoutData.has(answer.error);
}

/** The server's word for a UPS without this variable is the same whether one or all are asked for. */
function statusIn(answer: NutAnswer): string {
  return answer.kind === 'error' ? answer.error : (variablesOf(answer.lines).get(statusName) ?? noVariable);
}
