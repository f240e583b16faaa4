import * as snmp from 'net-snmp';
import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UpsSource } from '../../core/ports.js';
import type { Reading } from '../../../shared/ups/reading.js';
import { openSnmpUps } from './open-snmp-ups.js';

/** What of net-snmp's agent the types leave out. */
interface Agent {
  getMib(): { registerProvider(provider: object): void; setScalarValue(name: string, value: unknown): void };
  getAuthorizer(): { addCommunity(name: string): void };
  close(): void;
}

const p = '1.3.6.1.4.1.318.1.1.1';

describe('a card that learns more about its UPS', () => {
  let agent: Agent;
  let ups: UpsSource;
  let atMs = 0;
  const set = (oid: string, value: number) => {
    agent.getMib().registerProvider({ name: `o${oid}`, type: 1, oid: `${p}.${oid}`, scalarType: snmp.ObjectType.Integer, maxAccess: 2 });
    agent.getMib().setScalarValue(`o${oid}`, value);
  };
  const read = async (): Promise<Reading> => {
    const reading = await ups.read();
    if (!reading.ok) throw new Error(reading.failure.code);
    return reading.value;
  };

  beforeEach(async () => {
    const free = createSocket('udp4');
    await new Promise<void>((bound) => free.bind(0, '127.0.0.1', bound));
    const { port } = free.address();
    await new Promise<void>((closed) => free.close(closed));
    agent = snmp.createAgent({ port, address: '127.0.0.1', accessControlModelType: 0 }, () => undefined) as Agent;
    agent.getAuthorizer().addCommunity('public');
    set('4.1.1', 2);
    set('8.1', 1);
    const address = { scheme: 'snmp', host: '127.0.0.1', port, version: '2c' } as const;
    const opened = await openSnmpUps('ups', address, async () => Promise.resolve('public'), { nowMs: () => atMs });
    if (!opened.ok) throw new Error(opened.failure.code);
    ups = opened.value;
  });
  afterEach(() => {
    ups.close();
    agent.close();
  });

  it('is asked for it again after a minute and then every ten, and each reading still takes one request', async () => {
    await read();
    set('2.2.1', 88);
    atMs += 59_000;
    expect(await read()).not.toHaveProperty('chargePercent');
    atMs += 1000;
    await expect.poll(read).toMatchObject({ chargePercent: 88, requests: 1 });
    set('4.2.3', 40);
    atMs += 599_000;
    expect(await read()).not.toHaveProperty('loadPercent');
    atMs += 1000;
    await expect.poll(read).toMatchObject({ loadPercent: 40, requests: 1 });
  });

  it('is asked at once when it has its UPS again, and never while that is on battery', async () => {
    set('8.1', 2);
    expect(await read()).toMatchObject({ power: 'unknown', flags: ['communicationLost'] });
    set('2.2.1', 88);
    set('8.1', 1);
    await expect.poll(read).toMatchObject({ power: 'mains', chargePercent: 88 });
    set('4.1.1', 3);
    set('4.2.3', 40);
    atMs += 3_600_000;
    for (let round = 0; round < 5; round += 1) expect(await read()).not.toHaveProperty('loadPercent');
  });
});
