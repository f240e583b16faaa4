import { createSocket, type Socket, type SocketType } from 'node:dgram';

/** Sockets that count the datagrams they send: retries and the discovery rounds of SNMPv3 are requests on the wire like any other. */
export function countedSockets(onSend: () => void): { readonly createSocket: (type: SocketType) => Socket } {
  return {
    createSocket: (type) => {
      const socket = createSocket(type);
      const send = socket.send.bind(socket) as (...args: unknown[]) => void;
      Object.defineProperty(socket, 'send', {
        value: (...args: unknown[]) => {
          onSend();
          send(...args);
        },
      });
      return socket;
    },
  };
}
