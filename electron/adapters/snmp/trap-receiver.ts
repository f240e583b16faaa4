import * as snmp from 'net-snmp';
import type { TrapOptions, TrapReceiver } from '../../core/ports.js';
import type { Failure } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { Credentials } from './credentials.js';
import { guardedSockets } from './guarded-sockets.js';

/** The part of net-snmp's receiver that is used; the package types it as `any`. */
interface Receiver {
  getAuthorizer(): { addUser(user: snmp.User): void; addCommunity(community: string): void };
  close(): void;
}
/** Where a packet came from; net-snmp gives it with what it took and with what it refused, and not with a failure of its socket. */
interface Heard {
  readonly rinfo?: { readonly address: string };
}
type CreateReceiver = (
  options: { readonly port: number; readonly transport: 'udp4' | 'udp6'; readonly dgramModule: ReturnType<typeof guardedSockets> },
  callback: (error: (Error & Heard & { readonly code?: unknown }) | null, notification?: Heard) => void,
) => Receiver;
const createReceiver = snmp.createReceiver as CreateReceiver;

/**
 * Listens for traps and informs of v1, v2c and v3, on IPv6 and IPv4 where the system has both. What comes is not believed, whoever sent it: a
 * trap can be forged or replayed. So a packet that cannot be checked is as good a reason to ask as one that can; what the credentials are for
 * is to acknowledge informs, which the card would send again and again.
 */
export function openTrapReceiver(
  options: Omit<TrapOptions, 'connections'> & { readonly credentials: readonly Credentials[] },
): TrapReceiver {
  let receiver: Receiver | undefined;
  let isClosed = false;
  const listen = (transport: 'udp4' | 'udp6') => {
    // What it stumbles over is nobody's word.
    const dgramModule = guardedSockets({ stumbled: () => undefined });
    receiver = createReceiver({ port: options.port, transport, dgramModule }, (error, notification) => {
      const from = notification?.rinfo ?? error?.rinfo;
      if (isClosed) return;
      if (from !== undefined) options.heard(plainAddress(from.address));
      else if (transport === 'udp6' && error?.code === 'EAFNOSUPPORT') listen('udp4');
      else if (error !== null) options.failed(failureOf(error, options.port));
    });
    const authorizer = receiver.getAuthorizer();
    for (const one of options.credentials) {
      if (one.kind === 'user') authorizer.addUser(one.user);
      else authorizer.addCommunity(one.community);
    }
  };
  listen('udp6');
  return {
    close: () => {
      isClosed = true;
      try {
        receiver?.close();
      } catch {
        // A socket that could not be bound is closed already.
      }
    },
  };
}

/** The address of an IPv4 sender as IPv4 writes it, also where it came in through an IPv6 socket. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function failureOf(error: { readonly message: string; readonly code?: unknown }, port: number): Failure {
  if (error.code === 'EACCES') return { code: 'traps/noRights', message: message('ups.traps.noRights', { port }) };
  if (error.code === 'EADDRINUSE') return { code: 'traps/portTaken', message: message('ups.traps.portTaken', { port }) };
  return { code: 'traps/failed', message: message('ups.traps.failed', { port, detail: error.message }) };
}
