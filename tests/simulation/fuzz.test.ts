import type { Socket } from 'node:dgram';
import { EventEmitter } from 'node:events';
import * as snmp from 'net-snmp';
import { describe, expect, it } from 'vitest';
import { NisFrames } from '../../electron/adapters/apcupsd/nis-frames.js';
import { nutWords } from '../../electron/adapters/nut/nut-words.js';
import { decodeVarbind } from '../../electron/adapters/snmp/decode.js';
import { guardedSockets } from '../../electron/adapters/snmp/guarded-sockets.js';
import { interpretApcupsd, parseApcupsdRecords } from '../../shared/ups/apcupsd-status.js';
import { interpret } from '../../shared/ups/interpret.js';
import type { Measures } from '../../shared/ups/measures.js';
import { mibTables } from '../../shared/ups/mibs/all.js';
import type { MeasureField } from '../../shared/ups/mibs/mib-table.js';
import { interpretNut } from '../../shared/ups/nut-variables.js';
import type { RawValue } from '../../shared/ups/raw-value.js';
import { upsFlags, type UpsFlag } from '../../shared/ups/reading.js';
import { ranges } from '../../shared/ups/sane.js';
import { judges } from './nonsense-judge.js';

/** One million answers that no device would give, on the bytes of the wire, the same on every machine. */
const counts = { snmp: 250_000, traps: 250_000, nut: 250_000, nis: 250_000 };

function stream(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}
type Random = ReturnType<typeof stream>;

/** A byte out of all, or one as small as the numbers that stand for a state: by chance alone a card would too seldom say "on battery". */
const anyByte = (below: Random): number => below(256);
const oftenSmall = (below: Random): number => (below(4) === 0 ? below(8) : below(256));

/** Some bytes changed, cut out, doubled or put in; now and then nothing but noise. */
function mutate(bytes: Buffer, below: Random, byte: (below: Random) => number = anyByte): Buffer {
  if (below(50) === 0) return Buffer.from(Array.from({ length: below(80) }, () => below(256)));
  let now = Buffer.from(bytes);
  for (let times = 1 + below(4); times > 0; times -= 1) {
    const at = below(now.length + 1);
    const length = 1 + below(6);
    const kind = below(5);
    if (kind < 2 && now.length > 0) now[Math.min(at, now.length - 1)] = byte(below);
    else if (kind === 2) now = Buffer.concat([now.subarray(0, at), now.subarray(at + length)]);
    else if (kind === 3) now = Buffer.concat([now.subarray(0, at), now.subarray(at, at + length), now.subarray(at)]);
    else now = Buffer.concat([now.subarray(0, at), Buffer.from([below(256)]), now.subarray(at)]);
  }
  return now;
}

/** Nothing that was told moves the policy, and it would have moved one that believes each reading. */
function expectNoDecision({ sound, rash }: ReturnType<typeof judges>): void {
  expect(sound.onBattery).toBeGreaterThan(0);
  expect(sound.fired).toBe(0);
  expect(rash.fired).toBeGreaterThan(0);
}

function expectPossible({ measures, flags, power }: { measures: Measures; flags: readonly UpsFlag[]; power: string }): void {
  for (const [field, value] of Object.entries(measures) as [MeasureField, number][]) {
    const { min, max } = ranges[field];
    if (!(value >= min && value <= (field === 'chargePercent' ? 100 : max))) throw new Error(`${field} is ${String(value)}`);
  }
  if (!flags.every((flag) => upsFlags.includes(flag)) || new Set(flags).size !== flags.length) throw new Error(flags.join());
  if (!['mains', 'battery', 'bypass', 'off', 'unknown'].includes(power)) throw new Error(power);
}

