import { readFileSync } from 'node:fs';
import { spokenLocale } from '../compose.js';
import { readArguments, textOption } from './arguments.js';
import { createIo } from './io.js';
import { runVerb } from './run.js';
import { say } from '../../shared/text/say.js';

/** The command line under plain Node: `npx sundown …` from a checkout, the same verbs in the packaged program. */
async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2));
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  if (!args.ok) {
    process.stderr.write(`${say(args.failure.message, spokenLocale())}\n`);
    return 2;
  }
  const language = textOption(args.value, 'language');
  const locale = language === 'de' || language === 'en' ? language : spokenLocale();
  const io = createIo(
    { stdout: process.stdout, stderr: process.stderr, stdin: process.stdin },
    { format: args.value.format, locale, environment: process.env, signal: ending.signal },
  );
  const code = await runVerb(io, args.value, versionOfProgram());
  io.finish(code);
  return code;
}

function versionOfProgram(): string {
  try {
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    return String((JSON.parse(text) as { readonly version?: unknown }).version);
  } catch {
    return 'unknown';
  }
}

process.exitCode = await main();
// Sockets of devices that no longer answer must not keep a finished command alive.
setTimeout(() => process.exit(), 2000).unref();
