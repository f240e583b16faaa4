import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apcupsdProgram, startApcupsd, type ApcupsdPeer } from '../peers/apcupsd/apcupsd.js';
import { serverThere } from '../peers/available.js';
import { openSundown, until, type Going, type JsonLine, type Sundown } from '../peers/cli/sundown.js';
import { nutProgram, startUpsd, type UpsdPeer } from '../peers/nut/upsd.js';
import { startRelay, startUdpRelay, type Relay } from '../peers/relay.js';
import { managementCard, smartUps } from '../peers/snmpd/recordings.js';
import { snmpdKeys, startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';

const isThere =
  serverThere('recovering from what happens to UPSes', ['snmpd', 'upsd']) &&
  nutProgram('dummy-ups') !== undefined &&
  apcupsdProgram() !== undefined;

/** In per cent; what is read after the fault is not what was read before. */
const before = 100;
const after = 87;

const nutUps = (charge: number) => ({
  'ups.status': 'OL',
  'battery.charge': String(charge),
  'battery.runtime': '1800',
  'input.voltage': '230',
});
const charge = (agent: SnmpdPeer, percent: number) => {
  agent.change('1.3.6.1.4.1.318.1.1.1.2.3.1.0', percent * 10);
  agent.change('1.3.6.1.4.1.318.1.1.1.2.2.1.0', percent);
};

/** Everything that one process of Sundown watches, each UPS behind its own server or wire. */
interface Stage {
  readonly sundown: Sundown;
  readonly watching: Going;
  readonly agents: Readonly<Record<'cut' | 'clock' | 'unplugged' | 'daemon', SnmpdPeer>>;
  readonly drivers: UpsdPeer;
  readonly server: UpsdPeer;
  readonly daemon: ApcupsdPeer;
  readonly wires: Readonly<Record<'snmp' | 'nut' | 'apcupsd', Relay>>;
}

/** What happens to one of them, and how it ends. */
interface Story {
  readonly ups: string;
  readonly happens: (stage: Stage) => unknown;
  /** What must be shown before it ends; without it the end comes at once. */
  readonly shown?: readonly string[];
  /** How long it lasts at least. */
  readonly forMs?: number;
  readonly ends: (stage: Stage) => unknown;
}

const aMinute = { shown: ['stale', 'lost'], forMs: 60_000 } as const;

/** By what happens, in the words of the tests. */
const stories: Readonly<Record<string, Story>> = {
  'the network to a card is cut for a minute': {
    ups: 'snmp-cut',
    happens: ({ wires }) => wires.snmp.cut(),
    ...aMinute,
    ends: ({ wires, agents }) => {
      charge(agents.cut, after);
      wires.snmp.mend();
    },
  },
  'the network to a NUT server is cut for a minute': {
    ups: 'nut-cut',
    happens: ({ wires }) => wires.nut.cut(),
    ...aMinute,
    ends: ({ wires, drivers }) => {
      drivers.change('cut', nutUps(after));
      wires.nut.mend();
    },
  },
  'the network to an apcupsd is cut for a minute': {
    ups: 'apcupsd-cut',
    happens: ({ wires }) => wires.apcupsd.cut(),
    ...aMinute,
    ends: ({ wires, agents }) => {
      charge(agents.daemon, after);
      wires.apcupsd.mend();
    },
  },
  'a card restarts and its clock and count of boots are reset': {
    ups: 'snmp-clock',
    happens: ({ agents }) => agents.clock.restart({ factoryReset: true }),
    ends: ({ agents }) => charge(agents.clock, after),
  },
  'a UPS is unplugged from its card': {
    ups: 'snmp-unplugged',
    happens: ({ agents }) => agents.unplugged.scenario('commlost'),
    shown: ['stale', 'lost'],
    ends: ({ agents }) => {
      agents.unplugged.scenario('online');
      charge(agents.unplugged, after);
    },
  },
  'a driver of NUT is killed': {
    ups: 'nut-driver',
    happens: ({ drivers }) => drivers.killDriver('driver'),
    shown: ['stale', 'lost'],
    ends: async ({ drivers }) => {
      drivers.change('driver', nutUps(after));
      await drivers.startDriver('driver');
    },
  },
  'the server of NUT is restarted': {
    ups: 'nut-server',
    happens: ({ server }) => server.restart(),
    ends: ({ server }) => server.change('rack', nutUps(after)),
  },
};

async function openStage(): Promise<Stage> {
  const card = () => startSnmpd({ facts: [...managementCard, ...smartUps] });
  // First and alone: a build that fails leaves no server behind.
  const sundown = await openSundown();
  const [cut, clock, unplugged, forDaemon, drivers, server] = await Promise.all([
    card(),
    card(),
    card(),
    card(),
    startUpsd(['driver', 'cut'].map((name) => ({ name, driver: 'dummy-ups', variables: nutUps(before) }))),
    startUpsd([{ name: 'rack', driver: 'dummy-ups', variables: nutUps(before) }]),
  ]);
  // So that the reset takes it back.
  await clock.restart();
  await clock.restart();
  const daemon = await startApcupsd(forDaemon.port);
  const wires = { snmp: await startUdpRelay(cut.port), nut: await startRelay(drivers.port), apcupsd: await startRelay(daemon.port) };
  const loopback = (port: number) => `127.0.0.1:${String(port)}`;
  const addresses = {
    'snmp-cut': `snmp://${loopback(wires.snmp.port)}?version=2c`,
    'snmp-clock': `snmp://sha256aes128@${loopback(clock.port)}?version=3&auth=sha256&priv=aes128`,
    'snmp-unplugged': `snmp://${loopback(unplugged.port)}?version=2c`,
    'nut-cut': `nut://${loopback(wires.nut.port)}/cut`,
    'nut-driver': `nut://${loopback(drivers.port)}/driver`,
    'nut-server': `nut://${loopback(server.port)}/rack`,
    'apcupsd-cut': `apcupsd://${loopback(wires.apcupsd.port)}`,
  };
  const folder = sundown.folder();
  const connections = Object.entries(addresses).map(([id, address]) => ({ id, title: id, kind: 'ups', address }));
  const settings = { 'general.role': 'observer', 'ups.pollMainsSeconds': 1 };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, settings, connections }));
  const keys = { SUNDOWN_SECRET_SNMP_CLOCK_AUTH: snmpdKeys.auth, SUNDOWN_SECRET_SNMP_CLOCK_PRIV: snmpdKeys.priv };
  const watching = sundown.start(['watch', '--config', folder, '--json-lines'], keys);
  return { sundown, watching, agents: { cut, clock, unplugged, daemon: forDaemon }, drivers, server, daemon, wires };
}

