import net from 'node:net';

export const loopback = '127.0.0.1';
const retryMs = 200;

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

  /** A port that somebody else took while ours was closed is asked for again until it is free. */
  async #listen(): Promise<void> {
    while (this.#wanted) {
      const refused = await this.#tryToListen();
      if (refused === undefined) return;
      if (this.#port === 0) throw refused;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }

  #tryToListen(): Promise<Error | undefined> {
    return new Promise((resolve) => {
      this.#server.once('error', resolve);
      this.#server.listen({ port: this.#port, host: loopback, exclusive: true }, () => {
        this.#server.off('error', resolve);
        const address = this.#server.address();
        if (address !== null && typeof address === 'object') this.#port = address.port;
        resolve(undefined);
      });
    });
  }

  #stop(): Promise<void> {
    this.#cutOff();
    if (!this.#server.listening) return Promise.resolve();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #cutOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
