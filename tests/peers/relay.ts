import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect, createServer, type Socket } from 'node:net';

export interface Relay {
  readonly port: number;
  /** From now on nothing passes and nobody is told, as when a cable is pulled. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** A wire between a client and the server at `port`. */
export async function startRelay(port: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('data', (bytes) => {
        if (!isCut) to.write(bytes);
      });
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the relay has no port');
  return {
    port: address.port,
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The same for datagrams. */
export async function startUdpRelay(port: number): Promise<Relay> {
  const near = createSocket('udp4');
  const far = new Map<number, UdpSocket>();
  let isCut = false;
  near.on('message', (asked, { port: client }) => {
    let socket = far.get(client);
    if (socket === undefined) {
      socket = createSocket('udp4');
      socket.on('message', (answer) => {
        if (!isCut) near.send(answer, client, '127.0.0.1');
      });
      far.set(client, socket);
    }
    if (!isCut) socket.send(asked, port, '127.0.0.1');
  });
  await new Promise<void>((listening) => near.bind(0, '127.0.0.1', listening));
  return {
    port: near.address().port,
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      for (const socket of far.values()) socket.close();
      await new Promise<void>((closed) => near.close(closed));
    },
  };
}
