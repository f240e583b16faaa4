import { spokenLocale } from '../compose.js';
import { readArguments, textOption } from './arguments.js';
import { createIo } from './io.js';
import { runVerb } from './run.js';
import { say } from '../../shared/text/say.js';

/** Runs what the command line asks for, over the standard streams of this process; gives its exit code (command-line.md). */
export async function runCommandLine(argv: readonly string[], version: string): Promise<number> {
  const args = readArguments(argv);
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
  const code = await runVerb(io, args.value, version);
  io.finish(code);
  return code;
}
