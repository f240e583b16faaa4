import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverThere } from '../peers/available.js';
import { openSundown, until, type Going, type Sundown } from '../peers/cli/sundown.js';
import { openWatchedOffice, type WatchedOffice } from '../peers/cli/watched-office.js';
import { vcsimThere } from '../peers/vcsim/vcsim.js';

/** A file system of its own over a folder, small enough to be filled. */
function mountSmall(folder: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' });
}

/** Mounting takes an administrator, and a container may refuse even that. */
function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'sundown-mount-'));
  try {
    mountSmall(folder);
    execFileSync('umount', [folder]);
    return true;
  } catch {
    console.warn('skipped: a full and a read-only disk, since nothing may be mounted here');
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Takes the last byte. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w');
  const block = Buffer.alloc(4096);
  try {
    for (;;) writeSync(descriptor, block);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
  } finally {
    closeSync(descriptor);
  }
}

const isThere = vcsimThere() && serverThere('watching an office', ['snmpd']) && mayMount();

describe.runIf(isThere)('watch on a disk that takes nothing (vcsim, snmpd, tmpfs)', () => {
  let sundown: Sundown;
  beforeAll(async () => {
    sundown = await openSundown();
  });
  afterAll(() => sundown.close());

  async function onSmallDisk(story: (watched: WatchedOffice) => Promise<void>): Promise<void> {
    const watched = await openWatchedOffice(sundown, { guestSeconds: 2 });
    mountSmall(watched.folder);
    try {
      watched.configure('coordinator');
      await story(watched);
    } finally {
      await watched.close();
      // At once, whatever still holds a file there: else a story that failed would be told as a folder that is busy.
      execFileSync('umount', ['-l', watched.folder]);
    }
  }

  const warnings = (one: Going) => one.lines().filter((line) => line.kind === 'notice' && /journal/i.test(String(line['code'])));
  async function goesDown(watched: WatchedOffice, one: Going): Promise<void> {
    await until(() => one.lines().some((line) => line.kind === 'runFinished'));
    expect(await watched.isDark()).toBe(true);
    expect([watched.told(), await watched.stops()]).toEqual([1, { ShutdownGuest: 21, ShutdownHost_Task: 3 }]);
    expect(warnings(one)).toMatchObject([{ severity: 'error' }]);
    one.child.kill('SIGTERM');
    expect((await one.ended).code).toBe(0);
    expect(one.stderr()).not.toMatch(/\n\s+at /);
  }

  it('shuts the office down when the disk fills in the middle, says so, and starts everything again from what it had written', () =>
    onSmallDisk(async (watched) => {
      const one = await watched.watch();
      watched.fail();
      await until(async () => ((await watched.stops())['ShutdownGuest'] ?? 0) >= 4);
      const filler = join(watched.folder, 'filler');
      fill(filler);
      await goesDown(watched, one);
      rmSync(filler);
      watched.letPass(120);
      watched.mains();
      for (const host of watched.office.hostPorts.keys()) await watched.office.control.hostOn(host);
      const again = await watched.watch();
      await until(async () => (await watched.office.control.state()).vms.filter((vm) => vm.power === 'on').length === 21);
      await until(() => again.lines().some((line) => line['phase'] === 'restored'));
      expect(await watched.office.control.state()).toMatchObject({ haHostMonitoring: 'enabled', drsBehavior: 'fullyAutomated' });
      expect(watched.journal((journal) => journal.runs())).toMatchObject([{ phase: 'restored' }]);
    }));

  it('shuts the office down on a disk that is read-only from the start, and says so', () =>
    onSmallDisk(async (watched) => {
      execFileSync('mount', ['-o', 'remount,ro', watched.folder]);
      const one = await watched.watch();
      expect(warnings(one)).toHaveLength(1);
      watched.fail();
      await goesDown(watched, one);
    }));
});
