import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSnmpUps } from '../../electron/adapters/snmp/open-snmp-ups.js';
import type { UpsSource } from '../../electron/core/ports.js';
import { serverThere } from '../peers/available.js';
import { managementCard, smartUps, standardCard, type Fact } from '../peers/snmpd/recordings.js';
import { startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';

const p = '1.3.6.1.4.1.318.1.1.1';
const u = '1.3.6.1.2.1.33.1';
const x = '1.3.6.1.4.1.534.1';
const c = '1.3.6.1.4.1.3808.1.1.1';

const eaton: readonly Fact[] = [
  [`${x}.1.2.0`, '4', '5PX 2200'],
  [`${x}.2.1.0`, '2', 1800],
  [`${x}.2.4.0`, '2', 100],
  [`${x}.4.5.0`, '2', 3],
  [`${x}.9.1.0`, '2', 0],
  [`${x}.9.6.0`, '2', 0],
];
const cyberPower: readonly Fact[] = [
  [`${c}.1.1.1.0`, '4', 'PR1500'],
  [`${c}.2.2.1.0`, '66', 100],
  [`${c}.4.1.1.0`, '2', 2],
  [`${c}.5.2.10.0`, '67', 18_000],
  [`${c}.6.2.1.0`, '2', 1],
  [`${c}.6.2.3.0`, '2', 1],
  [`${c}.6.2.7.0`, '2', -1],
];

describe.runIf(serverThere('telling a UPS over SNMP to go off', ['snmpd']))('telling a UPS to switch its output off', () => {
  let agent: SnmpdPeer;
  let ups: UpsSource | undefined;
  let before = 0;
  beforeAll(async () => {
    agent = await startSnmpd();
  });
  afterAll(() => agent.stop());
  beforeEach(() => {
    before = agent.sets().length;
  });
  afterEach(() => {
    ups?.close();
  });
  const written = () =>
    agent
      .sets()
      .slice(before)
      .map(({ oid, value }) => `${oid}=${value}`);

  async function open(
    facts: readonly Fact[],
    writeCommunity: string | undefined = 'private',
    version: '1' | '2c' = '2c',
  ): Promise<UpsSource> {
    agent.serve([...managementCard, ...facts]);
    const address = { scheme: 'snmp', host: '127.0.0.1', port: agent.port, version } as const;
    const write = { address, secret: async () => writeCommunity };
    const opened = await openSnmpUps('ups', address, async () => 'public', { timeoutMs: 400, confirmMs: 300, write });
    if (!opened.ok) throw new Error(opened.failure.code);
    ups = opened.value;
    return opened.value;
  }

  async function offered(card: UpsSource): Promise<readonly string[]> {
    const can = await card.capabilities();
    return can.ok ? can.value.commands.map(({ name }) => name) : [];
  }

  it('tells an APC card to go off gracefully and come back with mains, on mains as on battery', async () => {
    const card = await open(smartUps);
    expect(await offered(card)).toEqual(['shutdown.return', 'shutdown.stayoff', 'selftest.start']);
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 120, returnWithMains: true })).toEqual({
      ok: true,
      value: { confirmed: 'nothing', abortable: false, delaySeconds: 180 },
    });
    expect(written()).toEqual([`${p}.6.2.2.0=3`]);
  });

  it('tells an APC card to stay off only when asked to', async () => {
    const card = await open(smartUps);
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 60, returnWithMains: false })).toMatchObject({ ok: true });
    expect(written()).toEqual([`${p}.6.2.1.0=3`]);
  });

  it('raises the delay of an APC card that would cut the power too early, and leaves a longer one alone', async () => {
    const card = await open(smartUps);
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 400, returnWithMains: true })).toMatchObject({ ok: true });
    expect(written()).toEqual([`${p}.5.2.10.0=40000`, `${p}.6.2.2.0=3`]);
  });

  it('calls nothing off on an APC card, which has no command for it (nut issue 1956)', async () => {
    const card = await open(smartUps);
    await card.tell({ kind: 'shutdown', delaySeconds: 60, returnWithMains: true });
    expect(await card.tell({ kind: 'abortShutdown' })).toMatchObject({ ok: false, failure: { code: 'ups/noAbort' } });
  });

  it('does not tell a card whose delay is not known: it might cut in 20 s', async () => {
    const card = await open(smartUps.filter(([oid]) => oid !== `${p}.5.2.10.0`));
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 270, returnWithMains: true })).toMatchObject({
      failure: { code: 'ups/delayUnknown' },
    });
    expect(written().filter((one) => one.startsWith(`${p}.6.`))).toEqual([]);
  });

  it('calls nothing off on it after a restart of the program either, whatever else the card could call off', async () => {
    const facts = [...smartUps, ...standardCard];
    await (await open(facts)).tell({ kind: 'shutdown', delaySeconds: 60, returnWithMains: true });
    ups?.close();
    expect(await (await open(facts)).tell({ kind: 'abortShutdown' })).toMatchObject({ ok: false, failure: { code: 'ups/noAbort' } });
  });

  it('sets type, restart and delay of an RFC 1628 card in one request, and reads the countdown back', async () => {
    const card = await open(standardCard);
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 180, returnWithMains: true })).toEqual({
      ok: true,
      value: { confirmed: 'readBack', abortable: true, delaySeconds: 180 },
    });
    expect(written()).toEqual([`${u}.8.1.0=1`, `${u}.8.5.0=1`, `${u}.8.2.0=180`, `${u}.8.3.0=240`]);
    const read = await card.read();
    expect(read).toMatchObject({ ok: true, value: { flags: ['shutdownPending'] } });
  });

  it('calls off the countdown of an RFC 1628 card', async () => {
    const card = await open(standardCard);
    await card.tell({ kind: 'shutdown', delaySeconds: 180, returnWithMains: true });
    expect(await card.tell({ kind: 'abortShutdown' })).toEqual({ ok: true, value: { confirmed: 'readBack', abortable: false } });
    expect(written().slice(-2)).toEqual([`${u}.8.2.0=-1`, `${u}.8.3.0=-1`]);
  });

  it('sets one value after the other where an RFC 1628 card lacks one of the three objects', async () => {
    const card = await open(standardCard.filter(([oid]) => oid !== `${u}.8.5.0`));
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 90, returnWithMains: true })).toMatchObject({ ok: true });
    expect(written()).toContain(`${u}.8.2.0=90`);
    expect(written()).toContain(`${u}.8.1.0=1`);
  });

  it('does the same in version 1', async () => {
    const card = await open(
      standardCard.filter(([oid]) => oid !== `${u}.8.5.0`),
      'private',
      '1',
    );
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 90, returnWithMains: true })).toMatchObject({ ok: true });
    expect(written()).toContain(`${u}.8.2.0=90`);
  });

  it('sheds the load of an Eaton with restart, which cannot be called off', async () => {
    const card = await open([...eaton, ...standardCard]);
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 0, returnWithMains: true })).toEqual({
      ok: true,
      value: { confirmed: 'readBack', abortable: false, delaySeconds: 1 },
    });
    expect(written()).toEqual([`${x}.9.6.0=1`]);
  });

  it('lets an Eaton stay off with a countdown that can be called off', async () => {
    const card = await open(eaton);
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 30, returnWithMains: false })).toEqual({
      ok: true,
      value: { confirmed: 'readBack', abortable: true, delaySeconds: 30 },
    });
    expect(await card.tell({ kind: 'abortShutdown' })).toMatchObject({ ok: true });
    expect(written()).toEqual([`${x}.9.1.0=30`, `${x}.9.1.0=0`]);
  });

  it('puts a CyberPower to sleep after the delay, and by the card’s own delay where the command takes no longer one (nut issue 2040)', async () => {
    const card = await open(cyberPower);
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 200, returnWithMains: true })).toEqual({
      ok: true,
      value: { confirmed: 'readBack', abortable: true, delaySeconds: 200 },
    });
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 900, returnWithMains: true })).toEqual({
      ok: true,
      value: { confirmed: 'nothing', abortable: false, delaySeconds: 900 },
    });
    expect(written()).toEqual([`${c}.6.2.7.0=200`, `${c}.5.2.10.0=90000`, `${c}.6.2.3.0=3`]);
  });

  it.each(['1', '2c'] as const)('says that a version %s community may not write', async (version) => {
    const card = await open(smartUps, 'public', version);
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 60, returnWithMains: true })).toMatchObject({
      ok: false,
      failure: { code: 'ups/refused', message: { key: 'ups.writeRefused' } },
    });
    expect(written()).toEqual([]);
  });

  it('offers nothing where the card shows no such objects', async () => {
    const card = await open(smartUps.filter(([oid]) => !oid.startsWith(`${p}.6.`)));
    expect(await offered(card)).toEqual(['selftest.start']);
    expect(await card.tell({ kind: 'shutdown', delaySeconds: 60, returnWithMains: true })).toMatchObject({
      failure: { code: 'ups/noShutdown' },
    });
  });

  it('writes nothing while it only reads and asks what the device can do', async () => {
    const card = await open([...smartUps, ...standardCard]);
    await card.read();
    await card.capabilities();
    expect(written()).toEqual([]);
  });
});
