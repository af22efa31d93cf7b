import { isDeepStrictEqual } from 'node:util';
import type { Pool } from 'pg';
import type { Log } from '../log.ts';
import { type Place, readWaiting, type Waiting } from './blockers.ts';

export type QueueWatchDeps = Place & {
  pool: Pool;
  log: Log;
  /** Told after a reading which deployments wait in another place, or for something else, than before it. */
  onMoved(deployments: readonly number[]): void;
};

/** The queue is read at most this often: what moves in between is told together. */
const minReadMs = 1_000;
/** Most of what is queued starts at once, and nobody asks why it waits: that reading would only delay it. */
const settleMs = 200;
/** Hosts go away and disks fill without a word. */
const sweepMs = 5_000;

/**
 * Why deployments wait, for those who look on: read while anybody watches, whoever moved the queue, with one statement
 * for all. Nothing of it is stored.
 */
export class QueueWatch {
  readonly #deps: QueueWatchDeps;
  #watchers = 0;
  #waiting = new Map<number, Waiting>();
  #timer: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;
  #nextReadAt = 0;

  constructor(deps: QueueWatchDeps) {
    this.#deps = deps;
  }

  /** As it is now, without anybody watching; `ids` that are not queued are left out. */
  async read(ids: readonly number[]): Promise<Map<number, Waiting>> {
    return readWaiting(this.#deps.pool, this.#deps, ids);
  }

  /** As of the last reading; null: not queued then, or nothing has been read yet. */
  of(id: number): Waiting | null {
    return this.#waiting.get(id) ?? null;
  }

  /** Keeps reading until it is disposed of. */
  watch(): Disposable {
    this.#watchers += 1;
    this.#sweep ??= setInterval(() => this.nudge(), sweepMs);
    this.nudge();
    let left = false;
    return {
      [Symbol.dispose]: () => {
        if (left) return;
        left = true;
        this.#watchers -= 1;
        if (this.#watchers === 0) this.close();
      },
    };
  }

  /** Something may have moved, here or on another server. Costs nothing while nobody watches. */
  nudge(): void {
    if (this.#watchers === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.#look(), Math.max(settleMs, this.#nextReadAt - Date.now()));
  }

  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#sweep);
    this.#timer = undefined;
    this.#sweep = undefined;
    this.#waiting = new Map();
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    this.#nextReadAt = Date.now() + minReadMs;
    try {
      const waiting = await readWaiting(this.#deps.pool, this.#deps, null);
      if (this.#watchers === 0) return;
      const before = this.#waiting;
      this.#waiting = waiting;
      const moved = [...waiting].filter(([id, now]) => !isDeepStrictEqual(now, before.get(id)));
      if (moved.length > 0) this.#deps.onMoved(moved.map(([id]) => id));
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'the queue could not be read for those who watch it; trying again soon');
      this.nudge();
    }
  }
}
