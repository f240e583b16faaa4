import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSnmpUps } from '../../electron/adapters/snmp/open-snmp-ups.js';
import type { SnmpAddress } from '../../electron/adapters/snmp/credentials.js';
import type { UpsSource } from '../../electron/core/ports.js';
import { parseAddress } from '../../shared/settings/address.js';
import type { Reading } from '../../shared/ups/reading.js';
import { serverThere } from '../peers/available.js';
import { managementCard, smartUps, standardCard } from '../peers/snmpd/recordings.js';
import { snmpdKeys, snmpdUsers, startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';

const open: UpsSource[] = [];

async function source(address: string, secrets: Partial<Record<string, string>> = {}, timeoutMs = 700): Promise<UpsSource> {
  const parsed = parseAddress(address);
  if (!parsed.ok || parsed.value.scheme !== 'snmp') throw new Error(`not an SNMP address: ${address}`);
  const opened = await openSnmpUps('ups', parsed.value satisfies SnmpAddress, async (part) => secrets[part], { timeoutMs });
  if (!opened.ok) throw new Error(opened.failure.code);
  open.push(opened.value);
  return opened.value;
}

async function reading(ups: UpsSource): Promise<Reading> {
  const read = await ups.read();
  if (!read.ok) throw new Error(`${read.failure.code} ${JSON.stringify(read.failure.message)}`);
  return read.value;
}

describe.runIf(serverThere('reading a UPS over SNMP', ['snmpd']))('a UPS behind net-snmp’s agent', () => {
  let agent: SnmpdPeer;
  beforeAll(async () => {
    agent = await startSnmpd({ ipv6: true });
  });
  beforeEach(() => {
    for (const ups of open.splice(0)) ups.close();
    agent.serve([...managementCard, ...smartUps, ...standardCard]);
  });
  afterAll(async () => {
    for (const ups of open.splice(0)) ups.close();
    await agent.stop();
  });
  const host = () => `127.0.0.1:${String(agent.port)}`;

  it('reads every value of an APC Smart-UPS in its own units', async () => {
    const found = await reading(await source(`snmp://${host()}?version=2c`));
    expect(found).toMatchObject({
      manufacturer: 'APC',
      model: 'Smart-UPS 1500',
      serial: 'AS2319000001',
      firmware: 'UPS 04.6 (ID18)',
      protocol: 'snmp',
      mib: 'powernet+rfc1628',
      power: 'mains',
      flags: [],
      chargePercent: 100,
      runtimeSeconds: 3060,
      loadPercent: 31.2,
      inputVolts: 231.2,
      outputVolts: 231.2,
      batteryVolts: 27.3,
      temperatureCelsius: 24.1,
      outputWatts: 304,
    });
  });

  it('reads a card that speaks RFC 1628 only: minutes, tenths, the most loaded of three phases and the sum of their watts', async () => {
    agent.serve([...managementCard, ...standardCard]);
    const found = await reading(await source(`snmp://${host()}?version=2c`));
    expect(found).toMatchObject({
      manufacturer: 'Example Power',
      model: 'ON3 20 kVA',
      firmware: '2.07',
      mib: 'rfc1628',
      power: 'mains',
      chargePercent: 100,
      runtimeSeconds: 2460,
      loadPercent: 32,
      inputVolts: 231,
      outputVolts: 230,
      batteryVolts: 273.1,
      temperatureCelsius: 25,
      outputWatts: 4450,
    });
    expect(found).not.toHaveProperty('serial');
  });

  it('needs one request a poll once it knows the device', async () => {
    const ups = await source(`snmp://${host()}?version=2c`);
    await reading(ups);
    expect((await reading(ups)).requests).toBe(1);
    expect((await reading(ups)).requests).toBe(1);
  });

  it('tells every scenario apart, one poll after another', async () => {
    const ups = await source(`snmp://${host()}?version=2c`);
    await reading(ups);
    const seen: Record<string, Pick<Reading, 'power' | 'flags'>> = {};
    for (const name of ['onbattery', 'lowbattery', 'selftest', 'overload', 'commlost', 'online'] as const) {
      agent.scenario(name);
      const { power, flags } = await reading(ups);
      seen[name] = { power, flags };
    }
    expect(seen).toEqual({
      onbattery: { power: 'battery', flags: [] },
      lowbattery: { power: 'battery', flags: ['lowBattery'] },
      selftest: { power: 'battery', flags: ['selfTest'] },
      overload: { power: 'mains', flags: ['overload'] },
      commlost: { power: 'unknown', flags: ['communicationLost'] },
      online: { power: 'mains', flags: [] },
    });
  });

  it('tells every scenario apart on the standard MIB alone, where overload and lost communication exist as alarms only', async () => {
    agent.serve([...managementCard, ...standardCard]);
    const ups = await source(`snmp://${host()}?version=2c`);
    await reading(ups);
    const seen: Record<string, string> = {};
    for (const name of ['onbattery', 'lowbattery', 'selftest', 'overload', 'commlost'] as const) {
      agent.scenario(name);
      const { power, flags } = await reading(ups);
      seen[name] = [power, ...flags].join(' ');
    }
    expect(seen).toEqual({
      onbattery: 'battery',
      lowbattery: 'battery lowBattery',
      selftest: 'battery selfTest',
      overload: 'mains overload',
      commlost: 'unknown communicationLost',
    });
  });

  it('shows the input of the moment during an outage, not one remembered from before', async () => {
    const ups = await source(`snmp://${host()}?version=2c`);
    expect((await reading(ups)).inputVolts).toBe(231.2);
    agent.scenario('onbattery');
    expect(await reading(ups)).toMatchObject({ power: 'battery', inputVolts: 0, chargePercent: 96.2, runtimeSeconds: 2800 });
  });

  it('shows an output that went off as off, with no load and no voltage remembered from before', async () => {
    const ups = await source(`snmp://${host()}?version=2c`);
    await reading(ups);
    const p = '1.3.6.1.4.1.318.1.1.1';
    const off: Readonly<Record<string, string | number>> = {
      '4.1.1.0': 11,
      '4.3.1.0': 0,
      '4.2.1.0': 0,
      '4.3.3.0': 0,
      '4.2.3.0': 0,
      '4.2.8.0': 0,
      '3.3.1.0': 0,
      '3.2.1.0': 0,
    };
    const u = '1.3.6.1.2.1.33.1';
    const standardOff: Readonly<Record<string, string | number>> = {
      '4.1.0': 2,
      '4.4.1.5.1': 0,
      '4.4.1.5.2': 0,
      '4.4.1.5.3': 0,
      '4.4.1.2.1': 0,
    };
    for (const [oid, value] of Object.entries(off)) agent.change(`${p}.${oid}`, value);
    for (const [oid, value] of Object.entries(standardOff)) agent.change(`${u}.${oid}`, value);
    expect(await reading(ups)).toMatchObject({ power: 'off', flags: ['off', 'awaitingPower'], loadPercent: 0 });
  });

  it('leaves every measured value out while the card has lost its UPS, since the card repeats the last ones', async () => {
    const ups = await source(`snmp://${host()}?version=2c`);
    await reading(ups);
    agent.scenario('commlost');
    const found = await reading(ups);
    expect(Object.keys(found).sort()).toEqual(
      ['firmware', 'flags', 'manufacturer', 'mib', 'model', 'power', 'protocol', 'readAt', 'requests', 'roundTripMs', 'serial'].sort(),
    );
  });

  it('reads version 1, where one missing object fails a whole request', async () => {
    const ups = await source(`snmp://${host()}?version=1`);
    const first = await reading(ups);
    expect(first).toMatchObject({ model: 'Smart-UPS 1500', chargePercent: 100, runtimeSeconds: 3060, power: 'mains' });
    expect((await reading(ups)).requests).toBe(1);
    agent.scenario('overload');
    expect((await reading(ups)).flags).toEqual(['overload']);
  });

  it.each(Object.keys(snmpdUsers))('is let in as the SNMPv3 user %s', async (name) => {
    const [, auth, priv] = /^(sha\d+|md5)(aes\d+[br]?)$/.exec(name) ?? [];
    const method = priv === 'aes256' ? 'aes256b' : priv;
    const ups = await source(`snmp://${name}@${host()}?version=3&auth=${auth ?? ''}&priv=${method ?? ''}`, snmpdKeys);
    expect(await reading(ups)).toMatchObject({ power: 'mains', chargePercent: 100 });
    expect((await reading(ups)).requests).toBe(1);
  });

  it('is let in without privacy, and without authentication, where the card allows it', async () => {
    expect(await reading(await source(`snmp://shaonly@${host()}?version=3&auth=sha1`, snmpdKeys))).toMatchObject({ power: 'mains' });
    expect(await reading(await source(`snmp://nosec@${host()}?version=3`))).toMatchObject({ power: 'mains' });
  });

  it('reads over IPv6', async () => {
    expect(await reading(await source(`snmp://[::1]:${String(agent.port)}?version=2c`))).toMatchObject({ power: 'mains' });
  });

  it('says why it was not let in: unknown user, wrong key, and the silence of a wrong privacy key or community', async () => {
    const failure = async (address: string, secrets: Record<string, string> = {}) => {
      const read = await (await source(address, secrets, 150)).read();
      return read.ok ? 'read' : `${read.failure.code} ${read.failure.message.key}`;
    };
    const secure = `${host()}?version=3&auth=sha256&priv=aes128`;
    expect({
      user: await failure(`snmp://stranger@${secure}`, snmpdKeys),
      key: await failure(`snmp://sha256aes128@${secure}`, { ...snmpdKeys, auth: 'not-this-one' }),
      privacy: await failure(`snmp://sha256aes128@${secure}`, { ...snmpdKeys, priv: 'not-this-one' }),
      community: await failure(`snmp://${host()}?version=2c`, { community: 'wrong' }),
      name: await failure('snmp://no-such-host.invalid?version=2c'),
    }).toEqual({
      user: 'ups/refused ups.snmp.refused.user',
      key: 'ups/refused ups.snmp.refused.authKey',
      privacy: 'ups/unreachable ups.snmp.silent3',
      community: 'ups/unreachable ups.snmp.silent',
      name: 'ups/unknownHost ups.unknownHost',
    });
  });

  it('refuses a key that SNMPv3 does not allow, and a missing one, before it sends anything', async () => {
    const address = { scheme: 'snmp', host: '127.0.0.1', port: agent.port, version: '3', user: 'a', auth: 'sha256' } as const;
    expect(await openSnmpUps('ups', address, async () => 'short')).toMatchObject({ failure: { code: 'ups/keyTooShort' } });
    expect(await openSnmpUps('ups', address, async () => undefined)).toMatchObject({ failure: { code: 'ups/secretMissing' } });
  });

  it('goes on reading over SNMPv3 after the card was reset to factory settings and its boot count went backwards (net-snmp 3.27 sticks)', async () => {
    const own = await startSnmpd();
    try {
      await own.restart();
      await own.restart();
      const ups = await source(`snmp://sha256aes128@127.0.0.1:${String(own.port)}?version=3&auth=sha256&priv=aes128`, snmpdKeys);
      expect((await reading(ups)).power).toBe('mains');
      await own.restart({ factoryReset: true });
      await expect.poll(async () => (await ups.read()).ok, { timeout: 20_000, interval: 100 }).toBe(true);
    } finally {
      await own.stop();
    }
  });

  it('goes on reading after the card restarted', async () => {
    const own = await startSnmpd();
    try {
      const ups = await source(`snmp://127.0.0.1:${String(own.port)}?version=2c`);
      await reading(ups);
      await own.restart();
      expect((await reading(ups)).power).toBe('mains');
    } finally {
      await own.stop();
    }
  });

  it('learns the device anew when another one answers at its address', async () => {
    const ups = await source(`snmp://${host()}?version=1`);
    expect((await reading(ups)).mib).toBe('powernet+rfc1628');
    agent.serve([...managementCard, ...standardCard]);
    await expect.poll(async () => ((read) => (read.ok ? read.value.mib : ''))(await ups.read()), { timeout: 10_000 }).toBe('rfc1628');
  });

  it('names what it found when a device answers SNMP but is no UPS', async () => {
    agent.serve(managementCard);
    const read = await (await source(`snmp://${host()}?version=2c`)).read();
    expect(read).toMatchObject({
      failure: { code: 'ups/unknownDevice', message: { params: { description: 'UPS management card of the test' } } },
    });
  });
});
