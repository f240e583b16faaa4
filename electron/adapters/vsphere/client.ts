import { createHash } from 'node:crypto';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { element, envelope, type Reference, type Xml } from './envelope.js';
import { faultFailure, isLoggedOut, nonsense, soapFault, type Fault } from './failures.js';
import { readService, type Service } from './service.js';
import { GatedAgent, type PresentedCertificate, type TlsTarget } from './tls-gate.js';
import { basicAuthorization, type RestCaller, type RestDetail } from './tags.js';
import { exchange, post } from './transport.js';
import { at, parseXml, type XmlNode } from './xml-tree.js';

/** A call's answer; a fault of the server is kept beside its sentence for who can do something about it. */
export type Called<T = XmlNode> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure; readonly fault?: Fault };

export interface ClientOptions extends TlsTarget {
  readonly user: string;
  /** Asked for at each login and not kept. */
  readonly secret: () => Promise<string | undefined>;
  readonly timeoutMs?: number;
  readonly limitBytes?: number;
}

export interface CallOptions {
  /** What the call is about, for the sentence of a fault. */
  readonly name?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

const defaultTimeoutMs = 30_000;
const defaultLimitBytes = 64_000_000;
/** ESXi locks an account for 15 minutes after 5 failures: a password that was refused is not sent again for a while. */
const refusedPauseMs = 300_000;

/** SOAP over one endpoint: logs in when it has to, and once more when the session is gone (it idles out after 30 minutes). */
export class VsphereClient implements RestCaller {
  /** Requests sent, by method: what a test or a bench counts. */
  readonly requests = new Map<string, number>();
  private readonly agent: GatedAgent;
  private version = 'urn:vim25/6.5';
  private service: Service | undefined;
  private cookie: string | undefined;
  private loggingIn: Promise<Called<Service>> | undefined;
  /** Counts logins: whoever saw a session die compares it before logging in again. */
  private logins = 0;
  private refused: { readonly digest: string; readonly untilMs: number } | undefined;

  constructor(readonly options: ClientOptions) {
    this.agent = new GatedAgent(options);
  }

  get host(): string {
    return this.options.host;
  }

  /** Undefined until the endpoint has answered once. */
  get knownKind(): Service['kind'] | undefined {
    return this.service?.kind;
  }

  get certificate(): PresentedCertificate | undefined {
    return this.agent.presented;
  }

  /** A session-bound object (a view, a filter) is gone when this has changed. */
  get sessionNumber(): number {
    return this.logins;
  }

  /** What the endpoint is; needs no login. */
  async content(): Promise<Called<Service>> {
    if (this.service !== undefined) return done(this.service);
    const target = { type: 'ServiceInstance', id: 'ServiceInstance' };
    let answer = await this.send('RetrieveServiceContent', target, [], {});
    if (!answer.ok && answer.fault !== undefined && /version/i.test(answer.fault.said)) {
      this.version = 'urn:vim25/5.0';
      answer = await this.send('RetrieveServiceContent', target, [], {});
    }
    if (!answer.ok) return answer;
    const service = readService(at(answer.value, 'returnval'));
    if (service === undefined) return { ok: false, failure: nonsense(this.options, 'ServiceContent') };
    this.service = service;
    return done(service);
  }

  /** Makes sure of a session. */
  async login(): Promise<Called<Service>> {
    if (this.hasSession() && this.service !== undefined) return done(this.service);
    this.loggingIn ??= this.newSession().finally(() => {
      this.loggingIn = undefined;
    });
    return this.loggingIn;
  }

  /** One method within a session; logs in anew and repeats it once when the server has forgotten the session. */
  async call(method: string, target: Reference, args: readonly Xml[], options: CallOptions = {}): Promise<Called> {
    return this.inSession(() => this.send(method, target, args, options));
  }

  /** For use within `inSession`, and for objects that die with their session: a lost session is the caller's business. */
  callOnce(method: string, target: Reference, args: readonly Xml[], options: CallOptions = {}): Promise<Called> {
    return this.send(method, target, args, options);
  }

