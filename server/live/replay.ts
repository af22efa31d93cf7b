import type { Hub, Sequenced } from './hub.ts';

/** The next page of what is stored after `after`, in order; empty: nothing more is stored. */
export type ReadHistory<E> = (after: number) => Promise<E[]>;

/**
 * Everything of a topic after `after`, in order and once: from the database while memory does not reach back, then live.
 * Registers before it reads, and forgets old news before it looks, so nothing published in between is missed; a nudge
 * without news, a lost notification between servers and a slow consumer all end in one more read. An empty page says that
 * the reader has caught up, also after a nudge.
 */
export async function* replay<E extends Sequenced>(
  hub: Hub<E>,
  topic: number,
  after: number,
  readHistory: ReadHistory<E>,
  signal: AbortSignal,
): AsyncGenerator<E[], void, void> {
  using listener = hub.join(topic);
  let cursor = after;
  while (!signal.aborted) {
    listener.forget();
    const events = listener.since(cursor) ?? (await readHistory(cursor));
    const last = events.at(-1);
    if (last === undefined) {
      yield [];
      await listener.changed(signal);
      continue;
    }
    cursor = last.seq;
    yield events;
  }
}