/** A network of our own: what is sent comes here, and what is put in comes as from the card. */
class FakeSocket extends EventEmitter {
  sent: Buffer = Buffer.alloc(0);
  bind(): void {
    // Nothing to bind: there is no network.
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  address() {
    return { address: '192.0.2.1', family: 'IPv4', port: 161 };
  }
  close(): void {
    this.removeAllListeners();
  }
  send(...args: readonly unknown[]): void {
    if (Buffer.isBuffer(args[0])) this.sent = args[0];
    for (const one of args) if (typeof one === 'function') (one as (error: null, bytes: number) => void)(null, this.sent.length);
  }
}

const tlv = (tag: number, body: Buffer): Buffer => {
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const integer = (value: number): Buffer => tlv(2, Buffer.from([(value >> 24) & 255, (value >> 16) & 255, (value >> 8) & 255, value & 255]));
const oidBytes = (oid: string): Buffer => {
  const [first = 1, second = 3, ...rest] = oid.split('.').map(Number);
  const base128 = (value: number): number[] => (value < 128 ? [value] : [...base128(value >> 7).map((byte) => byte | 128), value & 127]);
  return tlv(6, Buffer.from([first * 40 + second, ...rest.flatMap((part) => base128(part))]));
};

type Varbind = readonly [oid: string, value: Buffer];

const p = '1.3.6.1.4.1.318.1.1.1';
const asked: readonly Varbind[] = [
  [`${p}.1.1.1.0`, tlv(4, Buffer.from('Smart-UPS 1500'))],
  [`${p}.2.1.1.0`, integer(2)],
  [`${p}.2.2.1.0`, tlv(0x42, Buffer.from([100]))],
  [`${p}.2.2.3.0`, tlv(0x43, Buffer.from([4, 171, 80]))],
  [`${p}.3.2.1.0`, tlv(0x42, Buffer.from([0, 231]))],
  [`${p}.4.1.1.0`, integer(2)],
  [`${p}.4.2.3.0`, tlv(0x42, Buffer.from([31]))],
  [`${p}.7.2.3.0`, integer(1)],
  [`${p}.8.1.0`, integer(1)],
  [`${p}.11.1.1.0`, tlv(4, Buffer.from(`0001010000000000001${'0'.repeat(45)}`))],
];

const listOf = (varbinds: readonly Varbind[]): Buffer =>
  tlv(0x30, Buffer.concat(varbinds.map(([oid, value]) => tlv(0x30, Buffer.concat([oidBytes(oid), value])))));

function message(pduType: number, requestId: number, list: Buffer): Buffer {
  const pdu = tlv(pduType, Buffer.concat([integer(requestId), integer(0), integer(0), list]));
  return tlv(0x30, Buffer.concat([tlv(2, Buffer.from([1])), tlv(4, Buffer.from('public')), pdu]));
}

/** Request id of a v2c message with the community `public`, as net-snmp writes it. */
function requestIdOf(sent: Buffer): number {
  const pdu = sent.indexOf(Buffer.from([4, 6, ...Buffer.from('public')])) + 8;
  const at = pdu + ((sent[pdu + 1] ?? 0) < 128 ? 2 : 2 + ((sent[pdu + 1] ?? 0) & 127));
  return sent.readIntBE(at + 2, sent[at + 1] ?? 4);
}

describe('a million answers that no device would give', () => {
  it(`SNMP replies (${String(counts.snmp)}) crash nothing, stall nothing, give no value that cannot be and decide nothing`, () => {
    const below = stream(161);
    const all = judges();
    const socket = new FakeSocket();
    const told = { isAnswered: false, believed: 0, stumbled: 0 };
    const isAnswered = () => told.isAnswered;
    const dgramModule = guardedSockets(
      {
        stumbled: () => {
          told.stumbled += 1;
          told.isAnswered = true;
        },
      },
      () => socket as unknown as Socket,
    );
    const session = snmp.createSession('192.0.2.1', 'public', { version: snmp.Version2c, retries: 0, timeout: 60_000, dgramModule });
    session.on('error', () => undefined);
    const oids = asked.map(([oid]) => oid);
    const list = listOf(asked);
    for (let turn = 0; turn < counts.snmp; turn += 1) {
      told.isAnswered = false;
      session.get([...oids], (error, varbinds) => {
        told.isAnswered = true;
        if (error !== null) return;
        const values = new Map<string, RawValue>();
        for (const [index, varbind] of (varbinds ?? []).entries()) {
          const value = decodeVarbind(varbind);
          const oid = oids[index];
          if (value !== undefined && oid !== undefined) values.set(oid, value);
        }
        const interpreted = interpret(mibTables.slice(0, 4), { values, alarms: new Map() });
        expectPossible(interpreted);
        all.sound.hear(interpreted);
        all.rash.hear(interpreted);
        told.believed += 1;
      });
      const reply = message(0xa2, requestIdOf(socket.sent), list);
      const mutated = mutate(reply, below, oftenSmall);
      socket.emit('message', mutated, { address: '192.0.2.1', port: 161 });
      // The request is not lost by it: the true answer still comes through.
      if (!isAnswered()) socket.emit('message', reply, { address: '192.0.2.1', port: 161 });
      if (!isAnswered()) throw new Error(`turn ${String(turn)} has no answer to ${mutated.toString('hex')}`);
    }
    session.close();
    expectNoDecision(all);
    expect(told.believed).toBeGreaterThan(counts.snmp / 2);
    // Without the guard the first of these would have ended the program.
    expect(told.stumbled).toBeGreaterThan(0);
  });

  it(`traps (${String(counts.traps)}) crash nothing, and one that is whole is still heard`, () => {
    const below = stream(162);
    const socket = new FakeSocket();
    const told = { heard: 0, refused: 0 };
    const dgramModule = guardedSockets({ stumbled: () => undefined }, () => socket as unknown as Socket);
    const receiver = snmp.createReceiver({ port: 162, dgramModule }, (error: unknown) => {
      if (error === null) told.heard += 1;
      else told.refused += 1;
    }) as { getAuthorizer(): { addCommunity(community: string): void } };
    receiver.getAuthorizer().addCommunity('public');
    const trap = message(0xa7, 12345, listOf([['1.3.6.1.6.3.1.1.4.1.0', oidBytes('1.3.6.1.4.1.318.0.5')], ...asked]));
    for (let turn = 0; turn < counts.traps; turn += 1) socket.emit('message', mutate(trap, below), { address: '192.0.2.1', port: 4000 });
    const before = told.heard;
    socket.emit('message', trap, { address: '192.0.2.1', port: 4000 });
    expect(told.heard).toBe(before + 1);
    expect(told.refused).toBeGreaterThan(counts.traps / 10);
  });

  it(`NUT lines (${String(counts.nut)}) give no value that cannot be and decide nothing`, () => {
    const below = stream(3493);
    const all = judges();
    const lines = [
      'VAR rack ups.status "OL CHRG"',
      'VAR rack battery.charge "100"',
      'VAR rack battery.runtime "3060"',
      'VAR rack ups.load "31.2"',
      'VAR rack input.voltage "231.2"',
      'VAR rack output.voltage "231.2"',
      'VAR rack ups.test.result "Done and passed"',
      'VAR rack device.model "Smart-UPS \\"1500\\""',
    ].map((line) => Buffer.from(line));
    for (let turn = 0; turn < counts.nut; turn += 1) {
      const variables = new Map<string, string>();
      for (let count = 1 + below(6); count > 0; count -= 1) {
        const line = lines[below(lines.length)] ?? Buffer.alloc(0);
        const [, , name, value] = nutWords(mutate(line, below).toString('utf8'));
        if (name !== undefined && value !== undefined) variables.set(name, value);
      }
      const interpreted = interpretNut(variables);
      expectPossible(interpreted);
      all.sound.hear(interpreted);
      all.rash.hear(interpreted);
    }
    expectNoDecision(all);
  });

  it(`NIS frames (${String(counts.nis)}) in any portions give no value that cannot be and decide nothing`, () => {
    const below = stream(3551);
    const all = judges();
    const records = [
      'STATUS   : ONLINE',
      'STATFLAG : 0x05000008',
      'BCHARGE  : 100.0 Percent',
      'TIMELEFT : 46.8 Minutes',
      'LOADPCT  : 15.0 Percent',
      'LINEV    : 224.0 Volts',
      'SELFTEST : OK',
      'END APC  : 2026-11-22 13:32:07 +0000',
    ].map((record) => Buffer.concat([Buffer.from([0, record.length + 1]), Buffer.from(`${record}\n`)]));
    const reply = Buffer.concat([...records, Buffer.from([0, 0])]);
    for (let turn = 0; turn < counts.nis; turn += 1) {
      const bytes = mutate(reply, below);
      const frames = new NisFrames();
      const cut = below(bytes.length + 1);
      frames.take(bytes.subarray(0, cut));
      frames.take(bytes.subarray(cut));
      const interpreted = interpretApcupsd(parseApcupsdRecords(frames.records));
      expectPossible(interpreted);
      all.sound.hear(interpreted);
      all.rash.hear(interpreted);
    }
    expectNoDecision(all);
  });
});
