import { describe, expect, it } from 'vitest';
import * as snmp from 'net-snmp';
import { rfc1628 } from '../../../shared/ups/mibs/rfc1628.js';
import type { RawValue } from '../../../shared/ups/raw-value.js';
import { AlarmReader } from './alarms.js';
import type { Answer, Asker } from './snmp-client.js';

const column = '1.3.6.1.2.1.33.1.6.2.1.2';
const lost = '1.3.6.1.2.1.33.1.6.3.20';
const one: Answer = { ok: true, varbinds: [{ oid: `${column}.7`, type: snmp.ObjectType.OID, value: lost }] };
const silent: Answer = { ok: false, error: { kind: 'timeout' } };
const counting = (count: number): ReadonlyMap<string, RawValue> => new Map([['1.3.6.1.2.1.33.1.6.1.0', count]]);

/** A card of which each way of asking answers as told. */
function card(bulk: () => Answer, next: () => Answer = () => silent) {
  const asked: string[] = [];
  const client = {
    version: '2c',
    getBulk: () => {
      asked.push('bulk');
      return Promise.resolve(bulk());
    },
    getNext: () => {
      asked.push('next');
      return Promise.resolve(next());
    },
  };
  return { asked, reader: new AlarmReader(client as unknown as Asker) };
}

describe('the alarms of a card', () => {
  it('stand while a walk is lost: a lost UPS must not look found again', async () => {
    let answer: Answer = one;
    const { reader } = card(() => answer);
    expect([...(await reader.read([rfc1628], counting(1)))]).toEqual([['rfc1628', [lost]]]);
    answer = silent;
    expect([...(await reader.read([rfc1628], counting(1)))]).toEqual([['rfc1628', [lost]]]);
    expect([...(await reader.read([rfc1628], counting(0)))]).toEqual([]);
  });

  it('are asked for one by one where GETBULK is never answered', async () => {
    const { reader, asked } = card(
      () => silent,
      () => one,
    );
    expect([...(await reader.read([rfc1628], counting(1)))]).toEqual([]);
    expect([...(await reader.read([rfc1628], counting(1)))]).toEqual([['rfc1628', [lost]]]);
    expect(asked).toEqual(['bulk', 'next']);
  });

  it('do not hold a reading up', async () => {
    const client = { version: '2c', getBulk: () => new Promise(() => undefined) };
    const read = await new AlarmReader(client as unknown as Asker).read([rfc1628], counting(1));
    expect([...read]).toEqual([]);
  });
});
