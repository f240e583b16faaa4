import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { ensureBuilt } from '../../../build/compile.mjs';

const repository = resolve(import.meta.dirname, '../../..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/** A command that is still running. */
export interface Going {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout(): string;
  stderr(): string;
  /** The lines of `--json-lines` so far. */
  lines(): readonly JsonLine[];
}

export type JsonLine = Readonly<Record<string, unknown>> & { readonly kind: string };

/** The built command line as a person runs it: a child process each, in a folder, an environment and a PATH of its own. */
export interface Sundown {
  /** A fresh folder that ends with the test file. */
  folder(): string;
  start(args: readonly string[], environment?: Environment): Going;
  run(args: readonly string[], environment?: Environment): Promise<Ended>;
  /** Ends what still runs. Fails if a command would have switched this machine off: every one is caught before the system sees it. */
  close(): Promise<void>;
}

/**
 * Builds the program when it is stale and runs a copy, so that a build meanwhile takes no file from under a running command.
 * The system's power-off commands are shadowed: whatever a plan says, the machine that tests stays on.
 */
export async function openSundown(): Promise<Sundown> {
  await ensureBuilt();
  const root = mkdtempSync(join(tmpdir(), 'sundown-cli-'));
  const copies = join(repository, '.cache');
  mkdirSync(copies, { recursive: true });
  const program = mkdtempSync(join(copies, 'cli-'));
  cpSync(join(repository, 'out/cli'), program, { recursive: true });
  const shadows = join(root, 'bin');
  const caught = join(root, 'power-offs');
  shadowPowerOff(shadows, caught);
  const going = new Set<Going>();
  const home = join(root, 'home');
  mkdirSync(home);
  const own: Environment = { HOME: home, XDG_CONFIG_HOME: home, LANG: 'C.UTF-8', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
  const start = (args: readonly string[], environment: Environment = {}): Going => {
    const path = `${shadows}${delimiter}${process.env['PATH'] ?? ''}`;
    const child = spawn(process.execPath, [join(program, 'sundown.mjs'), ...args], {
      cwd: root,
      env: { ...own, ...environment, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const one = follow(child);
    going.add(one);
    void one.ended.then(() => going.delete(one));
    return one;
  };
  return {
    folder: () => mkdtempSync(join(root, 'config-')),
    start,
    run: (args, environment) => start(args, environment).ended,
    close: async () => {
      const left = [...going];
      for (const { child } of left) child.kill('SIGKILL');
      await Promise.all(left.map((one) => one.ended));
      const powerOffs = existsSync(caught) ? readFileSync(caught, 'utf8') : '';
      rmSync(root, { recursive: true, force: true });
      rmSync(program, { recursive: true, force: true });
      if (powerOffs !== '') throw new Error(`The machine that tests was told to switch itself off: ${powerOffs}`);
    },
  };
}

function shadowPowerOff(folder: string, log: string): void {
  mkdirSync(folder);
  for (const name of ['systemctl', 'loginctl', 'shutdown', 'poweroff', 'halt', 'osascript']) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> '${log}'\n`);
    chmodSync(join(folder, name), 0o755);
  }
}

function follow(child: ChildProcess): Going {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended, stdout: () => stdout, stderr: () => stderr, lines: () => jsonLines(stdout) };
}

/** Every whole line as JSON; a line that is none fails the test that reads it. */
export function jsonLines(stdout: string): readonly JsonLine[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JsonLine);
}

/** The one document of `--json`: more than one, or none, is an error. */
export function oneDocument(ended: Ended): Record<string, unknown> {
  return JSON.parse(ended.stdout) as Record<string, unknown>;
}

/** Waits until it is so; the test's own limit ends the waiting. */
export async function until(what: () => boolean | Promise<boolean>, everyMs = 50): Promise<void> {
  while (!(await what())) await new Promise((go) => setTimeout(go, everyMs));
}
