import type { Result } from '../../../shared/result.js';
import type { Posted } from './transport.js';

/** What the tags of vCenter are read through: the same address, certificate, account and password as everything else. */
export interface RestCaller {
  rest(method: 'GET' | 'POST' | 'DELETE', path: string, more: RestDetail): Promise<Result<Posted>>;
  /** `Basic …` of the account; undefined where no password is kept. */
  basicAuth(): Promise<string | undefined>;
}

export interface RestDetail {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** `/api` since 7.0U2, `/rest` before; SOAP knows no tags. */
interface Dialect {
  readonly session: string;
  readonly attached: string;
  readonly tag: (id: string) => string;
  readonly unwrap: (answer: unknown) => unknown;
}

const list = 'list-attached-tags-on-objects';
const dialects: readonly Dialect[] = [
  {
    session: '/api/session',
    attached: `/api/cis/tagging/tag-association?action=${list}`,
    tag: (id) => `/api/cis/tagging/tag/${encodeURIComponent(id)}`,
    unwrap: (answer) => answer,
  },
  {
    session: '/rest/com/vmware/cis/session',
    attached: `/rest/com/vmware/cis/tagging/tag-association?~action=${list}`,
    tag: (id) => `/rest/com/vmware/cis/tagging/tag/id:${encodeURIComponent(id)}`,
    unwrap: (answer) => fieldOf(answer, 'value'),
  },
];

/** Tags are worth little time: a shutdown must not wait for them. */
const timeoutMs = 5000;
/** After a refusal or a silence they are left alone for so long. */
const pauseMs = 300_000;
/** A tag may be renamed. */
const nameKeptMs = 600_000;
const namesAtOnce = 8;
const mostNames = 400;
/** vCenter ends its REST sessions: asked once more with a new one. */
const loggedOut = 401;

interface Session {
  readonly dialect: Dialect;
  readonly token: string;
}

/**
 * Names of the tags of VMs: one request for all of them, and one for each tag whose name is not known yet. What vCenter does not tell leaves the tags as they
 * were last told; none of it fails the inventory.
 */
export class TagReader {
  private session: Session | undefined;
  private readonly names = new Map<string, { readonly name: string; readonly untilMs: number }>();
  private last: ReadonlyMap<string, readonly string[]> = new Map();
  private notBeforeMs = 0;

  constructor(private readonly caller: RestCaller) {}

  /** By the VM's id at this vCenter, sorted. */
  async of(vmIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    if (vmIds.length === 0 || performance.now() < this.notBeforeMs) return this.last;
    const attached = await this.attachedTo(vmIds);
    if (attached === undefined || !(await this.learnNames([...new Set([...attached.values()].flat())]))) {
      this.notBeforeMs = performance.now() + pauseMs;
      return this.last;
    }
    const named = [...attached].map(([vm, ids]) => [vm, ids.flatMap((id) => this.names.get(id)?.name ?? []).sort()] as const);
    this.last = new Map(named);
    return this.last;
  }

  async close(): Promise<void> {
    const { session } = this;
    this.session = undefined;
    if (session !== undefined) await this.caller.rest('DELETE', session.dialect.session, { headers: headersOf(session), timeoutMs: 2000 });
  }

  private async attachedTo(vmIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
    const body = JSON.stringify({ object_ids: vmIds.map((id) => ({ id, type: 'VirtualMachine' })) });
    const answer = await this.ask('POST', (dialect) => dialect.attached, body);
    if (!Array.isArray(answer)) return undefined;
    return new Map(
      answer.flatMap((one: unknown) => {
        const [vm, ids] = [fieldOf(fieldOf(one, 'object_id'), 'id'), fieldOf(one, 'tag_ids')];
        if (typeof vm !== 'string') return [];
        return [[vm, Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : []] as const];
      }),
    );
  }

  /** False when one was not told. */
  private async learnNames(ids: readonly string[]): Promise<boolean> {
    const nowMs = performance.now();
    const unknown = ids.filter((id) => (this.names.get(id)?.untilMs ?? 0) < nowMs).slice(0, mostNames);
    for (let from = 0; from < unknown.length; from += namesAtOnce) {
      const told = await Promise.all(unknown.slice(from, from + namesAtOnce).map((id) => this.learnName(id)));
      if (told.includes(false)) return false;
    }
    return true;
  }

  private async learnName(id: string): Promise<boolean> {
    const name = fieldOf(await this.ask('GET', (dialect) => dialect.tag(id)), 'name');
    if (typeof name !== 'string') return false;
    this.names.set(id, { name, untilMs: performance.now() + nameKeptMs });
    return true;
  }

  private async ask(method: 'GET' | 'POST', pathOf: (dialect: Dialect) => string, body?: string): Promise<unknown> {
    for (let round = 0; round < 2; round += 1) {
      const session = (this.session ??= await this.open());
      if (session === undefined) return undefined;
      const detail = { headers: headersOf(session), timeoutMs, ...(body === undefined ? {} : { body }) };
      const answer = await this.caller.rest(method, pathOf(session.dialect), detail);
      if (answer.ok && answer.value.status === 200) return session.dialect.unwrap(parsed(answer.value.body));
      if (!answer.ok || answer.value.status !== loggedOut) return undefined;
      if (this.session === session) this.session = undefined;
    }
    return undefined;
  }

  /** A refused password is not tried in the other dialect: it would count twice against the account. */
  private async open(): Promise<Session | undefined> {
    const authorization = await this.caller.basicAuth();
    if (authorization === undefined) return undefined;
    for (const dialect of dialects) {
      const answer = await this.caller.rest('POST', dialect.session, { headers: { authorization }, timeoutMs });
      if (!answer.ok || answer.value.status === loggedOut) return undefined;
      const token = dialect.unwrap(parsed(answer.value.body));
      if (answer.value.status < 300 && typeof token === 'string' && token !== '') return { dialect, token };
    }
    return undefined;
  }
}

function headersOf({ token }: Session): Readonly<Record<string, string>> {
  return { 'vmware-api-session-id': token };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** Undefined for what is no JSON: a proxy's page, an empty answer. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** The value of an Authorization header (RFC 7617). */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}
