import type { Glance, UpsSource } from '../../core/ports.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { CommandOutcome, UpsCapabilities, UpsCommand } from '../../../shared/ups/command.js';
import { interpret, type Interpretation } from '../../../shared/ups/interpret.js';
import { instancesOf, objectsOfPoll } from '../../../shared/ups/poll-plan.js';
import type { RawValue } from '../../../shared/ups/raw-value.js';
import type { Reading } from '../../../shared/ups/reading.js';
import { within } from '../common/within.js';
import { AlarmReader } from './alarms.js';
import { CommandControl } from './command-control.js';
import { decodeVarbind } from './decode.js';
import { recognise, type Recognised } from './recognise.js';
import { Relearning } from './relearning.js';
import type { SnmpClient } from './snmp-client.js';
import { failureOf, snmpStatus, type SnmpError } from './snmp-error.js';

export interface SnmpUpsParts {
  readonly connectionId: string;
  readonly host: string;
  readonly client: SnmpClient;
  /** Lets commands use other credentials than reading. */
  readonly writer: SnmpClient;
  readonly nowMs: () => number;
  readonly wall: () => Date;
  readonly confirmMs?: number;
}

const readLimitMs = 5000;
const failuresBeforeRelearning = 3;
/** Values of objects that take turns are believed this long. */
const believedMs = 60_000;

interface Remembered {
  readonly value: RawValue;
  readonly atMs: number;
}

/** A UPS behind an SNMP agent: recognised once, then one request a poll. */
export class SnmpUps implements UpsSource {
  readonly connectionId: string;
  readonly #parts: SnmpUpsParts;
  readonly #control: CommandControl;
  readonly #alarms: AlarmReader;
  #device: Recognised | undefined;
  #relearning: Relearning | undefined;
  #recognising: Promise<Result<Recognised>> | undefined;
  #memory = new Map<string, Remembered>();
  #turn = 0;
  #failures = 0;
  #isClosed = false;

  constructor(parts: SnmpUpsParts) {
    this.connectionId = parts.connectionId;
    this.#parts = parts;
    this.#alarms = new AlarmReader(parts.client);
    const { host, writer, nowMs, confirmMs } = parts;
    this.#control = new CommandControl({ host, client: writer, nowMs, ...(confirmMs === undefined ? {} : { confirmMs }) });
  }

