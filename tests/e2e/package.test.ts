import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
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
    const asNode = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require=/nonexistent.js' };
    const { code, stdout } = await smoke(['--eval=console.log("ran as node")'], asNode);
    expect(code).toBe(0);
    expect(stdout).toContain('ready');
    expect(stdout).not.toContain('ran as node');
  });

  describe('as the command line, without a display', () => {
    const environment = () => ({ ...process.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined, XDG_CONFIG_HOME: stage.folder() });
    function command(...args: readonly string[]): Promise<Ending> {
      return new Promise((resolve) => {
        const child = execFile(program, [...rootFlags(), ...args], { env: environment(), timeout: 60_000 }, (_error, stdout, stderr) => {
          resolve({ code: child.exitCode, stdout, stderr });
        });
      });
    }

    it('answers with one document and the promised code', async () => {
      const doctor = await command('doctor', '--json', '--config', stage.folder());
      expect(doctor.code).toBe(0);
      expect(JSON.parse(doctor.stdout)).toMatchObject({ ok: true });
      const nowhere = await command('ups', 'read', 'nut://127.0.0.1:9/rack', '--json');
      expect(nowhere.code).toBe(3);
      expect(JSON.parse(nowhere.stdout)).toMatchObject({ ok: false, exitCode: 3 });
      const unknown = await command('frobnicate');
      expect([unknown.code, unknown.stdout]).toEqual([2, '']);
      expect((await command('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    });

    it('plays the practice outage with the packages that it loads at run time', async () => {
      const { code, stdout } = await command('practice', '--outage', '--speed', '40', '--json-lines');
      const events = stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { kind: string }).kind);
      expect(events).toEqual(expect.arrayContaining(['powerConfirmed', 'triggerFired', 'pointOfNoReturnPassed', 'runFinished']));
      expect(code).toBe(0);
    });

    it('leaves nothing running when it is told to end', async () => {
      const child = spawn(program, [...rootFlags(), 'practice', '--json-lines'], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
      const said = await new Promise<string>((resolve) =>
        child.stderr.on('data', (text: Buffer) => String(text).includes('loopback') && resolve(String(text))),
      );
      expect(said).toContain('Practice office');
      // Closed only when every process that holds its output has ended.
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    });
  });
});
