import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSystemUps } from '../../electron/adapters/system/system-ups.js';
import { readsOnly } from '../../shared/ups/command.js';
import { serverThere } from '../peers/available.js';
import { canMockUpower, startUpower, type UpowerPeer } from '../peers/upower/upower.js';

function open(options: Parameters<typeof openSystemUps>[2], name?: string) {
  const opened = openSystemUps('ups', name === undefined ? { scheme: 'system' } : { scheme: 'system', name }, {
    platform: 'linux',
    ...options,
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

function isThere(): boolean {
  if (!serverThere('the computer’s own view of a UPS', ['dbus-daemon', 'gdbus', 'busctl'])) return false;
  if (process.env['CI'] === 'true' || canMockUpower()) return true;
  console.warn('skipped: the computer’s own view of a UPS needs python3-dbusmock, which this machine lacks');
  return false;
}

describe.runIf(isThere())('a UPS that UPower shows', () => {
  let upower: UpowerPeer;
  beforeAll(async () => {
    upower = await startUpower();
  });
  afterAll(() => upower.stop());

  it('is read through an outage, from before it was plugged in until it is pulled', async () => {
    const ups = open({ environment: upower.environment });
    expect(await ups.read()).toMatchObject({ failure: { code: 'ups/unreachable', message: { key: 'sources.system.noUps' } } });
    await upower.addUps();
    expect(await ups.read()).toMatchObject({
      value: { protocol: 'system', model: 'Line 700', power: 'mains', flags: ['charging'], chargePercent: 97 },
    });
    await upower.change({ State: '<uint32 2>', Percentage: '<81.0>', TimeToEmpty: '<int64 840>' });
    expect(await ups.read()).toMatchObject({ value: { power: 'battery', flags: ['discharging'], chargePercent: 81, runtimeSeconds: 840 } });
    await upower.change({ State: '<uint32 3>', Percentage: '<6.0>', TimeToEmpty: '<int64 40>' });
    expect(await ups.read()).toMatchObject({ value: { power: 'battery', flags: ['lowBattery'], runtimeSeconds: 40 } });
    await upower.removeUps();
    expect(await ups.read()).toMatchObject({ ok: false });
    expect(await ups.capabilities()).toEqual({ ok: true, value: readsOnly });
    expect(await ups.tell({ kind: 'abortShutdown' })).toMatchObject({ ok: false });
    ups.close();
  });
});

describe('a UPS that only the kernel shows', () => {
  it('is read where there is no UPower, and its silence is told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sundown-power-'));
    const without = { environment: { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(folder, 'none')}` }, powerSupplies: join(folder, 'class') };
    const ups = open(without);
    expect(await ups.read()).toMatchObject({ failure: { code: 'ups/unreachable', message: { key: 'sources.system.silent' } } });
    const supply = join(folder, 'class', 'ups0');
    mkdirSync(supply, { recursive: true });
    writeFileSync(join(supply, 'type'), 'UPS\n');
    writeFileSync(join(supply, 'uevent'), 'POWER_SUPPLY_NAME=ups0\nPOWER_SUPPLY_STATUS=Discharging\nPOWER_SUPPLY_CAPACITY=64\n');
    expect(await ups.read()).toMatchObject({ value: { protocol: 'system', power: 'battery', chargePercent: 64 } });
    expect(await open(without, 'ups1').read()).toMatchObject({
      failure: { code: 'ups/unknownUps', message: { params: { known: 'ups0' } } },
    });
    rmSync(folder, { recursive: true });
  });
});
