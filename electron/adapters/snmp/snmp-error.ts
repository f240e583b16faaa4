import { failed, type Failure } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';

/** Why a request brought nothing, as net-snmp 3.29 words it. */
export type SnmpError =
  | { readonly kind: 'timeout' }
  | { readonly kind: 'status'; readonly status: number; readonly oid?: string }
  | { readonly kind: 'refused'; readonly reason: 'user' | 'authKey' | 'level' | 'access' }
  /** The session's idea of the agent's clock is wrong: only a fresh session helps. */
  | { readonly kind: 'outOfTime' }
  | { readonly kind: 'nonsense'; readonly detail: string }
  | { readonly kind: 'noHost' };

export const snmpStatus = {
  tooBig: 1,
  noSuchName: 2,
  badValue: 3,
  readOnly: 4,
  genErr: 5,
  noAccess: 6,
  authorization: 16,
  notWritable: 17,
} as const;

const notInTimeWindow = /time window/i;

export function classifyError(error: Error): SnmpError {
  const { name, message: text } = error;
  if (name === 'RequestTimedOutError') return { kind: 'timeout' };
  if (name === 'RequestFailedError') return statusOf(error, text);
  if (notInTimeWindow.test(text)) return { kind: 'outOfTime' };
  if (/unknown user name/i.test(text)) return { kind: 'refused', reason: 'user' };
  if (/wrong digest|digest .* does not match|authentication/i.test(text)) return { kind: 'refused', reason: 'authKey' };
  if (/unsupported security level|decryption/i.test(text)) return { kind: 'refused', reason: 'level' };
  if (/ENOTFOUND|EAI_AGAIN|getaddrinfo/.test(text)) return { kind: 'noHost' };
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ERR_SOCKET_DGRAM_NOT_RUNNING|forcibly closed/.test(text)) return { kind: 'timeout' };
  return { kind: 'nonsense', detail: text.slice(0, 160) };
}

function statusOf(error: Error, text: string): SnmpError {
  const status = 'status' in error && typeof error.status === 'number' ? error.status : snmpStatus.genErr;
  if (status === snmpStatus.authorization) return { kind: 'refused', reason: 'access' };
  const oid = /: (\d+(?:\.\d+)+)$/.exec(text)?.[1];
  return { kind: 'status', status, ...(oid === undefined ? {} : { oid }) };
}

/** The sentence for the person; `how` names the version, since a silent card means different things in each. */
export function failureOf(error: SnmpError, host: string, version: '1' | '2c' | '3'): Failure {
  switch (error.kind) {
    case 'timeout':
      return failed('ups/unreachable', message(version === '3' ? 'ups.snmp.silent3' : 'ups.snmp.silent', { host, version })).failure;
    case 'refused':
      return failed('ups/refused', message(`ups.snmp.refused.${error.reason}`, { host })).failure;
    case 'status':
      return failed('ups/refused', message('ups.snmp.status', { host, status: error.status })).failure;
    case 'outOfTime':
      return failed('ups/refused', message('ups.snmp.outOfTime', { host })).failure;
    case 'nonsense':
      return failed('ups/nonsense', message('ups.nonsense', { host, detail: error.detail })).failure;
    case 'noHost':
      return failed('ups/unknownHost', message('ups.unknownHost', { host })).failure;
  }
}
