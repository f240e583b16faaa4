import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSnmpUps } from '../../electron/adapters/snmp/open-snmp-ups.js';
import type { UpsSource } from '../../electron/core/ports.js';
import { openPracticeOffice, type PracticeOffice } from '../../electron/practice/practice-office.js';
import { parseAddress } from '../../shared/settings/address.js';
import { writePartOf, type SecretPart } from '../../shared/settings/connection.js';

let office: PracticeOffice;
let ups: UpsSource;

beforeEach(async () => {
  office = await openPracticeOffice({ seed: 1, speed: 20 });
  const connection = office.connections.find((one) => one.kind === 'ups')!;
  const addressOf = (text = '') => {
    const parsed = parseAddress(text);
    if (!parsed.ok || parsed.value.scheme !== 'snmp') throw new Error(`no SNMP address: ${text}`);
    return parsed.value;
  };
  const write = {
    address: addressOf(connection.writeAddress),
    secret: (part: SecretPart) => Promise.resolve(office.secrets.get(`ups.${writePartOf[part] ?? part}`)),
  };
  const opened = await openSnmpUps(
    connection.id,
    addressOf(connection.address),
    (part) => Promise.resolve(office.secrets.get(`ups.${part}`)),
    {
      write,
      timeoutMs: 500,
    },
  );
  if (!opened.ok) throw new Error(opened.failure.code);
  ups = opened.value;
});
afterEach(async () => {
  ups.close();
  await office.close();
});

async function reading() {
  const read = await ups.read();
  if (!read.ok) throw new Error(read.failure.code);
  return read.value;
}

describe('the SNMP adapter in the practice office', () => {
  it('reads everything that a Smart-UPS tells, and then in one request a poll', async () => {
    expect(await reading()).toMatchObject({
      manufacturer: 'APC',
      model: 'Smart-UPS 3000',
      mib: 'powernet',
      power: 'mains',
      flags: [],
      chargePercent: 100,
      inputVolts: 230.8,
      outputVolts: 230,
    });
    const next = await reading();
    expect(next.requests).toBe(1);
    expect(next.outputWatts).toBe(office.world.loadWatts());
    expect(next.runtimeSeconds).toBeCloseTo(office.world.ups.runtimeSeconds, -1);
  });

  it('sees the plug pulled, the battery low, and the output going off and waiting for power', async () => {
    await reading();
    office.set({ plugged: false });
    expect((await reading()).power).toBe('battery');
    office.set({ chargePercent: 4 });
    expect((await reading()).flags).toContain('lowBattery');
    office.world.ups.shutdownAfter(60, true);
    expect((await reading()).flags).toContain('shutdownPending');
    office.world.ups.shutdownAfter(0, true);
    const after = await reading();
    expect(after.flags).toContain('awaitingPower');
    expect(['mains', 'battery']).not.toContain(after.power);
  });

  it('tells a self test from an outage', async () => {
    await reading();
    office.world.ups.startSelfTest();
    expect((await reading()).flags).toContain('selfTest');
  });

  it('takes a self-test and the beeper from the user for commands, and shows what became of them', async () => {
    expect(await ups.capabilities()).toMatchObject({ value: { beeper: 'enabled' } });
    const seen = { ok: true, value: { confirmed: 'readBack', abortable: false } };
    expect(await ups.tell({ kind: 'selfTest', action: 'start' })).toEqual(seen);
    expect((await reading()).flags).toContain('selfTest');
    expect(await ups.tell({ kind: 'beeper', action: 'disable' })).toEqual(seen);
    expect(await ups.capabilities()).toMatchObject({ value: { beeper: 'disabled' } });
  });

  it('shows that it will cut, which no command calls off', async () => {
    expect(await ups.tell({ kind: 'shutdown', delaySeconds: 60, returnWithMains: true })).toEqual({
      ok: true,
      value: { confirmed: 'readBack', abortable: false, delaySeconds: 180 },
    });
    expect(await ups.tell({ kind: 'abortShutdown' })).toMatchObject({ failure: { code: 'ups/noAbort' } });
  });

  it('fails while the card is cut off and reads again afterwards', async () => {
    await reading();
    office.set({ cardCut: true });
    const cut = await ups.read();
    expect(cut.ok ? '' : cut.failure.code).toBe('ups/unreachable');
    office.set({ cardCut: false });
    expect((await reading()).power).toBe('mains');
  });
});
