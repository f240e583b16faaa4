import { failed, type Failure } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';

/** Why a TCP server was not reached, in words. Codes: `ups/unknownHost`, `ups/unreachable`. */
export function tcpFailure(error: unknown, host: string, port: number): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return failed('ups/unknownHost', message('ups.unknownHost', { host })).failure;
  const key = code === 'ECONNREFUSED' ? 'ups.tcp.refused' : 'ups.tcp.silent';
  return failed('ups/unreachable', message(key, { host, port })).failure;
}
