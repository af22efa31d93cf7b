import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { Connection } from '../../server/db/connection.ts';

/** A way to the database that can be cut: connections end, and new ones are refused, until it is mended. */
export class Cable implements AsyncDisposable {
  readonly connection: Connection;
  readonly #far: string;
  readonly #near: string;
  readonly #sockets = new Set<net.Socket>();
  #server: net.Server | null = null;

  /** `directory` holds the near end; the far end is the database's own socket. */
  constructor(directory: string, to: Connection) {
    const name = `.s.PGSQL.${to.port}`;
    this.#far = path.join(to.host, name);
    this.#near = path.join(directory, name);
    this.connection = { ...to, host: directory };
  }

  async mend(): Promise<void> {
    fs.rmSync(this.#near, { force: true });
    const server = net.createServer((near) => this.#join(near, net.connect(this.#far)));
    await new Promise<void>((resolve) => server.listen(this.#near, resolve));
    this.#server = server;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cut();
  }

  #join(near: net.Socket, far: net.Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.once('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
