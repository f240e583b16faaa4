import { done, failed } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { Called, VsphereClient } from './client.js';
import { element, type Reference } from './envelope.js';
import { isLoggedOut, nonsense, type Fault } from './failures.js';
import { createView, filterSpec, viewStart, type PropertySet, type Start } from './properties.js';
import { applyUpdates, type AppliedChange, type Known } from './updates.js';
import { at, referenceOf, textAt } from './xml-tree.js';

/** Long enough to be cheap; short enough that a vCenter that went without a word is noticed. */
const maxWaitSeconds = 10;
const answerLimitMs = 20_000;
/** Between two calls, so that changes of many VMs come in one answer: the number of calls follows time, not the number of VMs. */
const coalesceMs = 250;
/** Kept open a little after its last listener: the next one mostly follows at once. */
const lingerMs = 1500;

type Listener = (change: Called<AppliedChange>) => void;

/**
 * One property collector of one session, and one WaitForUpdatesEx at a time for everybody who waits at this endpoint: a filter over all VMs,
 * and one for each task in flight. It ends with its last listener, and with the first failure, of which every listener is told.
 */
export class UpdateChannel {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly known = new Map<string, Known>();
  private readonly stop = new AbortController();
  private vms: Promise<Called<Reference>> | undefined;
  private view: Reference | undefined;
  private version = '';
  private pumping = false;
  private closed = false;
  private readonly session: number;
  private linger: NodeJS.Timeout | undefined;

  private constructor(
    private readonly client: VsphereClient,
    private readonly collector: Reference,
    private readonly ended: () => void,
  ) {
    this.session = client.sessionNumber;
  }

  static async open(client: VsphereClient, ended: () => void): Promise<Called<UpdateChannel>> {
    return client.inSession(async (service) => {
      const answer = await client.callOnce('CreatePropertyCollector', service.propertyCollector, []);
      if (!answer.ok) return answer;
      const collector = referenceOf(at(answer.value, 'returnval'));
      if (collector === undefined) return { ok: false, failure: nonsense(client.options, 'CreatePropertyCollector') };
      return done(new UpdateChannel(client, collector, ended));
    });
  }

  /** False also when the endpoint was logged in to anew meanwhile: the collector belongs to the session before. */
  get isOpen(): boolean {
    return !this.closed && this.session === this.client.sessionNumber;
  }

  /** Begins to tell of this object; `leave` when enough was heard. */
  listen(reference: Reference, listener: Listener): () => void {
    const set = this.listeners.get(reference.id) ?? new Set();
    this.listeners.set(reference.id, set.add(listener));
    clearTimeout(this.linger);
    if (!this.pumping) {
      this.pumping = true;
      void this.pump();
    }
    return () => {
      if (!set.delete(listener)) return;
      if (set.size === 0 && this.listeners.get(reference.id) === set) this.listeners.delete(reference.id);
      if (this.listeners.size > 0) return;
      clearTimeout(this.linger);
      this.linger = setTimeout(() => void this.close(), lingerMs);
    };
  }

  /** The filter over the power of all VMs; made once. */
  watchVms(): Promise<Called<Reference>> {
    this.vms ??= this.client.inSession(async (service) => {
      const view = await createView(this.client, service, ['VirtualMachine']);
      if (!view.ok) return view;
      this.view = view.value;
      return this.filter([{ type: 'VirtualMachine', paths: ['runtime.powerState', 'runtime.connectionState'] }], [viewStart(view.value)]);
    });
    return this.vms;
  }

  /** Its filter goes with the collector, which ends with its last listener. */
  watchTask(task: Reference): Promise<Called<Reference>> {
    return this.filter([{ type: 'Task', paths: ['info.state', 'info.error'] }], [{ object: task }]);
  }

  private async filter(sets: readonly PropertySet[], starts: readonly Start[]): Promise<Called<Reference>> {
    const answer = await this.client.callOnce('CreateFilter', this.collector, [
      filterSpec('spec', sets, starts),
      element('partialUpdates', false),
    ]);
    if (!answer.ok) return answer;
    const filter = referenceOf(at(answer.value, 'returnval'));
    return filter === undefined ? { ok: false, failure: nonsense(this.client.options, 'CreateFilter') } : done(filter);
  }

  private async pump(): Promise<void> {
    while (!this.closed) {
      const answer = await this.client.callOnce(
        'WaitForUpdatesEx',
        this.collector,
        [element('version', this.version), element('options', [element('maxWaitSeconds', maxWaitSeconds)])],
        { timeoutMs: answerLimitMs, signal: this.stop.signal },
      );
      if (this.isEnded()) return;
      if (!answer.ok) {
        this.fail(this.isOpen && !isCollectorFault(answer) ? answer : { ...answer, fault: collectorLost });
        return;
      }
      const updates = at(answer.value, 'returnval');
      // No returnval is "nothing changed within the time": it says nothing about any VM.
      if (updates === undefined) continue;
      this.version = textAt(updates, 'version') ?? this.version;
      for (const change of applyUpdates(updates, this.known)) this.tell(change.reference.id, done(change));
      await pause(coalesceMs, this.stop.signal);
    }
  }

  /** Asked anew after each wait. */
  private isEnded(): boolean {
    return this.closed;
  }

  private tell(id: string, change: Called<AppliedChange>): void {
    for (const listener of [...(this.listeners.get(id) ?? [])]) listener(change);
  }

  private fail(failure: Called<never>): void {
    this.closed = true;
    this.ended();
    for (const id of [...this.listeners.keys()]) this.tell(id, failure);
    this.listeners.clear();
  }

  /** Gives the server its collector and view back. */
  private async close(): Promise<void> {
    if (this.closed) return;
    this.abandon();
    const quick = { timeoutMs: 5000 };
    await this.client.callOnce('DestroyPropertyCollector', this.collector, [], quick);
    if (this.view !== undefined) await this.client.callOnce('DestroyView', this.view, [], quick);
  }

  /** Ends at once without a word to the server: its objects go with the session. */
  abandon(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.linger);
    this.ended();
    this.stop.abort();
    const closed = failed('vsphere/closed', message('vsphere.closed', { host: this.client.host }));
    for (const id of [...this.listeners.keys()]) this.tell(id, closed);
    this.listeners.clear();
  }
}

/** What listeners are told when the collector went with its session, or with a restart of the server: worth a new one. */
export const collectorLost: Fault = { type: 'InvalidCollectorVersion', said: '' };

function isCollectorFault(answer: Called): boolean {
  if (answer.ok || answer.fault === undefined) return false;
  return isLoggedOut(answer.fault) || ['InvalidCollectorVersion', 'RequestCanceled', 'ManagedObjectNotFound'].includes(answer.fault.type);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
