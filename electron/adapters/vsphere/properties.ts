import { done } from '../../../shared/result.js';
import type { Called, VsphereClient } from './client.js';
import { element, referenceElement, type Reference, type Xml } from './envelope.js';
import { faultFailure, isLoggedOut, missingFaults, nonsense, unknownProperty, type Fault } from './failures.js';
import type { Service } from './service.js';
import { all, at, referenceOf, textAt, type XmlNode } from './xml-tree.js';

/** What was read of one object: values that came, and faults for those that were refused. */
export interface ReadObject {
  readonly reference: Reference;
  readonly values: ReadonlyMap<string, XmlNode>;
  readonly missing: ReadonlyMap<string, Fault>;
}

export interface PropertySet {
  readonly type: string;
  readonly paths: readonly string[];
}

const pageSize = 250;
const pageLimit = 1000;

/** Where the collector starts: an object itself, one of its reference properties, or both. */
export interface Start {
  readonly object: Reference;
  /** Leaves the object itself out. */
  readonly skip?: boolean;
  /** Follows a property that holds references. */
  readonly follow?: { readonly path: string };
}

export function filterSpec(name: string, sets: readonly PropertySet[], starts: readonly Start[]): Xml {
  const propSets = sets.map((set) => element('propSet', [element('type', set.type), ...set.paths.map((path) => element('pathSet', path))]));
  return element(name, [...propSets, ...starts.map(objectSet)]);
}

function objectSet(start: Start, index: number): Xml {
  const traversal = (path: string) =>
    element(
      'selectSet',
      [element('name', `follow${String(index)}`), element('type', start.object.type), element('path', path), element('skip', false)],
      'TraversalSpec',
    );
  return element('objectSet', [
    referenceElement('obj', start.object),
    element('skip', start.skip === true),
    ...(start.follow === undefined ? [] : [traversal(start.follow.path)]),
  ]);
}

/**
 * Reads properties, page by page. An answer in which anything is missing because nobody is logged in counts as a lost session as a whole:
 * servers give HTTP 200 and an empty picture then (meho #3773). A property that an older version does not know is left out and asked without.
 */
export async function retrieve(
  client: VsphereClient,
  sets: readonly PropertySet[],
  starts: (service: Service) => Promise<Called<readonly Start[]>>,
  name?: string,
): Promise<Called<readonly ReadObject[]>> {
  let asked = sets;
  for (let round = 0; round < 20; round += 1) {
    const wanted = asked;
    const answer = await client.inSession(async (service) => {
      const from = await starts(service);
      return from.ok ? readPages(client, service, wanted, from.value, name) : from;
    });
    const unknown = answer.ok ? undefined : unknownProperty(answer.fault);
    if (unknown === undefined) return answer;
    asked = wanted.map((set) => ({ ...set, paths: set.paths.filter((path) => path !== unknown && !path.startsWith(`${unknown}.`)) }));
    if (count(asked) === count(wanted)) return answer;
  }
  return { ok: false, failure: nonsense(client.options, 'InvalidProperty') };
}

function count(sets: readonly PropertySet[]): number {
  return sets.reduce((sum, set) => sum + set.paths.length, 0);
}

/** Properties of objects that are known by reference. */
export function retrieveObjects(
  client: VsphereClient,
  sets: readonly PropertySet[],
  starts: readonly Start[],
  name?: string,
): Promise<Called<readonly ReadObject[]>> {
  return retrieve(client, sets, () => Promise.resolve(done(starts)), name);
}

async function readPages(
  client: VsphereClient,
  service: Service,
  sets: readonly PropertySet[],
  starts: readonly Start[],
  name: string | undefined,
): Promise<Called<readonly ReadObject[]>> {
  const collector = service.propertyCollector;
  const named = name === undefined ? {} : { name };
  const args = [filterSpec('specSet', sets, starts), element('options', [element('maxObjects', pageSize)])];
  let answer = await client.callOnce('RetrievePropertiesEx', collector, args, named);
  const objects: ReadObject[] = [];
  for (let page = 0; page < pageLimit; page += 1) {
    if (!answer.ok) return answer;
    const result = at(answer.value, 'returnval');
    objects.push(...all(result, 'objects').flatMap(readObject));
    const lost = objects.flatMap((one) => [...one.missing.values()]).find(isLoggedOut);
    if (lost !== undefined) return { ok: false, failure: faultFailure(client.options, lost, name ?? client.host), fault: lost };
    const token = textAt(result, 'token');
    if (token === undefined) return done(objects);
    answer = await client.callOnce('ContinueRetrievePropertiesEx', collector, [element('token', token)], named);
  }
  return { ok: false, failure: nonsense(client.options, 'ContinueRetrievePropertiesEx') };
}

function readObject(content: XmlNode): readonly ReadObject[] {
  const reference = referenceOf(at(content, 'obj'));
  if (reference === undefined) return [];
  const values = new Map<string, XmlNode>();
  for (const set of all(content, 'propSet')) {
    const [path, value] = [textAt(set, 'name'), at(set, 'val')];
    if (path !== undefined && value !== undefined) values.set(path, value);
  }
  return [{ reference, values, missing: new Map(missingFaults(content).map((one) => [one.path, one.fault])) }];
}

/** A container view of all objects of these types below the root. It lives as long as the session; destroyed by who made it. */
export async function createView(client: VsphereClient, service: Service, types: readonly string[]): Promise<Called<Reference>> {
  const answer = await client.callOnce('CreateContainerView', service.viewManager, [
    referenceElement('container', service.rootFolder),
    ...types.map((type) => element('type', type)),
    element('recursive', true),
  ]);
  if (!answer.ok) return answer;
  const view = referenceOf(at(answer.value, 'returnval'));
  return view === undefined ? { ok: false, failure: nonsense(client.options, 'CreateContainerView') } : done(view);
}

/** Everything of these types, through one view and one read. */
export async function retrieveView(client: VsphereClient, sets: readonly PropertySet[]): Promise<Called<readonly ReadObject[]>> {
  let view: Reference | undefined;
  let session = 0;
  const answer = await retrieve(client, sets, async (service) => {
    if (view !== undefined && session === client.sessionNumber) return done([viewStart(view)]);
    const created = await createView(
      client,
      service,
      sets.map((set) => set.type),
    );
    if (!created.ok) return created;
    view = created.value;
    session = client.sessionNumber;
    return done([viewStart(view)]);
  });
  if (view !== undefined && session === client.sessionNumber) void client.callOnce('DestroyView', view, []);
  return answer;
}

export function viewStart(view: Reference): Start {
  return { object: view, skip: true, follow: { path: 'view' } };
}

export function valueText(object: ReadObject, path: string): string | undefined {
  const text = object.values.get(path)?.text;
  return text === undefined || text === '' ? undefined : text;
}
