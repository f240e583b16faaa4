import type { z } from 'zod';
import { done, failed, type Result } from '../result.js';
import { message } from '../text/message.js';
import { jsonFaultAt } from './json-fault.js';
import { actionSchema, planSchema, selectorSchema, stepSchema, triggersSchema, type Plan } from './plan.js';

/**
 * Reads the text of a plan file. Failures: `plan/syntax` with line and column; `plan/shape` with the path, what was expected and what came.
 * Only the first fault is told: the next one is often its consequence.
 */
export function readPlan(text: string, fileName: string): Result<Plan> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const at = jsonFaultAt(text);
    return failed(
      'plan/syntax',
      message('plan.read.syntax', {
        file: fileName,
        ...placeOf(text, at),
        given: at < text.length ? (text.slice(at, at + 12).split('\n')[0] ?? '') : '(end)',
      }),
    );
  }
  const parsed = planSchema.safeParse(raw);
  if (parsed.success) return done(parsed.data);
  const issue = parsed.error.issues[0];
  return failed(
    'plan/shape',
    message('plan.read.shape', {
      file: fileName,
      path: issue === undefined ? '-' : pathOf(issue.path),
      problem: issue === undefined ? '-' : problemOf(issue, raw),
    }),
  );
}

function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function pathOf(path: readonly PropertyKey[]): string {
  return (
    path
      .map((part) => (typeof part === 'number' ? `[${String(part)}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '') || '(top)'
  );
}

type Issue = z.core.$ZodIssue;

function problemOf(issue: Issue, raw: unknown): string {
  const at = valueAt(raw, issue.path);
  const given = at === undefined ? 'nothing' : JSON.stringify(at);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0] ?? '';
      const near = nearest(key, knownKeys);
      return near === undefined ? `unknown key "${key}"` : `unknown key "${key}", did you mean "${near}"?`;
    }
    case 'invalid_type':
      return `expected ${issue.expected}, came ${given}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}, came ${given}`;
    case 'too_small':
      return `expected at least ${String(issue.minimum)}, came ${given}`;
    case 'too_big':
      return `expected at most ${String(issue.maximum)}, came ${given}`;
    case 'invalid_union':
      return `expected one of ${actionSchema.options.map((option) => [...option.shape.kind.values][0]).join(', ')}, came ${given}`;
    default:
      return `${issue.message}, came ${given}`;
  }
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<PropertyKey, unknown>>)[part] : undefined),
    raw,
  );
}

const knownKeys = [
  ...Object.keys(planSchema.shape),
  ...Object.keys(stepSchema.shape),
  ...Object.keys(selectorSchema.shape),
  ...Object.keys(triggersSchema.shape),
  ...actionSchema.options.flatMap((option) => Object.keys(option.shape)),
  'enabled',
  'restartChargePercent',
];

/** The known key that differs least, when it differs by at most a third. */
export function nearest(key: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((one) => ({ one, distance: editDistance(key.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(1, Math.floor(best.one.length / 3)) ? best.one : undefined;
}

function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const replace = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
