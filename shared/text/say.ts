import { catalogue } from './catalogue.js';
import { sayDuration } from './duration.js';
import type { Locale, Message } from './message.js';

type Params = Readonly<Record<string, string | number>>;

/**
 * Says a message in a language.
 *
 * Placeholders: `{name}`, `{s, duration}` (seconds), `{p, percent}` (0..100), `{n, number}`, `{t, time}` (ISO string or
 * milliseconds, local clock time), `{n, plural, one {# VM} other {# VMs}}`. A missing parameter is shown as `{name}`: a visible
 * fault is better than a sentence that lies.
 */
export function say(message: Message, locale: Locale): string {
  const template = catalogue[message.key][locale === 'en' ? 0 : 1];
  return fill(template, message.params ?? {}, locale);
}

function fill(template: string, params: Params, locale: Locale): string {
  let out = '';
  let position = 0;
  while (position < template.length) {
    const open = template.indexOf('{', position);
    if (open < 0) return out + template.slice(position);
    const close = closingBrace(template, open);
    out += template.slice(position, open) + placeholder(template.slice(open + 1, close), params, locale);
    position = close + 1;
  }
  return out;
}

function closingBrace(template: string, open: number): number {
  let depth = 0;
  for (let index = open; index < template.length; index += 1) {
    if (template[index] === '{') depth += 1;
    if (template[index] === '}' && --depth === 0) return index;
  }
  return template.length;
}

function placeholder(inner: string, params: Params, locale: Locale): string {
  const [name = '', format = '', ...rest] = splitOutside(inner);
  const value = params[name];
  if (value === undefined) return `{${name}}`;
  switch (format) {
    case 'duration':
      return sayDuration(Number(value), locale);
    case 'percent':
      return `${formatNumber(Number(value), locale, 0)}\u00a0%`;
    case 'number':
      return formatNumber(Number(value), locale, 1);
    case 'time':
      return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
        new Date(value),
      );
    case 'plural':
      return plural(rest.join(','), Number(value), params, locale);
    default:
      return String(value);
  }
}

function splitOutside(inner: string): string[] {
  const head = /^\s*([^,{}]+?)\s*(?:,\s*([^,{}]+?)\s*(?:,\s*([\s\S]*))?)?$/.exec(inner);
  if (head === null) return [inner.trim()];
  return [head[1], head[2], head[3]].filter((part): part is string => part !== undefined);
}

function plural(choices: string, count: number, params: Params, locale: Locale): string {
  const wanted = new Intl.PluralRules(locale).select(count);
  const found = new Map<string, string>();
  let position = 0;
  while (position < choices.length) {
    const open = choices.indexOf('{', position);
    if (open < 0) break;
    const close = closingBrace(choices, open);
    found.set(choices.slice(position, open).trim(), choices.slice(open + 1, close));
    position = close + 1;
  }
  const chosen = found.get(`=${String(count)}`) ?? found.get(wanted) ?? found.get('other') ?? '';
  return fill(chosen, params, locale).replaceAll('#', formatNumber(count, locale, 0));
}

function formatNumber(value: number, locale: Locale, digits: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}
