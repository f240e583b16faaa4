import { randomBytes } from 'node:crypto';
import type { World } from '../world/world.js';
import type { Inventory } from './inventory.js';
import type { ManagedObject } from './managed-object.js';
import { serviceObjects, type ServiceIds } from './service-objects.js';
import { Collector, type Session } from './session.js';
import { Tasks } from './tasks.js';
import { viewObject } from './views.js';

export interface Account {
  readonly user: string;
  readonly password: string;
}

/** A vCenter or an ESXi host as an API: inventory, sessions and tasks. It says nothing about sockets. */
export class Endpoint {
  readonly tasks: Tasks;
  readonly options = new Map<string, string>();
  readonly #sessions = new Map<string, Session>();
  readonly #listeners = new Set<() => void>();
  #lastId = 0;

  constructor(
    readonly world: World,
    readonly inventory: Inventory,
    readonly ids: ServiceIds,
    readonly account: Account,
  ) {
    this.tasks = new Tasks(
      inventory.kind === 'vcenter' ? 'task-' : 'haTask-ha-host-',
      () => this.now(),
      () => this.changed(),
    );
  }

  now(): Date {
    return new Date(this.inventory.openedAt.getTime() + this.world.seconds * 1000);
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Absent when user or password is wrong. */
  login(user: string, password: string): Session | undefined {
    if (user !== this.account.user || password !== this.account.password) return undefined;
    const session: Session = {
      cookie: randomBytes(20).toString('hex'),
      key: `52${randomBytes(15).toString('hex')}`,
      userName: user,
      loggedInAt: this.now(),
      views: new Map(),
      collectors: new Map([[this.ids.propertyCollector, new Collector()]]),
    };
    this.#sessions.set(session.cookie, session);
    return session;
  }

  sessionOf(cookie: string): Session | undefined {
    return this.#sessions.get(cookie);
  }

  logout(session: Session): void {
    this.#sessions.delete(session.cookie);
    for (const collector of session.collectors.values()) collector.cancelWait('NotAuthenticated');
  }

  /** As after 30 idle minutes, or when the service started anew. */
  expireSessions(): void {
    for (const session of [...this.#sessions.values()]) this.logout(session);
  }

  /** The service was stopped: sessions and tasks do not outlive it. */
  restart(): void {
    this.expireSessions();
    this.tasks.forget();
  }

  /** Looks among everything that `session` may see. */
  find(session: Session | undefined): (type: string, id: string) => ManagedObject | undefined {
    const objects = new Map(this.inventory.objects().map((object) => [`${object.type} ${object.id}`, object]));
    for (const object of serviceObjects(this)) objects.set(`${object.type} ${object.id}`, object);
    for (const [id, view] of session?.views ?? []) objects.set(`ContainerView ${id}`, viewObject(id, view, objects));
    return (type, id) => objects.get(`${type} ${id}`) ?? (type === 'Task' ? this.tasks.objectOf(id) : undefined);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
