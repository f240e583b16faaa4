import { parseArgs } from 'node:util';
import { done, failed, type Result } from '../../shared/result.js';
import { message, type Message } from '../../shared/text/message.js';
import type { OutputFormat } from './io.js';
import { nearest } from './nearest.js';
import { optionTable, optionWords, type OptionName } from './options.js';

/** A command line taken apart: the verb (`ups read`), its operands and its options. */
export interface Arguments {
  readonly words: readonly string[];
  readonly format: OutputFormat;
  readonly options: Readonly<Partial<Record<OptionName, string | boolean>>>;
}

const names = Object.keys(optionTable) as readonly OptionName[];

const isOption = (name: string): name is OptionName => Object.hasOwn(optionTable, name);

const takesValue = (name: OptionName) => optionTable[name].value !== undefined;

/** What a caller asked for, also where the rest is not understood. */
export function formatOf(argv: readonly string[]): OutputFormat {
  if (argv.includes('--json-lines')) return 'jsonLines';
  return argv.includes('--json') ? 'json' : 'words';
}

/** Failures: `cli/usage` naming the argument that is not understood, and the one that was probably meant. */
export function readArguments(argv: readonly string[]): Result<Arguments> {
  const types = names.map((name) => {
    const { short } = optionTable[name];
    return [name, { type: takesValue(name) ? 'string' : 'boolean', ...(short === undefined ? {} : { short }) } as const] as const;
  });
  const parsed = parseArgs({ args: [...argv], options: Object.fromEntries(types), allowPositionals: true, strict: false, tokens: true });
  for (const token of parsed.tokens) {
    const wrong = token.kind === 'option' ? wrongOption(token) : undefined;
    if (wrong !== undefined) return failed('cli/usage', wrong);
  }
  const language = parsed.values['language'];
  if (language !== undefined && language !== 'en' && language !== 'de')
    return failed('cli/usage', message('cli.usage.language', { given: String(language) }));
  return done({ words: parsed.positionals, format: formatOf(argv), options: parsed.values });
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function wrongOption({ name, rawName, value, inlineValue }: OptionToken): Message | undefined {
  if (!isOption(name)) {
    const meant = nearest(name, names);
    if (meant === undefined) return message('cli.usage.option', { given: rawName });
    return message('cli.usage.optionMeant', { given: rawName, meant: `--${meant}` });
  }
  if (!takesValue(name)) return inlineValue === true ? message('cli.usage.noValue', { option: rawName }) : undefined;
  // The next option taken for this one's value means that the value was forgotten.
  const isMissing = value === undefined || value === '' || (inlineValue !== true && value.startsWith('-'));
  return isMissing ? message('cli.usage.value', { option: optionWords(name) }) : undefined;
}

/** A whole number option within its limits, or its default when it was not given. */
export function wholeOption(args: Arguments, name: OptionName, fallback: number, min: number, max: number): Result<number> {
  const text = args.options[name];
  if (text === undefined) return done(fallback);
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return done(value);
  return failed('cli/usage', message('cli.usage.number', { name, min, max, given: String(text) }));
}

export function textOption(args: Arguments, name: OptionName): string | undefined {
  const value = args.options[name];
  return typeof value === 'string' ? value : undefined;
}
