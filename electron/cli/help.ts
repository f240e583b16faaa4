import { message, type Locale } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';
import { optionWords } from './options.js';
import { usageOf, verbNames, type VerbName } from './usages.js';

/** `sundown ups command ADDRESS NAME --yes [--delay SECONDS]` */
export function callOf(verb: VerbName): string {
  const { operands = [], options = [] } = usageOf(verb);
  const shown = options.map((name) => (name === 'yes' ? '--yes' : `[${optionWords(name)}]`));
  return ['sundown', verb, ...operands, ...shown].join(' ');
}

/** How one verb is called, what it does, and what of addresses, secrets and codes belongs to it. */
export function helpOf(verb: VerbName, locale: Locale): string {
  const { about, operands = [] } = usageOf(verb);
  const words = (key: Parameters<typeof message>[0]) => say(message(key), locale);
  return [
    callOf(verb),
    '',
    `  ${words(about)}`,
    '',
    ...(operands.includes('ADDRESS') ? [words('cli.help.addresses'), words('cli.help.secrets')] : []),
    words('cli.help.options'),
    words('cli.help.exit'),
  ].join('\n');
}

/** Every verb, or those that begin with a word (`plan`). */
export function helpForAll(locale: Locale, group?: string): string {
  const shown = verbNames.filter((verb) => group === undefined || verb.startsWith(`${group} `));
  const calls = shown.map((verb) => [callOf(verb), say(message(usageOf(verb).about), locale)] as const);
  const width = Math.min(40, Math.max(...calls.map(([call]) => call.length)));
  const lines = calls.map(([call, about]) =>
    call.length > width ? `  ${call}\n  ${' '.repeat(width)}  ${about}` : `  ${call.padEnd(width)}  ${about}`,
  );
  const words = (key: Parameters<typeof message>[0]) => say(message(key), locale);
  if (group !== undefined) return lines.join('\n');
  return [
    words('cli.help.intro'),
    '',
    ...lines,
    '',
    ...(['addresses', 'secrets', 'options', 'exit'] as const).map((part) => words(`cli.help.${part}`)),
  ].join('\n');
}
