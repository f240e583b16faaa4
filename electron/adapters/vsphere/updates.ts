import type { Reference } from './envelope.js';
import type { ReadObject } from './properties.js';
import { all, at, referenceOf, textAt, type XmlNode } from './xml-tree.js';

/** The watched properties of one object as far as they are known. */
export type Known = ReadonlyMap<string, XmlNode>;

export interface AppliedChange {
  readonly reference: Reference;
  readonly gone: boolean;
  readonly known: Known;
}

/** Applies an UpdateSet to what is known. What is removed, or reported missing, is no longer known: never a state of its own. */
export function applyUpdates(updateSet: XmlNode, known: Map<string, Known>): readonly AppliedChange[] {
  return all(updateSet, 'filterSet').flatMap((filter) => all(filter, 'objectSet').flatMap((update) => applyOne(update, known)));
}

function applyOne(update: XmlNode, known: Map<string, Known>): readonly AppliedChange[] {
  const reference = referenceOf(at(update, 'obj'));
  if (reference === undefined) return [];
  const kind = textAt(update, 'kind');
  if (kind === 'leave') {
    known.delete(reference.id);
    return [{ reference, gone: true, known: new Map() }];
  }
  const values = new Map(kind === 'enter' ? [] : (known.get(reference.id) ?? []));
  for (const change of all(update, 'changeSet')) {
    const [name, value] = [textAt(change, 'name'), at(change, 'val')];
    if (name === undefined) continue;
    if (value === undefined || textAt(change, 'op') === 'remove' || textAt(change, 'op') === 'indirectRemove') values.delete(name);
    else values.set(name, value);
  }
  for (const missing of all(update, 'missingSet')) values.delete(textAt(missing, 'path') ?? '');
  known.set(reference.id, values);
  return [{ reference, gone: false, known: values }];
}

export function asReadObject(change: AppliedChange): ReadObject {
  return { reference: change.reference, values: change.known, missing: new Map() };
}
