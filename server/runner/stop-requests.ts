import fs from 'node:fs';
import path from 'node:path';
import { createExclusive, errorCode } from './durable-file.ts';
import type { StopReason } from './journal.ts';

/** Who wants a run to stop, and why. */
export type StopRequest = { why: StopReason; by?: string };

/** A timer of Node fires at once when it is set any further. */
const maxTimerMs = 2 ** 31 - 1;

/** Leaves a stop request in the run directory; the first one counts. The supervisor finds it within a second. */
export function writeStopRequest(directory: string, request: StopRequest): void {
  try {
    createExclusive(path.join(directory, 'stop.json'), JSON.stringify(request));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/**
 * Listens to everything that may stop a run: stop.json, SIGTERM (the host or the runner's unit stops) and the time
 * limit. `signal` aborts once, with the first {@link StopRequest} as its reason.
 */
export class StopRequests {
  readonly #directory: string;
  readonly #controller = new AbortController();
  readonly #look: NodeJS.Timeout;
  #watcher: fs.FSWatcher | null = null;
  #timeLimit: NodeJS.Timeout | null = null;

  constructor(directory: string) {
    this.#directory = directory;
    this.#look = setInterval(() => this.#readFile(), 1000);
    process.on('SIGTERM', this.#onShutdown);
    process.on('SIGINT', this.#onShutdown);
    this.#watch();
    this.#readFile();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts the time limit; 0 means none. */
  limitTime(ms: number): void {
    if (ms > 0) this.#timeLimit = setTimeout(() => this.#stop({ why: 'timeout' }), Math.min(ms, maxTimerMs));
  }

  close(): void {
    process.off('SIGTERM', this.#onShutdown);
    process.off('SIGINT', this.#onShutdown);
    clearInterval(this.#look);
    if (this.#timeLimit) clearTimeout(this.#timeLimit);
    this.#watcher?.close();
  }

  readonly #onShutdown = (): void => {
    this.#readFile(); // a cancel that the system's signal overtook stays a cancel
    this.#stop({ why: 'shutdown' });
  };

  #watch(): void {
    try {
      this.#watcher = fs.watch(this.#directory, (_event, name) => {
        if (name === 'stop.json') this.#readFile();
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      this.#watcher = null; // no watches left on this machine: looking once a second has to do
    }
  }

  #readFile(): void {
    if (this.signal.aborted) return;
    try {
      this.#stop(JSON.parse(fs.readFileSync(path.join(this.#directory, 'stop.json'), 'utf8')));
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }

  #stop(request: StopRequest): void {
    this.#controller.abort(request);
  }
}
