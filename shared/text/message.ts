import type { TextKey } from './catalogue.js';

export type Locale = 'en' | 'de';

/** A sentence as data: it crosses IPC and the journal untranslated and is said in the reader's language at the last moment. */
export interface Message {
  readonly key: TextKey;
  readonly params?: Readonly<Record<string, string | number>>;
}

export function message(key: TextKey, params?: Readonly<Record<string, string | number>>): Message {
  return params === undefined ? { key } : { key, params };
}
