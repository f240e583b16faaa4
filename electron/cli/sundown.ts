import { readFileSync } from 'node:fs';
import { runCommandLine } from './command-line.js';

/** `npx sundown …` from a checkout, under plain Node. */
function versionOfProgram(): string {
  try {
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    return String((JSON.parse(text) as { readonly version?: unknown }).version);
  } catch {
    return 'unknown';
  }
}

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
process.exitCode = await runCommandLine(process.argv.slice(2), versionOfProgram(), ending.signal);
// Sockets of devices that no longer answer must not keep a finished command alive; a slow reader of what was said may.
setTimeout(() => process.stdout.write('', () => process.exit()), 2000).unref();