async function closeStage({ sundown, agents, drivers, server, daemon, wires }: Stage): Promise<void> {
  await sundown.close();
  await Promise.all([...Object.values(wires).map((one) => one.close()), daemon.stop(), drivers.stop(), server.stop()]);
  await Promise.all(Object.values(agents).map((one) => one.stop()));
}

describe.runIf(isThere)('a watch over UPSes to which things happen (snmpd, upsd, apcupsd)', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await closeStage(stage);
  });
  const linesOf = (ups: string): readonly JsonLine[] =>
    stage.watching.lines().filter((line) => line.kind === 'upsChanged' && line['ups'] === ups);
  const noticesOf = (ups: string): readonly string[] =>
    stage.watching
      .lines()
      .flatMap((line) => (line.kind === 'notice' && String(line['text']).startsWith(ups) ? [String(line['text'])] : []));

  // All at once: most of it is waiting.
  it.concurrent.each(Object.entries(stories))('shows it and recovers by itself when %s', { timeout: 150_000 }, async (_what, story) => {
    const { ups, happens, shown = [], forMs = 0, ends } = story;
    const isNow = (trust: string, percent: number) =>
      ((line) => line?.['trust'] === trust && line['power'] === 'mains' && line['chargePercent'] === percent)(linesOf(ups).at(-1));
    await until(() => isNow('fresh', before));
    const from = linesOf(ups).length;
    const trusts = () =>
      linesOf(ups)
        .slice(from)
        .map((line) => String(line['trust']));
    const since = Date.now();
    await happens(stage);
    await until(() => shown.every((trust) => trusts().includes(trust)));
    await pause(Math.max(0, forMs - (Date.now() - since)));
    if (shown.length > 0) expect(trusts().at(-1)).toBe('lost');
    await ends(stage);
    await until(() => isNow('fresh', after));
    if (shown.length > 0) {
      await until(() => noticesOf(ups).length >= 2);
      const [told, toldAgain] = noticesOf(ups);
      expect([told, toldAgain]).toEqual([
        expect.stringContaining(`${ups} does not answer`),
        expect.stringContaining(`${ups} answers again`),
      ]);
    } else expect(trusts()).not.toContain('lost');
  });
});
