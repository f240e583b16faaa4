import { failed, type Failure } from '../../../shared/result.js';
import { message, type Message } from '../../../shared/text/message.js';
import { all, at, textAt, type XmlNode } from './xml-tree.js';

/** A vSphere fault by its type (`InvalidPowerState`), whatever way it came: as a SOAP fault, in a task, in a missing property. */
export interface Fault {
  readonly type: string;
  /** The server's own sentence; empty from many. */
  readonly said: string;
  readonly detail?: XmlNode;
}

export interface Place {
  readonly host: string;
  readonly port: number;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection reset',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'no route',
  ENETUNREACH: 'no route',
  ENOTFOUND: 'name unknown',
  EAI_AGAIN: 'name unknown',
};

export function unreachable(place: Place, error: Error | undefined): Failure {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (/^(EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code))
    return failed('vsphere/tls', message('vsphere.tls', { host: place.host, port: place.port })).failure;
  const reason = reasons[code] ?? (code === '' ? (error?.message ?? 'no answer') : code);
  return failed('vsphere/unreachable', message('vsphere.unreachable', { host: place.host, port: place.port, reason })).failure;
}

export function nonsense(place: Place, what: string): Failure {
  return failed('vsphere/nonsense', message('vsphere.nonsense', { host: place.host, what })).failure;
}

/** The fault of a SOAP answer, if it is one: `<detail><XFault xsi:type="X">`. */
export function soapFault(body: XmlNode | undefined): Fault | undefined {
  const fault = at(body, 'Fault');
  if (fault === undefined) return undefined;
  const detail = at(fault, 'detail')?.children[0] ?? at(fault, 'Detail')?.children[0];
  const type = detail?.xsiType ?? detail?.name.replace(/Fault$/, '') ?? 'SystemError';
  const said = textAt(fault, 'faultstring') ?? '';
  return detail === undefined ? { type, said } : { type, said, detail };
}

/** The fault in `Task.info.error` and in `missingSet`: a LocalizedMethodFault. */
export function localizedFault(node: XmlNode | undefined): Fault {
  const detail = at(node, 'fault');
  const said = textAt(node, 'localizedMessage') ?? '';
  const type = detail?.xsiType ?? 'SystemError';
  return detail === undefined ? { type, said } : { type, said, detail };
}

/** Fault types that mean that nobody is logged in. */
export function isLoggedOut(fault: Fault): boolean {
  return fault.type === 'NotAuthenticated';
}

type Sentence = (params: { readonly host: string; readonly name: string; readonly said: string; readonly privilege: string }) => Message;

const noPermission: Sentence = ({ host, name, privilege }) =>
  privilege === '' ? message('vsphere.noRight', { host, name }) : message('vsphere.noPermission', { host, name, privilege });

const known: Readonly<Record<string, readonly [string, Sentence]>> = {
  InvalidLogin: ['vsphere/password', ({ host }) => message('vsphere.password', { host })],
  NotAuthenticated: ['vsphere/notAuthenticated', ({ host }) => message('vsphere.notAuthenticated', { host })],
  NoPermission: ['vsphere/noPermission', noPermission],
  RestrictedVersion: ['vsphere/readOnlyLicence', ({ host }) => message('vsphere.readOnlyLicence', { host })],
  ToolsUnavailable: ['vsphere/toolsUnavailable', ({ name }) => message('vsphere.toolsUnavailable', { name })],
  InvalidPowerState: ['vsphere/invalidPowerState', ({ name }) => message('vsphere.invalidPowerState', { name })],
  InvalidState: ['vsphere/invalidState', ({ name, said }) => message('vsphere.invalidState', { name, said })],
  TaskInProgress: ['vsphere/taskInProgress', ({ name }) => message('vsphere.taskInProgress', { name })],
  QuestionPending: ['vsphere/questionPending', ({ name }) => message('vsphere.questionPending', { name })],
  Timedout: ['vsphere/timedOut', ({ name }) => message('vsphere.timedOut', { name })],
  HostNotConnected: ['vsphere/hostNotConnected', ({ name }) => message('vsphere.hostNotConnected', { name })],
  HostNotReachable: ['vsphere/hostNotConnected', ({ name }) => message('vsphere.hostNotConnected', { name })],
  HostCommunication: ['vsphere/hostNotConnected', ({ name }) => message('vsphere.hostNotConnected', { name })],
  ManagedObjectNotFound: ['vsphere/notFound', ({ host, name }) => message('vsphere.notFound', { host, name })],
  MethodDisabled: ['vsphere/methodDisabled', ({ name }) => message('vsphere.methodDisabled', { name })],
  NotSupported: ['vsphere/unsupported', ({ host, name }) => message('vsphere.unsupported', { host, name })],
  NotImplemented: ['vsphere/unsupported', ({ host, name }) => message('vsphere.unsupported', { host, name })],
  MethodNotFound: ['vsphere/unsupported', ({ host, name }) => message('vsphere.unsupported', { host, name })],
  InsufficientFailoverResourcesFault: ['vsphere/admissionControl', ({ name }) => message('vsphere.admissionControl', { name })],
};

/** A failure with a sentence for the fault; `name` is what it was about: a VM, a host, a cluster. */
export function faultFailure(place: Place, fault: Fault, name: string): Failure {
  const said = fault.said.trim().slice(0, 200);
  const privilege = textAt(fault.detail, 'privilegeId') ?? '';
  const entry = known[fault.type];
  if (entry !== undefined)
    return failed(entry[0], entry[1]({ host: place.host, name, said: said === '' ? fault.type : said, privilege })).failure;
  const shown = said === '' || said.startsWith('*') ? fault.type : `${said} (${fault.type})`;
  return failed('vsphere/fault', message('vsphere.fault', { host: place.host, name, said: shown })).failure;
}

/** The power state a VM already had, when that is what an InvalidPowerState complains about. */
export function existingPower(fault: Fault | undefined): string | undefined {
  return fault?.type === 'InvalidPowerState' ? textAt(fault.detail, 'existingState') : undefined;
}

/** Which property a server of an older version does not know. */
export function unknownProperty(fault: Fault | undefined): string | undefined {
  return fault?.type === 'InvalidProperty' ? textAt(fault.detail, 'name') : undefined;
}

export function missingFaults(objectContent: XmlNode): readonly { readonly path: string; readonly fault: Fault }[] {
  return all(objectContent, 'missingSet').map((missing) => ({
    path: textAt(missing, 'path') ?? '',
    fault: localizedFault(at(missing, 'fault')),
  }));
}
