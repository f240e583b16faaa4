import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serverThere } from '../peers/available.js';
import { promisedEvent } from '../peers/cli/promised.js';
import { openSundown, until, type Going, type Sundown } from '../peers/cli/sundown.js';
import { openWatchedOffice, type WatchedOffice } from '../peers/cli/watched-office.js';
import { vcsimThere, type VcsimOptions } from '../peers/vcsim/vcsim.js';

const isThere = vcsimThere() && serverThere('watching an office', ['snmpd']);

describe.runIf(isThere)('watch over a cluster with its own vCenter inside (vcsim, snmpd)', () => {
  let sundown: Sundown;
  let watched: WatchedOffice | undefined;
  beforeAll(async () => {
    sundown = await openSundown();
  });
  afterAll(() => sundown.close());
  afterEach(async () => {
    await watched?.close();
  });
  const opened = async (options: VcsimOptions = {}) => (watched = await openWatchedOffice(sundown, options));

  afterEach(() => {
    for (const one of watched?.watching() ?? []) for (const line of one.lines()) promisedEvent.parse(line);
  });
  const phaseOf = (one: Going) => one.lines().map((line) => line.kind);
  function leaksNothing({ watching, folder, password }: WatchedOffice): void {
    for (const { stdout, stderr } of watching()) expect(stdout() + stderr()).not.toContain(password);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name), 'latin1')).not.toContain(password);
  }

  it('takes every VM and host down in order and tells the UPS last; no secret is written anywhere', async () => {
    const here = await opened();
    const { office, configure, watch, fail, stops, told } = here;
    configure('coordinator');
    const one = await watch();
    fail();
    await until(() => phaseOf(one).includes('runFinished'));
    const state = await office.control.state();
    expect(state.vms.filter((vm) => vm.power === 'on')).toEqual([]);
    expect(state.hosts.filter((host) => host.on)).toEqual([]);
    expect(await stops()).toEqual({ ShutdownGuest: 21, ShutdownHost_Task: 3 });
    expect(told()).toBe(1);
    const actions = one.lines().flatMap((line) => (line.kind === 'operationDone' ? [String(line['action'])] : []));
    expect(actions.lastIndexOf('ensureVmOff')).toBeLessThan(actions.indexOf('ensureHostOff'));
    expect(actions.at(-1)).toBe('upsOutputOff');
    leaksNothing(here);
  });

  it('starts again what it stopped when mains is back before the point of no return', async () => {
    // Guests slow enough for mains to be stable again while they still go down.
    const { office, configure, watch, fail, mains, told, vmsOff } = await opened({ guestSeconds: 6 });
    configure('coordinator');
    const one = await watch();
    fail();
    await until(async () => (await vmsOff()) >= 4);
    mains();
    await until(() => phaseOf(one).includes('restoreStarted'));
    await until(async () => (await office.control.state()).vms.filter((vm) => vm.power === 'on').length === 21);
    expect(phaseOf(one)).not.toContain('pointOfNoReturnPassed');
    expect(told()).toBe(0);
    expect(await office.control.state()).toMatchObject({ vcenterUp: true, ha: true });
  });

  it('never acts as an observer', async () => {
    const { configure, watch, fail, stops, told } = await opened();
    configure('observer');
    const one = await watch();
    fail();
    await until(() => phaseOf(one).includes('triggerFired'));
    await until(() => one.lines().some((line) => line.kind === 'notice' && JSON.stringify(line).includes('observer')));
    expect(await stops()).toEqual({});
    expect(told()).toBe(0);
    expect(phaseOf(one)).not.toContain('runStarted');
  });
});
