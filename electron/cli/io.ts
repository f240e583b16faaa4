import type { Message } from '../../shared/text/message.js';
import type { Locale } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';

/** 0 done or favourable, 1 done but the answer is no, 2 wrong usage or configuration, 3 could not reach something, 4 refused. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

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
  /** Text for a person that is not of the catalogue: a table, a path, a report. */
  text(text: string): void;
  /** Asks without echo; undefined when nobody is there to ask. */
  askSecret(question: Message): Promise<string | undefined>;
  /** Fires when the user or the system asks the program to end. */
  readonly signal: AbortSignal;
}

interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly stdin: NodeJS.ReadStream;
}

export function createIo(streams: Streams, options: Pick<Io, 'format' | 'locale' | 'environment' | 'signal'>): Io {
  const { format, locale } = options;
  return {
    ...options,
    document: (value) => {
      if (format !== 'words') streams.stdout.write(`${JSON.stringify(value)}\n`);
    },
    line: (value) => {
      if (format === 'jsonLines') streams.stdout.write(`${JSON.stringify(value)}\n`);
    },
    tell: (message) => {
      streams.stderr.write(`${say(message, locale)}\n`);
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

/** Exit code of a failure: what it could not reach is 3, what refused us is 4, the rest is wrong usage or configuration. */
export function exitCodeOf(code: string): ExitCode {
  if (/(unreachable|timeout|noAnswer|nonsense|lost|driverNotConnected|dataStale|badHost)/i.test(code)) return 3;
  if (/(refused|hostKey|certificate|noPermission|login|role|notArmed|unconfirmed)/i.test(code)) return 4;
  return 2;
}
