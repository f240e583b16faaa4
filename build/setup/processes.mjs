import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { root } from './places.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] the whole process tree is killed after this time
 * @property {'inherit' | 'toStderr' | 'capture' | 'collect'} [output] `toStderr` keeps standard output clean; `collect` captures standard error too
 * @property {boolean} [quiet] drops standard error
 * @property {boolean} [yields] runs at the lowest priority, and what it starts as well
 */

/** @typedef {{ code: number, stdout: string, timedOut: boolean }} RunResult */

/** Process groups still running; killed when this script ends for whatever reason. @type {Set<number>} */
const groups = new Set();
const isWindows = process.platform === 'win32';

/** @param {number} pid @param {NodeJS.Signals} signal */
export function killTree(pid, signal) {
  if (isWindows) {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}

/** @param {NodeJS.Signals} signal */
function endAll(signal) {
  for (const pid of groups) killTree(pid, signal);
}
const onExit = () => endAll('SIGKILL');
/** @param {NodeJS.Signals} signal */
function onSignal(signal) {
  endAll(signal);
  setTimeout(() => process.exit(130), 8000).unref();
}
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Signals are ours only while something runs: `npx sundown` goes on in this very process. @param {number} pid */
function add(pid) {
  if (groups.size === 0) {
    process.on('exit', onExit);
    for (const signal of signals) process.on(signal, onSignal);
  }
  groups.add(pid);
}

/** @param {number} pid */
function remove(pid) {
  groups.delete(pid);
  if (groups.size > 0) return;
  process.off('exit', onExit);
  for (const signal of signals) process.off(signal, onSignal);
}

/** Linux weighs sessions against each other before it weighs the processes in them. @param {number} pid the leader of a session */
function lower(pid) {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
    if (process.platform === 'linux') writeFileSync(`/proc/${pid}/autogroup`, String(constants.priority.PRIORITY_LOW));
  } catch {
    // It has ended already, or this kernel knows no such groups.
  }
}

/**
 * Runs a program in its own process group and waits for it. Never throws for a non-zero exit.
 * @param {string} command @param {readonly string[]} args @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  const output = options.output ?? 'inherit';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      detached: !isWindows,
      shell: isWindows && /^np[mx]$/.test(command),
      stdio: [
        'ignore',
        output === 'inherit' ? 'inherit' : 'pipe',
        options.quiet === true ? 'ignore' : output === 'collect' ? 'pipe' : 'inherit',
      ],
    });
    const { pid } = child;
    if (pid !== undefined) add(pid);
    if (pid !== undefined && options.yields === true) lower(pid);
    let stdout = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      if (output === 'toStderr') process.stderr.write(chunk);
      else stdout += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
    const limit = options.timeoutMs === undefined ? undefined : setTimeout(() => stop(), options.timeoutMs);
    const stop = () => {
      timedOut = true;
      if (pid === undefined) return;
      killTree(pid, 'SIGTERM');
      setTimeout(() => killTree(pid, 'SIGKILL'), 3000).unref();
    };
    child.on('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      if (pid !== undefined) {
        killTree(pid, 'SIGKILL');
        remove(pid);
      }
      resolve({ code: code ?? 1, stdout, timedOut });
    });
  });
}
