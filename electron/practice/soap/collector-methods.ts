import { answered, faulted, invalidArgument, type Answer } from './answer.js';
import type { Call, Methods } from './call.js';
import { collect, notFound, writeObject, writeUpdates, type Collected, type ReadObject } from './property-collector.js';
import { Collector, type Session } from './session.js';
import { reference, writeField } from './values.js';
import { childrenOf, childOf, escapeXml, textOf } from './xml.js';

const pageLimit = 1000;

/** PropertyCollector: reading properties at once and page by page, and waiting for changes. */
export const collectorMethods: Methods = {
  RetrieveProperties: (call) => {
    const all = retrieveAll(call);
    return all.kind === 'fault' ? all : answered(all.objects.map((object) => writeObject('returnval', object)).join(''));
  },
  RetrievePropertiesEx: (call) => {
    const all = retrieveAll(call);
    if (all.kind === 'fault') return all;
    // Without an object there is no result at all, not an empty one.
    if (all.objects.length === 0) return answered();
    return page(call, all.objects, Number(textOf(call.args, 'options', 'maxObjects') ?? pageLimit));
  },
  ContinueRetrievePropertiesEx: (call) => {
    const token = textOf(call.args, 'token') ?? '';
    const collector = collectorOf(call);
    const [size, rest] = [Number(token.split('-')[1] ?? pageLimit), collector?.rest.get(token)];
    if (collector === undefined) return notFound('PropertyCollector', call.target.text);
    if (rest === undefined) return invalidArgument('token');
    collector.rest.delete(token);
    return page(call, rest, size);
  },
  CancelRetrievePropertiesEx: (call) =>
    collectorOf(call)?.rest.delete(textOf(call.args, 'token') ?? '') === true ? answered() : invalidArgument('token'),
  CreateFilter: (call) => {
    const collector = collectorOf(call);
    const spec = childOf(call.args, 'spec');
    if (collector === undefined) return notFound('PropertyCollector', call.target.text);
    if (spec === undefined) return invalidArgument('spec');
    const tried = collect(spec, call.endpoint.find(call.session), true);
    if (tried.kind === 'fault') return tried;
    const id = `session[${call.session?.key ?? ''}]${call.endpoint.nextId()}`;
    collector.filters.set(id, spec);
    // Whoever waits already is told of the new filter's objects at once.
    call.endpoint.changed();
    return answered(writeField('returnval', reference('PropertyFilter', id)));
  },
  DestroyPropertyFilter: (call) => {
    const collectors = [...(call.session?.collectors.values() ?? [])];
    const removed = collectors.some((collector) => collector.filters.delete(call.target.text));
    return removed ? answered() : notFound('PropertyFilter', call.target.text);
  },
  CreatePropertyCollector: (call) => {
    const id = `session[${call.session?.key ?? ''}]pc-${call.endpoint.nextId()}`;
    call.session?.collectors.set(id, new Collector());
    return answered(writeField('returnval', reference('PropertyCollector', id)));
  },
  DestroyPropertyCollector: (call) => {
    collectorOf(call)?.cancelWait('RequestCanceled');
    return call.session?.collectors.delete(call.target.text) === true ? answered() : notFound('PropertyCollector', call.target.text);
  },
  WaitForUpdatesEx: (call) => waitForUpdates(call, maxWaitMs(call)),
  WaitForUpdates: (call) => waitForUpdates(call, undefined),
  CheckForUpdates: (call) => waitForUpdates(call, 0),
  CancelWaitForUpdates: (call) => {
    collectorOf(call)?.cancelWait('RequestCanceled');
    return answered();
  },
};

function collectorOf(call: Call): Collector | undefined {
  return call.session?.collectors.get(call.target.text);
}

function retrieveAll(call: Call): Collected {
  const find = call.endpoint.find(call.session);
  const objects: ReadObject[] = [];
  for (const spec of childrenOf(call.args, 'specSet')) {
    const collected = collect(spec, find, call.session !== undefined);
    if (collected.kind === 'fault') return collected;
    objects.push(...collected.objects);
  }
  return { kind: 'read', objects };
}

function page(call: Call, objects: readonly ReadObject[], size: number): Answer {
  const limit = size > 0 ? Math.min(size, pageLimit) : pageLimit;
  const rest = objects.slice(limit);
  const collector = collectorOf(call);
  const token = rest.length > 0 && collector !== undefined ? `${call.endpoint.nextId()}-${limit}` : undefined;
  if (token !== undefined) collector?.rest.set(token, rest);
  const written = objects.slice(0, limit).map((object) => writeObject('objects', object));
  return answered(`<returnval>${token === undefined ? '' : `<token>${token}</token>`}${written.join('')}</returnval>`);
}

/** A long poll lasts real seconds: it belongs to the transport, not to the simulated office. */
function maxWaitMs(call: Call): number | undefined {
  const seconds = textOf(call.args, 'options', 'maxWaitSeconds');
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

async function waitForUpdates(call: Call, limitMs: number | undefined): Promise<Answer> {
  const collector = collectorOf(call);
  if (collector === undefined || call.session === undefined) return notFound('PropertyCollector', call.target.text);
  const version = textOf(call.args, 'version') ?? '';
  const told = collector.toldAt(version);
  if (told === undefined) return faulted('InvalidCollectorVersion');
  const deadline = limitMs === undefined ? Infinity : performance.now() + limitMs;
  for (;;) {
    const updates = updatesSince(call, call.session, collector, version, told);
    if (updates !== undefined) return updates;
    const left = deadline - performance.now();
    if (left <= 0) return answered();
    const why = await nextChange(call, collector, left);
    if (why === 'late') return answered();
    if (why !== 'changed') return faulted(why);
  }
}

type Told = NonNullable<ReturnType<Collector['toldAt']>>;

function updatesSince(call: Call, session: Session, collector: Collector, version: string, told: Told): Answer | undefined {
  const find = call.endpoint.find(session);
  const snapshot = new Map<string, ReadonlyMap<string, ReadObject>>();
  const filterSets: string[] = [];
  for (const [id, spec] of collector.filters) {
    const collected = collect(spec, find, true);
    // The one object of a filter may be gone (a task of long ago): then it has left, which is an update, not a fault.
    const objects = collected.kind === 'fault' ? [] : collected.objects;
    const now = new Map(objects.map((object) => [`${object.type} ${object.id}`, object]));
    snapshot.set(id, now);
    const updates = writeUpdates(told.get(id) ?? new Map(), now);
    if (updates.length > 0)
      filterSets.push(`<filterSet><filter type="PropertyFilter">${escapeXml(id)}</filter>${updates.join('')}</filterSet>`);
  }
  if (filterSets.length === 0 && (version !== '' || collector.filters.size === 0)) return undefined;
  return answered(`<returnval><version>${collector.tell(snapshot)}</version>${filterSets.join('')}</returnval>`);
}

type Woken = 'changed' | 'late' | 'RequestCanceled' | 'NotAuthenticated';

function nextChange(call: Call, collector: Collector, limitMs: number): Promise<Woken> {
  return new Promise((resolve) => {
    const end = (why: Woken) => {
      stopListening();
      clearTimeout(timer);
      call.signal.removeEventListener('abort', gone);
      resolve(why);
    };
    const gone = () => end('RequestCanceled');
    const stopListening = call.endpoint.onChange(() => end('changed'));
    const timer = Number.isFinite(limitMs) ? setTimeout(() => end('late'), limitMs) : undefined;
    collector.cancelWait = end;
    call.signal.addEventListener('abort', gone);
    if (call.signal.aborted) gone();
  });
}
