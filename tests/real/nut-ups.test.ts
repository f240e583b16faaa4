import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { memorySecrets } from '../../electron/adapters/secrets/secrets.js';
import { openWorkstation } from '../../electron/adapters/workstation/workstation.js';
import { openAdapters } from '../../electron/compose/open-adapters.js';
import { systemClock } from '../../electron/compose/system-clock.js';
import { openNutUps, type NutUpsOptions } from '../../electron/adapters/nut/nut-ups.js';
import type { UpsSource } from '../../electron/core/ports.js';
import { parseAddress } from '../../shared/settings/address.js';
import type { Reading } from '../../shared/ups/reading.js';
import { programPath, serverThere } from '../peers/available.js';
import { openSundown } from '../peers/cli/sundown.js';
import { nutProgram, nutUser, startUpsd, type UpsdPeer } from '../peers/nut/upsd.js';
import { managementCard, smartUps, standardCard } from '../peers/snmpd/recordings.js';
import { startRelay } from '../peers/relay.js';
import { startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';

const online = {
  'device.mfr': 'Example',
  'device.model': 'Line 1000 "rack"',
  'device.serial': 'E 12\\34',
  'device.type': 'ups',
  'ups.firmware': '1.7',
  'ups.status': 'OL CHRG',
  'battery.charge': '98',
  'battery.runtime': '1262.00',
  'battery.voltage': '27.40',
  'input.voltage': '231.0',
  'output.voltage': '230.5',
  'ups.load': '33.00',
  'ups.realpower': '220',
  'ups.temperature': '31.2',
};

const open: UpsSource[] = [];
function source(address: string, password?: string, options: NutUpsOptions = {}): UpsSource {
  const parsed = parseAddress(address);
  if (!parsed.ok || parsed.value.scheme !== 'nut') throw new Error(`not a NUT address: ${address}`);
  const opened = openNutUps('ups', parsed.value, async () => password, { limitMs: 1500, confirmMs: 1000, ...options });
  if (!opened.ok) throw new Error(opened.failure.code);
  open.push(opened.value);
  return opened.value;
}
async function reading(ups: UpsSource): Promise<Reading> {
  const read = await ups.read();
  if (!read.ok) throw new Error(`${read.failure.code} ${JSON.stringify(read.failure.message)}`);
  return read.value;
}
const isThere =
  serverThere('reading a UPS over NUT', ['upsd', 'snmpd']) && (nutProgram('dummy-ups') !== undefined || process.env['CI'] === 'true');

afterEach(() => {
  for (const ups of open.splice(0)) ups.close();
});

describe.runIf(isThere)('a UPS behind NUT’s upsd', () => {
  let server: UpsdPeer;
  let agent: SnmpdPeer;
  beforeAll(async () => {
    agent = await startSnmpd();
    server = await startUpsd(
      [
        { name: 'rack', driver: 'dummy-ups', variables: online },
        { name: 'frozen', driver: 'dummy-ups', variables: online },
        { name: 'apc', driver: 'snmp-ups', snmpPort: agent.port },
      ],
      { maxAge: 3 },
    );
  });
  afterAll(async () => {
    await server.stop();
    await agent.stop();
  });
  const at = (name: string, user = '') => `nut://${user}127.0.0.1:${String(server.port)}/${name}`;
  const boss = `${nutUser.name}@`;

  it('reads every value in one request', async () => {
    const found = await reading(source(at('rack')));
    expect(found).toMatchObject({
      manufacturer: 'Example',
      model: 'Line 1000 "rack"',
      serial: 'E 12\\34',
      firmware: '1.7',
      protocol: 'nut',
      power: 'mains',
      flags: ['charging'],
      chargePercent: 98,
      runtimeSeconds: 1262,
      loadPercent: 33,
      inputVolts: 231,
      outputVolts: 230.5,
      batteryVolts: 27.4,
      temperatureCelsius: 31.2,
      outputWatts: 220,
      requests: 1,
    });
  });

  it('follows what the UPS says: battery, low battery, forced shutdown beside OL, and an empty status as unknown', async () => {
    const ups = source(at('rack'));
    await reading(ups);
    const becomes = async (status: string) => {
      server.change('rack', { ...online, 'ups.status': status });
      await expect
        .poll(async () => ((read) => [read.power, ...read.flags].join(' '))(await reading(ups)), { timeout: 15_000, interval: 200 })
        .toBe(
          {
            'OB DISCHRG': 'battery discharging',
            'OB LB DISCHRG': 'battery lowBattery discharging',
            'FSD OL': 'mains forcedShutdown',
            '': 'unknown',
            'OL CHRG': 'mains charging',
          }[status],
        );
    };
    for (const status of ['OB DISCHRG', 'OB LB DISCHRG', 'FSD OL', '', 'OL CHRG']) await becomes(status);
  });

  it('names the UPSes of the server when the wanted one is not among them', async () => {
    expect(await source(at('office')).read()).toMatchObject({
      failure: { code: 'ups/unknownUps', message: { params: { ups: 'office', known: 'rack, frozen, apc' } } },
    });
  });

  it('takes a driver that stopped talking (DATA-STALE) and one that died (DRIVER-NOT-CONNECTED) as lost communication by name, until it is back', async () => {
    const ups = source(at('frozen'));
    await reading(ups);
    server.freezeDriver('frozen');
    const lost = { power: 'unknown', flags: ['communicationLost'], model: 'Line 1000 "rack"' };
    const stale = { ...lost, lostContact: 'dataStale' };
    await expect.poll(() => reading(ups), { timeout: 20_000, interval: 300 }).toMatchObject(stale);
    expect(await reading(ups)).not.toHaveProperty('chargePercent');
    server.thawDriver('frozen');
    await expect.poll(async () => (await reading(ups)).power, { timeout: 20_000, interval: 300 }).toBe('mains');
    await server.killDriver('frozen');
    const gone = { ...lost, lostContact: 'driverNotConnected' };
    await expect.poll(() => reading(ups), { timeout: 20_000, interval: 300 }).toMatchObject(gone);
    await server.startDriver('frozen');
    const back = { power: 'mains', chargePercent: 98 };
    await expect.poll(() => reading(ups), { timeout: 20_000, interval: 300 }).toMatchObject(back);
    expect(await reading(ups)).not.toHaveProperty('lostContact');
  });

  it('reads a networked UPS through the real snmp-ups driver, with its self-test recognised where NUT alone says OB', async () => {
    const ups = source(at('apc'));
    await expect.poll(async () => (await reading(ups)).chargePercent, { timeout: 20_000, interval: 300 }).toBe(100);
    agent.scenario('onbattery');
    await expect.poll(async () => (await reading(ups)).power, { timeout: 20_000, interval: 300 }).toBe('battery');
    agent.scenario('selftest');
    await expect.poll(async () => (await reading(ups)).flags, { timeout: 20_000, interval: 300 }).toContain('selfTest');
    agent.scenario('online');
    await expect.poll(async () => (await reading(ups)).power, { timeout: 20_000, interval: 300 }).toBe('mains');
  });

  it('offers the commands that the server lists, and none without a user', async () => {
    const names = async (ups: UpsSource) => {
      const can = await ups.capabilities();
      return can.ok ? [can.value.right.kind, ...can.value.commands.map(({ name }) => name)] : [];
    };
    expect(await names(source(at('apc', boss), nutUser.password))).toEqual(
      expect.arrayContaining(['known', 'shutdown.return', 'shutdown.stayoff', 'selftest.start']),
    );
    expect((await names(source(at('apc'))))[0]).toBe('refused');
    expect(await names(source(at('rack', boss), nutUser.password))).toEqual(['known']);
  });

  it('proves a password, and the lack of rights, without changing anything', async () => {
    const before = agent.sets().length;
    const right = async (user: string, password: string) => {
      const can = await source(at('apc', user), password).capabilities();
      return can.ok ? can.value.right : undefined;
    };
    expect(await right(boss, nutUser.password)).toEqual({ kind: 'known' });
    const refused = { kind: 'refused', failure: { code: 'ups/refused', message: { key: 'ups.nut.mayNotSet' } } };
    expect(await right(boss, 'wrong')).toMatchObject(refused);
    expect(await right('guest@', 'guest')).toMatchObject(refused);
    expect(agent.sets()).toHaveLength(before);
  });

  it('sets the delay and tells the UPS to stay off, and hears from the driver that it was done (snmp-ups of NUT 2.8.0 writes a third of a delay)', async () => {
    const before = agent.sets().length;
    const ups = source(at('apc', boss), nutUser.password);
    expect(await ups.tell({ kind: 'shutdown', delaySeconds: 240, returnWithMains: false })).toMatchObject({ ok: true });
    const sets = agent.sets().slice(before);
    expect(sets.map(({ oid, value }) => `${oid.replace('1.3.6.1.4.1.318.1.1.1.', '')}=${value}`)).toEqual(['5.2.10.0=24000', '6.2.1.0=3']);
  });

  it('hears from the driver that the UPS refused: APC cards take NUT’s shutdown.return on battery only (nut issue 1956)', async () => {
    const ups = source(at('apc', boss), nutUser.password);
    expect(await ups.tell({ kind: 'shutdown', delaySeconds: 240, returnWithMains: true })).toMatchObject({
      failure: { code: 'ups/refused', message: { key: 'ups.nut.commandFailed' } },
    });
  });

  it('hears only the driver’s word where the UPS shows nothing', async () => {
    const ups = source(at('apc', boss), nutUser.password, { confirmMs: 0 });
    expect(await ups.tell({ kind: 'selfTest', action: 'start' })).toEqual({ ok: true, value: { confirmed: 'driver', abortable: false } });
    expect(await ups.tell({ kind: 'beeper', action: 'mute' })).toMatchObject({ failure: { code: 'ups/noCommand' } });
  });

  it('starts a self-test through the driver and sees it in what the driver shows', async () => {
    const p = '1.3.6.1.4.1.318.1.1.1.7.2';
    agent.serve([...managementCard, ...smartUps, ...standardCard], [{ written: `${p}.2.0`, value: 2, then: `${p}.3.0`, becomes: 4 }]);
    const before = agent.sets().length;
    const ups = source(at('apc', boss), nutUser.password, { confirmMs: 10_000 });
    expect(await ups.tell({ kind: 'selfTest', action: 'start' })).toEqual({ ok: true, value: { confirmed: 'readBack', abortable: false } });
    expect(agent.sets().slice(before)).toEqual([{ oid: `${p}.2.0`, value: '2' }]);
    agent.scenario('online');
  });

  it('is told only at the command that a password was wrong', async () => {
    const ups = source(at('apc', boss), 'wrong');
    expect((await ups.read()).ok).toBe(true);
    expect(await ups.tell({ kind: 'shutdown', delaySeconds: 250, returnWithMains: false })).toMatchObject({
      failure: { code: 'ups/refused', message: { key: 'ups.nut.denied' } },
    });
  });

  it('goes on after the server was restarted', async () => {
    const ups = source(at('rack'));
    await reading(ups);
    await server.restart();
    await expect.poll(async () => (await ups.read()).ok, { timeout: 15_000, interval: 200 }).toBe(true);
  });

  it('says that the server is silent while the network is cut, and goes on by itself when it is mended', async () => {
    const wire = await startRelay(server.port);
    const ups = source(`nut://127.0.0.1:${String(wire.port)}/rack`, undefined, { limitMs: 200 });
    expect((await reading(ups)).power).toBe('mains');
    wire.cut();
    expect(await ups.read()).toMatchObject({ failure: { code: 'ups/unreachable', message: { key: 'ups.tcp.silent' } } });
    expect(await ups.read()).toMatchObject({ failure: { code: 'ups/unreachable' } });
    wire.mend();
    await expect.poll(async () => (await ups.read()).ok, { timeout: 15_000, interval: 100 }).toBe(true);
    await wire.close();
  });

  it('says that nothing listens on the port', async () => {
    expect(await source('nut://127.0.0.1:9/rack').read()).toMatchObject({
      failure: { code: 'ups/unreachable', message: { key: 'ups.tcp.refused' } },
    });
  });
});

describe.runIf(isThere && (programPath('certutil') !== undefined || process.env['CI'] === 'true'))(
  'a UPS behind upsd with STARTTLS',
  () => {
    let server: UpsdPeer;
    beforeAll(async () => {
      server = await startUpsd([{ name: 'rack', driver: 'dummy-ups', variables: online }], { tls: true });
    });
    afterAll(() => server.stop());

    it('reads encrypted once a person accepted the certificate, and shows its fingerprint before', async () => {
      const address = `nut://127.0.0.1:${String(server.port)}/rack?tls=1`;
      expect(await source(address).read()).toMatchObject({
        failure: { code: 'ups/certificate', message: { params: { fingerprint: server.certificate?.fingerprint } } },
      });
      expect((await reading(source(address, undefined, { pin: server.certificate?.fingerprint ?? '' }))).chargePercent).toBe(98);
      expect(await source(address, undefined, { pin: 'AB:CD' }).read()).toMatchObject({ failure: { code: 'ups/certificate' } });
    });

    it('shows the wizard its certificate, to be seen and accepted', async () => {
      const secrets = memorySecrets(new Map());
      const adapters = openAdapters({ secrets, workstation: openWorkstation({ platform: process.platform }), clock: systemClock() });
      const connection = { id: 'ups1', title: 'UPS', kind: 'ups', address: `nut://127.0.0.1:${String(server.port)}/rack?tls=1` } as const;
      const fingerprint = server.certificate?.fingerprint ?? '';
      expect(await adapters.test(connection, secrets)).toMatchObject({ reachable: false, presentedPin: fingerprint });
      const accepted = await adapters.test({ ...connection, pin: fingerprint }, secrets);
      expect(accepted).toMatchObject({ reachable: true, reading: { protocol: 'nut', power: 'mains' } });
      expect(accepted.presentedPin).toBeUndefined();
    });

    it('needs no pin where an authority of the system vouches for this very address, and for no other name', async () => {
      const sundown = await openSundown();
      const trusted = { NODE_EXTRA_CA_CERTS: server.certificate?.file ?? '' };
      const read = (host: string) => sundown.run(['ups', 'read', `nut://${host}:${String(server.port)}/rack?tls=1`, '--json'], trusted);
      try {
        const byAddress = await read('127.0.0.1');
        expect([byAddress.code, byAddress.stderr]).toEqual([0, '']);
        const byOtherName = await read('localhost');
        expect(byOtherName.code).toBe(4);
        expect(byOtherName.stdout).toContain(server.certificate?.fingerprint);
      } finally {
        await sundown.close();
      }
    });
  },
);