  /** Work that may have to be repeated as a whole after a new login, since its answer came from nobody's session. */
  async inSession<T>(work: (service: Service) => Promise<Called<T>>): Promise<Called<T>> {
    const service = await this.login();
    if (!service.ok) return service;
    const before = this.logins;
    const answer = await work(service.value);
    if (answer.ok || answer.fault === undefined || !isLoggedOut(answer.fault)) return answer;
    if (before === this.logins) this.cookie = undefined;
    const again = await this.login();
    return again.ok ? work(again.value) : again;
  }

  /** vCenter's other interface, behind the same certificate. */
  rest(method: 'GET' | 'POST' | 'DELETE', path: string, { body, headers, timeoutMs }: RestDetail): ReturnType<RestCaller['rest']> {
    this.requests.set('REST', (this.requests.get('REST') ?? 0) + 1);
    return exchange(this.options, this.agent, {
      method,
      path,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      timeoutMs,
      limitBytes: this.options.limitBytes ?? defaultLimitBytes,
      ...(body === undefined ? {} : { body }),
    });
  }

  async basicAuth(): Promise<string | undefined> {
    const password = await this.options.secret();
    return password === undefined ? undefined : basicAuthorization(this.options.user, password);
  }

  async close(): Promise<void> {
    const service = this.service;
    if (this.hasSession() && service !== undefined) await this.send('Logout', service.sessionManager, [], { timeoutMs: 3000 });
    this.cookie = undefined;
    this.agent.destroy();
  }

  private async newSession(): Promise<Called<Service>> {
    const service = await this.content();
    if (!service.ok) return service;
    const password = await this.options.secret();
    if (password === undefined) return failed('vsphere/noPassword', message('vsphere.noPassword', { host: this.host }));
    const digest = createHash('sha256').update(password).digest('hex');
    if (this.refused?.digest === digest && performance.now() < this.refused.untilMs)
      return failed('vsphere/password', message('vsphere.password', { host: this.host }));
    this.cookie = undefined;
    const args = [element('userName', this.options.user), element('password', password)];
    const answer = await this.send('Login', service.value.sessionManager, args, { name: this.options.user });
    if (!answer.ok) {
      if (answer.fault?.type === 'InvalidLogin') this.refused = { digest, untilMs: performance.now() + refusedPauseMs };
      // The password is right and the door stays shut: lockdown mode, or an account without any role.
      if (answer.fault?.type === 'NoPermission')
        return failed('vsphere/denied', message('vsphere.denied', { host: this.host, user: this.options.user }));
      return answer;
    }
    this.refused = undefined;
    return this.hasSession() ? service : { ok: false, failure: nonsense(this.options, 'Login') };
  }

  private hasSession(): boolean {
    return this.cookie !== undefined;
  }

  private async send(method: string, target: Reference, args: readonly Xml[], options: CallOptions): Promise<Called> {
    this.requests.set(method, (this.requests.get(method) ?? 0) + 1);
    const posted = await post(this.options, this.agent, {
      body: envelope(method, target, args),
      soapAction: this.version,
      timeoutMs: options.timeoutMs ?? this.options.timeoutMs ?? defaultTimeoutMs,
      limitBytes: this.options.limitBytes ?? defaultLimitBytes,
      ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (!posted.ok) return posted;
    if (posted.value.cookie !== undefined && method === 'Login') {
      this.cookie = posted.value.cookie;
      this.logins += 1;
    }
    return readAnswer(this.options, method, posted.value.body, options.name ?? target.id);
  }
}

function readAnswer(place: { readonly host: string; readonly port: number }, method: string, source: string, name: string): Called {
  const body = at(parseXml(source), 'Body');
  const fault = soapFault(body);
  if (fault !== undefined) return { ok: false, failure: faultFailure(place, fault, name), fault };
  const response = at(body, `${method}Response`);
  return response === undefined ? { ok: false, failure: nonsense(place, method) } : done(response);
}

/** Drops the fault: what leaves the adapter is a sentence. */
export function asResult<T>(called: Called<T>): Result<T> {
  return called.ok ? called : { ok: false, failure: called.failure };
}
