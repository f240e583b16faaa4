import { createServer, type Socket } from 'node:net';

export interface NisReplay {
  readonly port: number;
  /** What the server answers to `status` from now on, line by line. */
  serve(lines: readonly string[]): void;
  close(): Promise<void>;
}

/** A network information server that says what a capture holds, framed as apcupsd frames it: captures need no device and no daemon. */
export async function startNisReplay(): Promise<NisReplay> {
  let lines: readonly string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let heard = Buffer.alloc(0);
    socket.on('data', (part) => {
      heard = Buffer.concat([heard, part]);
      while (heard.length >= 2 && heard.length >= 2 + heard.readUInt16BE(0)) {
        const size = heard.readUInt16BE(0);
        const command = heard.subarray(2, 2 + size).toString('latin1');
        heard = heard.subarray(2 + size);
        const records = command === 'status' ? lines.map((line) => `${line}\n`) : ['Invalid command\n\0'];
        for (const record of [...records, '']) {
          const bytes = Buffer.from(record, 'latin1');
          const length = Buffer.alloc(2);
          length.writeUInt16BE(bytes.length);
          socket.write(length);
          socket.write(bytes);
        }
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the replay has no port');
  return {
    port: address.port,
    serve: (next) => {
      lines = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
