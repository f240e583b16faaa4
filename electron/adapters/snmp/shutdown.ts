import * as snmp from 'net-snmp';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { commandsFor, type Assignment, type ShutdownCommand } from '../../../shared/ups/mibs/shutdown-recipes.js';
import { delaySteps } from '../../../shared/ups/delay-steps.js';
import { asNumber, type RawValue } from '../../../shared/ups/raw-value.js';
import type { UpsCapabilities } from '../../../shared/ups/reading.js';
import type { ToldUps } from '../../core/ports.js';
import { askObjects } from './ask-objects.js';
import type { SnmpClient } from './snmp-client.js';
import { failureOf, snmpStatus, type SnmpError } from './snmp-error.js';

export interface ShutdownWish {
  readonly delaySeconds: number;
  readonly returnWithMains: boolean;
}

type Known = ReadonlyMap<string, RawValue>;

/** Gives a UPS its shutdown command with the credentials for writing. */
export class ShutdownControl {
  readonly #client: SnmpClient;
  readonly #host: string;
  #given: ShutdownCommand | undefined;

  constructor(client: SnmpClient, host: string) {
    this.#client = client;
    this.#host = host;
  }

  /** By the objects that the writing user can see; reads only. */
  async capabilities(): Promise<Result<UpsCapabilities>> {
    const known = await this.#controls();
    if (!known.ok) return known;
    const returning = offered('returning', known.value);
    const stayingOff = offered('stayingOff', known.value);
    // A limit counts only where no other command of the device takes a longer delay.
    const delays = (returning.length > 0 ? returning : stayingOff).map((command) => command.delay);
    const limits = delays.map((delay) => (delay.kind === 'told' ? delay.max : undefined));
    const limit = limits.includes(undefined) ? undefined : Math.max(...limits.map((max) => max ?? 0));
    return done({
      shutdownWithReturn: returning.length > 0,
      shutdownStayOff: stayingOff.length > 0,
      abortShutdown: (returning[0] ?? stayingOff[0])?.abort !== undefined,
      selfTest: false,
      ...(limit === undefined || delays.length === 0 ? {} : { delaySeconds: { min: 0, max: limit } }),
    });
  }

  /** Tries the device's commands, best first, until one is accepted and, where it can be read back, seen to run. */
  async shutdown(wish: ShutdownWish): Promise<Result<ToldUps>> {
    const known = await this.#controls();
    if (!known.ok) return known;
    const commands = offered(wish.returnWithMains ? 'returning' : 'stayingOff', known.value);
    let refusal: Result<never> = wish.returnWithMains
      ? failed('ups/noShutdown', message(offered('stayingOff', known.value).length > 0 ? 'ups.noReturn' : 'ups.noShutdown'))
      : failed('ups/noShutdown', message('ups.noShutdown'));
    for (const command of commands) {
      const given = await this.#give(command, wish.delaySeconds, known.value);
      if (given.ok) {
        this.#given = command;
        return done({ abortable: command.abort !== undefined, delaySeconds: given.value });
      }
      refusal = given;
    }
    return refusal;
  }

