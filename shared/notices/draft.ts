import type { CommandId } from '../commands/table.js';
import type { Message } from '../text/message.js';
import type { Notice } from './notice.js';

/** A notice before it has a time and an id. `sameAs`: two with the same text of it say the same thing. */
export interface Draft {
  readonly topic: string;
  readonly severity: Notice['severity'];
  readonly title: Message;
  readonly body?: Message;
  readonly actions: readonly CommandId[];
  readonly sameAs: string;
}

export function draft(
  topic: string,
  severity: Notice['severity'],
  title: Message,
  more: { readonly body?: Message; readonly actions?: readonly CommandId[]; readonly sameAs?: string } = {},
): Draft {
  return {
    topic,
    severity,
    title,
    ...(more.body === undefined ? {} : { body: more.body }),
    actions: more.actions ?? [],
    sameAs: more.sameAs ?? `${severity} ${title.key} ${more.body?.key ?? ''}`,
  };
}
