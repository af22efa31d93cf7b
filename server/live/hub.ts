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

  /** Only after the commit. Without listeners it costs nothing. */
  publish(topic: number, events: readonly E[]): void {
    this.#topics.get(topic)?.publish(events);
  }

  /** Something happened that was not published here: everybody looks into the database. */
  nudge(topic: number): void {
    this.#topics.get(topic)?.nudge();
  }

  nudgeAll(): void {
    for (const topic of this.#topics.values()) topic.nudge();
  }

  /** Listens until it is disposed of. */
  join(topic: number): Listener<E> {
    const entry = this.#topics.get(topic) ?? new Topic<E>(this.#weigh, this.#maxWeight);
    this.#topics.set(topic, entry);
    return new Listener(entry, () => {
      if (entry.listeners.size === 0) this.#topics.delete(topic);
    });
  }

  get topics(): number {
    return this.#topics.size;
  }
}

/** One reader of a topic: `forget`, look with `since`, wait for `changed`, in this order, and nothing falls between. */
export class Listener<E extends Sequenced> implements Disposable {
  readonly #topic: Topic<E>;
  readonly #left: () => void;
  #isDue = false;
  #resolve: (() => void) | null = null;

  constructor(topic: Topic<E>, left: () => void) {
    this.#topic = topic;
    this.#left = left;
    topic.listeners.add(this.wake);
  }

  /** What follows `after` in memory; null when only the database knows. */
  since(after: number): E[] | null {
    return this.#topic.since(after);
  }

  forget(): void {
    this.#isDue = false;
  }

  /** Resolves at the first publication or nudge since `forget`, and when `signal` aborts. */
  async changed(signal: AbortSignal): Promise<void> {
    if (this.#isDue || signal.aborted) return;
    signal.addEventListener('abort', this.wake);
    await new Promise<void>((resolve) => {
      this.#resolve = resolve;
    });
    signal.removeEventListener('abort', this.wake);
  }

  readonly wake = (): void => {
    this.#isDue = true;
    this.#resolve?.();
    this.#resolve = null;
  };

  [Symbol.dispose](): void {
    this.#topic.listeners.delete(this.wake);
    this.#left();
  }
}

class Topic<E extends Sequenced> {
  readonly listeners = new Set<() => void>();
  readonly #weigh: (event: E) => number;
  readonly #maxWeight: number;
  /** The newest events, without a gap. */
  #ring: E[] = [];
  #weight = 0;

  constructor(weigh: (event: E) => number, maxWeight: number) {
    this.#weigh = weigh;
    this.#maxWeight = maxWeight;
  }

  publish(events: readonly E[]): void {
    for (const event of events) this.#add(event);
    while (this.#weight > this.#maxWeight && this.#ring.length > 1) {
      const oldest = this.#ring.shift();
      if (oldest !== undefined) this.#weight -= this.#weigh(oldest);
    }
    this.#wake();
  }

  nudge(): void {
    this.#clear();
    this.#wake();
  }

  since(after: number): E[] | null {
    const first = this.#ring[0]?.seq;
    const last = this.#ring.at(-1)?.seq;
    if (first === undefined || last === undefined || first > after + 1 || last < after) return null;
    return this.#ring.slice(after + 1 - first);
  }

  /** Two transactions may be published in another order than they were committed: an older event is in the database. */
  #add(event: E): void {
    const last = this.#ring.at(-1)?.seq ?? 0;
    if (event.seq <= last) return;
    if (event.seq > last + 1) this.#clear();
    this.#ring.push(event);
    this.#weight += this.#weigh(event);
  }

  #clear(): void {
    this.#ring = [];
    this.#weight = 0;
  }

  #wake(): void {
    for (const wake of [...this.listeners]) wake();
  }
}
