import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSnmpUps } from '../../electron/adapters/snmp/open-snmp-ups.js';
import { openNutUps } from '../../electron/adapters/nut/nut-ups.js';
import type { UpsSource } from '../../electron/core/ports.js';
import type { Result } from '../../shared/result.js';
import { serverThere } from '../peers/available.js';
import { startUpsd, type UpsdPeer } from '../peers/nut/upsd.js';
import { managementCard, smartUps, standardCard } from '../peers/snmpd/recordings.js';
import { startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';

function opened(source: Result<UpsSource>): UpsSource {
  if (!source.ok) throw new Error(source.failure.code);
  return source.value;
}

async function read(ups: UpsSource): Promise<string> {
  const found = await ups.read();
  return found.ok ? found.value.power : found.failure.code;
}

describe.runIf(serverThere('glancing at a UPS over SNMP', ['snmpd']))('a glance at a UPS behind net-snmp’s agent', () => {
  let agent: SnmpdPeer;
  beforeAll(async () => {
    agent = await startSnmpd({ facts: [...managementCard, ...smartUps, ...standardCard] });
  });
  afterAll(async () => {
    await agent.stop();
  });

  it.each(['1', '2c'] as const)('v%s: is the same until the power changes', async (version) => {
    agent.scenario('online');
    const address = { scheme: 'snmp', host: '127.0.0.1', port: agent.port, version } as const;
    const ups = opened(await openSnmpUps('ups', address, async () => undefined, { timeoutMs: 700 }));
    try {
      expect(await ups.glance?.(), 'before anything was read').toBe('unasked');
      expect(await read(ups)).toBe('mains');
      expect(await ups.glance?.()).toBe('same');
      agent.scenario('onbattery');
      expect(await ups.glance?.()).toBe('changed');
      expect(await read(ups)).toBe('battery');
      expect(await ups.glance?.()).toBe('same');
      agent.scenario('lowbattery');
      expect(await ups.glance?.()).toBe('changed');
      agent.serve([]);
      expect(await ups.glance?.(), 'from a card that says nothing any more').toBe('silent');
    } finally {
      ups.close();
      agent.serve([...managementCard, ...smartUps, ...standardCard]);
    }
  });
});

describe.runIf(serverThere('glancing at a UPS over NUT', ['upsd']))('a glance at a UPS behind NUT’s upsd', () => {
  let server: UpsdPeer;
  beforeAll(async () => {
    server = await startUpsd([{ name: 'rack', driver: 'dummy-ups', variables: { 'ups.status': 'OL', 'battery.charge': '100' } }]);
  });
  afterAll(async () => {
    await server.stop();
  });
  const at = (ups: string) =>
    opened(openNutUps('ups', { scheme: 'nut', host: '127.0.0.1', port: server.port, ups, tls: false }, async () => undefined));

  it('is the same until the status changes', async () => {
    const ups = at('rack');
    try {
      expect(await ups.glance?.(), 'before anything was read').toBe('changed');
      expect(await read(ups)).toBe('mains');
      expect(await ups.glance?.()).toBe('same');
      server.change('rack', { 'ups.status': 'OB DISCHRG', 'battery.charge': '97' });
      await expect.poll(() => ups.glance?.(), { timeout: 10_000 }).toBe('changed');
      expect(await read(ups)).toBe('battery');
      expect(await ups.glance?.()).toBe('same');
    } finally {
      ups.close();
    }
  });
});
