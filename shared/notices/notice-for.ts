import type { PolicyEffect } from '../policy/policy-effect.js';
import { assertNever } from '../result.js';
import type { RunStory } from '../run/run.js';
import type { Draft } from './draft.js';
import type { Notice } from './notice.js';
import { powerNotice, type PowerContext } from './power-notices.js';
import { runNotice, type RunContext } from './run-notices.js';

export type NoticeSource = { readonly from: 'policy'; readonly effect: PolicyEffect } | { readonly from: 'run'; readonly story: RunStory };

export interface NoticeContext extends PowerContext, RunContext {
  /** Setting `notices.level`. */
  readonly level: 'all' | 'warnings' | 'errors';
  /** Unique for ever. */
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  /** Own monotonic milliseconds. */
  readonly nowMs: number;
}

/** Why nobody is told. `notTold`: the window shows it, nobody need be called. */
export type Silence = 'notTold' | 'level' | 'repeated';

export type NoticeDecision =
  | { readonly kind: 'tell'; readonly notice: Notice }
  /** With the notice, where there would have been one: a list may still show it. */
  | { readonly kind: 'silent'; readonly reason: Silence; readonly notice?: Notice };

/** What was last said of each topic. */
export type NoticeMemory = ReadonlyMap<string, { readonly sameAs: string; readonly atMs: number }>;

export const nothingSaid: NoticeMemory = new Map();

/** The same thing of the same topic is not said again within this time. */
export const repeatMs = 600_000;
/** Topics that are over after so long are forgotten. */
const forgetMs = 86_400_000;

const ranks = { info: 0, warning: 1, error: 2 } as const;
const least = { all: 0, warnings: 1, errors: 2 } as const;

/** Who is told what: the notice, or a named reason for silence. Pure: what was said before goes in and comes out. */
export function noticeFor(memory: NoticeMemory, source: NoticeSource, context: NoticeContext): readonly [NoticeMemory, NoticeDecision] {
  const found = draftOf(source, context);
  if (found === undefined) return [memory, { kind: 'silent', reason: 'notTold' }];
  const notice = finish(found, context);
  const before = memory.get(found.topic);
  if (before?.sameAs === found.sameAs && context.nowMs - before.atMs < repeatMs) {
    return [memory, { kind: 'silent', reason: 'repeated', notice }];
  }
  const said = new Map([...memory].filter(([, one]) => context.nowMs - one.atMs < forgetMs));
  said.set(found.topic, { sameAs: found.sameAs, atMs: context.nowMs });
  if (ranks[found.severity] < least[context.level]) return [said, { kind: 'silent', reason: 'level', notice }];
  return [said, { kind: 'tell', notice }];
}

function draftOf(source: NoticeSource, context: NoticeContext): Draft | undefined {
  switch (source.from) {
    case 'policy':
      return powerNotice(source.effect, context);
    case 'run':
      return runNotice(source.story, context);
    default:
      return assertNever(source);
  }
}

function finish(found: Draft, context: NoticeContext): Notice {
  return {
    id: context.id,
    at: context.at,
    severity: found.severity,
    title: found.title,
    ...(found.body === undefined ? {} : { body: found.body }),
    topic: found.topic,
    actions: found.actions,
    read: false,
  };
}
