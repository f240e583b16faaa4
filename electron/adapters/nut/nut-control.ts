import { setTimeout as pause } from 'node:timers/promises';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { leadingNumber } from '../../../shared/ups/plain-values.js';
import type { UpsCapabilities } from '../../../shared/ups/reading.js';
import type { NutAnswer } from './nut-connection.js';
import { nutQuote } from './nut-words.js';

export interface NutControlParts {
  readonly host: string;
  readonly ups: string;
  /** Without a user upsd takes no command. */
  readonly hasUser: boolean;
  readonly nowMs: () => number;
  readonly ask: (command: string) => Promise<Result<NutAnswer>>;
}

const delayVariable = 'ups.delay.shutdown';
const trackingLimitMs = 15_000;
const trackingStepMs = 200;
const readBackLimitMs = 5000;

function tooShort(fixed: number, wanted: number): Result<never> {
  return failed('ups/delayTooShort', message('ups.delayTooShort', { fixed: Math.floor(fixed), wanted }));
}

/** Commands through upsd: only those it lists, with their real outcome where the server tracks it (NUT 2.8). */
export class NutControl {
  readonly #parts: NutControlParts;

  constructor(parts: NutControlParts) {
    this.#parts = parts;
  }

  async capabilities(): Promise<Result<UpsCapabilities>> {
    const listed = await this.#commands();
    if (!listed.ok) return listed;
    const may = (command: string) => this.#parts.hasUser && listed.value.has(command);
    return done({
      shutdownWithReturn: may('shutdown.return'),
      shutdownStayOff: may('shutdown.stayoff'),
      abortShutdown: may('shutdown.stop'),
      selfTest: false,
    });
  }

  async shutdown(wish: {
    readonly delaySeconds: number;
    readonly returnWithMains: boolean;
  }): Promise<Result<{ readonly abortable: boolean }>> {
    const listed = await this.#commands();
    if (!listed.ok) return listed;
    const command = wish.returnWithMains ? 'shutdown.return' : 'shutdown.stayoff';
    if (!listed.value.has(command)) {
      const hasOther = wish.returnWithMains && listed.value.has('shutdown.stayoff');
      return failed('ups/noShutdown', message(hasOther ? 'ups.noReturn' : 'ups.noShutdown'));
    }
    const isTracking = await this.#track();
    const delayed = await this.#delay(Math.round(wish.delaySeconds), isTracking);
    if (!delayed.ok) return delayed;
    const given = await this.#run(`INSTCMD ${this.#ups} ${command}`, command, isTracking);
    return given.ok ? done({ abortable: listed.value.has('shutdown.stop') }) : given;
  }

  async abort(): Promise<Result<void>> {
    const listed = await this.#commands();
    if (!listed.ok) return listed;
    if (!listed.value.has('shutdown.stop')) return failed('ups/noAbort', message('ups.noAbort'));
    return this.#run(`INSTCMD ${this.#ups} shutdown.stop`, 'shutdown.stop', await this.#track());
  }

  get #ups(): string {
    return nutQuote(this.#parts.ups);
  }

