import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runtimeExternals } from '../../build/compile.mjs';
import { fuses, readFuses } from '../../build/fuses.mjs';
import { packagedProgram } from '../../build/package.mjs';
import { serverThere } from '../peers/available.js';
import { desktopPrograms, type Desktop } from '../peers/desktop/desktop.js';
import { root, rootFlags, Stage } from './harness.js';

interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe.runIf(serverThere('the packaged program', desktopPrograms))('the packaged program', () => {
  const stage = new Stage();
  let desktop: Desktop;
  let program: string;

  function smoke(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ending> {
    const env = { ...process.env, ...desktop.environment, ...more };
    const all = [...rootFlags(), `--user-data-dir=${stage.folder()}`, '--smoke-test', ...args];
    return new Promise((resolve) => {
      const child = execFile(program, all, { env, timeout: 60_000 }, (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr });
      });
    });
  }

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [join(root, 'build/package.mjs')], { cwd: root, timeout: 150_000 });
    program = packagedProgram();
    desktop = await stage.desktop();
  });
  afterAll(() => stage.end());

  it('carries its fuses as wanted, read back from the binary', async () => {
    expect(await readFuses(program)).toEqual(fuses);
  });

  it('starts, opens its window out of the archive, stops its engine and ends', async () => {
    const { code, stdout } = await smoke([]);
    expect(stdout).toMatch(/^ready \{.*"trayUp":\d+.*"interactive":\d+/m);
    expect(code).toBe(0);
  });

  it('starts its practice office with the packages that it loads at run time', async () => {
    const { code, stdout } = await smoke(['--practice']);
    expect(stdout).toContain('"interactive"');
    expect(code).toBe(0);
  });

  it('holds every package that is loaded at run time', async () => {
    const held = new Set(listPackage(join(dirname(program), 'resources/app.asar'), { isPack: false }));
    const missing = runtimeExternals.filter((name) => name !== 'electron' && !held.has(`/node_modules/${name}/package.json`));
    expect(missing).toEqual([]);
  });

  it('lets nobody attach a debugger', async () => {
    const { stdout, stderr } = await smoke(['--inspect=0']);
    expect(stdout).toContain('ready');
    expect(stderr).not.toContain('Debugger listening');
  });

  it('is no Node for others', async () => {
    const { stdout } = await smoke(['-e', 'console.log("ran as node")'], {
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '--require=/nonexistent.js',
    });
    expect(stdout).toContain('ready');
    expect(stdout).not.toContain('ran as node');
  });
});
