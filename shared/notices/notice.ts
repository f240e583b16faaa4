import type { Message } from '../text/message.js';

export interface Notice {
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly title: Message;
  readonly body?: Message;
  /** Notices of one topic replace each other. */
  readonly topic: string;
  /** Command ids offered as buttons. */
  readonly actions: readonly string[];
  readonly read: boolean;
}
