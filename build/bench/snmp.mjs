import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, pause, ratio } from './figures.mjs';
import { relay } from './relay.mjs';

/** @typedef {import('./figures.mjs').Row} Row */
/** @typedef {{ readonly requests: number, readonly bytes: number }} Traffic of one poll */

/** NUT's driver, told to read all values every 2 s. @param {any} load @param {number} agentPort @returns {Promise<Traffic | undefined>} */
async function nutTraffic(load, agentPort) {
  const driver = load.nutProgram('snmp-ups');
  if (driver === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sundown-bench-nut-'));
  const between = await relay(agentPort);
  const seconds = 2;
  const lines = [
    '[bench]',
    'driver = snmp-ups',
    `port = 127.0.0.1:${between.port}`,
    'community = public',
    'snmp_version = v2c',
    `pollfreq = ${seconds}`,
  ];
  writeFileSync(join(folder, 'ups.conf'), lines.join('\n'));
  const env = { ...process.env, NUT_CONFPATH: folder, NUT_STATEPATH: folder, NUT_ALTPIDPATH: folder, NUT_PIDPATH: folder };
  const user = process.getuid?.() === 0 ? ['-u', 'root'] : [];
  const child = spawn(driver, ['-a', 'bench', '-F', ...user], { env, stdio: 'ignore' });
  try {
    await pause(10_000);
    const before = { ...between.counts };
    await pause(20_000);
    if (child.exitCode !== null || between.counts.requests === before.requests) return undefined;
    const polls = 20 / seconds;
    return {
      requests: (between.counts.requests - before.requests) / polls,
      bytes: (between.counts.bytes - before.bytes) / polls,
    };
  } finally {
    child.kill('SIGKILL');
    between.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {any} load @returns {Promise<Row[]>} */
export async function snmp(load) {
  const agent = await load.startSnmpd();
  const between = await relay(agent.port);
  const address = load.parseAddress(`snmp://127.0.0.1:${between.port}?version=2c`).value;
  const ups = (await load.openSnmpUps('ups', address, async () => undefined)).value;
  /** @param {() => Promise<unknown>} ask @returns {Promise<Traffic>} */
  const traffic = async (ask) => {
    const before = { ...between.counts };
    await ask();
    return { requests: between.counts.requests - before.requests, bytes: between.counts.bytes - before.bytes };
  };
  try {
    for (let poll = 0; poll < 5; poll += 1) await ups.read();
    const polls = [];
    for (let poll = 0; poll < 20; poll += 1) {
      polls.push(
        await traffic(async () => {
          const read = await ups.read();
          if (!read.ok) throw new Error(read.failure.code);
        }),
      );
    }
    const glance = await traffic(() => ups.glance());
    const own = { requests: median(polls.map((one) => one.requests)), bytes: median(polls.map((one) => one.bytes)) };
    const nut = await nutTraffic(load, agent.port);
    /** @param {string} what @param {keyof Traffic} key @param {number} digits @returns {Row} */
    const row = (what, key, digits) => ({
      what,
      sundown: own[key].toFixed(0),
      beside: nut === undefined ? 'NUT snmp-ups: not measured' : `NUT snmp-ups, all values every 2 s: ${nut[key].toFixed(digits)}`,
      ratio: nut === undefined ? '-' : ratio(own[key], nut[key]),
    });
    return [
      row('SNMP requests a poll, steady state', 'requests', 1),
      row('SNMP bytes a poll, both ways', 'bytes', 0),
      {
        what: 'SNMP bytes a glance, both ways',
        sundown: glance.bytes.toFixed(0),
        beside: `a poll: ${own.bytes.toFixed(0)}`,
        ratio: ratio(glance.bytes, own.bytes),
      },
    ];
  } finally {
    ups.close();
    between.close();
    await agent.stop();
  }
}
