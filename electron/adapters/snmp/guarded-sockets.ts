import * as dgram from 'node:dgram';

export interface SocketHooks {
  /** A datagram leaves: retries and the discovery rounds of SNMPv3 are requests on the wire like any other. */
  readonly sent?: () => void;
  /** net-snmp stumbled over a datagram, which it should have refused: a "report" where there can be none, say. */
  readonly stumbled: (detail: string) => void;
}

/**
 * Sockets for net-snmp. It takes a datagram apart in the socket's own event, so what it throws there would end the program: one packet from a
 * broken card would do.
 */
export function guardedSockets(
  hooks: SocketHooks,
  createSocket: (type: dgram.SocketType) => dgram.Socket = (type) => dgram.createSocket(type),
): { readonly createSocket: (type: dgram.SocketType) => dgram.Socket } {
  return {
    createSocket: (type) => {
      const socket = createSocket(type);
      const send = socket.send.bind(socket) as (...args: unknown[]) => void;
      const on = socket.on.bind(socket) as (event: string, listener: (...args: unknown[]) => void) => dgram.Socket;
      const replace = (name: 'send' | 'on', value: unknown) => Object.defineProperty(socket, name, { value });
      replace('send', (...args: unknown[]) => {
        hooks.sent?.();
        send(...args);
      });
      replace('on', (event: string, listener: (...args: unknown[]) => void) =>
        on(event, event === 'message' ? guarded(listener, hooks.stumbled) : listener),
      );
      return socket;
    },
  };
}

function guarded(listener: (...args: unknown[]) => void, stumbled: (detail: string) => void) {
  return (...args: unknown[]): void => {
    try {
      listener(...args);
    } catch (error) {
      stumbled(String(error).slice(0, 160));
    }
  };
}