  async read(): Promise<Result<Reading>> {
    if (this.#isClosed) return failed('ups/closed', message('ups.closed'));
    const { host, nowMs } = this.#parts;
    const tooSlow = failed('ups/unreachable', message('ups.tooSlow', { host, seconds: readLimitMs / 1000 }));
    const reading = await within(readLimitMs, this.#readOnce(nowMs()), tooSlow);
    this.#failures = reading.ok ? 0 : this.#failures + 1;
    if (this.#failures >= failuresBeforeRelearning) this.#forget();
    if (reading.ok && this.#relearning?.isDue(reading.value) === true) void this.#relearn(this.#relearning);
    return reading;
  }

  async glance(): Promise<Glance> {
    const known = this.#device;
    if (this.#isClosed || known === undefined) return 'unasked';
    const oids = known.plan.glance;
    if (oids.length === 0) return 'unasked';
    const answer = await this.#parts.client.get(oids);
    if (!answer.ok) return 'silent';
    const told = oids.map((_oid, index) => {
      const varbind = answer.varbinds[index];
      return varbind === undefined ? undefined : decodeVarbind(varbind);
    });
    if (told.every((value) => value === undefined)) return 'silent';
    return oids.every((oid, index) => told[index] === this.#memory.get(oid)?.value) ? 'same' : 'changed';
  }

  capabilities(): Promise<Result<UpsCapabilities>> {
    return this.#control.capabilities();
  }

  tell(command: UpsCommand): Promise<Result<CommandOutcome>> {
    return this.#control.tell(command);
  }

  close(): void {
    this.#isClosed = true;
    this.#parts.client.close();
    this.#parts.writer.close();
  }

  /** After a silence the card may be another one, or have learned new objects: ask it everything again. */
  #forget(): void {
    this.#device = undefined;
    this.#memory.clear();
    this.#failures = 0;
  }

  async #readOnce(startedMs: number): Promise<Result<Reading>> {
    const { client } = this.#parts;
    const requestsBefore = client.requests;
    const known = this.#device;
    if (known === undefined) {
      const found = await this.#recognised();
      if (!found.ok) return found;
      this.#remember(found.value.values);
      return this.#finish(found.value, startedMs, requestsBefore);
    }
    const oids = objectsOfPoll(known.plan, this.#turn++);
    const answer = await client.get(oids);
    if (!answer.ok) return this.#readFailed(answer.error);
    const fresh = new Map<string, RawValue>();
    const before = new Map(known.plan.glance.map((oid) => [oid, this.#memory.get(oid)?.value]));
    oids.forEach((oid, index) => {
      const varbind = answer.varbinds[index];
      const value = varbind === undefined ? undefined : decodeVarbind(varbind);
      this.#memory.delete(oid);
      if (value !== undefined) fresh.set(oid, value);
    });
    if (known.plan.glance.some((oid) => fresh.get(oid) !== before.get(oid))) this.#forgetMeasured(known);
    this.#remember(fresh);
    return this.#finish(known, startedMs, requestsBefore);
  }

  /** Of values that take turns, those from before an event say nothing of the time after it. */
  #forgetMeasured(known: Recognised): void {
    const rows = known.tables.flatMap((table) => table.rows.map((row) => ({ table, row })));
    for (const { table, row } of rows) if (row.kind === 'number') for (const oid of instancesOf(table, row)) this.#memory.delete(oid);
  }

  async #relearn(relearning: Relearning): Promise<void> {
    const known = this.#device;
    const found = known === undefined ? undefined : await relearning.look(known);
    if (found === undefined || this.#device !== known) return;
    this.#device = found;
    const polled = new Set([...found.plan.always, ...found.plan.inTurn]);
    for (const oid of this.#memory.keys()) if (!polled.has(oid)) this.#memory.delete(oid);
    // What a reading has heard meanwhile is younger.
    this.#remember(new Map([...found.values].filter(([oid]) => !this.#memory.has(oid))));
  }

  /** An object that has gone, or a request that has become too long, means that the card is not what it was. */
  #readFailed(error: SnmpError): Result<never> {
    if (error.kind === 'status' && (error.status === snmpStatus.noSuchName || error.status === snmpStatus.tooBig)) this.#forget();
    return { ok: false, failure: failureOf(error, this.#parts.host, this.#parts.client.version) };
  }

  #recognised(): Promise<Result<Recognised>> {
    this.#recognising ??= this.#recognise().finally(() => (this.#recognising = undefined));
    return this.#recognising;
  }

  async #recognise(): Promise<Result<Recognised>> {
    const { client, host } = this.#parts;
    const recognition = await recognise(client);
    switch (recognition.kind) {
      case 'recognised':
        this.#device = recognition.device;
        this.#relearning = new Relearning(client.aside(), this.#parts.nowMs);
        this.#remember(recognition.device.values);
        return done(recognition.device);
      case 'unknownDevice':
        return failed('ups/unknownDevice', message('ups.unknownDevice', { host, description: recognition.description }));
      case 'failed':
        return { ok: false, failure: failureOf(recognition.error, host, client.version) };
    }
  }

  #remember(values: ReadonlyMap<string, RawValue>): void {
    const atMs = this.#parts.nowMs();
    for (const [oid, value] of values) this.#memory.set(oid, { value, atMs });
  }

  #believed(device: Recognised): ReadonlyMap<string, RawValue> {
    const since = this.#parts.nowMs() - believedMs;
    const young = [...this.#memory].filter(([, { atMs }]) => atMs >= since);
    return new Map([...device.identity, ...young.map(([oid, { value }]) => [oid, value] as const)]);
  }

  async #finish(device: Recognised, startedMs: number, requestsBefore: number): Promise<Result<Reading>> {
    const { client, nowMs, wall } = this.#parts;
    const values = this.#believed(device);
    const alarms = await this.#alarms.read(device.tables, values);
    return done(
      readingOf(device, interpret(device.tables, { values, alarms }), {
        readAt: wall().toISOString(),
        roundTripMs: Math.round(nowMs() - startedMs),
        requests: client.requests - requestsBefore,
      }),
    );
  }
}

function readingOf(
  device: Recognised,
  { identity, measures, phases, power, flags, mibs, disagreements: now }: Interpretation,
  about: Pick<Reading, 'readAt' | 'roundTripMs' | 'requests'>,
): Reading {
  // Of a card that has lost its UPS nothing measured is told, and so nothing about it either.
  const disagreements = flags.includes('communicationLost')
    ? []
    : [...now.filter(({ field }) => field === 'power'), ...device.disagreements];
  return {
    ...identity,
    protocol: 'snmp',
    mib: mibs.join('+'),
    power,
    flags,
    ...measures,
    ...(phases.length === 0 ? {} : { phases }),
    ...(disagreements.length === 0 ? {} : { disagreements }),
    ...about,
  };
}
