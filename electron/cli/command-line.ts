import { spokenLocale } from '../compose.js';
import { say } from '../../shared/text/say.js';
import { readArguments, textOption } from './arguments.js';
import type { ExitCode } from './exit-code.js';
import { createIo } from './io.js';
import { runVerb } from './run.js';

/**
 * One whole command: its words, JSON to standard output, sentences to standard error, and the code it ends with.
 * `ending` fires when the user or the system asks the program to end.
 */
export async function runCommandLine(argv: readonly string[], version: string, ending: AbortSignal): Promise<ExitCode> {
  const args = readArguments(argv);
  if (!args.ok) {
    process.stderr.write(`${say(args.failure.message, spokenLocale())}\n`);
    return 2;
  }
  const language = textOption(args.value, 'language');
  const locale = language === 'de' || language === 'en' ? language : spokenLocale();
  const io = createIo(
    { stdout: process.stdout, stderr: process.stderr, stdin: process.stdin },
    { format: args.value.format, locale, environment: process.env, signal: ending },
  );
  const code = await runVerb(io, args.value, version);
  io.finish(code);
  return code;
}
