import type { ExitCode } from './exit-code.js';
import type { Message } from '../../shared/text/message.js';
import type { Locale } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';

export type OutputFormat = 'words' | 'json' | 'jsonLines';

/** What the command line speaks to: JSON to standard output, words for people to standard error. */
export interface Io {
  readonly format: OutputFormat;
  readonly locale: Locale;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** One JSON document, or one line of many. */
  document(value: unknown): void;
  line(value: unknown): void;
  /** A sentence for a person. */
  tell(message: Message): void;
  /** The same, put together already. */
  say(text: string): void;
  /** Text for a person that is not of the catalogue: a table, a path, a report. */
  text(text: string): void;
  /** Asks without echo; undefined when nobody is there to ask. */
  askSecret(question: Message): Promise<string | undefined>;
  /** Called once at the end: with `--json` a command that had nothing to show still leaves one document, which says how it ended. */
  finish(code: ExitCode): void;
  /** Fires when the user or the system asks the program to end. */
  readonly signal: AbortSignal;
  /** Fires when nobody reads standard output any more. */
  readonly unread: AbortSignal;
}

interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly stdin: NodeJS.ReadStream;
}

export function createIo(streams: Streams, options: Pick<Io, 'format' | 'locale' | 'environment' | 'signal' | 'unread'>): Io {
  const { format, locale } = options;
  let hasDocument = false;
  let lastTold: string | undefined;
  const sayText = (text: string) => {
    lastTold = text;
    streams.stderr.write(`${text}\n`);
  };
  return {
    ...options,
    document: (value) => {
      hasDocument = true;
      if (format !== 'words') streams.stdout.write(`${JSON.stringify(value)}\n`);
    },
    line: (value) => {
      if (format === 'jsonLines') streams.stdout.write(`${JSON.stringify(value)}\n`);
    },
    tell: (message) => sayText(say(message, locale)),
    say: sayText,
    finish: (code) => {
      if (format !== 'json' || hasDocument) return;
      const ending = { ok: code === 0, exitCode: code, ...(lastTold === undefined ? {} : { message: lastTold }) };
      streams.stdout.write(`${JSON.stringify(ending)}\n`);
    },
    text: (text) => {
      (format === 'words' ? streams.stdout : streams.stderr).write(`${text}\n`);
    },
    askSecret: (question) => askHidden(streams, say(question, locale)),
  };
}

function askHidden(streams: Streams, question: string): Promise<string | undefined> {
  const { stdin, stderr } = streams;
  if (!stdin.isTTY) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    stderr.write(`${question} `);
    stdin.setRawMode(true);
    stdin.resume();
    let typed = '';
    const finish = (answer: string | undefined) => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.removeListener('data', listen);
      stderr.write('\n');
      resolve(answer);
    };
    const listen = (data: Buffer) => {
      for (const key of data.toString('utf8')) {
        if (key === '\r' || key === '\n') {
          finish(typed);
          return;
        }
        if (key === '\u0003' || key === '\u0004') {
          finish(undefined);
          return;
        }
        typed = key === '\u007f' || key === '\b' ? typed.slice(0, -1) : typed + key;
      }
    };
    stdin.on('data', listen);
  });
}