  /** Calls off the command that runs: the one given by this program, or any that the device shows to be running. */
  async abort(): Promise<Result<void>> {
    const known = await this.#controls();
    if (!known.ok) return known;
    const all = [...offered('returning', known.value), ...offered('stayingOff', known.value)];
    // After a restart it is not remembered which was given: then it was the best of them.
    const given = this.#given ?? all[0];
    if (given !== undefined && given.abort === undefined) return failed('ups/noAbort', message('ups.noAbort'));
    const abortable = this.#given === undefined ? all.filter((command) => command.abort !== undefined) : [this.#given];
    if (abortable.length === 0) return failed('ups/noAbort', message('ups.noAbort'));
    for (const command of abortable) {
      if (command.abort === undefined) continue;
      const written = await this.#write(command.abort.assignments);
      if (!written.ok) return written;
      for (const wish of command.abort.wishes ?? []) await this.#write([wish]);
      const left = command.confirm === undefined ? undefined : await this.#number(command.confirm.oid);
      if (left !== undefined && command.abort.isRunning(left))
        return failed('ups/notConfirmed', message('ups.notConfirmed', { host: this.#host }));
    }
    this.#given = undefined;
    return done(undefined);
  }

  /** Gives the seconds after which the device will cut. */
  async #give(command: ShutdownCommand, wantedSeconds: number, known: Known): Promise<Result<number>> {
    const seconds = Math.max(command.delay.kind === 'told' ? command.delay.min : 0, Math.round(wantedSeconds));
    const ready = await this.#prepareDelay(command, seconds, known);
    if (!ready.ok) return ready;
    const written = await this.#write(command.assignments(seconds));
    // An answer may be lost on the way back: what the device shows decides, where it shows anything.
    if (!written.ok && (written.failure.code !== 'ups/unreachable' || command.confirm === undefined)) return written;
    for (const wish of command.wishes?.(seconds) ?? []) await this.#write([wish]);
    if (command.confirm === undefined) return ready;
    const shown = await this.#number(command.confirm.oid);
    if (shown === undefined) return written.ok ? ready : written;
    return command.confirm.isRunning(shown) ? ready : failed('ups/notConfirmed', message('ups.notConfirmed', { host: this.#host }));
  }

  /** Never shorter than asked for: what still runs on this UPS would lose its power. A card's own longer setting stays. */
  async #prepareDelay({ delay }: ShutdownCommand, seconds: number, known: Known): Promise<Result<number>> {
    if (delay.kind === 'told') {
      if (delay.max === undefined || seconds <= delay.max) return done(seconds);
      return failed('ups/delayTooLong', message('ups.delayTooLong', { max: delay.max, wanted: seconds }));
    }
    let now = asNumber(known.get(delay.oid) ?? '');
    for (const step of delaySteps(seconds)) {
      if (now !== undefined && now >= seconds * 100) return done(now / 100);
      await this.#write([{ oid: delay.oid, type: 'ticks', value: step * 100 }]);
      now = (await this.#number(delay.oid)) ?? now;
    }
    // Not to know it is no reason to believe that it is long.
    if (now === undefined) return failed('ups/delayUnknown', message('ups.nut.delayUnknown'));
    if (now >= seconds * 100) return done(now / 100);
    return failed('ups/delayTooShort', message('ups.delayTooShort', { fixed: Math.floor(now / 100), wanted: seconds }));
  }

  async #controls(): Promise<Result<Known>> {
    const commands = [...commandsFor('returning'), ...commandsFor('stayingOff')];
    const oids = commands.flatMap(({ needs, delay }) => (delay.kind === 'setting' ? [...needs, delay.oid] : needs));
    const asked = await askObjects(this.#client, [...new Set(oids)]);
    return asked.ok ? done(asked.asked.values) : { ok: false, failure: failureOf(asked.error, this.#host, this.#client.version) };
  }

  async #number(oid: string): Promise<number | undefined> {
    const asked = await askObjects(this.#client, [oid]);
    return asked.ok ? asNumber(asked.asked.values.get(oid) ?? '') : undefined;
  }

  /** In one PDU where the agent takes it, else one after the other. */
  async #write(assignments: readonly Assignment[]): Promise<Result<void>> {
    const together = await this.#client.set(assignments.map(asVarbind));
    if (together.ok) return done(undefined);
    // noSuchName and notWritable may mean one missing object of several as well as a user who may not write.
    const isFinal = together.error.kind !== 'status' || deniesEverything.includes(together.error.status);
    if (assignments.length === 1 || isFinal) return this.#refused(together.error, assignments);
    for (const [index, assignment] of assignments.entries()) {
      const single = await this.#client.set([asVarbind(assignment)]);
      if (single.ok) continue;
      // What stands at the wanted value already may be read-only; what the card does not have cannot matter, but for the command itself.
      const stands = await this.#number(assignment.oid);
      const isCommand = index === assignments.length - 1;
      if (stands !== assignment.value && (isCommand || stands !== undefined)) return this.#refused(single.error, [assignment]);
    }
    return done(undefined);
  }

  #refused(error: SnmpError, assignments: readonly Assignment[]): Result<never> {
    const host = this.#host;
    if (error.kind !== 'status') return { ok: false, failure: failureOf(error, host, this.#client.version) };
    if (isForbidden(error)) return failed('ups/refused', message('ups.writeRefused', { host }));
    const [first] = assignments;
    return failed('ups/refused', message('ups.valueRefused', { host, value: first?.value ?? 0, what: first?.oid ?? '' }));
  }
}

function offered(kind: 'returning' | 'stayingOff', known: Known): readonly ShutdownCommand[] {
  return commandsFor(kind).filter((command) => command.needs.every((oid) => known.has(oid)));
}

const deniesEverything: readonly number[] = [snmpStatus.noAccess, snmpStatus.authorization];

/** v1 says noSuchName, or readOnly, to a community without write access; v2c and v3 noAccess, notWritable or authorizationError. */
function isForbidden(error: SnmpError): boolean {
  const notWritable = 17;
  const forbidden: readonly number[] = [
    snmpStatus.noSuchName,
    snmpStatus.readOnly,
    snmpStatus.noAccess,
    snmpStatus.authorization,
    notWritable,
  ];
  return error.kind === 'refused' || (error.kind === 'status' && forbidden.includes(error.status));
}

function asVarbind({ oid, type, value }: Assignment): snmp.Varbind {
  return { oid, type: type === 'ticks' ? snmp.ObjectType.TimeTicks : snmp.ObjectType.Integer, value };
}
