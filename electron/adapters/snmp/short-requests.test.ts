import * as snmp from 'net-snmp';
import { createSocket, type Socket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSnmpUps } from './open-snmp-ups.js';

/** Counts the objects of a request: each one is an object identifier of the enterprises or the MIB-2 branch (06 len 2b 06 01 …). */
function objectsIn(request: Buffer): number {
  let count = 0;
  for (let at = 0; at + 4 < request.length; at += 1)
    if (request[at] === 0x06 && request[at + 2] === 0x2b && request[at + 3] === 0x06) count += 1;
  return count;
}

/** What of net-snmp's agent the types leave out. */
interface Agent {
  getMib(): { registerProvider(provider: object): void; setScalarValue(name: string, value: unknown): void };
  getAuthorizer(): { addCommunity(name: string): void };
  close(): void;
}

describe('a card that silently drops longer requests', () => {
  let agent: Agent;
  let card: Socket;
  let port = 0;
  let longest = 0;
  const p = '1.3.6.1.4.1.318.1.1.1';
  const objects: Readonly<Record<string, number>> = {
    '4.1.1': 2,
    '2.1.1': 2,
    '2.2.1': 88,
    '8.1': 1,
    '7.2.3': 1,
    '3.2.1': 230,
    '4.2.1': 230,
    '4.2.3': 40,
    '2.2.8': 27,
    '2.2.2': 25,
    '2.2.4': 1,
  };

  beforeEach(async () => {
    const behind = createSocket('udp4');
    await new Promise<void>((bound) => behind.bind(0, '127.0.0.1', bound));
    const inner = behind.address().port;
    await new Promise<void>((closed) => behind.close(closed));
    agent = snmp.createAgent({ port: inner, address: '127.0.0.1', accessControlModelType: 0 }, () => undefined) as Agent;
    agent.getAuthorizer().addCommunity('public');
    for (const [oid, value] of Object.entries(objects)) {
      const name = `object${oid.replaceAll('.', '')}`;
      agent.getMib().registerProvider({ name, type: 1, oid: `${p}.${oid}`, scalarType: snmp.ObjectType.Integer, maxAccess: 2 });
      agent.getMib().setScalarValue(name, value);
    }
    card = createSocket('udp4');
    card.on('message', (request, from) => {
      if (objectsIn(request) > 6) return;
      longest = Math.max(longest, objectsIn(request));
      const relay = createSocket('udp4');
      relay.on('message', (answer) => {
        card.send(answer, from.port, from.address);
        relay.close();
      });
      relay.send(request, inner, '127.0.0.1');
    });
    await new Promise<void>((bound) => card.bind(0, '127.0.0.1', bound));
    port = card.address().port;
  });
  afterEach(() => {
    card.close();
    agent.close();
  });

  it('is read with shorter ones, still one a poll', async () => {
    const address = { scheme: 'snmp', host: '127.0.0.1', port, version: '2c' } as const;
    const opened = await openSnmpUps('ups', address, async () => Promise.resolve('public'), { timeoutMs: 60 });
    if (!opened.ok) throw new Error(opened.failure.code);
    const first = await opened.value.read();
    expect(first).toMatchObject({ ok: true, value: { power: 'mains', chargePercent: 88 } });
    const second = await opened.value.read();
    expect(second).toMatchObject({ ok: true, value: { power: 'mains', chargePercent: 88, requests: 1 } });
    expect(longest).toBeLessThanOrEqual(6);
    opened.value.close();
  });
});
