import type { z } from 'zod';
import { message, type Message } from '../text/message.js';
import { memberPath } from './json-places.js';
import { nearest } from './nearest.js';
import { actionSchema, planSchema, selectorSchema, stepSchema, triggersSchema } from './plan.js';

type Issue = z.core.$ZodIssue;

export interface ShapeFault {
  readonly path: string;
  readonly words: (place: Readonly<Record<string, string | number>>) => Message;
}

/** Of all issues the one to tell: a misspelt key before the key that is therefore missing, otherwise the first. */
export function toldFault(issues: readonly Issue[], raw: unknown): ShapeFault | undefined {
  const misspelt = issues.find((issue) => issue.code === 'unrecognized_keys');
  const missing = (issue: Issue) => issue.code !== 'unrecognized_keys' && valueAt(raw, issue.path) === undefined;
  const first = issues[0];
  const told = first !== undefined && missing(first) && misspelt !== undefined ? misspelt : first;
  return told === undefined ? undefined : faultOf(told, raw);
}

function faultOf(issue: Issue, raw: unknown): ShapeFault {
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', issue.path, raw);
  const path = pathText(issue.path);
  const value = valueAt(raw, issue.path);
  if (value === undefined) return { path, words: (place) => message('plan.read.missing', place) };
  return { path, words: (place) => problem(issue, { ...place, given: shown(value) }) };
}

function problem(issue: Issue, params: Readonly<Record<string, string | number>>): Message {
  switch (issue.code) {
    case 'invalid_type':
      return message(typeWords[issue.expected] ?? 'plan.read.wrong', params);
    case 'invalid_value':
      return message('plan.read.wrongValue', { ...params, allowed: issue.values.map((value) => JSON.stringify(value)).join(', ') });
    case 'invalid_union':
      return message('plan.read.wrongValue', { ...params, allowed: actionKinds.map((kind) => `"${kind}"`).join(', ') });
    case 'too_small':
      return message(boundWords(issue.origin, 'plan.read.tooShort', 'plan.read.tooFew', 'plan.read.tooSmall'), {
        ...params,
        limit: Number(issue.minimum),
      });
    case 'too_big':
      return message(boundWords(issue.origin, 'plan.read.tooLong', 'plan.read.tooMany', 'plan.read.tooBig'), {
        ...params,
        limit: Number(issue.maximum),
      });
    case 'invalid_format':
      return message('plan.read.badId', params);
    default:
      return message('plan.read.wrong', params);
  }
}

const typeWords = {
  object: 'plan.read.expected.object',
  array: 'plan.read.expected.array',
  string: 'plan.read.expected.string',
  number: 'plan.read.expected.number',
  int: 'plan.read.expected.number',
  boolean: 'plan.read.expected.boolean',
} as const satisfies Readonly<Record<string, Message['key']>> as Readonly<Record<string, Message['key'] | undefined>>;

function boundWords(origin: string, string: Message['key'], array: Message['key'], number: Message['key']): Message['key'] {
  if (origin === 'string') return string;
  return origin === 'array' ? array : number;
}

function unknownKey(key: string, parent: readonly PropertyKey[], raw: unknown): ShapeFault {
  const near = nearest(key, keysAt(parent, raw));
  return {
    path: memberPath(pathText(parent), key),
    words: (place) =>
      near === undefined
        ? message('plan.read.unknownKey', { ...place, key })
        : message('plan.read.unknownKeyNear', { ...place, key, near }),
  };
}

const actionKinds = actionSchema.options.map((option) => [...option.shape.kind.values][0] ?? '');

/** The keys that an object at this place may have. */
function keysAt(path: readonly PropertyKey[], raw: unknown): readonly string[] {
  switch (path.at(-1)) {
    case undefined:
      return Object.keys(planSchema.shape);
    case 'triggers':
      return Object.keys(triggersSchema.shape);
    case 'restore':
      return Object.keys(planSchema.shape.restore.unwrap().shape);
    case 'select':
      return Object.keys(selectorSchema.shape);
    case 'action': {
      const kind = valueAt(raw, [...path, 'kind']);
      const option = actionSchema.options.find((one) => [...one.shape.kind.values].some((value) => value === kind));
      return Object.keys(option?.shape ?? {});
    }
    default:
      return Object.keys(stepSchema.shape);
  }
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<PropertyKey, unknown>>)[part] : undefined),
    raw,
  );
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${String(part)}]` : memberPath(text, String(part))), '');
}

const longestShown = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
