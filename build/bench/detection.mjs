import { connect } from 'node:net';
import snmp from 'net-snmp';
import { median, pause, ratio } from './figures.mjs';

/** @typedef {import('./figures.mjs').Row} Row */
/** @typedef {{ heard: () => void }} Ear whoever listens for traps at the moment */

const confirmSeconds = 1;
const rounds = 10;

/** A monitor with the default settings over UPSes behind one agent. @param {any} load @param {readonly any[]} sources @param {object} [more] */
function watch(load, sources, more = {}) {
  const settings = { ...load.defaultSettings(), 'policy.confirmSeconds': confirmSeconds, ...more };
  const upsIds = sources.map((one) => one.connectionId);
  const policy = load.policyConfig(settings, undefined, upsIds);
  /** @type {((effect: { kind: string }) => void)[]} */
  const listeners = [];
  const monitor = load.createMonitor({
    clock: load.systemClock(),
    sources,
    config: () => ({
      policy,
      pollMainsSeconds: settings['ups.pollMainsSeconds'],
      pollBatterySeconds: settings['ups.pollBatterySeconds'],
      glanceSeconds: settings['ups.glanceSeconds'],
    }),
    onEffects: (/** @type {readonly { kind: string }[]} */ effects) => {
      for (const effect of effects) for (const listener of listeners) listener(effect);
    },
  });
  const until = (/** @type {string} */ kind) =>
    new Promise((resolve) => {
      /** @param {{ kind: string }} effect */
      const listener = (effect) => {
        if (effect.kind !== kind) return;
        listeners.splice(listeners.indexOf(listener), 1);
        resolve(performance.now());
      };
      listeners.push(listener);
    });
  return { monitor, until };
}

/** @param {any} load @param {any} agent @param {string} id */
async function source(load, agent, id) {
  const address = load.parseAddress(`snmp://127.0.0.1:${agent.port}?version=2c`).value;
  return (await load.openSnmpUps(id, address, async () => undefined)).value;
}

/**
 * Milliseconds from the change of the device to the confirmed outage, without the time of confirmation itself; the change comes at any
 * moment between two polls.
 * @param {any} load @param {any} agent @param {object} settings @param {{ ear: Ear, send: () => void }} [trap] sent as the device changes
 */
async function noticed(load, agent, settings, trap) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    agent.scenario('online');
    const ups = await source(load, agent, 'ups');
    const { monitor, until } = watch(load, [ups], settings);
    monitor.start();
    if (trap !== undefined) trap.ear.heard = () => monitor.alert(['ups']);
    await pause(3000 + (round * 5000) / rounds);
    const confirmed = until('powerConfirmed');
    const changedAt = performance.now();
    agent.scenario('onbattery');
    trap?.send();
    times.push((await confirmed) - changedAt - confirmSeconds * 1000);
    monitor.stop();
    ups.close();
  }
  return times;
}

/** NUT with its default intervals: from the change to `OB` at the server. @param {any} load @param {any} agent */
async function noticedByNut(load, agent) {
  const server = await load.startUpsd([{ name: 'apc', driver: 'snmp-ups', snmpPort: agent.port, pollSeconds: 30 }]);
  const status = () =>
    new Promise((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write('GET VAR apc ups.status\n'));
      socket.once('data', (data) => {
        socket.destroy();
        resolve(String(data));
      });
      socket.once('error', () => resolve(''));
    });
  const wait = async (/** @type {RegExp} */ wanted) => {
    while (!wanted.test(String(await status()))) await pause(50);
    return performance.now();
  };
  try {
    const times = [];
    for (let round = 0; round < 3; round += 1) {
      agent.scenario('online');
      await wait(/"OL/);
      await pause(4000 + round * 9000);
      const changedAt = performance.now();
      agent.scenario('onbattery');
      times.push((await wait(/"OB/)) - changedAt);
    }
    return times;
  } finally {
    await server.stop();
  }
}

/** Fifty UPSes on battery, read each second by one process. @param {any} load @param {any} agent @returns {Promise<Row>} */
async function fifty(load, agent) {
  const count = 50;
  const seconds = 20;
  agent.scenario('onbattery');
  const sources = await Promise.all(Array.from({ length: count }, (_, index) => source(load, agent, `ups${index}`)));
  const reads = { done: 0, failed: 0 };
  const counted = sources.map((one) => ({
    connectionId: one.connectionId,
    read: async () => {
      const answer = await one.read();
      reads[answer.ok ? 'done' : 'failed'] += 1;
      return answer;
    },
  }));
  const { monitor } = watch(load, counted);
  monitor.start();
  await pause(5000);
  const before = { ...reads };
  const cpu = process.cpuUsage();
  await pause(seconds * 1000);
  const used = process.cpuUsage(cpu);
  monitor.stop();
  for (const one of sources) one.close();
  const wanted = count * seconds;
  const done = reads.done - before.done;
  return {
    what: '50 UPSes on battery at once, readings in 20 s',
    sundown: `${done} (${reads.failed - before.failed} failed, ${((used.user + used.system) / 1000 / done).toFixed(1)} ms of processor each)`,
    beside: `due: ${wanted}`,
    ratio: ratio(done, wanted),
  };
}

/** @param {any} load @returns {Promise<Row[]>} */
export async function detection(load) {
  const agent = await load.startSnmpd();
  /** @type {Ear} */
  const ear = { heard: () => undefined };
  const trapPort = 10_000 + (process.pid % 20_000);
  const receiver = load.openTrapReceiver({
    port: trapPort,
    credentials: [],
    heard: () => ear.heard(),
    failed: (/** @type {{ code: string }} */ failure) => {
      throw new Error(failure.code);
    },
  });
  // As a card does, at once: what starting a program would take is no part of what is measured.
  const card = snmp.createSession('127.0.0.1', 'public', { version: snmp.Version2c, trapPort });
  const send = () => {
    const varbind = { oid: '1.3.6.1.4.1.318.2.3.3.0', type: snmp.ObjectType.OctetString, value: 'On battery' };
    card.trap('1.3.6.1.4.1.318.0.5', [varbind], () => undefined);
  };
  try {
    const byPoll = await noticed(load, agent, {});
    // Once with nothing but the trap to notice by, once among the usual questions and glances.
    const byTrap = [
      ...(await noticed(load, agent, { 'ups.pollMainsSeconds': 60, 'ups.glanceSeconds': 0 }, { ear, send })),
      ...(await noticed(load, agent, {}, { ear, send })),
    ];
    const byNut = await noticedByNut(load, agent);
    const told = (/** @type {readonly number[]} */ times) => `${median(times).toFixed(0)} ms (at most ${Math.max(...times).toFixed(0)})`;
    return [
      {
        what: 'outage noticed by poll, beyond confirmation',
        sundown: told(byPoll),
        beside: `NUT snmp-ups and upsd, default intervals: ${told(byNut)}`,
        ratio: ratio(median(byPoll), median(byNut)),
      },
      {
        what: 'outage noticed by trap, beyond confirmation',
        sundown: told(byTrap),
        beside: `by poll: ${told(byPoll)}`,
        ratio: ratio(median(byTrap), median(byPoll)),
      },
      await fifty(load, agent),
    ];
  } finally {
    card.close();
    receiver.close();
    await agent.stop();
  }
}
