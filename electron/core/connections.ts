import type { Connection } from '../../shared/settings/connection.js';
import type { ConnectionView } from '../../shared/snapshot/snapshot.js';
import { done, type Failure, type Result } from '../../shared/result.js';
import type { Adapters, Hypervisor, RemoteMachine, UpsSource } from './ports.js';
import { shellOf, withShell } from './with-shell.js';

/** Adapters of the configured connections, opened once and kept; what fails is tried again at its next use. */
export interface Connections {
  list(): readonly Connection[];
  ups(id: string): Promise<Result<UpsSource>>;
  hypervisor(id: string): Promise<Result<Hypervisor>>;
  machine(id: string): Promise<Result<RemoteMachine>>;
  /** Takes a new list: unchanged connections stay open, others are closed and opened anew. */
  replace(connections: readonly Connection[]): Promise<void>;
  /** After a secret changed. */
  reopen(id: string): Promise<void>;
  note(id: string, outcome: Failure | undefined): void;
  /** Whether a machine answered that was not logged in to. */
  heard(id: string, answers: boolean): void;
  views(about: (connection: Connection) => Pick<ConnectionView, 'secrets' | 'findings'>): readonly ConnectionView[];
  close(): Promise<void>;
}

interface Held {
  readonly connection: Connection;
  ups?: Promise<Result<UpsSource>>;
  hypervisor?: Promise<Result<Hypervisor>>;
  machine?: Promise<Result<RemoteMachine>>;
  status: ConnectionView['status'];
  failure?: Failure;
}

type Part = 'ups' | 'hypervisor' | 'machine';

export function createConnections(
  adapters: Adapters,
  initial: readonly Connection[],
  unknown: (id: string) => Failure,
  changed: () => void,
): Connections {
  let held = new Map<string, Held>(initial.map((connection) => [connection.id, { connection, status: 'unknown' }]));

  const become = (id: string, status: Held['status'], failure?: Failure) => {
    const one = held.get(id);
    if (one === undefined) return;
    if (one.status === status && one.failure?.code === failure?.code) return;
    one.status = status;
    delete one.failure;
    if (failure !== undefined) one.failure = failure;
    changed();
  };
  const note = (id: string, failure: Failure | undefined) => become(id, failure === undefined ? 'connected' : 'failed', failure);

  /** Opens at first use; a failed opening is forgotten so that the next use tries again. */
  const open = async <T>(id: string, part: Part, make: (connection: Connection) => Promise<Result<T>>): Promise<Result<T>> => {
    const one = held.get(id);
    if (one === undefined) return { ok: false, failure: unknown(id) };
    const slot = one as Record<Part, Promise<Result<T>> | undefined>;
    const opening = slot[part] ?? make(one.connection);
    slot[part] = opening;
    const opened = await opening;
    if (!opened.ok) {
      if (slot[part] === opening) slot[part] = undefined;
      note(id, opened.failure);
    }
    return opened;
  };

  /** The shell is looked for when it is needed: it may be connected later than the API. */
  const openHypervisor = async (connection: Connection): Promise<Result<Hypervisor>> => {
    const opened = await adapters.hypervisor(connection);
    if (!opened.ok || connection.kind !== 'vsphere') return opened;
    return done(
      withShell(opened.value, () => {
        const shell = shellOf(connection, connections.list());
        return shell === undefined ? undefined : connections.hypervisor(shell.id);
      }),
    );
  };

  const connections: Connections = {
    list: () => [...held.values()].map((one) => one.connection),
    ups: (id) => open(id, 'ups', (connection) => adapters.ups(connection)),
    hypervisor: (id) => open(id, 'hypervisor', openHypervisor),
    machine: (id) => open(id, 'machine', (connection) => adapters.machine(connection)),
    replace: async (list) => {
      const before = held;
      held = new Map(
        list.map((connection) => {
          const known = before.get(connection.id);
          return [
            connection.id,
            known !== undefined && same(known.connection, connection) ? known : { connection, status: 'unknown' as const },
          ];
        }),
      );
      await Promise.all([...before.values()].filter((one) => held.get(one.connection.id) !== one).map(closeHeld));
      changed();
    },
    reopen: async (id) => {
      const one = held.get(id);
      if (one === undefined) return;
      held.set(id, { connection: one.connection, status: 'unknown' });
      await closeHeld(one);
      changed();
    },
    note,
    heard: (id, answers) => become(id, answers ? 'answers' : 'silent'),
    views: (about) =>
      [...held.values()].map((one) => ({
        connection: one.connection,
        status: one.status,
        ...about(one.connection),
        ...(one.failure === undefined ? {} : { failure: one.failure }),
      })),
    close: async () => {
      await Promise.all([...held.values()].map(closeHeld));
      held.clear();
    },
  };
  return connections;
}

function same(one: Connection, other: Connection): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function closeHeld(one: Held): Promise<void> {
  const [ups, hypervisor] = await Promise.all([one.ups, one.hypervisor]);
  if (ups?.ok === true) ups.value.close();
  if (hypervisor?.ok === true) await hypervisor.value.close();
}
