import type { Endpoint } from './endpoint.js';
import type { Answer } from './answer.js';
import type { Session } from './session.js';
import type { XmlElement } from './xml.js';

/** One request of an authenticated (or not yet authenticated) client. */
export interface Call {
  readonly endpoint: Endpoint;
  readonly session: Session | undefined;
  readonly method: string;
  /** The `_this` element: reference to the object that is called. */
  readonly target: XmlElement;
  /** The method's element; its children are the arguments. */
  readonly args: XmlElement;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  setCookie(session: Session): void;
}

export type Method = (call: Call) => Answer | Promise<Answer>;
export type Methods = Readonly<Record<string, Method>>;