  async #commands(): Promise<Result<ReadonlySet<string>>> {
    const answer = await this.#parts.ask(`LIST CMD ${this.#ups}`);
    if (!answer.ok) return answer;
    if (answer.value.kind === 'error') return this.#denied(answer.value.error, 'LIST CMD');
    return done(new Set(answer.value.lines.flatMap((words) => words[2] ?? [])));
  }

  /** Asks the server to tell the outcome of commands; older ones cannot. */
  async #track(): Promise<boolean> {
    const answer = await this.#parts.ask('SET TRACKING ON');
    return answer.ok && answer.value.kind === 'lines' && answer.value.lines[0]?.[0] === 'OK';
  }

  /** Never shorter than asked for. What cannot be set must already be long enough, or the UPS is not told at all. */
  async #delay(seconds: number, isTracking: boolean): Promise<Result<void>> {
    const factor = await this.#delayFactor();
    if (!factor.ok) return factor;
    const wanted = seconds * factor.value;
    const now = await this.#number(delayVariable);
    if (!now.ok) return now;
    if (now.value === wanted) return done(undefined);
    const set = await this.#run(`SET VAR ${this.#ups} ${delayVariable} ${nutQuote(String(wanted))}`, delayVariable, isTracking);
    if (set.ok) return this.#delayIsAtLeast(wanted, factor.value);
    const isDenied = set.failure.message.key === 'ups.nut.denied' || set.failure.code === 'ups/unreachable';
    if (isDenied) return set;
    if (now.value === undefined) return failed('ups/delayUnknown', message('ups.nut.delayUnknown'));
    return now.value >= wanted ? done(undefined) : tooShort(now.value / factor.value, seconds);
  }

  /** The driver shows a new value at its next poll; one that stays shorter was not taken. */
  async #delayIsAtLeast(wanted: number, factor: number): Promise<Result<void>> {
    const until = this.#parts.nowMs() + readBackLimitMs;
    for (;;) {
      const shown = await this.#number(delayVariable);
      if (!shown.ok) return shown;
      if (shown.value === undefined || shown.value >= wanted) return done(undefined);
      if (this.#parts.nowMs() > until) return tooShort(shown.value / factor, wanted / factor);
      await pause(trackingStepMs);
    }
  }

  /**
   * snmp-ups with version 1.6 of its table for APC (NUT 2.8.0) takes the text length of the delay for its scale: it shows 540 where the
   * card holds 180 s, and writes a third of what it is told. Seen with net-snmp's agent as the card.
   */
  async #delayFactor(): Promise<Result<number>> {
    const table = await this.#text('driver.version.data');
    return table.ok ? done(table.value === 'apcc MIB 1.6' ? 3 : 1) : table;
  }

  async #number(name: string): Promise<Result<number | undefined>> {
    const text = await this.#text(name);
    return text.ok ? done(leadingNumber(text.value)) : text;
  }

  async #text(name: string): Promise<Result<string | undefined>> {
    const answer = await this.#parts.ask(`GET VAR ${this.#ups} ${name}`);
    if (!answer.ok) return answer;
    return done(answer.value.kind === 'error' ? undefined : answer.value.lines[0]?.[3]);
  }

  async #run(line: string, what: string, isTracking: boolean): Promise<Result<void>> {
    const answer = await this.#parts.ask(line);
    if (!answer.ok) return answer;
    if (answer.value.kind === 'error') return this.#denied(answer.value.error, what);
    const [ok, tracking, id] = answer.value.lines[0] ?? [];
    if (ok !== 'OK' || !isTracking || tracking !== 'TRACKING' || id === undefined) return done(undefined);
    return this.#outcome(id, what);
  }

  /** `OK` only means handed to the driver; the tracked outcome is what it did. */
  async #outcome(id: string, what: string): Promise<Result<void>> {
    const { host, nowMs, ask } = this.#parts;
    const until = nowMs() + trackingLimitMs;
    for (;;) {
      const answer = await ask(`GET TRACKING ${id}`);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return failed('ups/refused', message('ups.nut.commandFailed', { host, command: what }));
      const state = answer.value.lines[0]?.[0];
      if (state === 'SUCCESS') return done(undefined);
      if (state !== 'PENDING' || nowMs() > until) return failed('ups/notConfirmed', message('ups.notConfirmed', { host }));
      await pause(trackingStepMs);
    }
  }

  #denied(error: string, what: string): Result<never> {
    const { host } = this.#parts;
    if (/ACCESS-DENIED|USERNAME-REQUIRED|PASSWORD-REQUIRED|INVALID-(USERNAME|PASSWORD)/.test(error))
      return failed('ups/refused', message('ups.nut.denied', { host }));
    if (/FAILED|INVALID/.test(error)) return failed('ups/refused', message('ups.nut.commandFailed', { host, command: what }));
    return failed('ups/refused', message('ups.nut.error', { host, error }));
  }
}
