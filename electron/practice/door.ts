import net from 'node:net';

export const loopback = '127.0.0.1';

/** A TCP port on loopback that is open while the thing behind it is on, and always the same one. */
export class Door {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  #port = 0;
  #wanted = false;
  #work: Promise<void> = Promise.resolve();

  constructor(onConnection: (socket: net.Socket) => void) {
    this.#server = net.createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      // A client that resets its connection is no fault of the office.
      socket.on('error', () => socket.destroy());
      onConnection(socket);
    });
  }

  /** Known after the first `setOpen(true)`. */
  get port(): number {
    return this.#port;
  }

  /** Resolves when it is so. Whoever is connected when the door closes is cut off. */
  setOpen(open: boolean): Promise<void> {
    if (open !== this.#wanted) {
      this.#wanted = open;
      if (!open) this.#cutOff();
      this.#work = this.#work.then(() => (open ? this.#listen() : this.#stop()));
    }
    return this.#work;
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ port: this.#port, host: loopback, exclusive: true }, () => {
        this.#server.off('error', reject);
        const address = this.#server.address();
        if (address !== null && typeof address === 'object') this.#port = address.port;
        resolve();
      });
    });
  }

  #stop(): Promise<void> {
    this.#cutOff();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #cutOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
