import dgram from 'node:dgram';

import { loopback } from '../door.js';

export interface LoopbackUdp {
  /** What net-snmp takes as its `dgramModule`. */
  readonly createSocket: (type: dgram.SocketType) => dgram.Socket;
  /** The port in use, once the socket listens. */
  readonly port: Promise<number>;
}

/**
 * A socket that the system gives a free port on loopback, whatever port its user asks for: net-snmp's agent turns port 0 into
 * 161. While `isDeaf` says so, datagrams are dropped, as by a card that was pulled out.
 */
export function loopbackUdp(isDeaf: () => boolean): LoopbackUdp {
  let listening: (port: number) => void = () => undefined;
  let failing: (error: Error) => void = () => undefined;
  const port = new Promise<number>((resolve, reject) => {
    listening = resolve;
    failing = reject;
  });
  const createSocket = (type: dgram.SocketType): dgram.Socket => {
    const socket = dgram.createSocket(type);
    const bind = socket.bind.bind(socket);
    socket.bind = () => bind({ port: 0, address: loopback, exclusive: true });
    const emit = socket.emit.bind(socket);
    socket.emit = ((event: string, ...values: unknown[]) =>
      event === 'message' && isDeaf() ? true : emit(event, ...values)) as typeof socket.emit;
    socket.once('listening', () => listening(socket.address().port));
    socket.once('error', failing);
    return socket;
  };
  return { createSocket, port };
}
