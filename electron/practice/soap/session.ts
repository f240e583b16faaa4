import type { Reference } from './values.js';
import type { ReadObject } from './property-collector.js';
import type { XmlElement } from './xml.js';

export interface ContainerView {
  readonly container: Reference;
  /** Empty: every kind of entity. */
  readonly types: readonly string[];
  readonly recursive: boolean;
}

type Snapshot = ReadonlyMap<string, ReadonlyMap<string, ReadObject>>;

/** A property collector of one session: its filters, and what was last told under which version. */
export class Collector {
  readonly filters = new Map<string, XmlElement>();
  /** Results that did not fit, by token. */
  readonly rest = new Map<string, readonly ReadObject[]>();
  readonly #told = new Map<number, Snapshot>();
  #version = 0;
  /** Ends the long poll that is under way, if one is: its client asked for it, or its session is gone. */
  cancelWait: (why: 'RequestCanceled' | 'NotAuthenticated') => void = () => undefined;

  /** What the client knew at this version; absent when the version is none of ours. */
  toldAt(version: string): Snapshot | undefined {
    return version === '' ? new Map() : this.#told.get(Number(version));
  }

  /** Remembers what is told now; only the version before it is kept, for a client that lost the answer. */
  tell(snapshot: Snapshot): number {
    this.#version += 1;
    this.#told.set(this.#version, snapshot);
    this.#told.delete(this.#version - 2);
    return this.#version;
  }
}

export interface Session {
  readonly cookie: string;
  readonly key: string;
  readonly userName: string;
  readonly loggedInAt: Date;
  readonly views: Map<string, ContainerView>;
  readonly collectors: Map<string, Collector>;
}
