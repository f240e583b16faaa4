import { spokenLocale } from '../compose/spoken-locale.js';
import { formatOf, readArguments, textOption } from './arguments.js';
import type { ExitCode } from './exit-code.js';
import { createIo } from './io.js';
import { runVerb } from './run.js';

/**
 * One whole command: its words, JSON to standard output, sentences to standard error, and the code it ends with.
 * `ending` fires when the user or the system asks the program to end.
 */
export async function runCommandLine(argv: readonly string[], version: string, ending: AbortSignal): Promise<ExitCode> {
  const args = readArguments(argv);
  const language = args.ok ? textOption(args.value, 'language') : undefined;
  const io = createIo(
    { stdout: process.stdout, stderr: process.stderr, stdin: process.stdin },
    {
      format: formatOf(argv),
      locale: language === 'de' || language === 'en' ? language : spokenLocale(),
      environment: process.env,
      signal: ending,
      unread: untilUnread(),
    },
  );
  if (!args.ok) io.tell(args.failure.message);
  const code = args.ok ? await runVerb(io, args.value, version) : 2;
  io.finish(code);
  return code;
}

/** Fires when the reader of standard output has gone (`sundown watch | head -1`), which is no fault; nor is it when nobody listens to the words. */
function untilUnread(): AbortSignal {
  const unread = new AbortController();
  const minding = (heard: () => void) => (cause: Error) => {
    if (!('code' in cause) || cause.code !== 'EPIPE') throw cause;
    heard();
  };
  process.stdout.on(
    'error',
    minding(() => unread.abort()),
  );
  process.stderr.on(
    'error',
    minding(() => undefined),
  );
  return unread.signal;
}
