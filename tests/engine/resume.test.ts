import { describe, expect, it } from 'vitest';
import { keepInFreshFolder } from './fresh-folder.js';
import { Office, open, plan } from './small-office.js';

keepInFreshFolder();

describe('a start after a crash', () => {
  it('goes on with an interrupted run at the next start, and repeats nothing', async () => {
    const office = new Office();
    const first = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    for (let step = 0; step < 100 && office.log.length === 0; step += 1) await office.clock.advance(250);
    expect(office.log).toEqual(['nas off']);
    await first.stop();
    const before = [...office.log];
    const second = await open(office);
    await office.clock.advance(120_000);
    expect(office.log.filter((one) => one === 'nas off').length).toBe(1);
    expect([...new Set(office.log)]).toEqual(['nas off', 'ups off', 'workstation off']);
    expect(before.length).toBeLessThan(office.log.length);
    await second.stop();
  });
});

describe('what a crash left', () => {
  /** An outage that is caught in the middle: the NAS is off, the UPS is not told yet. */
  async function crashed(office: Office): Promise<void> {
    const first = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    for (let step = 0; step < 100 && office.log.length === 0; step += 1) await office.clock.advance(250);
    expect(office.log).toEqual(['nas off']);
    await first.stop();
  }

  it.each([90_000, 7_200_000])('is not shut down again when the office is back on mains after %i ms', async (awayMs) => {
    const office = new Office();
    await crashed(office);
    office.power = 'mains';
    office.isNasOn = true;
    office.runtimeSeconds = 1000;
    await office.clock.advance(awayMs);
    const second = await open(office);
    await office.clock.advance(600_000);
    expect(office.log).toEqual(['nas off']);
    expect(second.snapshot().run?.phase).toBe('restored');
    await second.stop();
  });

  it('waits for a UPS that is still starting, and says so', async () => {
    const office = new Office();
    await crashed(office);
    await office.clock.advance(7_200_000);
    office.isSilent = true;
    office.isNasOn = true;
    const second = await open(office);
    await office.clock.advance(60_000);
    expect(office.log).toEqual(['nas off']);
    expect(second.snapshot().notices.map((notice) => notice.topic)).toContain('run/held');
    office.isSilent = false;
    await office.clock.advance(30_000);
    expect(office.log).toEqual(['nas off', 'nas off', 'ups off', 'workstation off']);
    await second.stop();
  });

  it('is brought back also when it had been turned round already, and the program was restarted while it waited for charge (wolnut #25)', async () => {
    const office = new Office();
    office.plans = [{ ...plan, onPowerReturn: 'restore', restore: { ...plan.restore, restartChargePercent: 90 } }];
    const first = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    for (let step = 0; step < 100 && office.log.length === 0; step += 1) await office.clock.advance(250);
    office.power = 'mains';
    first.office.cancelRun(true);
    await office.clock.advance(60_000);
    expect(first.snapshot().run?.phase).toBe('aborted');
    await first.stop();
    const second = await open(office);
    await office.clock.advance(60_000);
    expect(office.log).toEqual(['nas off']);
    office.chargePercent = 95;
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off', 'nas woken']);
    await second.stop();
  });
});
