/** Something with a place in its topic's order, from 1, without gaps. */
export type Sequenced = { readonly seq: number };

/**
 * What was published last per topic, and who waits for more. Events are kept only while somebody listens and only up to
 * a limit: a subscriber that fell behind it reads the database again (replay.ts), so no queue grows with a slow reader.
 */
export class Hub<E extends Sequenced> {
  readonly #topics = new Map<number, Topic<E>>();
  readonly #weigh: (event: E) => number;
  readonly #maxWeight: number;

  /** `maxWeight` bounds what one topic keeps, in the unit of `weigh`. */
  constructor(options: { weigh: (event: E) => number; maxWeight: number }) {
    this.#weigh = options.weigh;
    this.#maxWeight = options.maxWeight;
  }

  /** Only after the commit, in order. Without listeners it costs nothing. */
  publish(topic: number, events: readonly E[]): void {
    const entry = this.#topics.get(topic);
    if (entry === undefined || events.length === 0) return;
    for (const event of events) {
      const last = entry.ring.at(-1);
      if (last !== undefined && event.seq !== last.seq + 1) entry.clear();
      entry.ring.push(event);
      entry.weight += this.#weigh(event);
    }
    while (entry.weight > this.#maxWeight && entry.ring.length > 1) {
      const oldest = entry.ring.shift();
      if (oldest !== undefined) entry.weight -= this.#weigh(oldest);
    }
    entry.wake();
  }

  /** Something happened that was not published here: everybody looks into the database. */
  nudge(topic: number): void {
    this.#topics.get(topic)?.wake();
  }

  nudgeAll(): void {
    for (const topic of this.#topics.values()) topic.wake();
  }

  /** Listens until `leave()`; `since` answers from memory, or null when memory does not reach back to `after`. */
  join(topic: number): Listener<E> {
    const entry = this.#topics.get(topic) ?? new Topic<E>();
    this.#topics.set(topic, entry);
    entry.listeners++;
    return {
      since: (after) => entry.since(after),
      changed: (signal) => entry.changed(signal),
      leave: () => {
        if (--entry.listeners === 0) this.#topics.delete(topic);
      },
    };
  }

  get topics(): number {
    return this.#topics.size;
  }
}

export type Listener<E> = {
  since(after: number): E[] | null;
  /** Resolves at the next publish or nudge after the call before, at once when there was one; also when `signal` aborts. */
  changed(signal: AbortSignal): Promise<void>;
  leave(): void;
};

class Topic<E extends Sequenced> {
  ring: E[] = [];
  weight = 0;
  listeners = 0;
  #waiters = new Set<() => void>();

  clear(): void {
    this.ring = [];
    this.weight = 0;
  }

  since(after: number): E[] | null {
    const first = this.ring[0];
    if (first === undefined || first.seq > after + 1) return null;
    return this.ring.slice(after + 1 - first.seq);
  }

  wake(): void {
    const waiters = this.#waiters;
    this.#waiters = new Set();
    for (const waiter of waiters) waiter();
  }

  changed(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        this.#waiters.delete(done);
        resolve();
      };
      this.#waiters.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
