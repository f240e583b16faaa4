import { string, writeFields, type Fields } from './values.js';
import { escapeXml } from './xml.js';

/** A fault of the vSphere API, by its type's name. */
export interface Fault {
  readonly type: string;
  readonly message: string;
  readonly fields: Fields;
}

export type Answer = { readonly kind: 'done'; readonly body: string } | { readonly kind: 'fault'; readonly fault: Fault };

export const answered = (body = ''): Answer => ({ kind: 'done', body });

/** Sentences as the real ones say them (they are the server's, not the product's, and English there, too). */
const sentences: Readonly<Record<string, string>> = {
  NotAuthenticated: 'The session is not authenticated.',
  InvalidLogin: 'Cannot complete login due to an incorrect user name or password.',
  InvalidState: 'The operation is not allowed in the current state.',
  InvalidPowerState: 'The attempted operation cannot be performed in the current state.',
  ToolsUnavailable: 'Cannot complete operation because VMware Tools is not running in this virtual machine.',
  TaskInProgress: 'Another task is already in progress.',
  NotSupported: 'The operation is not supported on the object.',
  HostNotConnected: 'Unable to communicate with the remote host, since it is disconnected.',
  InaccessibleDatastore: 'Unable to access the virtual machine configuration: Unable to access datastore nas01-vms.',
  Timedout: 'Operation timed out.',
  RequestCanceled: 'The task was canceled by a user.',
  InvalidCollectorVersion: 'A specified parameter was not correct: version',
  MethodNotFound: 'The method is not found.',
};

export function fault(type: string, fields: Fields = {}, message = sentences[type] ?? type): Fault {
  return { type, message, fields };
}

export const faulted = (type: string, fields: Fields = {}, message?: string): Answer => ({
  kind: 'fault',
  fault: fault(type, fields, message),
});
export const invalidArgument = (name: string): Answer =>
  faulted('InvalidArgument', { invalidProperty: string(name) }, `A specified parameter was not correct: ${name}`);
export const invalidProperty = (name: string): Fault =>
  fault('InvalidProperty', { name: string(name) }, `The property ${name} is not valid.`);

const open =
  '<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"' +
  ' xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"' +
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n<soapenv:Body>\n';
const close = '\n</soapenv:Body>\n</soapenv:Envelope>';

export function writeAnswer(method: string, answer: Answer): string {
  if (answer.kind === 'done') return `${open}<${method}Response xmlns="urn:vim25">${answer.body}</${method}Response>${close}`;
  const { type, message, fields } = answer.fault;
  const detail = `<${type}Fault xmlns="urn:vim25" xsi:type="${type}">${writeFields(fields)}</${type}Fault>`;
  return `${open}<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>${escapeXml(message)}</faultstring><detail>${detail}</detail></soapenv:Fault>${close}`;
}

/** LocalizedMethodFault: how a fault stands in a task or in a missingSet. */
export function writeLocalizedFault(tag: string, { type, message, fields }: Fault): string {
  return `<${tag}><fault xsi:type="${type}">${writeFields(fields)}</fault><localizedMessage>${escapeXml(message)}</localizedMessage></${tag}>`;
}
