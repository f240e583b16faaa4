import * as snmp from 'net-snmp';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { Assignment } from '../../../shared/ups/mibs/command-recipes.js';
import type { RawValue } from '../../../shared/ups/raw-value.js';
import { askObjects } from './ask-objects.js';
import type { SnmpClient } from './snmp-client.js';
import { failureOf, snmpStatus, type SnmpError } from './snmp-error.js';

/** Writes objects of a card, and says why it may not. Failures: `ups/refused` and those of reading. */
export class ObjectWriter {
  readonly #client: SnmpClient;
  readonly #host: string;

  constructor(client: SnmpClient, host: string) {
    this.#client = client;
    this.#host = host;
  }

  /** Undefined where there is none, or no answer. */
  async value(oid: string): Promise<RawValue | undefined> {
    const asked = await askObjects(this.#client, [oid]);
    return asked.ok ? asked.asked.values.get(oid) : undefined;
  }

  /** In one PDU where the agent takes it, else one after the other; `isOne`: in one or not at all. */
  async write(assignments: readonly Assignment[], isOne = false): Promise<Result<void>> {
    const together = await this.#client.set(assignments.map(asVarbind));
    if (together.ok) return done(undefined);
    // noSuchName and notWritable may mean one missing object of several as well as a user who may not write.
    const isFinal = together.error.kind !== 'status' || deniesEverything.includes(together.error.status);
    if (isOne || assignments.length === 1 || isFinal) return this.#refused(together.error, assignments);
    for (const [index, assignment] of assignments.entries()) {
      const single = await this.#client.set([asVarbind(assignment)]);
      if (single.ok) continue;
      // What stands at the wanted value already may be read-only; what the card does not have cannot matter, but for the command itself.
      const stands = await this.value(assignment.oid);
      const isCommand = index === assignments.length - 1;
      if (stands !== assignment.value && (isCommand || stands !== undefined)) return this.#refused(single.error, [assignment]);
    }
    return done(undefined);
  }

  #refused(error: SnmpError, assignments: readonly Assignment[]): Result<never> {
    const host = this.#host;
    if (error.kind !== 'status') return { ok: false, failure: failureOf(error, host, this.#client.version) };
    if (isForbidden(error)) return failed('ups/refused', message('ups.writeRefused', { host }));
    const last = assignments.at(-1);
    return failed('ups/refused', message('ups.valueRefused', { host, value: last?.value ?? 0, what: last?.oid ?? '' }));
  }
}

const deniesEverything: readonly number[] = [snmpStatus.noAccess, snmpStatus.authorization];

/** v1 says noSuchName, or readOnly, to a community without write access; v2c and v3 noAccess, notWritable or authorizationError. */
function isForbidden(error: SnmpError): boolean {
  const forbidden: readonly number[] = [
    snmpStatus.noSuchName,
    snmpStatus.readOnly,
    snmpStatus.noAccess,
    snmpStatus.authorization,
    snmpStatus.notWritable,
  ];
  return error.kind === 'refused' || (error.kind === 'status' && forbidden.includes(error.status));
}

function asVarbind(assignment: Assignment): snmp.Varbind {
  const { oid, value } = assignment;
  switch (assignment.type) {
    case 'ticks':
      return { oid, type: snmp.ObjectType.TimeTicks, value };
    case 'oid':
      return { oid, type: snmp.ObjectType.OID, value };
    case 'integer':
      return { oid, type: snmp.ObjectType.Integer, value };
  }
}
