import { setTimeout as pause } from 'node:timers/promises';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { delaySteps } from '../../../shared/ups/delay-steps.js';
import { leadingNumber } from '../../../shared/ups/plain-values.js';
import type { CommandOutcome, UpsCapabilities, UpsCommand, WriteRight } from '../../../shared/ups/command.js';
import { notOffered } from '../common/not-offered.js';
import { nutCommandsFor, nutOffers, signOf } from './nut-commands.js';
import type { NutAnswer } from './nut-connection.js';
import { nutQuote } from './nut-words.js';

export interface NutControlParts {
  readonly host: string;
  readonly ups: string;
  /** Without a user upsd takes no command. */
  readonly hasUser: boolean;
  readonly nowMs: () => number;
  /** A driver shows what it did after its next look at the UPS; so long it is asked. */
  readonly confirmMs?: number;
  readonly ask: (command: string) => Promise<Result<NutAnswer>>;
}

const delayVariable = 'ups.delay.shutdown';
const startVariable = 'ups.delay.start';
const startGapSeconds = 60;
const trackingLimitMs = 15_000;
const trackingStepMs = 200;
const readBackLimitMs = 5000;
/** Not a name of NUT's, and never one of a driver's. */
const noSuchVariable = 'sundown.may.set';

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
    const right = await this.#right();
    if (!right.ok) return right;
    return done({ right: right.value, ...nutOffers(listed.value, await this.#variables()) });
  }

  async tell(command: UpsCommand): Promise<Result<CommandOutcome>> {
    const listed = await this.#commands();
    if (!listed.ok) return listed;
    const name = nutCommandsFor(command).find((one) => listed.value.has(one));
    if (name === undefined) return notOffered(command, listed.value.has('shutdown.stayoff'));
    const isTracking = await this.#track();
    const delayed = command.kind === 'shutdown' ? await this.#delay(Math.round(command.delaySeconds), isTracking) : undefined;
    if (delayed?.ok === false) return delayed;
    if (command.kind === 'shutdown' && command.returnWithMains) await this.#startAfterCut(isTracking);
    const given = await this.#run(`INSTCMD ${this.#ups} ${name}`, name, isTracking);
    if (!given.ok) return given;
    return done({
      confirmed: await this.#confirmed(command, isTracking),
      abortable: command.kind === 'shutdown' && listed.value.has('shutdown.stop'),
      ...(delayed === undefined ? {} : { delaySeconds: delayed.value }),
    });
  }

  /**
   * A wrong password is answered with OK; only a command that needs rights shows it. upsd looks at the right to set before it looks whether there is
   * such a variable (netset.c), and it answers both itself: asking to set one that no UPS has proves the password and changes nothing.
   * Of the right to a command upsd tells only when it is given.
   */
  async #right(): Promise<Result<WriteRight>> {
    const { host, hasUser, ask } = this.#parts;
    const refused = (text: 'ups.nut.noUser' | 'ups.nut.mayNotSet') =>
      done<WriteRight>({ kind: 'refused', failure: failed('ups/refused', message(text, { host })).failure });
    if (!hasUser) return refused('ups.nut.noUser');
    const answer = await ask(`SET VAR ${this.#ups} ${noSuchVariable} "0"`);
    if (!answer.ok) return answer;
    if (answer.value.kind === 'error' && isDenial(answer.value.error)) return refused('ups.nut.mayNotSet');
    return done({ kind: answer.value.kind === 'error' && answer.value.error === 'VAR-NOT-SUPPORTED' ? 'known' : 'unknown' });
  }

  async #confirmed(command: UpsCommand, isTracking: boolean): Promise<CommandOutcome['confirmed']> {
    const { nowMs, confirmMs = readBackLimitMs } = this.#parts;
    const sign = signOf(command);
    const until = nowMs() + confirmMs;
    for (;;) {
      const isShown = sign(await this.#variables());
      if (isShown === true) return 'readBack';
      if (isShown === undefined || nowMs() >= until) return isTracking ? 'driver' : 'nothing';
      await pause(trackingStepMs);
    }
  }

  /** Empty where there is no answer. */
  async #variables(): Promise<ReadonlyMap<string, string>> {
    const answer = await this.#parts.ask(`LIST VAR ${this.#ups}`);
    return answer.ok && answer.value.kind === 'lines' ? variablesOf(answer.value.lines) : new Map();
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
    if (isDenial(error)) return failed('ups/refused', message('ups.nut.denied', { host }));
    if (/FAILED|INVALID/.test(error)) return failed('ups/refused', message('ups.nut.commandFailed', { host, command: what }));
    return failed('ups/refused', message('ups.nut.error', { host, error }));
  }
}

/** `VAR <ups> <name> "<value>"` */
export function variablesOf(lines: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  return new Map(lines.flatMap((words) => (words[0] === 'VAR' && words[2] !== undefined ? [[words[2], words[3] ?? ''] as const] : [])));
}

function isDenial(error: string): boolean {
  return /ACCESS-DENIED|USERNAME-REQUIRED|PASSWORD-REQUIRED|INVALID-(USERNAME|PASSWORD)/.test(error);
}
