import { setTimeout as pause } from 'node:timers/promises';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { delaySteps } from '../../../shared/ups/delay-steps.js';
import { leadingNumber } from '../../../shared/ups/plain-values.js';
import type { UpsCapabilities } from '../../../shared/ups/reading.js';
import type { ToldUps } from '../../core/ports.js';
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
const startVariable = 'ups.delay.start';
const startGapSeconds = 60;
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

  async shutdown(wish: { readonly delaySeconds: number; readonly returnWithMains: boolean }): Promise<Result<ToldUps>> {
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
    if (wish.returnWithMains) await this.#startAfterCut(isTracking);
    const given = await this.#run(`INSTCMD ${this.#ups} ${command}`, command, isTracking);
    return given.ok ? done({ abortable: listed.value.has('shutdown.stop'), delaySeconds: delayed.value }) : given;
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
  async #delay(seconds: number, isTracking: boolean): Promise<Result<number>> {
    const factor = await this.#delayFactor();
    if (!factor.ok) return factor;
    const wanted = seconds * factor.value;
    const now = await this.#number(delayVariable);
    if (!now.ok) return now;
    if (now.value === wanted) return done(seconds);
    let refusal: Result<never> | undefined;
    for (const step of delaySteps(seconds)) {
      const set = await this.#set(delayVariable, step * factor.value, isTracking);
      const taken = set.ok ? await this.#delayIsAtLeast(wanted, factor.value, step) : set;
      if (taken.ok) return taken;
      const isDenied = taken.failure.message.key === 'ups.nut.denied' || taken.failure.code === 'ups/unreachable';
      if (isDenied) return taken;
      if (taken.failure.code === 'ups/delayTooShort') refusal = taken;
    }
    if (now.value !== undefined && now.value >= wanted) return done(now.value / factor.value);
    if (refusal !== undefined) return refusal;
    return now.value === undefined
      ? failed('ups/delayUnknown', message('ups.nut.delayUnknown'))
      : tooShort(now.value / factor.value, seconds);
  }

  /**
   * Drivers count both delays from the command (usbhid-ups(8): ondelay must be greater than offdelay): a start that comes before the cut is
   * lost, and the load stays off although mains is there. Where it was set to never (-1) it stays so; a refusal changes nothing.
   */
  async #startAfterCut(isTracking: boolean): Promise<void> {
    const [cut, start] = [await this.#number(delayVariable), await this.#number(startVariable)];
    if (!cut.ok || !start.ok || cut.value === undefined || start.value === undefined) return;
    if (start.value >= 0 && start.value <= cut.value) await this.#set(startVariable, cut.value + startGapSeconds, isTracking);
  }

  #set(variable: string, value: number, isTracking: boolean): Promise<Result<void>> {
    return this.#run(`SET VAR ${this.#ups} ${variable} ${nutQuote(String(value))}`, variable, isTracking);
  }

  /** The driver shows a new value at its next poll; one that stays shorter was not taken. */
  async #delayIsAtLeast(wanted: number, factor: number, toldSeconds: number): Promise<Result<number>> {
    const until = this.#parts.nowMs() + readBackLimitMs;
    for (;;) {
      const shown = await this.#number(delayVariable);
      if (!shown.ok) return shown;
      if (shown.value === undefined) return done(toldSeconds);
      if (shown.value >= wanted) return done(shown.value / factor);
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
