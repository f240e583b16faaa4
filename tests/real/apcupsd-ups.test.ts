import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApcupsdUps } from '../../electron/adapters/apcupsd/apcupsd-ups.js';
import { readsOnly } from '../../shared/ups/command.js';
import type { Reading } from '../../shared/ups/reading.js';
import { serverThere } from '../peers/available.js';
import { apcupsdProgram, startApcupsd, type ApcupsdPeer } from '../peers/apcupsd/apcupsd.js';
import { startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';

function isThere(): boolean {
  if (!serverThere('reading a UPS over apcupsd', ['snmpd'])) return false;
  if (process.env['CI'] === 'true' || apcupsdProgram() !== undefined) return true;
  console.warn('skipped: reading a UPS over apcupsd needs apcupsd, which this machine lacks');
  return false;
}

describe.runIf(isThere())('a UPS watched by apcupsd', () => {
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
  const read = async (): Promise<Reading> => {
    const opened = openApcupsdUps('ups', { scheme: 'apcupsd', host: '127.0.0.1', port: daemon.port });
    if (!opened.ok) throw new Error(opened.failure.code);
    const found = await opened.value.read();
    if (!found.ok) throw new Error(`${found.failure.code} ${JSON.stringify(found.failure.message)}`);
    return found.value;
  };
  const states = async () => ((found) => [found.power, ...found.flags].join(' '))(await read());
  const soon = { timeout: 30_000, interval: 300 };

  it('reads every value in its own units', async () => {
    await expect.poll(states, soon).toBe('mains');
    expect(await read()).toMatchObject({
      model: 'Smart-UPS 1500',
      serial: 'AS2319000001',
      protocol: 'apcupsd',
      power: 'mains',
      chargePercent: 100,
      runtimeSeconds: 3060,
      loadPercent: 31,
      inputVolts: 231,
      requests: 1,
    });
  });

  it.each([
    ['onbattery', 'battery'],
    ['online', 'mains'],
    ['overload', 'mains overload'],
    ['selftest', 'battery selfTest'],
    ['online', 'mains'],
  ] as const)('tells %s as %s', async (scenario, expected) => {
    agent.scenario(scenario);
    await expect.poll(states, soon).toBe(expected);
  });

  it('leaves the frozen values out while apcupsd has lost the UPS', async () => {
    await agent.stop();
    await expect.poll(states, { timeout: 60_000, interval: 500 }).toBe('unknown communicationLost');
    expect(await read()).not.toHaveProperty('chargePercent');
    agent = await startSnmpd();
    await daemon.stop();
    daemon = await startApcupsd(agent.port);
  });

  it('takes a server that is shutting down as a forced shutdown on a low battery', async () => {
    await expect.poll(states, soon).toBe('mains');
    agent.scenario('lowbattery');
    await expect.poll(states, soon).toBe('battery lowBattery forcedShutdown');
    agent.scenario('online');
    await daemon.restart();
    await expect.poll(states, soon).toBe('mains');
  });

  it('offers no command, since the protocol has none', async () => {
    const opened = openApcupsdUps('ups', { scheme: 'apcupsd', host: '127.0.0.1', port: daemon.port });
    const source = opened.ok ? opened.value : undefined;
    expect(await source?.capabilities()).toEqual({ ok: true, value: readsOnly });
    expect(await source?.tell({ kind: 'shutdown', delaySeconds: 10, returnWithMains: true })).toMatchObject({
      failure: { code: 'ups/noShutdown' },
    });
  });
});

describe('a port that is no apcupsd', () => {
  it('is named as unreachable or as nonsense, never read', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.resume();
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const opened = openApcupsdUps('ups', { scheme: 'apcupsd', host: '127.0.0.1', port });
    expect(opened.ok && (await opened.value.read())).toMatchObject({ failure: { code: 'ups/nonsense' } });
    await new Promise((closed) => server.close(closed));
    expect(opened.ok && (await opened.value.read())).toMatchObject({ failure: { code: 'ups/unreachable' } });
  });
});
