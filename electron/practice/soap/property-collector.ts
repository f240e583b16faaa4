import { fault, faulted, writeLocalizedFault, type Answer, type Fault } from './answer.js';
import { isType, readProperty, writeValue, type ManagedObject } from './managed-object.js';
import { childOf, childrenOf, escapeXml, textOf, type XmlElement } from './xml.js';

/** What was read of one object: values as they go over the wire, and what could not be read. */
export interface ReadObject {
  readonly type: string;
  readonly id: string;
  readonly values: ReadonlyMap<string, string>;
  readonly missing: ReadonlyMap<string, Fault>;
}

export type Collected = { readonly kind: 'read'; readonly objects: readonly ReadObject[] } | Extract<Answer, { kind: 'fault' }>;

export type Find = (type: string, id: string) => ManagedObject | undefined;

/** Carries out a PropertyFilterSpec: walks from the object set along its traversals and reads the property set. */
export function collect(spec: XmlElement, find: Find, authenticated: boolean): Collected {
  const propSets = childrenOf(spec, 'propSet');
  const found = new Map<string, ManagedObject>();
  for (const objectSet of childrenOf(spec, 'objectSet')) {
    const start = childOf(objectSet, 'obj');
    const object = start === undefined ? undefined : find(start.type, start.text);
    if (object === undefined) return notFound(start?.type ?? '', start?.text ?? '');
    walk(object, objectSet, find, found);
  }
  const objects: ReadObject[] = [];
  for (const object of found.values()) {
    const wanted = propSets.filter((propSet) => isType(object.type, textOf(propSet, 'type') ?? ''));
    if (wanted.length === 0) continue;
    const read = readObject(object, wanted, authenticated);
    if ('kind' in read) return read;
    objects.push(read);
  }
  return { kind: 'read', objects };
}

export function notFound(type: string, id: string): Extract<Answer, { kind: 'fault' }> {
  const message = `The object 'vim.${type}:${id}' has already been deleted or has not been completely created`;
  const answer = faulted('ManagedObjectNotFound', { obj: { kind: 'reference', type, id } }, message);
  if (answer.kind !== 'fault') throw new Error('a fault is a fault');
  return answer;
}

function walk(object: ManagedObject, set: XmlElement, find: Find, found: Map<string, ManagedObject>): void {
  const named = new Map<string, XmlElement>();
  const learn = (element: XmlElement) => {
    for (const selection of childrenOf(element, 'selectSet')) {
      const name = textOf(selection, 'name');
      if (name !== undefined && childOf(selection, 'path') !== undefined) named.set(name, selection);
      learn(selection);
    }
  };
  learn(set);
  const visited = new Set<string>();
  const follow = (from: ManagedObject, selections: readonly XmlElement[]) => {
    for (const selection of selections) {
      const spec = childOf(selection, 'path') === undefined ? named.get(textOf(selection, 'name') ?? '') : selection;
      if (spec === undefined || !isType(from.type, textOf(spec, 'type') ?? '')) continue;
      const path = textOf(spec, 'path') ?? '';
      const step = `${from.id} ${textOf(spec, 'name') ?? ''} ${path}`;
      if (visited.has(step)) continue;
      visited.add(step);
      for (const next of targets(from, path, find)) {
        if (textOf(spec, 'skip') !== 'true') found.set(`${next.type} ${next.id}`, next);
        follow(next, childrenOf(spec, 'selectSet'));
      }
    }
  };
  if (textOf(set, 'skip') !== 'true') found.set(`${object.type} ${object.id}`, object);
  follow(object, childrenOf(set, 'selectSet'));
}

function targets(from: ManagedObject, path: string, find: Find): readonly ManagedObject[] {
  const read = readProperty(from.properties(), path);
  if (read.kind !== 'value') return [];
  const values = read.value.kind === 'list' ? read.value.items : [read.value];
  return values.flatMap((value) => (value.kind === 'reference' ? (find(value.type, value.id) ?? []) : []));
}

function readObject(
  object: ManagedObject,
  propSets: readonly XmlElement[],
  authenticated: boolean,
): ReadObject | Extract<Answer, { kind: 'fault' }> {
  const properties = object.properties();
  const values = new Map<string, string>();
  const missing = new Map<string, Fault>();
  for (const propSet of propSets) {
    const all = textOf(propSet, 'all') === 'true';
    const paths = all ? Object.keys(properties) : childrenOf(propSet, 'pathSet').map((path) => path.text);
    for (const path of paths) {
      const read = readProperty(properties, path);
      if (read.kind === 'invalid') return { kind: 'fault', fault: read.fault };
      // A real host answers 200 to who is not logged in, with nothing but missing properties: meho #3773.
      if (!authenticated) missing.set(path, fault('NotAuthenticated', { object: { kind: 'reference', type: object.type, id: object.id } }));
      else if (read.kind === 'value') values.set(path, writeValue(read.value));
    }
  }
  return { type: object.type, id: object.id, values, missing };
}

/** ObjectContent of RetrievePropertiesEx. */
export function writeObject(tag: string, object: ReadObject): string {
  const propSet = [...object.values].map(([path, value]) => `<propSet><name>${escapeXml(path)}</name>${value}</propSet>`);
  const missingSet = [...object.missing].map(([path, why]) => writeMissing(path, why));
  return `<${tag}><obj type="${object.type}">${escapeXml(object.id)}</obj>${propSet.join('')}${missingSet.join('')}</${tag}>`;
}

function writeMissing(path: string, why: Fault): string {
  return `<missingSet><path>${escapeXml(path)}</path>${writeLocalizedFault('fault', why)}</missingSet>`;
}

/** ObjectUpdates from what was sent to what is: `enter`, `modify`, `leave`. */
export function writeUpdates(before: ReadonlyMap<string, ReadObject>, now: ReadonlyMap<string, ReadObject>): readonly string[] {
  const updates: string[] = [];
  for (const [key, object] of now) {
    const earlier = before.get(key);
    const changes = [...object.values].filter(([path, value]) => earlier?.values.get(path) !== value);
    const unset = [...(earlier?.values.keys() ?? [])].filter((path) => !object.values.has(path));
    if (earlier !== undefined && changes.length + unset.length === 0) continue;
    const changeSet = [
      ...changes.map(([path, value]) => `<changeSet><name>${escapeXml(path)}</name><op>assign</op>${value}</changeSet>`),
      ...unset.map((path) => `<changeSet><name>${escapeXml(path)}</name><op>assign</op></changeSet>`),
    ];
    const missing = earlier === undefined ? [...object.missing].map(([path, why]) => writeMissing(path, why)) : [];
    updates.push(objectUpdate(earlier === undefined ? 'enter' : 'modify', object, changeSet.join('') + missing.join('')));
  }
  for (const [key, object] of before) if (!now.has(key)) updates.push(objectUpdate('leave', object, ''));
  return updates;
}

function objectUpdate(kind: string, object: ReadObject, inner: string): string {
  return `<objectSet><kind>${kind}</kind><obj type="${object.type}">${escapeXml(object.id)}</obj>${inner}</objectSet>`;
}
