import { connect } from 'node:net';
import { rememberedLookup } from './remembered-lookup.js';

/** `unresolved`: the name has no known address, which says nothing about the machine. */
export type ProbeOutcome = 'answers' | 'silent' | 'unresolved';

/** Whether something accepts a TCP connection within `timeoutMs`; a refused port is silent. */
export function probeTcp(host: string, port: number, timeoutMs = 2000): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    let resolved = false;
    const socket = connect({ host, port, lookup: rememberedLookup });
    const finish = (outcome: ProbeOutcome) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => finish(resolved ? 'silent' : 'unresolved'), timeoutMs);
    socket.once('lookup', (error: Error | null) => {
      resolved ||= error === null;
    });
    // An address needs no looking up: then the first attempt is all that is told.
    socket.once('connectionAttempt', () => {
      resolved = true;
    });
    socket.once('connect', () => finish('answers'));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      finish(/^(ENOTFOUND|EAI_)/.test(error.code ?? '') ? 'unresolved' : 'silent');
    });
  });
}

/** True when something accepts a TCP connection within `timeoutMs`; a refused or silent port is false. */
export async function answersOnTcp(host: string, port: number, timeoutMs = 2000): Promise<boolean> {
  return (await probeTcp(host, port, timeoutMs)) === 'answers';
}
