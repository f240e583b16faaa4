import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { memorySecrets } from '../../electron/adapters/secrets/secrets.js';
import { openSnmpUps } from '../../electron/adapters/snmp/open-snmp-ups.js';
import { openUpsSource } from '../../electron/compose/open-ups.js';
import { systemClock } from '../../electron/compose/system-clock.js';
import type { UpsSource } from '../../electron/core/ports.js';
import type { Connection } from '../../shared/settings/connection.js';
import { commandNamed } from '../../shared/ups/command.js';
import { serverThere } from '../peers/available.js';
import { managementCard, smartUps, standardCard, type Fact } from '../peers/snmpd/recordings.js';
import { snmpdKeys, startSnmpd, type Reaction, type SnmpdPeer } from '../peers/snmpd/snmpd.js';

const p = '1.3.6.1.4.1.318.1.1.1';
const u = '1.3.6.1.2.1.33.1';
const x = '1.3.6.1.4.1.534.1';
const c = '1.3.6.1.4.1.3808.1.1.1';

const apc: readonly Fact[] = [
  ...smartUps,
  [`${p}.5.2.4.0`, '2', 1],
  [`${p}.12.1.2.1.2.1`, '4', 'Servers'],
  [`${p}.12.1.2.1.2.2`, '4', 'Switch'],
  [`${p}.12.1.2.1.3.1`, '2', 1],
  [`${p}.12.1.2.1.3.2`, '2', 2],
  [`${p}.12.3.2.1.3.1`, '2', 1],
  [`${p}.12.3.2.1.3.2`, '2', 1],
];
const standard: readonly Fact[] = [...standardCard, [`${u}.7.1.0`, '6', `${u}.7.7.3`], [`${u}.7.2.0`, '2', 41], [`${u}.9.8.0`, '2', 2]];
const eaton: readonly Fact[] = [
  [`${x}.1.2.0`, '4', '9PX 3000'],
  [`${x}.2.1.0`, '2', 1800],
  [`${x}.2.4.0`, '2', 100],
  [`${x}.4.5.0`, '2', 3],
  [`${x}.8.1.0`, '2', 0],
  [`${x}.8.2.0`, '2', 2],
  [`${x}.9.1.0`, '2', 0],
  [`${x}.9.6.0`, '2', 0],
  [`${x}.12.2.1.2.1`, '2', 1],
  [`${x}.12.2.1.3.1`, '2', -1],
  [`${x}.12.2.1.4.1`, '2', -1],
];

