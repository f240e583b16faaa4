import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discoverUps } from '../../electron/compose/discover-ups.js';
import type { SystemView } from '../../electron/adapters/system/system-supplies.js';
import { systemClock } from '../../electron/compose/system-clock.js';
import type { UpsQuestion } from '../../shared/ups/discovery.js';
import { programPath, serverThere } from '../peers/available.js';
import { apcupsdProgram, startApcupsd, type ApcupsdPeer } from '../peers/apcupsd/apcupsd.js';
import { nutProgram, startUpsd, type UpsdPeer } from '../peers/nut/upsd.js';
import { snmpdKeys, startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';
import { canMockUpower, startUpower, type UpowerPeer } from '../peers/upower/upower.js';

/** Of the loopback and closed: answered at once, by a refusal or not at all. */
const closed = 9;
const closedPorts = { snmp: closed, nut: closed, apcupsd: closed };
/** A computer whose system shows nothing, whatever the one that tests shows. */
const blind: SystemView = {
  platform: 'linux',
  environment: { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent' },
  powerSupplies: '/nonexistent',
};

function look(ports: Partial<typeof closedPorts>, question: Partial<UpsQuestion> = {}, system = blind) {
  return discoverUps({ host: '127.0.0.1', secrets: {}, ...question }, systemClock(), { ports: { ...closedPorts, ...ports }, system });
}
type Found = Awaited<ReturnType<typeof look>>;
const waysOf = ({ offers }: Found) => offers.map(({ way }) => way);
const reasonsOf = ({ failures }: Found) => Object.fromEntries(failures.map(({ way, failure }) => [way, failure.message.key]));
const adviceOf = ({ advice }: Found) => advice.map(({ code }) => code);

describe.runIf(serverThere('finding a UPS by SNMP', ['snmpd']))('finding a UPS behind an SNMP agent', () => {
  let agent: SnmpdPeer;
  beforeAll(async () => {
    agent = await startSnmpd();
    // Loads the libraries, which takes its time where they are compiled on the way.
    await look({ snmp: agent.port });
  });
  afterAll(() => agent.stop());
  const ask = (user: string | undefined, secrets: UpsQuestion['secrets'] = snmpdKeys) =>
    look({ snmp: agent.port }, { secrets, ...(user === undefined ? {} : { user }) });

  it.each([
    ['sha256aes128', 'auth=sha256&priv=aes128'],
    ['sha1aes256r', 'auth=sha1&priv=aes256r'],
    ['sha512aes256', 'auth=sha512&priv=aes256b'],
    ['md5aes128', 'auth=md5&priv=aes128'],
  ])('finds the methods of %s, and tells that the card also answers everybody', async (user, methods) => {
    const found = await ask(user);
    expect(found.offers[0]?.address).toBe(`snmp://${user}@127.0.0.1:${String(agent.port)}?version=3&${methods}`);
    expect(found.offers[0]?.reading).toMatchObject({ power: 'mains', model: 'Smart-UPS 1500' });
    expect(found.offers[0]?.why.key).toBe('discovery.why.authPriv');
    expect(waysOf(found)).toEqual(['snmp3', 'snmp2c']);
    expect(found.because?.key).toBe('discovery.because.safest');
    expect(adviceOf(found)).toEqual(['discovery/alsoPlain']);
  });

  it('goes down to a user that does not encrypt, or not even authenticate, and says so', async () => {
    const signed = await ask('shaonly');
    expect(signed.offers[0]).toMatchObject({
      way: 'snmp3',
      why: { key: 'discovery.why.noPriv' },
      findings: [{ code: 'credentials/noPriv' }],
    });
    const open = await ask('nosec', {});
    expect(open.offers[0]).toMatchObject({
      way: 'snmp3',
      why: { key: 'discovery.why.noAuth' },
      findings: [{ code: 'credentials/noAuth' }],
    });
  });

  it('proposes SNMPv3 where only a community was known, and says how', async () => {
    const found = await ask(undefined, {});
    expect(waysOf(found)).toEqual(['snmp2c']);
    expect(found.offers[0]?.findings.map(({ code }) => code)).toEqual(['credentials/snmpPlain', 'credentials/usualCommunity']);
    expect(found.because?.key).toBe('discovery.because.only');
    expect(adviceOf(found)).toEqual(['discovery/useSnmp3']);
    expect(reasonsOf(found)).toEqual({
      snmp3: 'discovery.snmp3.noUser',
      nut: 'ups.tcp.refused',
      apcupsd: 'ups.tcp.refused',
      system: 'sources.system.silent',
    });
  });

  it.each([
    ['an unknown user', 'stranger', snmpdKeys, 'ups.snmp.refused.user'],
    ['a wrong authentication passphrase', 'sha256aes128', { ...snmpdKeys, auth: 'not-this-passphrase' }, 'ups.snmp.refused.authKey'],
    ['a wrong encryption passphrase', 'sha256aes128', { ...snmpdKeys, priv: 'not-this-passphrase' }, 'discovery.snmp3.privKey'],
    ['a passphrase that no agent takes', 'sha256aes128', { ...snmpdKeys, auth: 'seven77' }, 'ups.keyTooShort'],
  ] as const)('says of %s what is wrong, and that v2c answers', async (_what, user, secrets, reason) => {
    const found = await ask(user, secrets);
    expect(reasonsOf(found)['snmp3']).toBe(reason);
    expect(waysOf(found)).toEqual(['snmp2c']);
    for (const value of Object.values(secrets)) expect(JSON.stringify(found)).not.toContain(value);
  });

  it('does not send a typed community in the clear where SNMPv3 lets us in', async () => {
    expect(waysOf(await ask('sha256aes128', { ...snmpdKeys, community: 'private' }))).toEqual(['snmp3']);
    expect(waysOf(await ask('stranger', { ...snmpdKeys, community: 'private' }))).toEqual(['snmp2c']);
  });

  it('says of a wrong community that both versions are silent', async () => {
    const found = await ask(undefined, { community: 'not-this-one' });
    expect(found.offers).toEqual([]);
    expect(reasonsOf(found)).toMatchObject({ snmp2c: 'ups.snmp.silent', snmp1: 'ups.snmp.silent' });
    expect(adviceOf(found)).toEqual(['discovery/needsUser']);
  });
});

const isNutThere =
  serverThere('finding a UPS by NUT', ['upsd', 'snmpd']) && (nutProgram('dummy-ups') !== undefined || process.env['CI'] === 'true');
const rack = { 'ups.status': 'OL', 'battery.charge': '98', 'device.model': 'Rack' };
const devices = [
  { name: 'rack', driver: 'dummy-ups', variables: rack },
  { name: 'desk', driver: 'dummy-ups', variables: { ...rack, 'ups.status': 'OB' } },
] as const;

describe.runIf(isNutThere)('finding the UPSes of a NUT server', () => {
  it('offers each of them, with its reading, and no encryption where there is none', async () => {
    const server = await startUpsd(devices);
    const found = await look({ nut: server.port }, { user: 'boss', secrets: { password: 'canary' } });
    await server.stop();
    expect(found.offers.map(({ name, reading }) => [name, reading?.power])).toEqual([
      ['rack', 'mains'],
      ['desk', 'battery'],
    ]);
    expect(found.offers[0]?.address).toBe(`nut://boss@127.0.0.1:${String(server.port)}/rack`);
    expect(found.because).toEqual({ key: 'discovery.because.several', params: { count: 2 } });
    expect(JSON.stringify(found)).not.toContain('canary');
  });
});

describe.runIf(isNutThere && (programPath('certutil') !== undefined || process.env['CI'] === 'true'))(
  'finding a NUT server with STARTTLS',
  () => {
    let server: UpsdPeer;
    beforeAll(async () => {
      server = await startUpsd([devices[0]], { tls: true });
    });
    afterAll(() => server.stop());

    it('proposes encryption and shows the certificate that a person has to accept', async () => {
      const [offer] = (await look({ nut: server.port })).offers;
      expect(offer).toMatchObject({
        address: `nut://127.0.0.1:${String(server.port)}/rack?tls=1`,
        presentedPin: server.certificate?.fingerprint,
        reading: { chargePercent: 98 },
        why: { key: 'discovery.why.nutTls' },
      });
    });
  },
);

describe.runIf(serverThere('finding a UPS by apcupsd', ['snmpd']) && apcupsdProgram() !== undefined)('finding an apcupsd', () => {
  let agent: SnmpdPeer;
  let daemon: ApcupsdPeer;
  beforeAll(async () => {
    agent = await startSnmpd();
    daemon = await startApcupsd(agent.port);
  });
  afterAll(async () => {
    await daemon.stop();
    await agent.stop();
  });

  it('stands behind the card itself', async () => {
    // The daemon says nothing before it has heard its UPS.
    await expect.poll(async () => waysOf(await look({ apcupsd: daemon.port })), { timeout: 60_000 }).toEqual(['apcupsd']);
    const found = await look({ snmp: agent.port, apcupsd: daemon.port });
    expect(waysOf(found)).toEqual(['snmp2c', 'apcupsd']);
    expect(found.because?.key).toBe('discovery.because.nearest');
  });
});

const isUpowerThere =
  serverThere('finding the UPS that this workstation shows', ['dbus-daemon', 'gdbus', 'busctl']) &&
  (canMockUpower() || process.env['CI'] === 'true');

describe.runIf(isUpowerThere)('finding the UPS that this workstation’s own system shows', () => {
  let upower: UpowerPeer;
  const view = (): SystemView => ({ platform: 'linux', environment: upower.environment });
  beforeAll(async () => {
    upower = await startUpower();
  });
  afterAll(() => upower.stop());

  const lookHere = (question: Partial<UpsQuestion>) =>
    discoverUps({ host: 'localhost', secrets: {}, ...question }, systemClock(), { ports: {}, system: view() });

  it('says that it shows none, then offers it as what is trusted less, whatever this workstation is called', async () => {
    expect(reasonsOf(await lookHere({}))['system']).toBe('sources.system.noUps');
    await upower.addUps();
    for (const host of ['127.0.0.1', 'localhost', '::1']) {
      const found = await lookHere({ host });
      expect(found.offers).toMatchObject([
        { way: 'system', address: 'system:', why: { key: 'discovery.why.system' }, reading: { protocol: 'system', model: 'Line 700' } },
      ]);
      expect(found.because?.key).toBe('discovery.because.only');
    }
  });

  it('asks nobody else when only the system is meant', async () => {
    const found = await look({}, { host: 'localhost', only: 'system' }, view());
    expect(waysOf(found)).toEqual(['system']);
    expect(found.failures).toEqual([]);
  });

  it('is not looked for at another host, nor behind a port', async () => {
    expect(waysOf(await lookHere({ host: '192.0.2.1' }))).toEqual([]);
    expect(waysOf(await lookHere({ port: closed }))).toEqual([]);
  });
});

describe('a host that takes everything and says nothing', () => {
  let udp: Socket;
  let tcp: Server;
  beforeAll(async () => {
    udp = createSocket('udp4').bind(0, '127.0.0.1');
    tcp = createServer((connection) => connection.resume()).listen(0, '127.0.0.1');
    await Promise.all([once(udp, 'listening'), once(tcp, 'listening')]);
  });
  afterAll(async () => {
    udp.close();
    await new Promise((resolve) => tcp.close(resolve));
  });

  it('is given up within the limit of the whole, with a reason for each way', async () => {
    const { port } = tcp.address() as AddressInfo;
    const found = await look({ snmp: udp.address().port, nut: port, apcupsd: port }, { user: 'monitor', secrets: snmpdKeys });
    expect(found.offers).toEqual([]);
    expect(reasonsOf(found)).toEqual({
      snmp3: 'discovery.snmp3.none',
      snmp2c: 'ups.snmp.silent',
      snmp1: 'ups.snmp.silent',
      nut: 'ups.tcp.silent',
      apcupsd: 'ups.tcp.silent',
      system: 'sources.system.silent',
    });
    expect(found.tookMs).toBeLessThan(8000);
  });

  it('that nobody knows by name has one reason', async () => {
    const found = await discoverUps({ host: 'no-such-ups.invalid', secrets: {} }, systemClock());
    expect(found.failures.map(({ failure }) => failure.code)).toEqual(['ups/unknownHost']);
  });
});
