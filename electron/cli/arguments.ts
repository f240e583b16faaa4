import { parseArgs } from 'node:util';
import { done, failed, type Result } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';
import type { OutputFormat } from './io.js';

/** A command line taken apart: the verb (`ups read`), its operands and its options. */
export interface Arguments {
  readonly words: readonly string[];
  readonly format: OutputFormat;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

const options = {
  json: { type: 'boolean' },
  'json-lines': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  config: { type: 'string' },
  yes: { type: 'boolean' },
  outage: { type: 'boolean' },
  restore: { type: 'boolean' },
  speed: { type: 'string' },
  outages: { type: 'string' },
  seed: { type: 'string' },
  fleet: { type: 'boolean' },
  hours: { type: 'string' },
  offices: { type: 'string' },
  pin: { type: 'string' },
  language: { type: 'string' },
  template: { type: 'string' },
  delay: { type: 'string' },
} as const;

/** Failures: `cli/usage` naming the argument that is not understood. */
export function readArguments(argv: readonly string[]): Result<Arguments> {
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    const format = parsed.values['json-lines'] === true ? 'jsonLines' : parsed.values.json === true ? 'json' : 'words';
    return done({ words: parsed.positionals, format, options: parsed.values });
  } catch (cause) {
    return failed(
      'cli/usage',
      message('cli.usage.argument', { reason: cause instanceof Error ? (cause.message.split('.')[0] ?? '') : String(cause) }),
    );
  }
}

/** A whole number option within its limits, or its default when it was not given. */
export function wholeOption(args: Arguments, name: string, fallback: number, min: number, max: number): Result<number> {
  const text = args.options[name];
  if (text === undefined) return done(fallback);
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return done(value);
  return failed('cli/usage', message('cli.usage.number', { name, min, max, given: String(text) }));
}

export function textOption(args: Arguments, name: string): string | undefined {
  const value = args.options[name];
  return typeof value === 'string' ? value : undefined;
}