describe.runIf(serverThere('telling a UPS over SNMP something', ['snmpd']))('a command of a UPS over SNMP', () => {
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

  async function open(facts: readonly Fact[], reactions: readonly Reaction[] = [], version: '1' | '2c' = '2c'): Promise<UpsSource> {
    agent.serve([...managementCard, ...facts], reactions);
    const address = { scheme: 'snmp', host: '127.0.0.1', port: agent.port, version } as const;
    const opened = await openSnmpUps('ups', address, async () => 'private', { timeoutMs: 400, confirmMs: 400 });
    if (!opened.ok) throw new Error(opened.failure.code);
    ups = opened.value;
    return opened.value;
  }
  function tell(card: UpsSource, name: string) {
    const command = commandNamed(name, 60);
    if (command === undefined) throw new Error(name);
    return card.tell(command);
  }
  const seen = { ok: true, value: { confirmed: 'readBack', abortable: false } };

  it('is offered where the card has its objects, with what the outlets and the beeper are', async () => {
    const can = await (await open(apc)).capabilities();
    expect(can).toMatchObject({
      value: {
        right: { kind: 'unknown' },
        outletGroups: [
          { id: '1', title: 'Servers', isOn: true },
          { id: '2', title: 'Switch', isOn: false },
        ],
        beeper: 'enabled',
      },
    });
    const names = can.ok ? can.value.commands.map(({ name }) => name) : [];
    expect(names).toEqual(expect.arrayContaining(['selftest.start', 'beeper.disable', 'outlet.1.off', 'outlet.2.cycle']));
    expect(names).not.toContain('shutdown.abort');
    expect(names).not.toContain('selftest.stop');
    expect(written()).toEqual([]);
  });

  it.each([
    ['sha256aes128', 'granted'],
    ['readonly', 'refused'],
  ])('of the SNMPv3 user %s the agent’s own table of access rights says: %s', async (user, right) => {
    agent.serve([...managementCard, ...apc]);
    const address = { scheme: 'snmp', host: '127.0.0.1', port: agent.port, version: '3', user, auth: 'sha256', priv: 'aes128' } as const;
    const opened = await openSnmpUps('ups', address, async (part) => (part === 'auth' ? snmpdKeys.auth : snmpdKeys.priv));
    if (!opened.ok) throw new Error(opened.failure.code);
    ups = opened.value;
    expect(await ups.capabilities()).toMatchObject({ value: { right: { kind: right } } });
    expect(written()).toEqual([]);
  });

  it('is found in version 1 as well, where each missing object fails the whole request', async () => {
    const can = await (await open(apc, [], '1')).capabilities();
    const names = can.ok ? can.value.commands.map(({ name }) => name) : [];
    expect(names).toEqual(expect.arrayContaining(['shutdown.return', 'selftest.start', 'beeper.mute', 'outlet.2.on']));
  });

  it.each([
    ['an APC card', apc, `${p}.7.2.2.0`, 2, `${p}.7.2.3.0`, 4],
    ['an Eaton card', eaton, `${x}.8.1.0`, 1, `${x}.8.2.0`, 4],
    [
      'a CyberPower card',
      [
        [`${c}.1.1.1.0`, '4', 'PR1500'],
        [`${c}.4.1.1.0`, '2', 2],
        [`${c}.7.2.2.0`, '2', 1],
        [`${c}.7.2.3.0`, '2', 1],
      ] as readonly Fact[],
      `${c}.7.2.2.0`,
      2,
      `${c}.7.2.3.0`,
      4,
    ],
  ])('starts a self-test on %s and sees it in progress', async (_card, facts, oid, value, then, becomes) => {
    const card = await open(facts, [{ written: oid, value, then, becomes }]);
    expect(await tell(card, 'selftest.start')).toEqual(seen);
    expect(written()).toEqual([`${oid}=${String(value)}`]);
    expect(await card.read()).toMatchObject({ value: { flags: expect.arrayContaining(['selfTest']) as unknown } });
  });

  it('that nothing shows is said to be unconfirmed', async () => {
    expect(await tell(await open(apc), 'selftest.start')).toEqual({ ok: true, value: { confirmed: 'nothing', abortable: false } });
    expect(written()).toEqual([`${p}.7.2.2.0=2`]);
  });

  it('starts an RFC 1628 test with the spin lock first and its value just read, in one request', async () => {
    const card = await open(standard, [{ written: `${u}.7.1.0`, value: `.${u}.7.7.4`, then: `${u}.7.3.0`, becomes: 5 }]);
    expect(await tell(card, 'selftest.start')).toEqual(seen);
    expect(written()).toEqual([`${u}.7.2.0=41`, `${u}.7.1.0=.${u}.7.7.4`]);
  });

  it('stops an RFC 1628 test under the lock as well', async () => {
    const testing = standard.map((fact): Fact => (fact[0] === `${u}.7.3.0` ? [fact[0], fact[1], 5] : fact));
    const card = await open(testing, [{ written: `${u}.7.1.0`, value: `.${u}.7.7.2`, then: `${u}.7.3.0`, becomes: 4 }]);
    expect(await tell(card, 'selftest.stop')).toEqual(seen);
    expect(written().at(-1)).toBe(`${u}.7.1.0=.${u}.7.7.2`);
  });

  it('starts a test on an RFC 1628 card without the lock', async () => {
    const card = await open(
      standard.filter(([oid]) => oid !== `${u}.7.2.0`),
      [{ written: `${u}.7.1.0`, value: `.${u}.7.7.4`, then: `${u}.7.3.0`, becomes: 5 }],
    );
    expect(await tell(card, 'selftest.start')).toEqual(seen);
    expect(written()).toEqual([`${u}.7.1.0=.${u}.7.7.4`]);
  });

  it.each([
    ['beeper.disable', `${u}.9.8.0=1`, 'disabled'],
    ['beeper.mute', `${u}.9.8.0=3`, 'muted'],
  ])('%s is read back', async (name, line, state) => {
    const card = await open(standard);
    expect(await tell(card, name)).toEqual(seen);
    expect(written()).toEqual([line]);
    expect(await card.capabilities()).toMatchObject({ value: { beeper: state } });
  });

  it.each([
    ['outlet.1.off', `${p}.12.3.2.1.3.1=2`, { written: `${p}.12.3.2.1.3.1`, value: 2, then: `${p}.12.1.2.1.3.1`, becomes: 2 }],
    ['outlet.2.on', `${p}.12.3.2.1.3.2=1`, { written: `${p}.12.3.2.1.3.2`, value: 1, then: `${p}.12.1.2.1.3.2`, becomes: 1 }],
    ['outlet.1.cycle', `${p}.12.3.2.1.3.1=3`, { written: `${p}.12.3.2.1.3.1`, value: 3, then: `${p}.12.1.2.1.3.1`, becomes: 2 }],
  ] as const)('%s of an APC card is told to its group and seen there', async (name, line, reaction) => {
    expect(await tell(await open(apc, [reaction]), name)).toEqual(seen);
    expect(written()).toEqual([line]);
  });

  it('switches a receptacle of an Eaton by its delay of 0', async () => {
    const card = await open(eaton, [{ written: `${x}.12.2.1.3.1`, value: 0, then: `${x}.12.2.1.2.1`, becomes: 2 }]);
    expect(await tell(card, 'outlet.1.off')).toEqual(seen);
    expect(written()).toEqual([`${x}.12.2.1.3.1=0`]);
  });

  it('to an outlet that stays as it was is not confirmed', async () => {
    expect(await tell(await open(apc), 'outlet.1.off')).toMatchObject({ failure: { code: 'ups/notConfirmed' } });
  });

  it('that the card does not have is not sent', async () => {
    const card = await open(apc);
    for (const name of ['outlet.7.off', 'selftest.stop'])
      expect(await tell(card, name)).toMatchObject({ failure: { code: 'ups/noCommand' } });
    expect(await tell(card, 'shutdown.abort')).toMatchObject({ failure: { code: 'ups/noAbort' } });
    expect(written()).toEqual([]);
  });

  it('shows an APC card that it will cut, where the card says so', async () => {
    const raised = `0001010000000000001001${'0'.repeat(42)}`;
    const card = await open(apc, [{ written: `${p}.6.2.2.0`, value: 3, then: `${p}.11.1.1.0`, becomes: raised }]);
    expect(await tell(card, 'shutdown.return')).toEqual({
      ok: true,
      value: { confirmed: 'readBack', abortable: false, delaySeconds: 180 },
    });
    expect(await tell(card, 'shutdown.abort')).toMatchObject({ failure: { code: 'ups/noAbort' } });
  });

  it('calls off what an Eaton counts down, whoever gave it', async () => {
    const card = await open(eaton);
    await tell(card, 'shutdown.stayoff');
    card.close();
    const again = await open(eaton.map((fact): Fact => (fact[0] === `${x}.9.1.0` ? [fact[0], fact[1], 50] : fact)));
    expect(await tell(again, 'shutdown.abort')).toEqual(seen);
    expect(written().at(-1)).toBe(`${x}.9.1.0=0`);
  });

  describe('with credentials of its own', () => {
    const stored = (address: string, more: Partial<Connection> = {}): Connection => ({
      id: 'ups1',
      title: 'UPS',
      kind: 'ups',
      address: address.replace('HOST', `127.0.0.1:${String(agent.port)}`),
      ...(more.writeAddress === undefined ? {} : { writeAddress: more.writeAddress.replace('HOST', `127.0.0.1:${String(agent.port)}`) }),
    });
    async function opened(connection: Connection, secrets: Readonly<Record<string, string>>): Promise<UpsSource> {
      agent.serve([...managementCard, ...standard]);
      const kept = new Map(Object.entries(secrets).map(([part, value]) => [`ups1.${part}`, value]));
      const source = await openUpsSource(connection, memorySecrets(kept), systemClock());
      if (!source.ok) throw new Error(source.failure.code);
      ups = source.value;
      return source.value;
    }

    it('a community for commands writes where that for reading may not', async () => {
      const reading = await opened(stored('snmp://HOST?version=2c'), { community: 'public' });
      expect(await tell(reading, 'beeper.disable')).toMatchObject({
        failure: { code: 'ups/refused', message: { key: 'ups.writeRefused' } },
      });
      reading.close();
      const both = await opened(stored('snmp://HOST?version=2c'), { community: 'public', writeCommunity: 'private' });
      expect(await tell(both, 'beeper.disable')).toEqual(seen);
    });

    it('a community for commands that cannot even read is found before it is needed', async () => {
      const wrong = await opened(stored('snmp://HOST?version=2c'), { community: 'public', writeCommunity: 'typed wrong' });
      expect(await wrong.read()).toMatchObject({ ok: true });
      expect(await wrong.capabilities()).toMatchObject({ failure: { code: 'ups/unreachable' } });
    }, 20_000);

    it('an SNMPv3 user for commands has keys of its own, or else those for reading', async () => {
      const readonly = 'snmp://readonly@HOST?version=3&auth=sha256&priv=aes128';
      const writeAddress = 'snmp://sha512aes256@HOST?version=3&auth=sha512&priv=aes256b';
      const sameKeys = await opened(stored(readonly, { writeAddress }), snmpdKeys);
      expect(await tell(sameKeys, 'beeper.disable')).toEqual(seen);
      sameKeys.close();
      const wrongKeys = await opened(stored(readonly, { writeAddress }), {
        ...snmpdKeys,
        writeAuth: 'another phrase 1',
        writePriv: 'x'.repeat(16),
      });
      expect(await wrongKeys.read()).toMatchObject({ ok: true });
      expect(await wrongKeys.capabilities()).toMatchObject({ failure: { code: 'ups/refused' } });
    });
  });
});
