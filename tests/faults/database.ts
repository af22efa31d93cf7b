import { setTimeout as delay } from 'node:timers/promises';
import { type Embedded, startEmbedded } from '../../server/db/embedded.ts';
import { createLog } from '../../server/log.ts';
import { addressOf } from './servers.ts';

/** A PostgreSQL of one test, which goes away and comes back where it was. */
export class Database implements AsyncDisposable {
  readonly #directory: string;
  #running: Embedded | null = null;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async start(): Promise<string> {
    this.#running = await startEmbedded({ dataDir: this.#directory, log: createLog('silent') });
    return addressOf(this.#running.connection);
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  /** As its service manager would: PostgreSQL gives up when it cannot write what it must. */
  async startAgainIfItEnded(): Promise<void> {
    const ended = this.#running?.exited.then(() => true) ?? true;
    if (await Promise.race([ended, delay(500, false)])) await this.start();
  }

  /** In the middle of whatever it does, without a word to its clients' transactions. */
  async crash(): Promise<void> {
    if (this.#running === null) return;
    process.kill(this.#running.pid, 'SIGQUIT');
    await this.#running.exited;
    this.#running = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
