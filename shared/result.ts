import type { Message } from './text/message.js';

/** An expected failure: a stable code `area/what` for programs and a sentence for people. A throw is a bug, this is not. */
export interface Failure {
  readonly code: string;
  readonly message: Message;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed(code: string, message: Message): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, message } };
}

/** Ends every switch over a tagged union: a kind nobody handles is a type error here and a bug at run time. */
export function assertNever(value: never): never {
  throw new Error(`unhandled kind: ${JSON.stringify(value)}`);
}
