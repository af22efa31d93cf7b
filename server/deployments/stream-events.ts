import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Pool } from 'pg';
import { isAway } from '../database-away.ts';
import type { Hub } from '../live/hub.ts';
import { replay } from '../live/replay.ts';
import type { Waiting } from './blockers.ts';
import type { QueueWatch } from './queue-watch.ts';
import { readEvents } from './run-store.ts';
import type { DeploymentEvent, LogSnapshot } from './snapshots.ts';
import { isFinal } from './states.ts';

export type EventKind = StreamedEvent['kind'];

/** An event as a subscriber gets it; adjacent log chunks travel together. `after`: the seq it follows in this stream. */
export type StreamedEvent =
  | (Exclude<DeploymentEvent, { kind: 'LOG' }> & { after: number })
  /** Why it waits, when that has changed. It has no place in the order: its seq is the one before it, and it is not kept. */
  | { kind: 'BLOCKED'; seq: number; after: number; at: string; data: Waiting }
  | { kind: 'LOG'; seq: number; after: number; at: string; chunks: (LogSnapshot & { at: string })[] };

/** Events that one read of the database brings. */
const historyPage = 200;
/** Between two tries while the database is away. */
const retryMs = { first: 100, most: 1_000 };
/** Text of one streamed event; more becomes a further one. */
const maxEventChars = 256 * 1024;

/**
 * Everything of a deployment after `after`, in order and exactly once, then live; ends after the final state. With a
 * `queue` also why it waits, from when the reader has caught up until it leaves the queue.
 */
export async function* streamEvents(
  deps: { pool: Pool; hub: Hub<DeploymentEvent> },
  id: number,
  input: {
    after: number;
    kinds?: readonly EventKind[] | undefined;
    queue?: QueueWatch | undefined;
    signal: AbortSignal;
  },
): AsyncGenerator<StreamedEvent, void, void> {
  const history = (after: number): Promise<DeploymentEvent[]> => readPatiently(deps.pool, id, after, input.signal);
  const isWanted = (kind: EventKind): boolean => input.kinds === undefined || input.kinds.includes(kind);
  using place = new Place(id, isWanted('BLOCKED') ? input.queue : undefined);
  let after = input.after;
  for await (const events of replay(deps.hub, id, input.after, history, input.signal)) {
    const wanted = events.filter(({ kind }) => isWanted(kind));
    for (const event of merge(wanted, after)) {
      yield event;
      after = event.seq;
    }
    const state = events.findLast((event) => event.kind === 'STATE')?.data.state;
    if (state !== undefined && isFinal(state)) return;
    if (state !== undefined && state !== 'QUEUED') place.leave();
    const data = events.length === 0 ? place.news() : null;
    if (data !== null) yield { kind: 'BLOCKED', seq: after, after, at: new Date().toISOString(), data };
  }
}

/** While PostgreSQL is away an open stream waits for it, as the run does: its reader would only ask again and again. */
async function readPatiently(pool: Pool, id: number, after: number, signal: AbortSignal): Promise<DeploymentEvent[]> {
  for (let wait = retryMs.first; !signal.aborted; wait = Math.min(wait * 2, retryMs.most)) {
    try {
      return await readEvents(pool, id, after, historyPage);
    } catch (error) {
      if (!isAway(error)) throw error;
      await delay(wait, undefined, { signal }).catch(() => undefined);
    }
  }
  return [];
}

/** What a reader knows of a deployment's place in the queue; at first what needs no words: it is about to start. */
class Place implements Disposable {
  readonly #id: number;
  readonly #queue: QueueWatch | undefined;
  readonly #watching: Disposable | undefined;
  #known: Waiting = { position: 1, blockers: [] };
  #hasLeft = false;

  constructor(id: number, queue: QueueWatch | undefined) {
    this.#id = id;
    this.#queue = queue;
    this.#watching = queue?.watch();
  }

  /** Why it waits, when that is another than at the last call. */
  news(): Waiting | null {
    const waiting = this.#hasLeft ? null : (this.#queue?.of(this.#id) ?? null);
    if (waiting === null || isDeepStrictEqual(waiting, this.#known)) return null;
    this.#known = waiting;
    return waiting;
  }

  leave(): void {
    this.#hasLeft = true;
    this.#watching?.[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.leave();
  }
}

function* merge(events: readonly DeploymentEvent[], start: number): Generator<StreamedEvent, void, void> {
  let after = start;
  let open: Extract<StreamedEvent, { kind: 'LOG' }> | null = null;
  let chars = 0;
  for (const event of events) {
    if (event.kind === 'LOG' && open !== null && chars < maxEventChars) {
      open.chunks.push({ ...event.data, at: event.at });
      open.seq = event.seq;
      chars += event.data.text.length;
      continue;
    }
    if (open !== null) {
      yield open;
      after = open.seq;
      open = null;
    }
    if (event.kind === 'LOG') {
      const { seq, at, data } = event;
      open = { kind: 'LOG', seq, after, at, chunks: [{ ...data, at }] };
      chars = data.text.length;
    } else {
      yield { ...event, after };
      after = event.seq;
    }
  }
  if (open !== null) yield open;
}
